from __future__ import annotations

import numpy as np
import pytest

import tdlviz as tv
from tdlviz.apps.graph_study import GRAPHS, of_graph
from tdlviz.core.errors import TdlvizError

pytest.importorskip("torch_geometric")


@pytest.mark.parametrize("graph", GRAPHS)
def test_every_graph(graph):
    found = of_graph(graph, steps=2)
    assert "after 2 steps of training, guesses" in found.about
    assert "2 layers of 4 heads" in found.about
    assert found.layers[0].index.tolist() == found.layers[1].index.tolist()
    for place, layer in enumerate(found.layers):
        layer.check(found.cx)
        assert (layer.name, layer.kind) == (f"layer {place}", "attention")
        sums = np.zeros((found.cx.counts[0], 4))
        np.add.at(sums, layer.index[:, 0], layer.values)
        assert np.allclose(sums, 1, atol=1e-5)  # each attends as much as it can


def test_training_changes_attention_and_is_the_same_again():
    one, two, more = (of_graph("karate club", steps) for steps in (0, 0, 30))
    assert (one.layers[0].values == two.layers[0].values).all()
    assert np.abs(one.layers[0].values - more.layers[0].values).max() > 0.05
    assert "guesses" in more.about
    assert "guesses" not in one.about


def test_the_edges_of_a_complex_attend_to_those_that_they_meet():
    found = of_graph("edges of a triangulation", 100)
    ends = np.array([[int(end) for end in label.split("–")] for label in found.labels])
    meet = (ends[:, None, :, None] == ends[None, :, None, :]).any(axis=(2, 3))
    assert found.layers[0].index.tolist() == np.argwhere(meet).tolist()
    cx = tv.delaunay(np.random.default_rng(1).random((20, 2)))
    assert np.allclose(found.cx.positions, cx.positions[ends].mean(axis=1))
    rim = [(np.asarray(cx.cells(2))[..., None] == edge).any(2).sum(1) == 2 for edge in ends]
    assert found.cx["y"].values.tolist() == [int(of.sum() == 1) for of in rim]


@pytest.mark.parametrize("asked", [("a",), ("",), ("karate club", -1), ("karate club", 501)])
def test_what_there_is_not(asked):
    with pytest.raises(TdlvizError):
        of_graph(*asked)
