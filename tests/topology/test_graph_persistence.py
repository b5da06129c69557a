import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tdlviz.core.batch import batch
from tdlviz.core.complex import Complex
from tdlviz.core.errors import InvalidInput
from tdlviz.lift.clique import clique
from tdlviz.topology.filtration import lower_star
from tdlviz.topology.graph_persistence import graph_persistence
from tdlviz.topology.persistence import persistence


def graphs(seed: int) -> list[Complex]:
    """Paths, cycles, trees, single vertices and random graphs, some of several parts."""
    rng = np.random.default_rng(seed)
    made = [nx.path_graph(4), nx.cycle_graph(5), nx.empty_graph(2), nx.complete_graph(4)]
    made += [nx.gnp_random_graph(int(rng.integers(1, 12)), 0.3, int(seed)) for _ in range(3)]
    return [clique(graph, max_dim=1) for graph in made]


@settings(max_examples=10, deadline=None)
@given(seed=st.integers(0, 10**6), ties=st.booleans())
def test_one_graph_and_one_filtration_at_a_time(seed: int, ties: bool) -> None:
    rng = np.random.default_rng(seed)
    parts = graphs(seed)
    union = batch(parts)
    values = rng.normal(size=(union.counts[0], 3))
    values = np.round(values) if ties else values
    found = graph_persistence(union, values)
    starts = np.cumsum([np.zeros(2, int), *(cx.counts for cx in parts)], axis=0)
    for k, cx in enumerate(parts):
        (vertex, edge), (vertex_end, edge_end) = starts[k], starts[k + 1]
        for column in range(3):
            alone = lower_star(cx, values[vertex:vertex_end, column])
            bars = persistence(alone, 0, zero_length=True)
            assert bars.index is not None
            births, deaths = bars.index.T
            ours = found.components[vertex:vertex_end, column]
            assert np.array_equal(ours[births], bars.values)
            killer = found.pairs.killer[vertex:vertex_end, column]
            assert np.array_equal(np.where(killer < 0, -1, killer - edge)[births], deaths)
            loops = persistence(alone, 1)
            assert loops.index is not None
            closing = np.flatnonzero(found.pairs.loops[edge:edge_end, column])
            assert sorted(loops.index[:, 0].tolist()) == closing.tolist()
            assert np.array_equal(
                found.loops[edge:edge_end, column][loops.index[:, 0]], loops.values
            )


def test_edges_in_the_forest_are_on_the_diagonal() -> None:
    found = graph_persistence(Complex.from_facets([[0, 1], [1, 2], [0, 2]]), [0.0, 1.0, 2.0])
    assert found.components[:, 0].tolist() == [[0, np.inf], [1, 1], [2, 2]]
    assert found.loops[:, 0].tolist() == [[1, 1], [2, 2], [2, np.inf]]
    assert found.pairs.youngest[:, 0].tolist() == [1, 2, 2]


def test_a_forest_has_as_many_edges_as_vertices_less_components() -> None:
    graph = nx.convert_node_labels_to_integers(nx.les_miserables_graph())
    cx = clique(graph, max_dim=1)
    values = np.random.default_rng(0).normal(size=(cx.counts[0], 16))
    found = graph_persistence(cx, values)
    assert (found.pairs.loops.sum(axis=0) == 254 - 77 + 1).all()
    assert (np.isinf(found.components[:, :, 1]).sum(axis=0) == 1).all()


def test_no_edges_and_no_filtrations() -> None:
    points = Complex.from_facets([[0], [1]])
    assert graph_persistence(points, [1, 2]).components.tolist() == [[[1, np.inf]], [[2, np.inf]]]
    none = graph_persistence(clique(nx.path_graph(3)), np.zeros((3, 0)))
    assert (none.components.shape, none.loops.shape) == ((3, 0, 2), (2, 0, 2))


@pytest.mark.parametrize(
    "values", [[1.0, 2.0], np.zeros((3, 2, 1)), [0.0, np.nan, 1.0], ["a", "b", "c"]]
)
def test_refuses(values: object) -> None:
    with pytest.raises(InvalidInput):
        graph_persistence(Complex.from_facets([[0, 1], [1, 2]]), values)


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_s003_togl(seed: int) -> None:
    """As many endless loops as |E| - |V| + components, and the bars of gudhi."""
    from gudhi import SimplexTree

    graph = nx.gnp_random_graph(15, 0.2, seed)
    cx, values = clique(graph, max_dim=1), np.random.default_rng(seed).random(15)
    found = graph_persistence(cx, values)
    parts = nx.number_connected_components(graph)
    assert found.pairs.loops.sum() == graph.number_of_edges() - 15 + parts
    tree = SimplexTree()
    for vertex, value in enumerate(values):
        tree.insert([vertex], value)
    for u, v in graph.edges:
        tree.insert([u, v], max(values[u], values[v]))
    tree.compute_persistence(persistence_dim_max=True)
    for dim, bars in enumerate((found.components[:, 0], found.loops[:, 0])):
        lasting = sorted(bars[bars[:, 0] < bars[:, 1]].tolist())
        assert lasting == sorted(tree.persistence_intervals_in_dimension(dim).tolist())


def test_s003_one_hexagon_is_not_two_triangles() -> None:
    """The colours of both are the same after any refinement."""
    whole = clique(nx.cycle_graph(6), max_dim=1)
    halves = clique(nx.disjoint_union(nx.cycle_graph(3), nx.cycle_graph(3)), max_dim=1)
    endless = [
        int(np.isinf(graph_persistence(cx, np.zeros(6)).components[:, 0, 1]).sum())
        for cx in (whole, halves)
    ]
    assert endless == [1, 2]
