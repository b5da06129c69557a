import gc
import weakref
from time import monotonic, sleep

import numpy as np
import pytest

import tdlviz as tv
from tdlviz.core.cells import Cells
from tdlviz.core.complex import Complex
from tdlviz.core.errors import InvalidInput, TooLarge
from tdlviz.views import complex_view
from tdlviz.views.complex_view import ComplexView
from tdlviz.views.payload import unpack


@pytest.fixture
def cx():
    return tv.rips(tv.data.circle(12, noise=0.05), max_edge=1.2)


def wait_for(holds, seconds=3.0):
    end = monotonic() + seconds
    while not holds() and monotonic() < end:
        sleep(0.01)
    return holds()


def test_the_browser_gets_every_cell_and_its_birth(cx):
    arrays, values = unpack(ComplexView(cx).geometry)
    assert values["counts"] == list(cx.counts)
    assert values["flat"]
    np.testing.assert_array_equal(arrays["edges"].reshape(-1, 2), np.asarray(cx.cells(1)))
    np.testing.assert_array_equal(arrays["triangles"].reshape(-1, 3), np.asarray(cx.cells(2)))
    for rank in range(3):
        np.testing.assert_array_equal(arrays[f"birth{rank}"], cx.births[rank].astype(np.float32))
    assert values["range"] == [0.0, cx.births[1].max()]


def test_a_complex_without_a_filtration_has_no_slider():
    _, values = unpack(ComplexView(tv.Complex.from_facets([[0, 1, 2]])).geometry)
    assert values["range"] is None


def test_geometry_is_sent_once_and_a_colour_costs_four_bytes_a_cell(cx):
    plain, coloured = ComplexView(cx), ComplexView(cx, color="birth1")
    assert plain.geometry == coloured.geometry
    assert len(coloured.channels) - len(plain.channels) < 4 * cx.counts[1] + 250


def test_polygons_know_which_face_owns_their_triangles():
    cx = tv.Complex.from_polygons([[0, 1, 2, 3], [2, 3, 4]], 5, np.eye(5)[:, :3])
    arrays, values = unpack(ComplexView(cx).geometry)
    np.testing.assert_array_equal(arrays["owner"], [0, 0, 1])
    assert values["counts"] == [5, 6, 2]


def test_tetrahedra_take_their_vertices_along_to_be_lit():
    arrays, _ = unpack(
        ComplexView(tv.Complex.from_facets([[0, 1, 2, 3]], np.eye(4)[:, :3])).geometry
    )
    np.testing.assert_array_equal(arrays["solids"], [0, 1, 2, 3])


def test_a_surface_in_space_is_solid_and_the_rest_can_be_looked_through(cx):
    sphere = [[0, 1, 2], [0, 1, 3], [0, 2, 3], [1, 2, 3]]
    assert ComplexView(tv.Complex.from_facets(sphere, np.eye(4)[:, :3])).opacity == 1
    assert ComplexView(cx).opacity < 1
    assert ComplexView(cx, opacity=0.8).opacity == 0.8


def test_a_track_is_empty_now_and_live_later(cx):
    tape = tv.Tape()
    view = ComplexView(cx, color=tape["heat"])
    assert "colour" not in unpack(view.channels)[1]
    tape.log(heat=tv.Field("heat", np.arange(12.0), 0, kind="scalar"))
    assert wait_for(lambda: "colour" in unpack(view.channels)[1])
    assert unpack(view.channels)[1]["colour"]["high"] == 11


def test_a_track_that_goes_wrong_is_told_in_the_view(cx):
    tape = tv.Tape()
    view = ComplexView(cx, color=tape["heat"])
    tape.log(heat=tv.Field("heat", np.arange(5.0), 0, kind="scalar"))
    assert wait_for(lambda: "12 cells have rank 0" in view.fault)
    tape.log(heat=tv.Field("heat", np.arange(12.0), 0, kind="scalar"))
    assert wait_for(lambda: view.fault == "")


def test_a_closed_view_stops_following_and_is_freed(cx):
    tape = tv.Tape()
    view = ComplexView(cx, color=tape["heat"])
    sent = view.channels
    view.close()
    tape.log(heat=tv.Field("heat", np.arange(12.0), 0, kind="scalar"))
    sleep(0.1)
    assert view.channels == sent
    ghost = weakref.ref(view)
    del view
    gc.collect()
    assert ghost() is None


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"opacity": 2}, "between 0 and 1"),
        ({"tall": 3}, "pixels: given 3; at least 120"),
        ({"height": "birth1"}, "cells of rank 0"),
        ({"edge": "birth0"}, "cells of rank 1"),
        ({"labels": ["a", "b"]}, "a word for each of 12 vertices"),
        ({"filtration": float("nan")}, "a finite number"),
        ({"theme": "blue"}, '"auto", "light" or "dark"'),
        ({"size": "birth1"}, "cells of rank 0"),
    ],
)
def test_bad_options_are_refused(cx, options, says):
    with pytest.raises(InvalidInput, match=says):
        ComplexView(cx, **options)


def test_too_many_cells_are_refused_with_the_limit(cx, monkeypatch):
    monkeypatch.setattr(complex_view, "MAX_CELLS", 10)
    with pytest.raises(TooLarge, match="a view takes 10"):
        ComplexView(cx)


@pytest.mark.parametrize("facets", [[[0]], [[0, 1]]])
def test_the_smallest_complexes_are_drawn(facets):
    view = ComplexView(tv.Complex.from_facets(facets))
    assert view.picture().startswith(b"\x89PNG")


def test_static_picture_and_words_stand_in_where_no_widget_lives(cx):
    data, metadata = ComplexView(cx, color="birth1")._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in data
    assert data["text/plain"] == f"Complex of {cx.summary()}, coloured by birth1"
    assert metadata["image/png"]["alt"] == data["text/plain"]


def test_cells_without_a_boundary_are_refused_with_a_way_out():
    ranks = (Cells.of([[0], [1], [2]]), Cells.of([[0, 1, 2]]))
    with pytest.raises(InvalidInput, match="simplicial_closure"):
        tv.show(Complex(ranks, oriented=False))


def test_cubes_are_drawn_with_their_squares():
    arrays, values = unpack(ComplexView(tv.cubical(np.zeros((2, 2, 2)))).geometry)
    assert values["counts"] == [27, 54, 36, 8]
    assert arrays["triangles"].shape == (2 * 36, 3)
    assert "solids" not in arrays
