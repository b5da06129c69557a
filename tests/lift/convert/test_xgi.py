import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import tdlviz as tv
from tdlviz.core.cells import Cells
from tdlviz.core.errors import InvalidInput, MissingPackage

xgi = pytest.importorskip("xgi")


def random_hypergraph(seed):
    rng = np.random.default_rng(seed)
    made = xgi.Hypergraph()
    nodes = rng.permutation(30)[: int(rng.integers(3, 9))].tolist()
    made.add_nodes_from([(node, {"age": float(node)}) for node in nodes])
    for edge in rng.permutation(40)[: int(rng.integers(1, 9))].tolist():
        members = rng.choice(nodes, int(rng.integers(1, len(nodes))), replace=False).tolist()
        made.add_edge(members, idx=edge, weight=rng.random())
    return made


def contents(network):
    nodes = {node: dict(network.nodes[node]) for node in network.nodes}
    members = network.edges.members(dtype=dict)
    return nodes, {e: (set(members[e]), dict(network.edges[e])) for e in network.edges}


@settings(max_examples=30)
@given(st.integers(0, 10**6))
def test_hypergraphs_there_and_back(seed):
    made = random_hypergraph(seed)
    cx = tv.from_xgi(made)
    assert not cx.oriented
    assert contents(tv.to_xgi(cx)) == contents(made)


@settings(max_examples=20)
@given(st.integers(0, 10**6))
def test_simplicial_complexes_back_and_there(seed):
    rng = np.random.default_rng(seed)
    facets = [rng.choice(8, int(rng.integers(1, 5)), replace=False).tolist() for _ in range(5)]
    cx = tv.Complex.from_facets(facets)
    if cx.dim == 0:
        return
    cx = tv.lower_star(cx, rng.random(cx.counts[0]))
    again = tv.from_xgi(tv.to_xgi(cx))
    assert again.counts == cx.counts
    for rank in range(cx.dim + 1):
        assert np.array_equal(np.asarray(again.cells(rank)), np.asarray(cx.cells(rank)))
        assert np.array_equal(again.births[rank], cx.births[rank])


def test_same_boundary_as_xgi():
    made = xgi.SimplicialComplex([[0, 1, 2, 3], [3, 4]])
    theirs = xgi.boundary_matrix(made, order=2)
    ours = tv.boundary(tv.from_xgi(made), 2).toarray()
    assert np.linalg.matrix_rank(theirs) == np.linalg.matrix_rank(ours) == 3
    assert sorted(abs(theirs).sum(axis=1)) == sorted(abs(ours).sum(axis=1))


def test_networks_refused():
    with pytest.raises(InvalidInput, match=r"xgi.Hypergraph"):
        tv.from_xgi([[0, 1]])
    with pytest.raises(InvalidInput, match="the name 'a'"):
        tv.from_xgi(xgi.Hypergraph([["a", "b"]]))
    named = xgi.Hypergraph([[0, 1]])
    named.add_node(0, name="Ann")
    with pytest.raises(InvalidInput, match=r"leave=\['name'\]"):
        tv.from_xgi(named)
    assert tv.from_xgi(named, leave=["name"]).counts == (2, 1)


def test_complexes_refused():
    arrows = tv.Complex((tv.clique([[0], [1]]).ranks[0], Cells.of([[0, 1], [1, 0]])))
    for cx in (tv.cubical(np.zeros((3, 3))), arrows):
        with pytest.raises(InvalidInput, match="hypergraph or a simplicial"):
            tv.to_xgi(cx)


def test_without_the_package(monkeypatch):
    monkeypatch.setitem(sys.modules, "xgi", None)
    with pytest.raises(MissingPackage, match=r"tdlviz\[convert\]"):
        tv.from_xgi(1)
