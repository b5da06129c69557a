import numpy as np
import pytest

import tdlviz as tv
from tdlviz.core.errors import InvalidInput, TooLarge
from tdlviz.figures.scatter_figure import SVG, along_axes, scatter_figure
from tdlviz.views.colours import OKABE_ITO, THEMES


@pytest.fixture(scope="module")
def cx():
    return tv.rips(tv.data.circle(20), max_edge=0.7)


@pytest.fixture(scope="module")
def vectors(cx):
    values = np.random.default_rng(0).normal(size=(20, 5)) * [5, 3, 2, 1, 0.5]
    return tv.Field("h", values, 0, kind="vector")


@pytest.mark.parametrize("axes", [2, 3])
def test_points_lie_along_the_principal_axes(cx, vectors, axes):
    part = scatter_figure(cx, vectors, axes=axes)
    (trace,) = part.panes[0].traces
    places = np.column_stack([trace[name] for name in "xyz"[:axes]])
    centred = vectors.values - vectors.values.mean(axis=0)
    _, sizes, right = np.linalg.svd(centred, full_matrices=False)
    np.testing.assert_allclose(np.abs(places), np.abs(centred @ right[:axes].T), atol=1e-5)
    shares = sizes**2 / (sizes**2).sum()
    pane = part.panes[0]
    titles = [pane.x, pane.y] if axes == 2 else [pane.space[f"{name}axis"] for name in "xyz"]
    assert [look["title"]["text"] for look in titles] == [
        f"axis {k + 1} ({shares[k]:.0%})" for k in range(axes)
    ]
    assert trace.customdata[:, 0].tolist() == list(range(20))
    assert part.title == "h: 20 vectors in R^5"


def test_colours_are_those_of_the_cells(cx, vectors):
    label = tv.Field("y", np.arange(20) % 2, 0, kind="label")
    even, odd = scatter_figure(cx, vectors, color=label).panes[0].traces
    assert (even.marker.color, odd.marker.color) == OKABE_ITO[:2]
    assert even.customdata[:, 0].tolist() == list(range(0, 20, 2))
    some = tv.Field("z", np.arange(19.0), 0, np.arange(1, 20), kind="scalar")
    part = scatter_figure(cx, vectors, color=some, theme="dark")
    known, missing = part.panes[0].traces
    assert known.marker.color.tolist() == list(range(19))
    assert (missing.marker.color, missing.name) == (THEMES["dark"]["missing"], "1 missing")
    assert part.panes[0].bar.title.text == "z"


def test_vectors_on_some_cells_take_the_colours_of_those(cx, vectors):
    few = vectors[[3, 7, 9]]
    (trace,) = (
        scatter_figure(cx, few, color=tv.Field("z", np.arange(20.0), 0, kind="scalar"))
        .panes[0]
        .traces
    )
    assert trace.marker.color.tolist() == [3, 7, 9]
    assert trace.customdata[:, 0].tolist() == [3, 7, 9]


def test_vectors_with_missing_numbers_are_left_out_and_counted(cx, vectors):
    values = vectors.values.copy()
    values[4, 2] = np.nan
    part = scatter_figure(cx, tv.Field("h", values, 0, kind="vector"))
    assert 4 not in part.panes[0].traces[0].customdata[:, 0]
    assert part.note == "Left out for missing numbers: 1 of 20 vectors of h."


def test_fewer_numbers_than_axes_and_no_vectors_at_all():
    places, shares = along_axes(np.array([[1.0], [3.0]]), 3)
    np.testing.assert_allclose(np.abs(places), [[1, 0, 0], [1, 0, 0]])
    assert shares.tolist() == [1, 0, 0]
    places, shares = along_axes(np.zeros((0, 4)), 2)
    assert places.shape == (0, 2)
    assert along_axes(np.ones((3, 2)), 2)[1].tolist() == [0, 0]


def test_a_crowd_is_drawn_by_webgl():
    many = tv.Complex.from_facets([[i] for i in range(SVG + 1)], np.zeros((SVG + 1, 2)))
    field = tv.Field("h", np.eye(SVG + 1, 2), 0, kind="vector")
    assert scatter_figure(many, field).panes[0].traces[0].type == "scattergl"


def test_several_fields_stand_side_by_side(cx, vectors):
    part = scatter_figure(cx, vectors, vectors)
    assert ([pane.title for pane in part.panes], part.columns) == (["h", "h"], 2)


def test_bad_options_are_refused(cx, vectors):
    with pytest.raises(InvalidInput, match="at most 3"):
        scatter_figure(cx, vectors, axes=4)
    with pytest.raises(InvalidInput, match="rank 0"):
        scatter_figure(cx, vectors, color="birth1")
    many = tv.Field("h", np.zeros((300_001, 1)), 0, np.zeros(300_001, dtype=int), kind="vector")
    with pytest.raises(TooLarge, match=r"take some, as in h\[:1000\]"):
        scatter_figure(cx, many)


def test_vectors_whose_squares_overflow_are_refused(cx):
    with pytest.raises(InvalidInput, match="draws numbers up to"):
        scatter_figure(cx, tv.Field("h", np.full((20, 2), 1e300), 0, kind="vector"))
