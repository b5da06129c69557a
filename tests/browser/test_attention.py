"""Attention in a saved page: heads, entries, threshold, comparison, and what a complex says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Locator, Page

import tdlviz as tv
from tdlviz.core.field import Field

from .pixels import difference, drawn

COUNT = 6
PAIRS = np.stack(np.indices((COUNT, COUNT)).reshape(2, -1), axis=1)


def layer(name: str, heads: int, seed: int) -> Field:
    weights = np.random.default_rng(seed).dirichlet(np.ones(COUNT), size=(heads, COUNT))
    weights[0, 0] *= 0.5
    return Field(name, weights.reshape(heads, -1).T, 0, PAIRS, kind="attention")


class Saved:
    """Two layers of attention and their complex in a page from disk."""

    def __init__(self, page: Page, path: Path) -> None:
        self.page = page
        cx = tv.rips(tv.data.circle(COUNT), max_edge=1.2)
        heads = tv.show(cx, layer("first", 3, 0), layer("second", 2, 1), labels=[*"abcdef"])
        page.goto(tv.link(heads, tv.show(cx)).save(path).as_uri())
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
    return Saved(page, tmp_path / "attention.html")


def test_keys_open_heads_and_layers(saved: Saved) -> None:
    canvas = saved.focused()
    before = drawn(canvas)
    canvas.press("ArrowRight")
    canvas.press("ArrowRight")
    saved.opened("layer 0, head 2")
    assert difference(before, drawn(canvas)) > 0.01
    canvas.press("ArrowDown")  # the second layer has two heads
    saved.opened("layer 1, head 1")


def test_an_entry_lights_its_cells_and_its_edge(saved: Saved) -> None:
    canvas, before = saved.focused(), drawn(saved.canvas(saved.complex))
    canvas.press("d")
    canvas.press("Enter")
    saved.complex.get_by_text("'a' (0) attends to 'b' (1)").first.wait_for()
    assert difference(before, drawn(saved.canvas(saved.complex))) > 0.001


def test_a_vertex_of_the_complex_lights_its_row_and_column(saved: Saved) -> None:
    canvas = saved.focused()
    before = drawn(canvas)
    other = saved.canvas(saved.complex)
    other.focus()
    other.press("n")
    saved.complex.get_by_text("Selected vertex 0").first.wait_for()
    assert difference(before, drawn(canvas)) > 0.005


def test_the_threshold_says_how_many_it_leaves(saved: Saved) -> None:
    canvas = saved.focused()
    before = drawn(canvas)
    saved.heads.get_by_role("slider", name="threshold").fill("300")
    weights = layer("first", 3, 0).values
    kept = int((weights[:, 0] >= 0.3 * max(weights.max(), layer("s", 2, 1).values.max())).sum())
    saved.heads.get_by_text(f"{kept} of 36 weights at or above").wait_for()
    assert difference(before, drawn(canvas)) > 0.01


def test_two_heads_are_compared_and_let_go(saved: Saved) -> None:
    canvas = saved.focused()
    before = drawn(canvas)
    saved.heads.get_by_label("compare with").select_option("layer 1, head 0")
    saved.opened("layer 0, head 0 − layer 1, head 0")
    assert difference(before, drawn(canvas)) > 0.01
    saved.heads.get_by_role("button", name="Stop comparing").click()
    saved.opened("layer 0, head 0")


def test_every_head_is_compared_with_that_of_another_run(
    page: Page, tmp_path: Path, shot: Callable[[str], Path]
) -> None:
    cx = tv.rips(tv.data.circle(COUNT), max_edge=1.2)
    one, two = layer("first", 3, 0), layer("second", 2, 1)
    view = tv.show(cx, one, two, against=[layer("first", 3, 7), layer("second", 1, 8)])
    page.goto(view.save(tmp_path / "two.html").as_uri())
    heads = page.locator(".tv-view")
    title = heads.locator(".tv-head strong")
    title.get_by_text("layer 0, head 0 − the other", exact=True).wait_for()
    canvas = heads.locator("canvas")
    apart = drawn(canvas)
    shot("other")
    canvas.focus()
    canvas.press("d")
    mine, theirs = (float(f.values[1, 0]) for f in (one, layer("first", 3, 7)))
    words = f"{mine - theirs:+.3g} ({mine:.3g} against {theirs:.3g})".replace("-", "−")
    heads.get_by_text(words).first.wait_for()
    canvas.press("ArrowDown")
    canvas.press("ArrowRight")
    heads.get_by_text("There is no such head in the other to compare with.").first.wait_for()
    heads.get_by_role("button", name="Stop comparing").click()
    title.get_by_text("layer 1, head 1", exact=True).wait_for()
    assert difference(apart, drawn(canvas)) > 0.05


@pytest.mark.parametrize("rank", [1, 2])
def test_weights_between_edges_or_faces_are_arrows_between_their_middles(
    page: Page, tmp_path: Path, shot: Callable[[str], Path], rank: int
) -> None:
    square = [[0, 0], [1, 0], [1, 1], [0, 1]]
    cx = tv.Complex.from_polygons([[0, 1, 2, 3], [0, 4, 1]], 5, [*square, [0.5, -1]])

    def picture(weight: float) -> np.ndarray:
        field = Field("one", [[weight]], rank, [[0, cx.counts[rank] - 1]], kind="attention")
        linked = tv.link(tv.show(cx, field), tv.show(cx))
        page.goto(linked.save(tmp_path / f"{weight}.html").as_uri())
        return drawn(page.locator(".tv-view").nth(1).locator("canvas"))

    without, arrow = picture(0.0), picture(1.0)
    shot(f"rank{rank}")
    assert 0.0005 < difference(without, arrow) < 0.05


def test_rows_that_do_not_sum_to_one_are_counted(saved: Saved) -> None:
    drawn(saved.canvas(saved.heads))
    saved.heads.get_by_text("1 row does not sum to 1 (0.5).").wait_for()


def test_the_pairs_of_a_first_cell_and_their_triangle(page: Page, tmp_path: Path) -> None:
    cx = tv.Complex.from_facets([[0, 1, 2]])
    triples = Field("t", [[0.25], [0.75]], 0, [[0, 1, 2], [0, 2, 1]], kind="triples")
    path = tv.link(tv.show(cx, triples), tv.show(cx)).save(tmp_path / "triples.html")
    page.goto(path.as_uri())
    heads, whole = (page.locator(".tv-view").nth(i) for i in (0, 1))
    before = drawn(whole.locator("canvas"))
    heads.get_by_label("first cell").select_option("vertex 0")
    heads.get_by_text("vertex 0 attends to").wait_for()
    canvas = heads.locator("canvas")
    canvas.focus()
    for key in ("s", "d", "d", "Enter"):
        canvas.press(key)
    heads.get_by_text("vertex 0 attends to vertex 1 and vertex 2: 0.25").first.wait_for()
    assert difference(before, drawn(whole.locator("canvas"))) > 0.01


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_both_themes(saved: Saved, theme: str, shot: Callable[[str], Path]) -> None:
    saved.page.emulate_media(color_scheme=theme)
    chosen = ".tv-dark" if theme == "dark" else ":not(.tv-dark)"
    saved.page.locator(f".tv-view{chosen}").nth(1).wait_for()
    picture = drawn(saved.canvas(saved.heads))
    assert (picture[-1, 0].mean() < 100) == (theme == "dark")
    shot(theme)


def test_the_pointer_tells_heads_and_entries_and_opens_and_selects(saved: Saved) -> None:
    canvas, whole = saved.canvas(saved.heads), saved.canvas(saved.complex)
    before, box = drawn(whole), canvas.bounding_box()
    drawn(canvas)
    assert box is not None
    tip = saved.heads.locator(".tv-tip")
    canvas.hover(position={"x": 40, "y": 22})
    tip.get_by_text("layer 0, head 0").wait_for()
    # The large matrix fills the height, but for its margin and the bars beside it.
    middle = {"x": 0.7 * box["width"], "y": 0.6 * box["height"]}
    canvas.hover(position=middle)
    tip.get_by_text(" attends to ").wait_for()
    assert difference(before, drawn(whole)) > 0.0005
    words = tip.inner_text().split("\n")[0]
    canvas.click(position=middle)
    saved.heads.locator(".tv-note", has_text=f"{words} (layer 0, head 0).").wait_for()
    saved.page.mouse.wheel(0, -400)
    assert difference(before, drawn(whole)) > 0.0005
