from collections import Counter

import networkx as nx
from hypothesis import given, settings
from hypothesis import strategies as st

import tdlviz as tv


def plainly(graph):
    """The same by dicts of multisets, to the end."""
    colours = dict.fromkeys(graph, 0)
    for _ in range(len(graph)):
        said = {v: (colours[v], tuple(sorted(colours[u] for u in graph[v]))) for v in graph}
        names = {words: i for i, words in enumerate(sorted(set(said.values())))}
        colours = {v: names[said[v]] for v in graph}
    return colours


@settings(max_examples=40)
@given(st.integers(1, 16), st.floats(0, 0.6), st.integers(0, 10**6))
def test_same_partition_as_plain_refinement(n, probability, seed):
    graph = nx.gnp_random_graph(n, probability, seed=seed)
    ours, plain = tv.colour_refinement(tv.clique(graph, 1)).values, plainly(graph)
    pairs = {(int(ours[v]), plain[v]) for v in graph}
    assert len(pairs) == len(set(ours)) == len(set(plain.values()))


def test_s037_regular_graphs_are_one_colour_but_differ_in_betti_0():
    hexagon = tv.clique(nx.cycle_graph(6))
    triangles = tv.clique(nx.disjoint_union(nx.cycle_graph(3), nx.cycle_graph(3)), max_dim=1)
    for cx in (hexagon, triangles):
        assert set(tv.colour_refinement(cx).values) == {0}
    assert (tv.betti(hexagon)[0], tv.betti(triangles)[0]) == (1, 2)


def test_colours_mean_the_same_throughout_a_batch():
    graphs = [nx.path_graph(4), nx.star_graph(3), nx.path_graph(4)]
    cx = tv.batch([tv.clique(graph) for graph in graphs])
    colours = tv.colour_refinement(cx).values
    assert Counter(colours[:4]) == Counter(colours[8:]) != Counter(colours[4:8])


def test_points_are_one_colour():
    assert tv.colour_refinement(tv.Complex.from_facets([[0], [1]])).values.tolist() == [0, 0]
