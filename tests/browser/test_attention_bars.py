"""Barcodes of heads in a saved page: chosen, opened, walked, and their cycles on the tokens."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from heads import dense, tokens
from playwright.sync_api import Locator, Page

import tdlviz as tv

from .lab import Lab
from .notebook import one_cell
from .pixels import difference, drawn

COUNT, WORDS = 8, "a b c d e f g h".split()
CODE = """
import numpy as np, tdlviz as tv
from tdlviz.core.field import Field
cx, tape = tv.Complex.from_facets([[i] for i in range(8)]), tv.Tape()
pairs = np.indices((8, 8)).reshape(2, -1).T
def log(strength):
    ring = np.full((8, 8), (1 - strength) / 8) + strength * np.roll(np.eye(8), 1, axis=1)
    tape.log(att=Field("att", ring.reshape(-1, 1), 0, pairs, kind="attention"))
track = tape.declare("att", "attention", 0)
tv.show(cx, track, bars=[tv.attention_bars(cx, track, heads=1)])
"""


def ring(turn: int, strength: float) -> np.ndarray:
    """Tokens that attend to the next but `turn` and hardly to others: a cycle of all of them."""
    weights = np.full((COUNT, COUNT), (1 - strength) / COUNT)
    weights[np.arange(COUNT), (np.arange(COUNT) + turn) % COUNT] += strength
    return weights


LAYERS = [dense(np.stack([ring(1, 0.8), ring(3, 0.5)]), "one"), dense(ring(0, 0.5)[None], "two")]


class Saved:
    """Two layers, their bars, and the complex of the first head in a page from disk."""

    def __init__(self, page: Page, path: Path) -> None:
        self.page = page
        angles = 2 * np.pi * np.arange(COUNT) / COUNT
        cx = tokens(COUNT).with_positions(np.column_stack([np.sin(angles), np.cos(angles)]))
        joined = tv.attention_complex(cx, LAYERS[0])
        bars = [tv.attention_bars(cx, own, 0) + tv.attention_bars(cx, own, 1) for own in LAYERS]
        order = [(1, 0), (0, 1), (0, 0)]
        heads = tv.show(joined, *LAYERS, bars=bars, labels=WORDS, order=order)
        page.goto(tv.link(heads, tv.show(joined, labels=WORDS)).save(path).as_uri())
        self.heads, self.complex = (page.locator(".tv-view").nth(i) for i in (0, 1))

    def canvas(self, view: Locator) -> Locator:
        return view.locator("canvas")

    def opened(self, title: str) -> None:
        self.heads.locator(".tv-head strong").get_by_text(title, exact=True).wait_for()

    def focused(self) -> Locator:
        canvas = self.canvas(self.heads)
        drawn(canvas)
        canvas.focus()
        return canvas


@pytest.fixture
def saved(page: Page, tmp_path: Path) -> Saved:
    return Saved(page, tmp_path / "bars.html")


def test_matrices_and_barcodes_are_chosen(saved: Saved) -> None:
    canvas = saved.focused()
    bars = drawn(canvas)
    chosen = saved.heads.locator("button[aria-pressed=true]")
    assert chosen.inner_text() == "barcodes"
    saved.heads.get_by_role("button", name="matrices").click()
    assert chosen.inner_text() == "matrices"
    assert difference(bars, drawn(canvas)) > 0.05
    canvas.press("b")
    assert chosen.inner_text() == "barcodes"
    saved.heads.get_by_label("compare with").select_option("layer 0, head 1")
    assert chosen.inner_text() == "matrices"
    saved.opened("layer 0, head 0 − layer 0, head 1")


def test_a_small_barcode_opens_its_head(saved: Saved) -> None:
    canvas = saved.canvas(saved.heads)
    before = drawn(canvas)
    canvas.hover(position={"x": 30, "y": 40})  # the first in the given order
    saved.heads.locator(".tv-tip").get_by_text("layer 1, head 0").wait_for()
    canvas.click(position={"x": 30, "y": 40})
    saved.opened("layer 1, head 0")
    assert difference(before, drawn(canvas)) > 0.01


def test_keys_follow_the_given_order(saved: Saved) -> None:
    canvas = saved.focused()
    saved.opened("layer 0, head 0")
    canvas.press("ArrowLeft")
    saved.opened("layer 0, head 1")
    canvas.press("ArrowLeft")
    saved.opened("layer 1, head 0")
    canvas.press("ArrowLeft")
    saved.opened("layer 1, head 0")


def test_the_cycle_of_a_bar_is_drawn_on_the_tokens(
    saved: Saved, shot: Callable[[str], Path]
) -> None:
    canvas, before = saved.focused(), drawn(saved.canvas(saved.complex))
    for _ in range(COUNT + 1):  # the components, and then the hole
        canvas.press("s")
    words = saved.complex.locator(".tv-note", has_text="H1 bar 0, born 0.175, dies 0.975; around ")
    words.wait_for()
    told = words.inner_text()
    assert all(f"'{word}' (" in told for word in WORDS)
    assert "(layer 0, head 0)" in told
    assert difference(before, drawn(saved.canvas(saved.complex))) > 0.01
    shot("cycle")
    canvas.press("ArrowLeft")  # another head has other bars
    words.wait_for(state="detached")


def test_a_click_on_a_bar_selects_it(saved: Saved) -> None:
    canvas = saved.canvas(saved.heads)
    drawn(canvas)
    box = canvas.bounding_box()
    assert box is not None
    tip = saved.heads.locator(".tv-tip")
    # The hole is the last row: below the components, in the right half.
    for y in range(20, int(box["height"]) - 30, 3):
        at = {"x": 0.8 * box["width"], "y": y}
        canvas.hover(position=at)
        if "H1 bar 0" in tip.inner_text():
            break
    canvas.click(position=at)
    saved.heads.locator(".tv-note", has_text="H1 bar 0, born 0.175").wait_for()
    canvas.press("Escape")
    saved.heads.locator(".tv-note", has_text="H1 bar 0").wait_for(state="detached")


def test_another_selection_lets_go_of_the_bar(saved: Saved) -> None:
    canvas = saved.focused()
    before = drawn(canvas)
    canvas.press("s")
    lit = drawn(canvas)
    assert difference(before, lit) > 0.01
    other = saved.canvas(saved.complex)
    other.focus()
    other.press("n")
    saved.complex.get_by_text("Selected vertex 0").first.wait_for()
    assert difference(before, drawn(canvas)) < 0.001


def test_the_threshold_stands_in_the_bars(saved: Saved) -> None:
    canvas = saved.focused()
    before = drawn(canvas)
    saved.heads.get_by_role("slider", name="threshold").fill("500")
    assert difference(before, drawn(canvas)) > 0.0005


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_both_themes(saved: Saved, theme: str, shot: Callable[[str], Path]) -> None:
    saved.page.emulate_media(color_scheme=theme)
    chosen = ".tv-dark" if theme == "dark" else ":not(.tv-dark)"
    saved.page.locator(f".tv-view{chosen}").nth(1).wait_for()
    picture = drawn(saved.canvas(saved.heads))
    assert (picture[-1, 0].mean() < 100) == (theme == "dark")
    shot(theme)


def test_bars_come_while_it_trains_and_cycles_are_asked_from_python(
    lab: Lab, tmp_path: Path
) -> None:
    lab.open(one_cell(tmp_path / "bars.ipynb", CODE)).run_all()
    view = lab.outputs(".tv-view")
    canvas = view.locator("canvas")
    lab.run("log(0.2)")
    view.get_by_text("1 bar of H1").first.wait_for()  # the first takes a while
    for step in (1, 2):
        lab.run(f"log({0.2 + 0.3 * step})")
        view.get_by_text(f"{step} (last)").wait_for()
    last = drawn(canvas)
    canvas.focus()
    note = view.locator(".tv-note")
    for step, born in ((2, "0.175"), (0, "0.7")):
        view.get_by_label("step", exact=True).fill(str(step))
        canvas.focus()
        canvas.press("s")
        note.get_by_text(f"H1 bar 0, born {born}, ").wait_for()
        note.get_by_text("around vertex 0, vertex 1, ").wait_for()
    assert difference(last, drawn(canvas)) > 0.01
