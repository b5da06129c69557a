"""A matrix in a page from disk: zoomed to its numbers, linked with the cells of its sides."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Locator, Page

import tdlviz as tv
from tdlviz.core.field import Field

from .pixels import difference, drawn


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
