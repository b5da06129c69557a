import networkx as nx
import numpy as np
import pytest

import tdlviz as tv
from tdlviz.core.errors import InvalidInput, UnknownName


def test_s018_every_lifting_of_a_graph():
    graph = nx.karate_club_graph()
    table = tv.compare(graph=graph, max_length=5)
    names = ["clique", "rings", "cycle_basis", "neighbourhood", "directed_flag"]
    assert [row.lifting for row in table] == names
    made = [tv.clique(graph), tv.rings(graph, 5), tv.cycle_basis(graph)]
    for row, cx in zip(table, made, strict=False):
        assert row.counts == cx.counts == row.expected.counts
        assert row.betti == tv.betti(cx)
        assert row.seconds > 0
        assert row.refusal is None
    assert table["neighbourhood"].counts == (34, 34)
    assert table["neighbourhood"].betti is None
    assert "to_directed" in table["directed_flag"].refusal
    assert len(table) == 5


def test_points_and_words():
    points = tv.data.circle(40)
    table = tv.compare(points, max_cells=5_000)
    assert table["alpha"].counts[0] == 40
    assert "max_cells is 5,000: lower max_edge or max_dim" in table["rips"].refusal
    text = repr(table).splitlines()
    assert text[0].split() == ["lifting", "expected", "cells", "Betti", "numbers", "seconds"]
    assert text[1].startswith("rips ")
    assert "refused: rips: given" in text[1]
    html = table._repr_html_()
    assert html.count("<tr>") == 1 + len(table)
    assert table["nearest_neighbours"].counts[1] == tv.nearest_neighbours(points, 5).counts[1]
    assert "<td>alpha</td>" in html
    assert 'colspan="3">refused' in html


def test_a_directed_graph_and_an_edge_index():
    table = tv.compare(graph=nx.DiGraph([(0, 1), (1, 2), (0, 2)]))
    assert table["directed_flag"].counts == (3, 3, 1)
    assert "to_undirected" in table["clique"].refusal
    both = tv.compare(graph=[[0, 1, 0], [1, 2, 2]], vertices=4, max_dim=3)
    assert both["clique"].counts == both["directed_flag"].counts == (4, 3, 1, 0)


def test_nothing_blows_up():
    dense = nx.gnp_random_graph(300, 0.5, seed=0)
    table = tv.compare(graph=dense, max_cells=50_000)
    refused = [row.lifting for row in table if row.refusal]
    assert refused == ["clique", "rings", "directed_flag"]
    assert all(sum(row.counts) <= 50_000 for row in table if row.counts)


def test_bad_input():
    with pytest.raises(InvalidInput, match="neither"):
        tv.compare()
    with pytest.raises(InvalidInput, match="both"):
        tv.compare(np.eye(2), graph=[[0], [1]])
    with pytest.raises(InvalidInput, match="points are the vertices"):
        tv.compare(np.eye(2), vertices=2)
    table = tv.compare(np.eye(3))
    with pytest.raises(UnknownName, match=r"rows: .*'rips', 'alpha'"):
        table["clique"]
    assert "nearest_neighbours" in table["nearest_neighbours"].refusal
