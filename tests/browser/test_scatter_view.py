"""Points of a plane in a page from disk: click, lasso, keys, and the cells they light elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Page

import tdlviz as tv
from tdlviz.core.field import Field

from .pixels import difference, drawn, ink


class Linked:
    """Two clouds of points, and the complex whose vertices they stand for."""

    def __init__(self, page: Page, path: Path) -> None:
        cx = tv.rips(tv.data.circle(30), max_edge=0.5)
        label, rng = np.arange(30) // 15, np.random.default_rng(0)
        apart = np.stack([label * 10.0, np.zeros(30)], axis=1) + rng.normal(size=(30, 2))
        hidden = Field("hidden", apart, 0, kind="vector")
        colour = Field("label", label, 0, kind="label")
        scatter = tv.show(cx, hidden, color=colour, tall=300)
        page.goto(tv.link(scatter, tv.show(cx, color=colour)).save(path).as_uri())
        self.page = page
        self.scatter, self.complex = (page.locator(".tv-view").nth(i) for i in (0, 1))
        self.canvas = self.scatter.locator("canvas")

    def drag(self, *shares: tuple[float, float]) -> None:
        """A drag through points given as shares of the canvas."""
        box = self.canvas.bounding_box()
        assert box is not None
        places = [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in shares]
        self.page.mouse.move(*places[0])
        self.page.mouse.down()
        for place in places[1:]:
            self.page.mouse.move(*place)
        self.page.mouse.up()

    def lit(self) -> list[int]:
        cells = self.scatter.get_attribute("data-lit") or ""
        return [int(cell) for cell in cells.split(",") if cell]


@pytest.fixture
def linked(page: Page, tmp_path: Path) -> Linked:
    found = Linked(page, tmp_path / "latent.html")
    drawn(found.canvas)
    return found


LEFT = ((0.01, 0.02), (0.5, 0.02), (0.5, 0.5), (0.5, 0.98), (0.01, 0.98), (0.01, 0.5))


def test_a_lasso_selects_what_lies_in_it_in_all_views(linked: Linked) -> None:
    before = drawn(linked.complex.locator("canvas"))
    linked.page.keyboard.down("Shift")
    linked.drag(*LEFT)
    linked.page.keyboard.up("Shift")
    assert linked.lit() == list(range(15))
    linked.complex.get_by_text("15 vertices selected.").first.wait_for()
    assert difference(before, drawn(linked.complex.locator("canvas"))) > 0.005
    linked.canvas.press("Escape")
    assert linked.lit() == []


def test_the_button_turns_dragging_into_a_lasso(linked: Linked) -> None:
    before, button = drawn(linked.canvas), linked.scatter.get_by_role("button", name="Lasso")
    button.click()
    assert button.get_attribute("aria-pressed") == "true"
    linked.drag(*LEFT)
    assert linked.lit() == list(range(15))
    linked.canvas.press("Escape")
    button.click()
    linked.drag((0.4, 0.5), (0.6, 0.5))
    assert linked.lit() == []
    assert difference(before, drawn(linked.canvas)) > 0.01  # moved
    linked.scatter.get_by_role("button", name="Reset view").click()
    assert difference(before, drawn(linked.canvas)) < 0.005


def test_keys_walk_the_cells(linked: Linked) -> None:
    linked.canvas.focus()
    linked.canvas.press("n")
    linked.canvas.press("n")
    assert linked.lit() == [1]
    linked.complex.get_by_text("Selected vertex 1").first.wait_for()
    linked.canvas.press("p")
    linked.canvas.press("p")
    assert linked.lit() == [29]
    before = drawn(linked.canvas)
    linked.canvas.press("+")
    assert difference(before, drawn(linked.canvas)) > 0.01


def test_a_cell_selected_elsewhere_lights_its_point(linked: Linked) -> None:
    before, other = drawn(linked.canvas), linked.complex.locator("canvas")
    other.focus()
    other.press("n")
    linked.scatter.get_by_text("Selected vertex 0").first.wait_for()
    assert linked.lit() == [0]
    assert difference(before, drawn(linked.canvas)) > 0.002


def test_points_move_with_the_steps(page: Page, tmp_path: Path) -> None:
    cx, tape, rng = tv.rips(tv.data.circle(20)), tv.Tape(), np.random.default_rng(1)
    start = rng.normal(size=(20, 6))
    for step in range(4):
        tape.log(hidden=Field("hidden", start * [1 + step, 1, 1, 1, 1, 1], 0, kind="vector"))
    page.goto(tv.show(cx, tape["hidden"]).save(tmp_path / "run.html").as_uri())
    canvas, slider = page.locator("canvas"), page.get_by_label("step", exact=True)
    last = drawn(canvas)
    slider.fill("0")
    assert difference(last, drawn(canvas)) > 0.002
    slider.fill("3")
    assert difference(last, drawn(canvas)) == 0


def test_a_hundred_thousand_points_are_drawn(page: Page, tmp_path: Path) -> None:
    many = np.random.default_rng(0).normal(size=(100_000, 2))
    cx = tv.Complex.from_facets([[i] for i in range(100_000)])
    colour = Field("r", np.hypot(*many.T), 0, kind="scalar")
    view = tv.show(cx, Field("z", many, 0, kind="vector"), color=colour)
    page.goto(view.save(tmp_path / "many.html").as_uri())
    assert ink(drawn(page.locator("canvas"), seconds=90)) > 0.1


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_both_themes(linked: Linked, theme: str, shot: Callable[[str], Path]) -> None:
    linked.page.emulate_media(color_scheme=theme)
    linked.page.locator(f".tv-view{'.tv-dark' if theme == 'dark' else ':not(.tv-dark)'}").nth(
        1
    ).wait_for()
    assert (drawn(linked.canvas)[2, 2].mean() < 100) == (theme == "dark")
    shot(theme)


def test_hover_tells_a_point_and_lights_its_vertex_and_a_click_selects_it(linked: Linked) -> None:
    before, other = drawn(linked.canvas), linked.complex.locator("canvas")
    plain = drawn(other)
    orange = np.abs(before.astype(int) - [230, 159, 0]).sum(axis=2) < 30
    y, x = np.argwhere(orange)[len(np.argwhere(orange)) // 2]
    linked.canvas.hover(position={"x": int(x), "y": int(y)})
    tip = linked.scatter.locator(".tv-tip", has_text="vertex ")
    tip.wait_for()
    vertex = tip.inner_text().split("\n")[0]
    assert "label " in tip.inner_text()
    assert difference(plain, drawn(other)) > 0.0003
    linked.canvas.click(position={"x": int(x), "y": int(y)})
    linked.complex.get_by_text(f"Selected {vertex}").first.wait_for()
    assert [f"vertex {cell}" for cell in linked.lit()] == [vertex]
