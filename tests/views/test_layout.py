import numpy as np
import pytest
from scipy.spatial.distance import pdist

from tdlviz.core.cells import Cells
from tdlviz.core.complex import Complex
from tdlviz.core.errors import InvalidInput, UnknownName
from tdlviz.lift.hypergraph import hypergraph
from tdlviz.views.layout import SPRING_LIMIT, layout

SQUARE = [[0, 1], [1, 2], [2, 3], [0, 3]]


def test_flat_positions_stay_in_proportion():
    found = layout(Complex.from_facets(SQUARE, positions=[[10, 5], [14, 5], [14, 7], [10, 7]]))
    assert found.flat
    assert found.remark == ""
    np.testing.assert_allclose(found.places[:, :2], [[-1, -0.5], [1, -0.5], [1, 0.5], [-1, 0.5]])
    assert found.extent == (1.0, 0.5)


def test_far_from_the_origin_nothing_is_lost_to_float32():
    corners = np.array([[0, 0], [1, 0], [1, 1], [0, 1]]) + 1e8
    np.testing.assert_allclose(layout(Complex.from_facets(SQUARE, corners)).places[2, :2], [1, 1])


def test_many_dimensions_are_seen_along_their_principal_axes(rng):
    points = rng.normal(size=(200, 10)) * [9, 5, 3, *[0.01] * 7]
    rotation, _ = np.linalg.qr(rng.normal(size=(10, 10)))
    cx = Complex.from_facets([[i] for i in range(200)], positions=points @ rotation)
    found = layout(cx)
    assert not found.flat
    assert "R^10" in found.remark
    assert "100%" in found.remark
    ratio = pdist(found.places) / pdist(points[:, :3])
    np.testing.assert_allclose(ratio, ratio.mean(), rtol=0.02)


def test_a_complex_without_positions_is_laid_out_the_same_each_time():
    cx = Complex.from_facets(SQUARE)
    first, second = layout(cx), layout(cx)
    np.testing.assert_array_equal(first.places, second.places)
    assert first.flat
    assert "spring" in first.remark
    ring = [[i, (i + 1) % (SPRING_LIMIT + 1)] for i in range(SPRING_LIMIT + 1)]
    assert "spectral" in layout(Complex.from_facets(ring)).remark


def test_one_vertex_is_in_the_middle():
    found = layout(Complex.from_facets([[0]], positions=[[3.0, 4.0, 5.0]]))
    np.testing.assert_array_equal(found.places, [[0, 0, 0]])


def test_without_edges_there_is_nothing_to_go_by():
    found = layout(Complex.from_facets([[i] for i in range(SPRING_LIMIT + 1)]))
    assert "in rows" in found.remark
    assert len(np.unique(found.places, axis=0)) == SPRING_LIMIT + 1


@pytest.mark.parametrize("asked", ["auto", "spring", "spectral", "layered"])
@pytest.mark.parametrize("facets", [[[0]], [[0, 1]], [[0, 1], [2]], [[0, 1, 2]]])
def test_the_smallest_complexes_have_a_finite_place_each(asked, facets):
    places = layout(Complex.from_facets(facets), asked).places
    assert np.isfinite(places).all()
    assert len(np.unique(places, axis=0)) == len(places)


@pytest.mark.parametrize("asked", ["auto", "spring", "spectral", "layered"])
def test_a_complex_of_nothing_has_no_places(asked):
    assert layout(Complex((Cells.of([]),)), asked).places.shape == (0, 3)


def test_a_layout_that_is_asked_for_comes_before_positions():
    cx = Complex.from_facets(SQUARE, positions=[[0, 0], [9, 0], [9, 1], [0, 1]])
    np.testing.assert_array_equal(layout(cx, "positions").places, layout(cx).places)
    assert "spectral" in layout(cx, "spectral").remark
    spectral = layout(cx.with_positions(None), "spectral")
    np.testing.assert_array_equal(layout(cx, "spectral").places, spectral.places)


def test_positions_and_names_that_are_not_there_are_refused():
    with pytest.raises(InvalidInput, match="this complex has none"):
        layout(Complex.from_facets(SQUARE), "positions")
    with pytest.raises(UnknownName, match="auto, spring, spectral, layered, positions"):
        layout(Complex.from_facets(SQUARE), "circle")


def test_a_hypergraph_in_space_is_seen_in_the_plane(rng):
    cx = hypergraph([[0, 1, 2], [2, 3]]).with_positions(rng.normal(size=(4, 3)))
    found = layout(cx)
    assert found.flat
    assert "2 principal axes of R^3" in found.remark


def test_where_springs_take_too_long_it_is_said():
    ring = [[i, (i + 1) % (SPRING_LIMIT + 1)] for i in range(SPRING_LIMIT + 1)]
    remark = layout(Complex.from_facets(ring), "spring").remark
    assert "spectral" in remark
    assert "Springs take too long above 1,000 vertices." in remark
