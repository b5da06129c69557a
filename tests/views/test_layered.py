"""The Hasse diagram: every cell at the height of its rank, and a line for each boundary entry."""

from __future__ import annotations

import numpy as np
import pytest

import tdlviz as tv
from tdlviz.views.layered import covers, layered


def complexes():
    return {
        "tetrahedron": tv.Complex.from_facets([[0, 1, 2, 3]]),
        "rips": tv.rips(tv.data.circle(20, noise=0.1), max_edge=1.0),
        "cubes": tv.cubical(np.zeros((2, 2, 1))),
        "polygons": tv.Complex.from_polygons([[0, 1, 2, 3], [2, 3, 4]], 5),
    }


@pytest.mark.parametrize("name", complexes())
def test_covers_are_the_nonzeros_of_the_boundary_matrices(name):
    cx = complexes()[name]
    starts = np.cumsum([0, *cx.counts])
    found = {tuple(pair) for pair in covers(cx).tolist()}
    expected = set()
    for rank in range(1, cx.dim + 1):
        rows, columns = tv.boundary(cx, rank).nonzero()
        pairs = np.stack([rows + starts[rank - 1], columns + starts[rank]], axis=1)
        expected |= {tuple(pair) for pair in pairs.tolist()}
    assert found == expected


@pytest.mark.parametrize("name", complexes())
def test_every_cell_is_at_the_height_of_its_rank_and_on_a_place_of_its_own(name):
    cx = complexes()[name]
    places = layered(cx, covers(cx))
    heights = np.unique(places[:, 1], return_counts=True)
    np.testing.assert_allclose(np.diff(heights[0]), 1.1 / cx.dim)
    assert tuple(heights[1]) == cx.counts
    assert len(np.unique(places, axis=0)) == sum(cx.counts)


def test_a_ranked_complex_leaps_over_ranks_where_nothing_is_between():
    cx = tv.combinatorial([[0, 1], [0, 1, 2]], [1, 2])
    # Nodes 0 to 2 are vertices, 3 is the cell of rank 1, and 4, of rank 2, alone holds vertex 2.
    assert {tuple(pair) for pair in covers(cx).tolist()} == {(0, 3), (1, 3), (2, 4), (3, 4)}


def crossings(x, pairs):
    ends = x[pairs]
    apart = (ends[:, None] - ends[None]).prod(axis=2)
    return int((apart < -1e-12).sum()) // 2


def test_the_order_within_layers_undoes_much_of_a_shuffle(rng):
    path = rng.permutation(30)
    cx = tv.Complex.from_facets(np.stack([path[:-1], path[1:]], axis=1))
    pairs = covers(cx)
    shuffled = np.concatenate([np.arange(30), np.arange(29) + 0.5])
    assert crossings(layered(cx, pairs)[:, 0], pairs) < 0.4 * crossings(shuffled, pairs)
