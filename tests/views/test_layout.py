import numpy as np
from scipy.spatial.distance import pdist

from tdlviz.core.complex import Complex
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
