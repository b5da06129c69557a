import numpy as np
import pytest

import tdlviz as tv
from tdlviz.core.errors import InvalidInput
from tdlviz.views.diagram_view import MODES, DiagramView
from tdlviz.views.payload import unpack


@pytest.fixture(scope="module")
def cx():
    return tv.rips(tv.data.circle(20, noise=0.05), max_edge=1.9)


@pytest.fixture(scope="module")
def diagrams(cx):
    return [tv.persistence(cx, dim=0), tv.persistence(cx, dim=1)]


def test_the_browser_gets_every_bar_with_its_two_cells(cx, diagrams):
    arrays, values = unpack(DiagramView(cx, *diagrams).geometry)
    cells = np.concatenate([field.index for field in diagrams])
    np.testing.assert_array_equal(arrays["birthCell"], cells[:, 0])
    np.testing.assert_array_equal(arrays["deathCell"], cells[:, 1])
    assert np.isinf(arrays["death"]).sum() == 1
    assert values["starts"] == [0, len(diagrams[0])]
    assert values["dims"] == [0, 1]


def test_cycles_travel_with_their_bars_so_that_no_kernel_is_needed(cx, diagrams):
    view = DiagramView(cx, diagrams[1])
    arrays, _ = unpack(view.channels)
    assert arrays["bars"].tolist() == list(range(len(diagrams[1])))
    boundary = tv.boundary(cx, 1)
    for bar in range(len(diagrams[1])):
        cells = arrays["cells"][arrays["offsets"][bar] : arrays["offsets"][bar + 1]]
        chain = np.bincount(cells, minlength=cx.counts[1])
        assert chain.any()
        assert not ((boundary @ chain) % 2).any()


def test_a_cycle_that_stayed_behind_is_fetched_when_its_bar_is_clicked(cx, diagrams):
    view = DiagramView(cx, diagrams[1], cycles=0)
    assert not len(unpack(view.channels)[0]["bars"])
    view.wanted = [0, -1]
    assert unpack(view.channels)[0]["bars"].tolist() == [0]


def test_the_scale_spans_the_bars_or_the_filtration_where_none_ends(cx, diagrams):
    finite = diagrams[1].values[np.isfinite(diagrams[1].values)]
    assert unpack(DiagramView(cx, diagrams[1]).geometry)[1]["range"] == [0.0, finite.max()]
    none = diagrams[1][np.zeros(0, dtype=int)]
    assert unpack(DiagramView(cx, none).geometry)[1]["range"] == [0.0, cx.births[1].max()]


def test_a_track_of_diagrams_is_empty_now_and_alive_below(cx, diagrams):
    tape = tv.Tape()
    view = DiagramView(cx, tape["H1"])
    assert "no bars yet" in view.describe()
    tape.log(H1=diagrams[1])
    view.refresh()
    assert f"{len(diagrams[1])} bar" in view.describe()


def test_no_bars_at_all_is_a_picture_too(cx, diagrams):
    none = diagrams[1][np.zeros(0, dtype=int)]
    assert DiagramView(cx, none).picture().startswith(b"\x89PNG")


@pytest.mark.parametrize("mode", MODES)
def test_every_mode_has_a_static_picture(cx, diagrams, mode):
    view = DiagramView(cx, *diagrams, against=diagrams, mode=mode)
    assert view.picture().startswith(b"\x89PNG")


def test_bad_input_is_refused(cx, diagrams):
    with pytest.raises(InvalidInput, match="no diagrams"):
        DiagramView(cx)
    with pytest.raises(InvalidInput, match="barcode"):
        DiagramView(cx, diagrams[0], mode="pie")
    with pytest.raises(InvalidInput, match="kind diagram"):
        DiagramView(cx, cx["birth0"])
    with pytest.raises(InvalidInput, match="of that rank"):
        DiagramView(tv.Complex.from_facets([[0, 1, 2]]), diagrams[0])


def test_a_hole_that_never_ends_is_seen_to_the_end_of_the_filtration():
    cut = tv.rips(tv.data.circle(20), max_edge=1.0)
    loop = tv.persistence(cut, dim=1)
    assert np.isinf(loop.values[:, 1]).sum() == 1
    for bars in ([loop], [tv.persistence(cut, dim=0), loop]):
        assert unpack(DiagramView(cut, *bars).geometry)[1]["range"][1] == cut.births[1].max()


def test_a_second_diagram_travels_with_its_matching(cx, diagrams):
    other = tv.rips(tv.data.circle(15, noise=0.2), max_edge=1.9)
    view = DiagramView(cx, diagrams[1], against=tv.persistence(other, dim=1))
    arrays, values = unpack(view.geometry)
    second = arrays["place"] >= values["firsts"]
    assert second.sum() == len(tv.persistence(other, dim=1))
    assert (arrays["birthCell"][second] == -1).all()
    matched = np.flatnonzero(arrays["partner"] >= 0)
    np.testing.assert_array_equal(arrays["partner"][arrays["partner"][matched]], matched)
    assert "bottleneck distance" in view.describe()
    head, *rows = view.table()
    assert head[-2:] == ["partner", "apart"]
    assert all(row[-2] == "diagonal" or " bar " in row[-2] for row in rows)
    with pytest.raises(InvalidInput, match="one dimension"):
        DiagramView(cx, diagrams[1], against=diagrams[0])
    with pytest.raises(InvalidInput, match="each of the 2"):
        DiagramView(cx, *diagrams, against=[diagrams[0]])


def test_extended_bars_have_their_class_and_their_dimension():
    loop = tv.lower_star(tv.clique([range(8), np.roll(range(8), -1)]), np.arange(8) % 5)
    found = tv.extended_persistence(loop, 1)
    view = tv.show(loop, *found)
    arrays, _ = unpack(view.geometry)
    sizes = [len(field) for field in (found.relative, found.upwards, found.downwards)]
    assert [(arrays["style"] == kind).sum() for kind in (1, 2, 3)] == sizes
    assert (arrays["dim"] == 1).all()
    assert next(iter(view.table()))[-1] == "class"
