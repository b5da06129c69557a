"""All faces, against subsets enumerated one by one; polygons and their sides."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tdlviz.core.cells import Cells
from tdlviz.core.closure import by_size, closure, polygon_cells, polygon_sides
from tdlviz.core.complex import Complex
from tdlviz.core.errors import InvalidInput, TooLarge

facet_lists = st.lists(
    st.lists(st.integers(0, 9), min_size=1, max_size=5, unique=True), min_size=1, max_size=8
)


def faces_by_rank(facets: list[list[int]], vertices: int) -> list[list[tuple[int, ...]]]:
    """Every subset of every facet, in lexicographic order; every vertex."""
    faces = {(v,) for v in range(vertices)}
    for facet in facets:
        for size in range(1, len(facet) + 1):
            faces.update(combinations(sorted(facet), size))
    top = max(map(len, facets))
    return [sorted(f for f in faces if len(f) == size) for size in range(1, top + 1)]


@given(facet_lists)
def test_closure_is_every_subset(facets):
    ranks = closure(by_size(facets), 10)
    assert [[tuple(c.tolist()) for c in cells] for cells in ranks] == faces_by_rank(facets, 10)


@given(facet_lists)
def test_closure_is_idempotent(facets):
    once = closure(by_size(facets), 10)
    again = closure(by_size([cell.tolist() for cells in once for cell in cells]), 10)
    assert [c.flat.tolist() for c in once] == [c.flat.tolist() for c in again]


def test_an_array_of_facets_is_the_same_as_a_list():
    rows = np.array([[2, 0, 1], [1, 2, 3]], dtype=np.int32)
    assert by_size(rows)[3].tolist() == by_size(rows.tolist())[3].tolist()


@pytest.mark.parametrize(
    ("facets", "rule"),
    [
        ([], "at least one"),
        (np.zeros((0, 3), int), "at least one"),
        ([[]], "at least one"),
        ([[0, 1], []], "at least one"),
        ([0, 1], "list of vertices"),
        ([[[0, 1], [1, 2]]], "list of vertices"),
        ([[0, 1.5]], "integers"),
        ([["a", "b"]], "integers"),
        ([[True, False]], "integers"),
        ([[0, -1]], "from 0"),
        (np.array([[0, 2**63]], dtype=np.uint64), "2\\^63"),
    ],
)
def test_bad_facets(facets, rule):
    with pytest.raises(InvalidInput, match=rule):
        by_size(facets)


def test_a_facet_that_names_a_vertex_twice():
    with pytest.raises(InvalidInput, match=r"\[1, 1, 2\].*differ"):
        closure(by_size([[0, 1, 2], [1, 2, 1]]), 3)


def test_triangles_are_sorted_and_single_and_polygons_keep_their_order():
    triangles = polygon_cells([[2, 0, 1], [0, 1, 2], [3, 2, 1]])
    assert np.asarray(triangles).tolist() == [[0, 1, 2], [1, 2, 3]]
    ragged = polygon_cells([[3, 1, 0, 2], [2, 0, 1]])
    assert [face.tolist() for face in ragged] == [[3, 1, 0, 2], [2, 0, 1]]


@given(st.lists(st.permutations(range(6)).map(lambda p: p[:4]) | st.just([0, 2, 4]), max_size=6))
def test_sides_go_around_each_polygon(polygons):
    sides = [(p[i], p[(i + 1) % len(p)]) for p in polygons for i in range(len(p))]
    found = polygon_sides(Cells.of(polygons))
    assert found.reshape(-1, 2).tolist() == [list(side) for side in sides]


@pytest.mark.parametrize(
    ("polygons", "rule"),
    [
        ([[0, 1, 2], [0, 1]], "polygon 1 with 2 vertices"),
        ([[0, 1, 2, 3], [0, 1, 0, 2]], "polygon 1 = .*distinct"),
        ([0, 1, 2], "list of vertex lists"),
        ([[0, 1, -2]], "from 0"),
        ([[0.0, 1.0, 2.0]], "integers"),
    ],
)
def test_bad_polygons(polygons, rule):
    with pytest.raises(InvalidInput, match=rule):
        polygon_cells(polygons)


@pytest.mark.parametrize("size", [30, 10_000])
def test_a_facet_with_too_many_faces_is_refused_before_they_are_made(size):
    with pytest.raises(TooLarge, match=f"a facet of {size} vertices"):
        Complex.from_facets([range(size)])


def test_the_limit_is_exact():
    assert Complex.from_facets([range(5)], max_cells=31).counts == (5, 10, 10, 5, 1)
    two = [range(5), range(1, 6)]  # 31 + 31 faces, 15 of them common
    assert sum(Complex.from_facets(two, max_cells=47).counts) == 47
    with pytest.raises(TooLarge, match="47 cells or more"):
        Complex.from_facets(two, max_cells=46)
