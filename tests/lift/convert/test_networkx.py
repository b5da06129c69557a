import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from networkx.utils import graphs_equal

import tdlviz as tv
from tdlviz.core.errors import InvalidInput

CX = tv.clique([[0, 1], [1, 2]], max_dim=1)


def random_graph(seed, directed):
    rng = np.random.default_rng(seed)
    n = int(rng.integers(1, 9))
    graph = nx.gnp_random_graph(n, 0.5, seed=seed, directed=directed)
    graph = nx.relabel_nodes(graph, dict(enumerate(rng.permutation(40)[:n].tolist())))
    for node, table in graph.nodes(data=True):
        table.update(weight=float(node), pos=rng.random(2).tolist())
        if rng.random() < 0.5:
            table["some"] = int(rng.integers(9))
    for u, v in graph.edges:
        graph.edges[u, v].update(weight=rng.random(), vector=[1.0, float(u)], flag=bool(u > v))
    graph.graph.update(level=0.5, steps=[1, 2])
    return graph


@settings(max_examples=40)
@given(st.integers(0, 10**6), st.booleans())
def test_there_and_back(seed, directed):
    graph = random_graph(seed, directed)
    cx = tv.from_networkx(graph, labels=["flag"])
    again = tv.to_networkx(cx, directed=directed)
    if graph.number_of_edges():
        assert graphs_equal(graph, again)
    assert cx.positions.shape == (len(graph), 2)


@settings(max_examples=20)
@given(st.integers(0, 10**6))
def test_back_and_there(seed):
    rng = np.random.default_rng(seed)
    graph = nx.gnp_random_graph(8, 0.5, seed=seed)
    graph.add_edge(0, 1)
    cx = tv.clique(graph, max_dim=1).with_positions(rng.random((8, 3)))
    cx = tv.lower_star(cx, rng.random(8)).with_fields(
        tv.Field("curved", rng.random(cx.counts[1]), 1, kind="scalar"),
        tv.Field("two", rng.random((2, 4)), 0, [1, 5], kind="vector"),
        tv.Field("loss", 0.25, kind="number"),
    )
    again = tv.from_networkx(tv.to_networkx(cx))
    assert np.array_equal(again.positions, cx.positions)
    assert np.array_equal(np.asarray(again.cells(1)), np.asarray(cx.cells(1)))
    assert set(again.fields) == set(cx.fields)
    for name, field in cx.fields.items():
        assert np.array_equal(again[name].values, field.values)
        assert (again[name].kind, again[name].rank) == (field.kind, field.rank)


def test_karate_club_says_what_it_cannot_carry():
    graph = nx.karate_club_graph()
    with pytest.raises(InvalidInput, match=r"club such as 'Mr. Hi'.*leave=\['club'\]"):
        tv.from_networkx(graph)
    with pytest.raises(InvalidInput, match="name such as"):
        tv.from_networkx(graph, leave=["club"])
    cx = tv.from_networkx(graph, leave=["club", "name"])
    assert cx["weight"].values.sum() == 231
    assert (cx["weight"].rank, cx["weight"].kind) == (1, "scalar")


def test_directed_edges_stay_ordered():
    cx = tv.from_networkx(nx.DiGraph([(2, 0), (0, 2), (1, 0)]))
    assert np.asarray(cx.cells(1)).tolist() == [[0, 2], [1, 0], [2, 0]]
    with pytest.raises(InvalidInput, match="directed=True"):
        tv.to_networkx(cx)


@pytest.mark.parametrize(
    ("graph", "says"),
    [
        (nx.Graph([("a", "b")]), "node named 'a'"),
        (nx.Graph(), "empty"),
        (nx.MultiGraph([(0, 1)]), "multigraph"),
        (nx.Graph([(0, 0)]), "loop"),
        ([[0, 1]], "networkx graph"),
    ],
)
def test_graphs_refused(graph, says):
    with pytest.raises(InvalidInput, match=says):
        tv.from_networkx(graph)


def test_complexes_refused():
    with pytest.raises(InvalidInput, match="ranks 0 and 1"):
        tv.to_networkx(tv.clique(nx.complete_graph(3)))
    number = tv.lower_star(CX, [0, 1, 2])
    with pytest.raises(InvalidInput, match=r"H0 of kind diagram.*leave=\['H0'\]"):
        tv.to_networkx(number.with_fields(tv.persistence(number, 0)))
    assert tv.to_networkx(number.with_fields(tv.persistence(number, 0)), leave=["H0"])
    same = tv.Field("vertex", [1, 1, 2], 0, kind="label")
    with pytest.raises(InvalidInput, match="own name"):
        tv.to_networkx(CX.with_fields(same))
