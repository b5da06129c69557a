"""What a figure says of a complex, and what it refuses; the traces have tests of their own."""

import numpy as np
import pytest

import tdlviz as tv
from tdlviz.core.errors import InvalidInput, TooLarge, UnknownName
from tdlviz.figures.complex_figure import MAX_HULLS, NOTCHES, complex_figure
from tdlviz.views.layout import layout


@pytest.fixture(scope="module")
def cx():
    return tv.rips(tv.data.circle(20, noise=0.1), max_edge=0.9)


@pytest.fixture(scope="module")
def hypergraph():
    births = [np.zeros(5), np.array([0.0, 0.5, 1.0])]
    fields = [tv.Field(f"birth{k}", values, k, kind="scalar") for k, values in enumerate(births)]
    return tv.hypergraph([[0, 1, 2], [2, 3], [3, 4]]).with_fields(*fields)


@pytest.fixture(scope="module")
def torus():
    return tv.alpha(tv.data.torus(40))


def test_a_flat_complex_has_axes_and_one_in_space_a_scene(cx, torus):
    assert complex_figure(cx).panes[0].space is None
    assert complex_figure(torus).panes[0].space is not None
    assert {t.type for t in complex_figure(torus).panes[0].traces} == {"mesh3d", "scatter3d"}


@pytest.mark.parametrize("rank", [0, 1, 2])
def test_a_scalar_has_one_colour_bar_wherever_it_lives(cx, torus, rank):
    for one in (cx, torus):
        values = np.linspace(2, 3, one.counts[rank])
        part = complex_figure(one, color=tv.Field("f", values, rank, kind="scalar"), theme="dark")
        shown = [t for t in part.panes[0].traces if "marker" in t and t.marker.showscale]
        assert len(shown) == 1
        assert part.panes[0].bar is not None
        assert part.panes[0].bar.title.text == "f"
        assert (shown[0].marker.cmin, shown[0].marker.cmax) == (2, 3)
        assert not any(t.showscale for t in part.panes[0].traces if t.type == "mesh3d")


def test_labels_and_plain_complexes_have_no_colour_bar(cx):
    assert complex_figure(cx).panes[0].bar is None
    label = tv.Field("y", np.arange(20) % 3, 0, kind="label")
    part = complex_figure(cx, color=label)
    assert part.panes[0].bar is None
    assert [t.name for t in part.panes[0].traces if t.showlegend] == ["0", "1", "2"]


def test_a_track_stands_for_its_latest_field(cx):
    tape = tv.Tape()
    track = tape.declare("f", "scalar", 0)
    assert complex_figure(cx, color=track).panes[0].bar is None
    tape.log(f=tv.Field("f", np.arange(20.0), 0, kind="scalar"))
    assert complex_figure(cx, color=track).panes[0].bar.title.text == "f"
    tape.log(v=tv.Field("v", np.zeros((20, 2)), 0, kind="vector"))
    with pytest.raises(InvalidInput, match="color="):
        complex_figure(cx, color=tape["v"])


def test_the_slider_walks_the_filtration_from_nothing_to_all(cx):
    steps = complex_figure(cx, slider=True, color="birth1").steps
    assert len(steps) == NOTCHES
    assert steps[-1].title == cx.summary()
    drawn = [len(step.traces[-2].customdata) for step in steps]
    thresholds = np.linspace(0, cx.births[1].max(), NOTCHES - 1)
    assert drawn[:-1] == [int((cx.births[1] <= t).sum()) for t in thresholds]
    assert len({len(step.traces) for step in steps}) == 1
    assert all(step.bar is not None for step in steps)


def test_few_births_are_notches_themselves():
    values = [0.0, 1.0, np.inf]
    dots = tv.Complex.from_facets([[0], [1], [2]], np.eye(3)[:, :2])
    dots = dots.with_fields(tv.Field("birth0", values, 0, kind="scalar"))
    steps = complex_figure(dots, slider=True).steps
    assert [step.label for step in steps] == ["0", "1", "inf"]
    assert [step.title[:1] for step in steps] == ["1", "2", "3"]


@pytest.mark.parametrize(
    ("options", "error", "says"),
    [
        ({"opacity": 2}, InvalidInput, "between 0 and 1"),
        ({"color": "birth9"}, UnknownName, "fields: "),
        ({"color": 3}, InvalidInput, "color="),
        ({"size": "birth1"}, InvalidInput, "rank 0"),
        ({"filtration": "low"}, InvalidInput, "finite number"),
        ({"filtration": np.nan}, InvalidInput, "finite number"),
        ({"slider": 1}, InvalidInput, "True or False"),
        ({"layout": "tree"}, UnknownName, "layered"),
        ({"labels": ["a"]}, InvalidInput, "a word for each of 20"),
        ({"edge": "birth0"}, InvalidInput, "rank 1"),
        ({"height": "birth1"}, InvalidInput, "rank 0"),
        ({"slider": True, "filtration": 0.1}, InvalidInput, "cut, or slide"),
    ],
)
def test_bad_options_are_refused(cx, options, error, says):
    with pytest.raises(error, match=says):
        complex_figure(cx, **options)


@pytest.mark.parametrize("options", [{"filtration": 0.1}, {"slider": True}])
def test_a_complex_without_births_has_nothing_to_cut(options):
    with pytest.raises(InvalidInput, match="no births"):
        complex_figure(tv.Complex.from_facets([[0, 1]]), **options)


@pytest.mark.parametrize(
    ("given", "options"),
    [
        ("hypergraph", {"color": "birth1"}),
        ("cx", {"layout": "layered", "labels": True}),
        ("cx", {"edge": "birth1", "labels": True, "size": "birth0"}),
        ("cx", {"height": "birth0"}),
        ("torus", {"edge": "birth1", "color": "birth2"}),
    ],
)
def test_every_drawing_slides_along_its_filtration(cx, torus, hypergraph, given, options):
    one = {"cx": cx, "torus": torus, "hypergraph": hypergraph}[given]
    part = complex_figure(one, slider=True, **options)
    kinds = [trace.type for trace in part.panes[0].traces]
    assert all([trace.type for trace in step.traces] == kinds for step in part.steps)
    assert part.steps[-1].title == part.title
    assert " of " in part.steps[0].title


@pytest.mark.parametrize(
    ("options", "remark"),
    [({"layout": "spring"}, "spring"), ({"layout": "spectral"}, "spectral"), ({}, "")],
)
def test_layouts_are_those_of_the_view(cx, options, remark):
    part = complex_figure(cx, labels=True, **options)
    assert remark in part.note
    points = next(t for t in part.panes[0].traces if "marker" in t and len(t.x) == 20)
    places = layout(cx, options.get("layout", "auto")).places
    np.testing.assert_array_equal(points.x, places[:, 0])


def test_positions_that_are_not_there_are_refused(hypergraph):
    with pytest.raises(InvalidInput, match="has none: one of"):
        complex_figure(tv.Complex.from_facets([[0, 1]]), layout="positions")
    with pytest.raises(InvalidInput, match="not in layers, nor by hulls"):
        complex_figure(hypergraph, edge="birth1")


def test_what_plotly_cannot_draw_is_refused():
    with pytest.raises(TooLarge, match=r"a figure takes 300,000: tv.show\(cx\) draws more"):
        complex_figure(tv.cubical(np.zeros((280, 280))))
    ramp = tv.cubical(np.arange(6400.0).reshape(80, 80))
    assert complex_figure(ramp).title == ramp.summary()
    with pytest.raises(TooLarge, match=r"at 30 notches; a figure takes 300,000: tv.show"):
        complex_figure(ramp, slider=True)
    many = tv.hypergraph([[edge, edge + 1] for edge in range(MAX_HULLS + 1)])
    with pytest.raises(TooLarge, match="20,001 hulls; a figure takes 20,000"):
        complex_figure(many)
