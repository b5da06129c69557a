"""Padded hulls: convex, around all their vertices, and no two outlines on each other."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.spatial import ConvexHull

import tdlviz as tv
from tdlviz.views.convex import convex, padded
from tdlviz.views.hulls import around, hulls
from tdlviz.views.layout import layout


def outline(found, hull):
    return found.corners[found.offsets[hull] : found.offsets[hull + 1]].astype(float)


def depth(corners, points):
    """How far inside a convex anticlockwise polygon points are; negative outside."""
    sides = np.roll(corners, -1, axis=0) - corners
    length = np.linalg.norm(sides, axis=1)
    sides, corners, length = (array[length > 1e-6] for array in (sides, corners, length))
    away = points[:, None] - corners[None]
    return ((sides[:, 0] * away[:, :, 1] - sides[:, 1] * away[:, :, 0]) / length).min(axis=1)


@pytest.fixture
def cx(rng):
    groups = [rng.choice(40, size, replace=False) for size in rng.integers(1, 9, 60)]
    return tv.hypergraph([*groups, groups[3], groups[3]], vertices=40)


def test_every_hull_holds_all_of_its_vertices(cx):
    places = layout(cx).places[:, :2]
    found = hulls(cx, places)
    assert sorted(zip(found.rank, found.cell, strict=True)) == [(1, cell) for cell in range(62)]
    for hull, cell in enumerate(found.cell):
        assert depth(outline(found, hull), places[cx.cells(1)[cell]]).min() > 0.02


def test_corners_are_those_of_qhull(rng):
    points = rng.normal(size=(300, 2))
    owner = np.sort(rng.integers(0, 20, 300))
    corners, whose = convex(points, owner)
    for group in range(20):
        own = points[owner == group]
        expected = own[ConvexHull(own).vertices]
        found = corners[whose == group]
        start = int(np.flatnonzero((expected == found[0]).all(axis=1))[0])
        np.testing.assert_array_equal(found, np.roll(expected, -start, axis=0))


def test_points_that_repeat_or_lie_on_a_line_have_two_corners_and_one_has_one():
    points = np.array([[0, 0], [1, 1], [2, 2], [2, 2], [5, 5], [5, 5], [7, 7]], dtype=float)
    corners, owner = convex(points, np.array([0, 0, 0, 0, 1, 1, 2]))
    np.testing.assert_array_equal(owner, [0, 0, 1, 2])
    np.testing.assert_array_equal(corners, [[0, 0], [2, 2], [5, 5], [7, 7]])


def test_a_padded_triangle_has_the_area_of_a_minkowski_sum():
    corners = np.array([[0, 0], [3, 0], [0, 4]], dtype=float)
    found, owner = padded(corners, np.zeros(3, dtype=np.int64), np.full(3, 0.5), 0.01)
    after = np.roll(found, -1, axis=0)
    area = (found[:, 0] * after[:, 1] - found[:, 1] * after[:, 0]).sum() / 2
    assert area == pytest.approx(6 + 12 * 0.5 + np.pi * 0.5**2, rel=1e-4)
    assert not owner.any()


def test_a_cell_and_its_copies_and_a_cell_within_it_have_outlines_of_their_own():
    cx = tv.hypergraph([[0, 1, 2], [0, 1, 2], [0, 1], [0]])
    found = hulls(cx, np.array([[0.0, 0], [1, 0], [0, 1]]))
    np.testing.assert_array_equal(found.cell, [1, 0, 2, 3])  # the largest first
    for outer in range(3):
        assert depth(outline(found, outer), outline(found, outer + 1)).min() > 0.005


def test_the_drawing_has_room_for_its_hulls(cx):
    drawing = layout(cx)
    found = hulls(cx, drawing.places[:, :2])
    assert (np.abs(found.corners) <= around(drawing, found).extent).all()
    assert around(drawing, found).extent > drawing.extent


def test_a_hypergraph_of_lone_vertices_has_no_hulls():
    found = hulls(tv.hypergraph([], vertices=3), np.zeros((3, 2)))
    assert len(found.cell) == len(found.corners) == 0
