import networkx as nx
import numpy as np
import pytest

import tdlviz as tv
from tdlviz.core.errors import InvalidInput, TooLarge, UnknownName
from tdlviz.topology.tell_apart import INVARIANTS

# pairs not told apart, as computed elsewhere with gudhi
STRONGLY_REGULAR = {
    "sr16622": (2, 1, 0, 0),
    "sr251256": (15, 105, 10, 10),
    "sr261034": (10, 45, 3, 3),
    "sr281264": (4, 6, 0, 0),
    "sr361446": (180, 16110, 1310, 1314),
}
BREC = {
    "basic": {"cells": 54, "betti": 34, "degree bars": 50, "rings": 56, "colours": 0},
    "regular": {"cells": 44, "betti": 42, "degree bars": 42, "rings": 50, "colours": 0},
    "extension": {"cells": 20, "betti": 14, "degree bars": 29, "rings": 67, "colours": 0},
}  # of 60, 50 and 100 pairs


@pytest.mark.parametrize("family", STRONGLY_REGULAR)
def test_s037_strongly_regular_families(family, data_dir):
    file = data_dir / "strongly-regular" / f"{family}.g6"
    if not file.exists():
        pytest.skip(f"no {file}")
    graphs = nx.read_graph6(file)
    many, pairs, betti, cells = STRONGLY_REGULAR[family]
    assert len(graphs) == many
    assert tv.tell_apart(graphs, "betti").pairs == pairs
    assert tv.tell_apart(graphs, "betti").alike == betti
    assert tv.tell_apart(graphs, "cells").alike == cells
    assert tv.tell_apart(graphs, "colours").alike == pairs


def test_s037_rook_and_shrikhande(data_dir):
    rook = nx.line_graph(nx.complete_bipartite_graph(4, 4))
    rook = nx.convert_node_labels_to_integers(rook)
    both = nx.read_graph6(data_dir / "strongly-regular/sr16622.g6")
    bettis = {tv.betti(tv.clique(graph, 4)) for graph in both}
    assert bettis == {(1, 9, 0, 0, 0), (1, 2, 1, 0, 0)}
    assert tv.betti(tv.clique(rook, 4)) == (1, 9, 0, 0, 0)
    assert tv.tell_apart([rook, *both]).alike == 1


@pytest.mark.parametrize("part", BREC)
def test_brec_pairs_told_apart(part, data_dir):
    file = data_dir / "brec/raw" / f"{part}.npy"
    if not file.exists():
        pytest.skip(f"no {file}")
    lines = np.load(file).reshape(-1)
    graphs = [nx.from_graph6_bytes(line) for line in lines.astype("S")]
    for invariant, apart in BREC[part].items():
        classes = tv.tell_apart(graphs, invariant).classes
        assert (classes[::2] != classes[1::2]).sum() == apart, invariant


@pytest.mark.parametrize("invariant", INVARIANTS)
def test_renamed_graphs_are_never_told_apart(invariant, rng):
    for seed in range(5):
        graph = nx.gnp_random_graph(12, 0.4, seed=seed)
        names = dict(enumerate(rng.permutation(12).tolist()))
        assert tv.tell_apart([graph, nx.relabel_nodes(graph, names)], invariant).alike == 1


def test_an_invariant_of_your_own():
    graphs = [nx.path_graph(4), nx.star_graph(3), nx.cycle_graph(4)]
    assert tv.tell_apart(graphs, lambda cx: tv.cells_of_each(cx)[:, :1]).alike == 3
    assert tv.tell_apart(graphs, lambda _: [[0.5], [0.5], [1]]).classes.tolist() == [0, 0, 1]
    for rows in ([[1, 2]], [1, 2, 3], [[], [], []], [[np.nan]] * 3):
        with pytest.raises(InvalidInput, match="a row for each graph"):
            tv.tell_apart(graphs, lambda _, rows=rows: rows)


def test_graphs_without_edges():
    points = [nx.empty_graph(2), nx.empty_graph(3), nx.empty_graph(2)]
    for invariant in INVARIANTS:
        assert tv.tell_apart(points, invariant).classes.tolist() == [0, 1, 0]


def test_refused():
    with pytest.raises(UnknownName, match="betti, degree bars, rings"):
        tv.tell_apart([nx.path_graph(3)], "girth")
    with pytest.raises(InvalidInput, match="no graphs"):
        tv.tell_apart([])
    with pytest.raises(InvalidInput, match="loop"):
        tv.tell_apart([nx.Graph([(0, 0)])])
    with pytest.raises(TooLarge):
        tv.tell_apart([nx.complete_graph(12)], max_cells=100)
