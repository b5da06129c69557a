"""A view that a user has written, as CONTRIBUTING.md shows it."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Page, expect

import tdlviz as tv
from tdlviz.core.field import Field
from tdlviz.views.show import VIEWS

from .pixels import drawn
from .process import CHECKOUT

OWN = CHECKOUT / "tests" / "views" / "own"


@pytest.fixture
def own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tdlviz.views.show.VIEWS", VIEWS.copy())
    monkeypatch.syspath_prepend(str(OWN))
    monkeypatch.delitem(sys.modules, "degree_view", raising=False)
    import_module("degree_view")


def test_it_is_shown_scrubbed_and_saved_like_all_others(
    own: None, page: Page, tmp_path: Path
) -> None:
    cx, tape = tv.rips(tv.data.circle(6), max_edge=0.5), tv.Tape()
    tape.declare("label", "label", 0)
    for labels in ([0, 1, 2, 2, 2, 2], [0, 0, 0, 0, 0, 1]):
        tape.log(label=Field("label", np.array(labels), 0, kind="label"))
    page.goto(tv.show(cx, tape["label"]).save(tmp_path / "own.html").as_uri())
    canvas = page.locator(".tv-view canvas")
    filled = (drawn(canvas).mean(axis=2) < 200)[-2]
    assert filled[: len(filled) // 2 - 2].mean() > 0.9
    expect(canvas).to_have_attribute("aria-label", "bar chart")
    page.get_by_label("step", exact=True).fill("0")
    low, high = np.array_split((drawn(canvas).mean(axis=2) < 200).mean(axis=0), 2)
    assert high.mean() > low.mean()


def test_it_is_described_by_its_docstring(own: None) -> None:
    label = Field("label", np.array([0, 1]), 0, kind="label")
    view = tv.show(tv.Complex.from_facets([[0, 1]]), label)
    assert view.describe() == "How many vertices have which label, as a bar chart."


def test_it_takes_thirty_lines() -> None:
    code = "".join(file.read_text() for file in OWN.glob("degree_view.*"))
    assert sum(bool(line.strip()) for line in code.splitlines()) <= 30


def test_the_guide_shows_this_very_code() -> None:
    guide = (CHECKOUT / "CONTRIBUTING.md").read_text()
    for name in ("degree_view.py", "degree_view.js"):
        assert (OWN / name).read_text().strip() in guide
