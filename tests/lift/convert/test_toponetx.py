import sys

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import tdlviz as tv
from tdlviz.core.errors import InvalidInput, MissingPackage
from tdlviz.lift.combinatorial import combinatorial
from tdlviz.lift.hypergraph import hypergraph
from tdlviz.lift.rings import rings

toponetx = pytest.importorskip("toponetx")


def same(one, other):
    assert one.counts == other.counts
    assert one.oriented == other.oriented
    for cells, theirs in zip(one.ranks, other.ranks, strict=True):
        assert np.array_equal(cells.flat, theirs.flat)
        assert np.array_equal(cells.offsets, theirs.offsets)
    for name, field in one.fields.items():
        assert np.array_equal(other[name].values, field.values), name
        assert other[name].rank == field.rank


@settings(max_examples=20)
@given(st.integers(0, 10**6))
def test_simplices_back_and_there(seed):
    rng = np.random.default_rng(seed)
    facets = [rng.choice(20, int(rng.integers(1, 5)), replace=False).tolist() for _ in range(5)]
    cx = tv.Complex.from_facets([*facets, [0, 1]])
    cx = tv.lower_star(cx, rng.random(cx.counts[0]))
    theirs = tv.to_toponetx(cx)
    assert tuple(theirs.shape) == cx.counts
    same(cx, tv.from_toponetx(theirs))
    if cx.dim > 1:
        ours = tv.boundary(cx, 2).toarray()
        assert np.array_equal(theirs.incidence_matrix(2).toarray(), ours)


def test_polygons_back_and_there():
    graph = nx.disjoint_union(nx.cycle_graph(5), nx.house_graph())
    cx = rings(graph)
    field = tv.Field("size", cx.ranks[2].sizes.astype(float), 2, kind="scalar")
    cx = cx.with_fields(field, tv.Field("w", np.arange(cx.counts[1]), 1, kind="scalar"))
    theirs = tv.to_toponetx(cx)
    assert isinstance(theirs, toponetx.CellComplex)
    same(cx, tv.from_toponetx(theirs))
    assert np.array_equal(
        abs(theirs.incidence_matrix(2).toarray()), abs(tv.boundary(cx, 2).toarray())
    )


def test_a_cell_twice_keeps_its_own_attributes():
    theirs = toponetx.CellComplex([[0, 1, 2, 3]])
    theirs.add_cell([0, 1, 2, 3], rank=2, heat=2.5)
    cx = tv.from_toponetx(theirs)
    assert cx.counts == (4, 4, 2)
    assert (cx["heat"].index.tolist(), cx["heat"].values.tolist()) == ([1], [2.5])


def test_sets_back_and_there():
    cx = combinatorial([[0, 1], [1, 2, 4], [0, 1, 2, 3, 4]], [1, 1, 2])
    cx = cx.with_fields(tv.Field("heat", [0.5, 1.5], 1, kind="scalar"))
    theirs = tv.to_toponetx(cx)
    assert isinstance(theirs, toponetx.CombinatorialComplex)
    same(cx, tv.from_toponetx(theirs))
    doubled = hypergraph([[0, 1], [0, 1], [1, 2, 3]])
    with pytest.raises(InvalidInput, match="coloured"):
        tv.to_toponetx(doubled)
    same(doubled, tv.from_toponetx(tv.to_toponetx(doubled, "coloured")))


def test_weights_that_toponetx_adds_are_named_by_rank():
    theirs = toponetx.CombinatorialComplex()
    theirs.add_cell([10, 20], rank=1, weight=4)
    cx = tv.from_toponetx(theirs)
    assert cx["weight0"].values.tolist() == [1, 1]
    assert cx["weight1"].values.tolist() == [4]
    assert cx["vertex"].values.tolist() == [10, 20]
    assert tv.to_toponetx(cx).cells[(10, 20)]["weight"] == 4


def test_refused():
    with pytest.raises(InvalidInput, match="CellComplex"):
        tv.from_toponetx(nx.path_graph(3))
    with pytest.raises(InvalidInput, match="the name 'a'"):
        tv.from_toponetx(toponetx.SimplicialComplex([["a", "b"]]))
    for empty in (toponetx.SimplicialComplex(), toponetx.CellComplex()):
        with pytest.raises(InvalidInput, match="no nodes"):
            tv.from_toponetx(empty)
    with pytest.raises(InvalidInput, match=r"leave=\['name'\]"):
        tv.from_toponetx(toponetx.SimplicialComplex([[0, 1]], name="edge"))


def test_without_the_package(monkeypatch):
    monkeypatch.setitem(sys.modules, "toponetx", None)
    with pytest.raises(MissingPackage, match=r"tdlviz\[convert\]"):
        tv.from_toponetx(1)
