import networkx as nx
import pytest

import tdlviz as tv
import tdlviz.lift.ring_count as module
from tdlviz.lift.graph import graph_edges
from tdlviz.lift.paths import Paths
from tdlviz.lift.ring_count import probe, upper_bound


@pytest.mark.parametrize(("induced", "longest"), [(True, 5), (True, 6), (False, 5)])
def test_probes_are_right_within_their_errors(monkeypatch, induced, longest):
    monkeypatch.setattr(module, "CHEAP", 0)
    graph = nx.gnp_random_graph(80, 0.12, seed=5)
    edges = graph_edges("rings", graph, None)[0]
    paths = Paths(edges, longest, induced)
    rings = tv.rings(graph, longest, induced=induced).counts[2]
    followed = sum(tried for _, tried in paths.cycles())
    guess = probe(paths)
    assert abs(guess.cycles - rings) < 4 * guess.cycles_error
    assert 0 < guess.cycles_error < 0.2 * rings
    # Those that were looked ahead and dropped are counted neither here nor there.
    assert abs(guess.paths - followed) < 4 * guess.paths_error + rings + paths.starts
    assert upper_bound(paths) > followed - rings
    expected = tv.expect(tv.rings, graph, longest, induced=induced)
    assert expected.sure == (True, True, False)
    assert "about" in str(expected)
    assert str(expected).endswith("rings")


def test_mean_over_seeds_is_the_count():
    graph = nx.gnp_random_graph(60, 0.1, seed=1)
    paths = Paths(graph_edges("rings", graph, None)[0], 5, True)
    mean = sum(probe(paths, seed).cycles for seed in range(20)) / 20
    assert mean == pytest.approx(tv.rings(graph, 5).counts[2], rel=0.03)
