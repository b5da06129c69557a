import networkx as nx
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tdlviz.topology.forest import forests


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_forests_are_least_spanning_forests(seed: int) -> None:
    """As networkx finds them, and each ends the younger of two components."""
    rng = np.random.default_rng(seed)
    graph = nx.gnp_random_graph(15, 0.2, seed)
    ends = np.array(graph.edges, dtype=np.int64).reshape(-1, 2).T.copy()
    age = np.stack([rng.permutation(15) for _ in range(4)])
    last = np.where(age[:, ends[0]] > age[:, ends[1]], age[:, ends[0]], age[:, ends[1]])
    order = np.argsort(last, axis=1, kind="stable")
    killer = forests(ends[0], ends[1], age, order)
    for row in range(4):
        for edge, place in zip(ends.T.tolist(), np.argsort(order[row]).tolist(), strict=True):
            graph.edges[edge]["weight"] = place
        least = nx.minimum_spanning_edges(graph, data=False)
        names = {tuple(edge): i for i, edge in enumerate(ends.T.tolist())}
        assert {names[min(e), max(e)] for e in least} == set(killer[row][killer[row] >= 0])
        oldest = {min(part, key=lambda v: age[row, v]) for part in nx.connected_components(graph)}
        assert set(np.flatnonzero(killer[row] < 0)) == oldest


def test_edges_to_oneself_and_double_ones_end_nothing() -> None:
    tails, heads = np.array([0, 0, 0]), np.array([0, 1, 1])
    found = forests(tails, heads, np.array([[0, 1]]), np.array([[0, 1, 2]]))
    assert found.tolist() == [[-1, 1]]
