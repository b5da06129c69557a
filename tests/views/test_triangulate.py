import numpy as np

from tdlviz.core.cells import Cells
from tdlviz.views.triangulate import triangulate


def test_a_polygon_becomes_a_fan_that_it_owns():
    triangles, owner = triangulate(Cells.of([[0, 1, 2], [5, 6, 7, 8, 9], [3, 4, 2, 1]]))
    fans = [[0, 1, 2], [5, 6, 7], [5, 7, 8], [5, 8, 9], [3, 4, 2], [3, 2, 1]]
    np.testing.assert_array_equal(triangles, fans)
    np.testing.assert_array_equal(owner, [0, 1, 1, 1, 2, 2])


def test_the_fan_of_a_convex_polygon_has_its_area(rng):
    angles = np.sort(rng.uniform(0, 2 * np.pi, 9))
    corners = np.column_stack([np.cos(angles), np.sin(angles)])
    a, b, c = (corners[column] for column in triangulate(Cells.of([list(range(9))]))[0].T)
    fan = 0.5 * np.abs(np.cross(b - a, c - a)).sum()
    shoelace = 0.5 * abs(np.cross(corners, np.roll(corners, -1, axis=0)).sum())
    assert np.isclose(fan, shoelace)


def test_no_polygons_give_no_triangles():
    triangles, owner = triangulate(Cells.of([]))
    assert triangles.shape == (0, 3)
    assert len(owner) == 0
