"""ComplexView in a page from disk: flows, landscapes, names, the lasso, transparency."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Locator, Page

import tdlviz as tv
from tdlviz.core.cells import Cells
from tdlviz.core.complex import Complex
from tdlviz.core.field import Field

from .pixels import difference, drawn

Open = Callable[..., Locator]
ORANGE = [213, 94, 0]


@pytest.fixture
def opened(page: Page, tmp_path: Path) -> Open:
    """`opened(cx, …)`: the view of `tv.show(cx, …)` on a page from disk."""

    def show(*given: object, **options: object) -> Locator:
        path = tv.show(*given, theme="light", **options).save(tmp_path / "view.html")
        page.goto(path.as_uri())
        drawn(page.locator(".tv-view canvas"))
        return page.locator(".tv-view")

    return show


@pytest.fixture(scope="module")
def square() -> Complex:
    return Complex.from_facets([[0, 1, 2], [1, 2, 3]], np.array([[0, 0], [1, 0], [0, 1], [1, 1]]))


def near(image: np.ndarray, colour: list[int]) -> np.ndarray:
    return np.abs(image.astype(int) - colour).sum(axis=2) < 40


def test_a_flow_points_where_its_sign_says(opened: Open) -> None:
    path = Complex.from_facets([[0, 1]], np.array([[0.0, 0.0], [1.0, 0.0]]))
    for sign in (1, -1):
        flow = Field("flow", [2.5 * sign], 1, kind="scalar")
        view = opened(path, edge=flow)
        columns = near(drawn(view.locator("canvas")), ORANGE).sum(axis=0)
        there = np.flatnonzero(columns)
        # The head is the widest part, and lies in the half where the flow goes.
        assert (columns.argmax() > there.mean()) == (sign > 0)
        assert "flow, up to 2.5" in view.inner_text()


def test_the_flow_is_told_in_words(opened: Open, square: Complex) -> None:
    view = opened(square, edge=Field("flow", [1.0, -3.0, 0.0, 0.5, 1.0], 1, kind="scalar"))
    canvas = view.locator("canvas")
    for key in ("r", "n", "n"):
        canvas.press(key)
    assert "flow 3 from 2 to 0" in view.locator(".tv-note").inner_text()


def test_what_is_missing_is_counted_for_every_channel(opened: Open, square: Complex) -> None:
    holes = Field("holes", [np.nan, 1.0, np.nan, 0.5], 0, kind="scalar")
    flow = Field("flow", [1.0, np.nan, 0.0, 0.5, 1.0], 1, kind="scalar")
    text = opened(square, height=holes, size=holes, edge=flow).inner_text()
    assert "flow, up to 1, 1 missing" in text
    assert "↑ holes, 0.5 to 1, 2 missing" in text
    assert "● holes, 2 missing" in text


def test_heights_make_a_landscape(opened: Open) -> None:
    grid = np.stack(np.meshgrid(np.arange(9.0), np.arange(9.0)), axis=-1).reshape(-1, 2)
    cx = tv.delaunay(grid + 0.01 * np.random.default_rng(0).random(grid.shape))
    low = Field("level", np.zeros(81), 0, kind="scalar")
    peak = Field("peak", np.exp(-((grid - 4) ** 2).sum(axis=1)), 0, kind="scalar")
    plain = drawn(opened(cx, height=low).locator("canvas"))
    view = opened(cx, height=peak)
    assert difference(plain, drawn(view.locator("canvas"))) > 0.02
    assert "↑ peak" in view.inner_text()


def test_names_come_and_go_and_those_without_room_are_counted(opened: Open) -> None:
    cx = tv.rips(tv.data.circle(60), max_edge=0.3)
    view = opened(cx, tall=150)
    canvas, button = view.locator("canvas"), view.get_by_role("button", name="Labels")
    bare = drawn(canvas)
    button.click()
    assert button.get_attribute("aria-pressed") == "true"
    assert difference(bare, drawn(canvas)) > 0.003
    view.get_by_text("without room").wait_for()
    canvas.press("l")
    assert difference(bare, drawn(canvas)) == 0
    named = opened(square_words(), labels=["Ada", "Emmy", "Maryam"])
    assert named.get_by_role("button", name="Labels").get_attribute("aria-pressed") == "true"
    named.locator("canvas").press("n")
    assert "vertex 0: Ada" in named.locator(".tv-note").inner_text()


def square_words() -> Complex:
    return Complex.from_facets([[0, 1, 2]])


def test_a_lasso_selects_what_lies_within(opened: Open, square: Complex) -> None:
    view = opened(square)
    canvas = view.locator("canvas")
    box = canvas.bounding_box()
    assert box is not None
    view.get_by_role("button", name="Lasso").click()
    mouse, middle = view.page.mouse, box["x"] + box["width"] / 2
    for rank, says in ((0, "2 vertices selected."), (1, "1 edge selected.")):
        if rank:
            canvas.press("r")
        left, top, bottom = box["x"] + 2, box["y"] + 2, box["y"] + box["height"] - 2
        mouse.move(left, top)
        mouse.down()
        for x, y in [(middle, top), (middle, bottom), (left, bottom)]:
            mouse.move(x, y, steps=5)
        mouse.up()
        view.get_by_text(says).first.wait_for()
    before = drawn(canvas)
    canvas.press("Escape")
    assert difference(before, drawn(canvas)) > 0.001


def test_what_is_looked_through_does_not_depend_on_the_order_of_faces(opened: Open) -> None:
    """Two leaves crossing the line of sight, one list of faces forwards and one backwards."""
    angles = np.linspace(0, 2 * np.pi, 24, endpoint=False)
    rings = [np.stack([np.cos(angles), np.sin(angles), np.full(24, z)], axis=1) for z in (-1, 0, 1)]
    points = np.concatenate(rings)
    disks = [[24 * k, 24 * k + i, 24 * k + i + 1] for k in range(3) for i in range(1, 23)]
    pictures = []
    for order in (1, -1):
        faces = np.array(disks)[::order]
        cx = Complex.from_facets(faces, points)
        ranks = (*cx.ranks[:2], Cells.of(faces))
        cx = Complex(ranks, points)
        level = Field("level", (faces[:, 0] // 24).astype(float), 2, kind="scalar")
        pictures.append(drawn(opened(cx, color=level, opacity=0.6).locator("canvas")))
    assert difference(*pictures) < 0.01
