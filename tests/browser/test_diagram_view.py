"""A diagram view in a page from disk: its modes, a second diagram, its keys and its numbers."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Locator, Page

import tdlviz as tv

from .pixels import difference, drawn

MODES = ("barcode", "diagram", "curves", "landscape")


@pytest.fixture(scope="module")
def cx() -> tv.Complex:
    return tv.rips(tv.data.circle(24, noise=0.1), max_edge=1.8)


@pytest.fixture(scope="module")
def bars(cx: tv.Complex) -> list[tv.Field]:
    return [tv.persistence(cx, dim) for dim in (0, 1)]


@pytest.fixture(scope="module")
def others() -> list[tv.Field]:
    other = tv.rips(tv.data.circle(20, noise=0.2), max_edge=1.8)
    return [tv.persistence(other, dim) for dim in (0, 1)]


def opened(page: Page, path: Path, cx: tv.Complex, bars: list[tv.Field], **options: object):
    view = tv.show(cx, *bars, **options)
    view.filtration = 0.4
    page.goto(view.save(path / "bars.html").as_uri())
    shown = page.locator(".tv-view")
    drawn(shown.locator("canvas"))
    return shown


def values(view: Locator) -> dict[int, list[float]]:
    told = json.loads(view.get_attribute("data-values"))
    return {one["dim"]: one["numbers"] for one in told if not one["second"]}


def test_the_numbers_are_those_of_python(page, tmp_path, cx, bars) -> None:
    view = opened(page, tmp_path, cx, bars, mode="curves")
    end = max(np.where(np.isinf(b.values), 0, b.values).max() for b in bars)
    at = [np.float32(0.4)]
    for dim, field in enumerate(bars):
        assert values(view)[dim] == tv.betti_curve(field, at).tolist()
    assert f"β0 = {values(view)[0][0]}" in view.locator(".tv-foot").first.inner_text()
    view.get_by_role("button", name="landscape").click()
    drawn(view.locator("canvas"))
    for dim, field in enumerate(bars):
        ours, exact = values(view)[dim], tv.persistence_landscape(field, at, end=end)[:, 0]
        np.testing.assert_allclose(ours + [0] * (5 - len(ours)), exact, atol=1e-6)
    assert "1 endless bar cut at" in view.locator(".tv-note").inner_text()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_key_b_goes_round_all_modes(
    page, tmp_path, cx, bars, others, theme: str, shot: Callable[[str], Path]
) -> None:
    view = opened(page, tmp_path, cx, bars, against=others, theme=theme)
    canvas, pictures = view.locator("canvas"), []
    canvas.focus()
    for mode in MODES:
        assert view.get_by_role("button", name=mode).get_attribute("aria-pressed") == "true"
        pictures.append(drawn(canvas))
        shot(mode)
        canvas.press("b")
    assert all(difference(a, b) > 0.01 for a, b in pairwise(pictures))
    assert (pictures[0][-1, -1].mean() < 100) == (theme == "dark")


def test_a_click_on_the_curves_sets_the_filtration(page, tmp_path, cx, bars) -> None:
    view = opened(page, tmp_path, cx, bars, mode="curves")
    before = view.locator(".tv-foot").first.inner_text()
    view.locator("canvas").click(position={"x": 500, "y": 100})
    assert view.locator(".tv-foot").first.inner_text() != before
    view.locator("canvas").hover(position={"x": 300, "y": 100})
    assert "β0 = " in view.locator(".tv-tip").inner_text()


def test_a_bar_lights_its_partner(page, tmp_path, cx, bars, others) -> None:
    view = opened(page, tmp_path, cx, bars[1:], against=others[1:])
    canvas = view.locator("canvas")
    canvas.focus()
    pairs = tv.bottleneck(bars[1], others[1]).pairs
    first, second = next(pair for pair in pairs.tolist() if min(pair) >= 0)
    for _ in range(1 + np.lexsort(bars[1].values.T[::-1]).tolist().index(first)):
        canvas.press("ArrowDown")
    assert f"matched with against H1 bar {second}" in view.locator(".tv-note").inner_text()
    assert view.get_attribute("data-lit") == f"{first},{len(bars[1]) + second}"


def test_the_matching_is_drawn_and_told(page, tmp_path, cx, bars, others) -> None:
    options = {"mode": "diagram", "against": others[1:]}
    plain = drawn(opened(page, tmp_path, cx, bars[1:], matching=None, **options).locator("canvas"))
    view = opened(page, tmp_path, cx, bars[1:], **options)
    assert difference(plain, drawn(view.locator("canvas"))) > 0.0005
    distance = tv.bottleneck(bars[1], others[1]).distance
    assert f"bottleneck distance {distance:.4g}, by bar" in view.locator(".tv-note").inner_text()


def test_the_legend_leaves_a_dimension_out(page, tmp_path, cx, bars) -> None:
    view = opened(page, tmp_path, cx, bars)
    before, button = drawn(view.locator("canvas")), view.get_by_role("button", name="H0")
    assert button.get_attribute("aria-pressed") == "true"
    button.click()
    assert difference(before, drawn(view.locator("canvas"))) > 0.01
    assert button.get_attribute("aria-pressed") == "false"
    assert "H0 is hidden (24 bars)." in view.locator(".tv-note").inner_text()
    assert list(values(view)) == [1]


def test_extended_persistence_runs_both_ways(page, tmp_path, shot: Callable[[str], Path]) -> None:
    cx = tv.clique([range(12), np.roll(range(12), -1)])
    cx = tv.lower_star(cx, np.sin(np.arange(12) * 1.7) + 0.1 * np.arange(12))
    fields = [field for dim in (0, 1) for field in tv.extended_persistence(cx, dim)]
    view = opened(page, tmp_path, cx, fields)
    assert "relative" in view.locator(".tv-foot").first.inner_text()
    canvas = view.locator("canvas")
    canvas.focus()
    told = set()
    for _ in range(sum(map(len, fields))):
        canvas.press("ArrowDown")
        told |= {
            name
            for name in ("ordinary", "relative", "extended+", "extended−")
            if f", {name}, born" in view.locator(".tv-note").inner_text()
        }
    assert told >= {"ordinary", "relative", "extended+", "extended−"}
    shot("barcode")
    canvas.press("b")
    drawn(canvas)
    shot("diagram")


def test_hover_tells_a_bar_and_lights_its_birth(page, tmp_path, cx, bars) -> None:
    both = tv.link(tv.show(cx, bars[1]), tv.show(cx))
    page.goto(both.save(tmp_path / "hover.html").as_uri())
    view, whole = (page.locator(".tv-view").nth(i) for i in (0, 1))
    before, canvas = drawn(whole.locator("canvas")), view.locator("canvas")
    painted = drawn(canvas).astype(int)
    hue = np.abs(painted - painted[2, 2]).sum(axis=2)[:, 60:-60] > 100
    rows = np.flatnonzero(hue.sum(axis=1) > 40)[:-1]
    row = int(rows[0]) if len(rows) else 16
    column = 60 + int(np.flatnonzero(hue[row]).mean())
    canvas.hover(position={"x": column, "y": row + 2})
    view.locator(".tv-tip", has_text="H1").wait_for()
    assert difference(before, drawn(whole.locator("canvas"))) > 0.0003
    page.mouse.move(1, 1)
    assert difference(before, drawn(whole.locator("canvas"))) == 0
