"""A matrix in a page from disk: zoomed to its numbers, linked with the cells of its sides."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Locator, Page

import tdlviz as tv
from tdlviz.core.field import Field

from .pixels import difference, drawn, pixels


@pytest.fixture
def saved(page: Page, tmp_path: Path) -> Locator:
    """A complex beside its boundary matrix; the matrix."""
    cx = tv.rips(tv.data.circle(14, noise=0.05), max_edge=0.9)
    boundary = Field("B1", tv.boundary(cx, 1), kind="matrix")
    views = tv.link(tv.show(cx), tv.show(cx, boundary, rows=0, columns=1))
    page.goto(views.save(tmp_path / "matrix.html").as_uri())
    return page.locator(".tv-view").nth(1)


def test_the_keys_walk_and_light_the_cells_of_a_row_and_a_column(saved: Locator) -> None:
    canvas, other = saved.locator("canvas"), saved.page.locator(".tv-view").first.locator("canvas")
    before = drawn(other)
    canvas.focus()
    for key in ("ArrowRight", "ArrowRight", "ArrowDown"):
        canvas.press(key)
    saved.get_by_text("Selected row: vertex 1, column: edge 1").first.wait_for()
    assert difference(before, drawn(other)) > 0.001
    canvas.press("Escape")
    saved.locator("..").page.wait_for_function(
        "() => document.querySelectorAll('.tv-view')[1].dataset.cursor === ''"
    )
    assert difference(before, drawn(other)) == 0


def test_zoom_and_back(saved: Locator) -> None:
    canvas = saved.locator("canvas")
    whole = drawn(canvas)
    saved.get_by_role("button", name="Zoom in").click()
    assert difference(whole, drawn(canvas)) > 0.05
    saved.get_by_text("In view: rows").first.wait_for()
    canvas.focus()
    canvas.press("0")
    canvas.evaluate("canvas => canvas.blur()")
    saved.page.wait_for_function(
        "() => document.querySelectorAll('.tv-view')[1].dataset.zoom === '1.00'"
    )
    assert "In view" not in saved.inner_text()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_both_themes(saved: Locator, theme: str, shot: Callable[[str], Path]) -> None:
    saved.page.emulate_media(color_scheme=theme)
    dark = ".tv-dark" if theme == "dark" else ":not(.tv-dark)"
    saved.page.locator(f".tv-view{dark}").nth(1).wait_for()
    assert (drawn(saved.locator("canvas"))[2, 2].mean() < 100) == (theme == "dark")
    shot(theme)


def test_a_large_matrix_says_that_its_numbers_are_rounded(page: Page, tmp_path: Path) -> None:
    cx = tv.rips(tv.data.circle(8), max_edge=0.9)
    large = Field("M", np.arange(600.0**2).reshape(600, 600), kind="matrix")
    page.goto(tv.show(cx, large).save(tmp_path / "large.html").as_uri())
    canvas = page.locator(".tv-view canvas")
    canvas.press("ArrowRight")
    page.get_by_text("row: 0, column: 0, value ≈0").first.wait_for()
    assert "this page holds no exact ones" in page.locator(".tv-note").inner_text()


def place(canvas: Locator, row: int, column: int, shape: tuple[int, int]) -> dict[str, float]:
    """The middle of an entry of a matrix that is shown whole, found by its pixels."""
    image = drawn(canvas).astype(int)
    inside = np.abs(image - image[2, 2]).sum(axis=2) > 20
    down, across = (np.flatnonzero(inside.mean(axis=axis) > 0.4) for axis in (1, 0))
    high, wide = (len_of(ends) / n for ends, n in zip((down, across), shape, strict=True))
    return {"x": across[0] + (column + 0.5) * wide, "y": down[0] + (row + 0.5) * high}


def len_of(ends: np.ndarray) -> int:
    return int(ends[-1] - ends[0] + 1)


def test_a_click_selects_the_row_and_the_column_and_hover_lights_the_cells(saved: Locator) -> None:
    cx = tv.rips(tv.data.circle(14, noise=0.05), max_edge=0.9)
    canvas, other = saved.locator("canvas"), saved.page.locator(".tv-view").first.locator("canvas")
    before, at = drawn(other), place(canvas, 3, 2, (cx.counts[0], cx.counts[1]))
    canvas.hover(position=at)
    saved.locator(".tv-tip", has_text="row: vertex 3, column: edge 2").wait_for()
    assert difference(before, drawn(other)) > 0.0005
    canvas.click(position=at)
    saved.locator(".tv-note", has_text="Selected row: vertex 3, column: edge 2").wait_for()
    saved.page.mouse.move(1, 1)
    assert difference(before, drawn(other)) > 0.001
    assert saved.get_attribute("data-cursor") == "3,2"


def test_a_cell_that_is_pointed_at_elsewhere_lights_its_row(saved: Locator) -> None:
    before, other = drawn(saved.locator("canvas")), saved.page.locator(".tv-view").first
    other.locator("canvas").focus()
    other.locator("canvas").press("n")
    other.get_by_text("Selected vertex 0").first.wait_for()
    assert difference(before, drawn(saved.locator("canvas"))) > 0.005


def test_the_wheel_zooms_a_drag_moves_and_a_double_click_shows_all(saved: Locator) -> None:
    canvas, mouse = saved.locator("canvas"), saved.page.mouse
    whole, box = drawn(canvas), canvas.bounding_box()
    assert box is not None
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    mouse.move(*middle)
    mouse.wheel(0, -600)
    note = saved.locator(".tv-note", has_text="In view: rows")
    note.wait_for()
    before = note.inner_text()
    mouse.down()
    mouse.move(middle[0] - 150, middle[1] - 80, steps=3)
    mouse.up()
    assert note.inner_text() != before
    assert saved.get_attribute("data-cursor") == ""  # what was dragged is not clicked
    mouse.dblclick(*middle)
    note.wait_for(state="detached")
    canvas.press("Escape")
    mouse.move(1, 1)
    canvas.evaluate("canvas => canvas.blur()")
    assert difference(whole, drawn(canvas)) < 0.001


def test_rows_that_are_no_cells_are_told_too(page: Page, tmp_path: Path) -> None:
    confusion = Field("confusion", [[7.0, 2.0], [1.0, 9.0]], kind="matrix")
    cx = tv.Complex.from_facets([[0, 1]])
    page.goto(tv.show(cx, confusion, names=["cat", "dog"]).save(tmp_path / "named.html").as_uri())
    canvas = page.locator(".tv-view canvas")
    drawn(canvas)
    box = canvas.bounding_box()
    assert box is not None
    canvas.hover(position={"x": box["width"] / 2 + 60, "y": box["height"] / 4})
    page.locator(".tv-tip", has_text="row: cat, column: dog, value 2").wait_for()


def test_a_matrix_without_entries_is_a_picture_too(page: Page, tmp_path: Path) -> None:
    none = Field("none", np.zeros((0, 3)), kind="matrix")
    cx = tv.Complex.from_facets([[0, 1]])
    page.goto(tv.show(cx, none).save(tmp_path / "none.html").as_uri())
    page.get_by_text("0 rows × 3 columns: there are no entries").wait_for()
    canvas = page.locator(".tv-view canvas")
    canvas.press("ArrowRight")
    assert pixels(canvas).mean() > 200  # ground, not black
    assert page.locator(".tv-error:visible").count() == 0
