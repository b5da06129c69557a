import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import tdlviz as tv
from tdlviz.core.cells import Cells
from tdlviz.core.errors import InvalidInput
from tdlviz.topology.faces import faces


def by_counting(cx, rank):
    """Faces and cofaces, less the cells that share one of them but not both."""
    below = [set() for _ in range(cx.counts[rank])]
    above = [set() for _ in range(cx.counts[rank])]
    if rank:
        owner = np.repeat(np.arange(cx.counts[rank]), np.diff(faces(cx, rank).offsets))
        for cell, face in zip(owner, faces(cx, rank).names, strict=True):
            below[cell].add(face)
    if rank < cx.dim:
        owner = np.repeat(np.arange(cx.counts[rank + 1]), np.diff(faces(cx, rank + 1).offsets))
        for coface, cell in zip(owner, faces(cx, rank + 1).names, strict=True):
            above[cell].add(coface)
    cells = range(cx.counts[rank])
    return [
        len(below[i]) + len(above[i])
        - sum(bool(below[i] & below[j]) != bool(above[i] & above[j]) for j in cells if j != i)
        for i in cells
    ]  # fmt: skip


@settings(max_examples=30)
@given(st.integers(0, 10**6))
def test_equals_counting_parallel_neighbours(simplicial, seed):
    cx = simplicial(seed)
    for rank in range(cx.dim + 1):
        assert tv.forman_curvature(cx, rank).values.tolist() == by_counting(cx, rank)


def test_on_cubes_and_squares():
    for cx in (tv.cubical(np.zeros((3, 4))), tv.cubical(np.zeros((3, 3, 3)), periodic=True)):
        for rank in range(cx.dim + 1):
            assert tv.forman_curvature(cx, rank).values.tolist() == by_counting(cx, rank)


def test_edges_of_a_graph():
    graph = nx.gnp_random_graph(30, 0.3, seed=1)
    cx = tv.clique(graph, max_dim=3)
    ends = np.asarray(cx.cells(1))
    degrees = np.array([graph.degree(v) for v in range(30)])[ends].sum(axis=1)
    triangles = np.array([len([*nx.common_neighbors(graph, u, v)]) for u, v in ends])
    plain = tv.forman_curvature(cx, augmented=False)
    assert plain.values.tolist() == (4 - degrees).tolist()
    assert tv.forman_curvature(cx).values.tolist() == (4 - degrees + 3 * triangles).tolist()
    assert (plain.name, plain.rank, plain.kind) == ("forman", 1, "scalar")


def test_refused():
    cx = tv.clique([[0, 1], [1, 2]])
    with pytest.raises(InvalidInput, match="0 to 2"):
        tv.forman_curvature(cx, 3)
    hyper = tv.Complex((cx.ranks[0], Cells.of([[0, 1, 2]])), oriented=False)
    with pytest.raises(InvalidInput, match="no boundary"):
        tv.forman_curvature(hyper)
