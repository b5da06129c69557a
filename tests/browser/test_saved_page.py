"""A saved page opened from disk: drawn, linked, and alive with neither kernel nor network."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page

import tdlviz as tv

from .pixels import difference, drawn


class Saved:
    """A complex and its bars in a page from disk."""

    def __init__(self, page: Page, path: Path) -> None:
        self.page = page
        cx = tv.rips(tv.data.circle(40, noise=0.08), max_edge=1.7)
        bars = tv.show(cx, tv.persistence(cx, 1), cycles=0)
        page.goto(tv.link(tv.show(cx, color="birth1"), bars).save(path).as_uri())
        self.complex, self.bars = (page.locator(".tv-view").nth(i) for i in (0, 1))

    def canvas(self, view: Locator) -> Locator:
        return view.locator("canvas")


@pytest.fixture
def saved(page: Page, tmp_path: Path) -> Saved:
    return Saved(page, tmp_path / "circle.html")


def test_a_bar_lights_its_cycle(saved: Saved) -> None:
    before = drawn(saved.canvas(saved.complex))
    bars = saved.canvas(saved.bars)
    bars.focus()
    bars.press("ArrowDown")
    saved.complex.get_by_text("a representative cycle of").first.wait_for()
    assert difference(before, drawn(saved.canvas(saved.complex))) > 0.001


def test_the_slider_and_its_link(saved: Saved) -> None:
    whole, bars = drawn(saved.canvas(saved.complex)), drawn(saved.canvas(saved.bars))
    saved.complex.get_by_label("filtration").fill("300")
    assert difference(whole, drawn(saved.canvas(saved.complex))) > 0.01
    assert difference(bars, drawn(saved.canvas(saved.bars))) > 0.001


def test_play_runs_along_the_filtration_and_pauses(saved: Saved) -> None:
    shown, slider = saved.complex.locator("output"), saved.complex.get_by_label("filtration")
    play = saved.complex.get_by_role("button", name="Play")
    play.click()
    saved.page.wait_for_function("() => +document.querySelector('input[type=range]').value > 20")
    saved.complex.get_by_role("button", name="Pause").click()
    paused = shown.inner_text()
    assert 0 < int(slider.input_value()) < 900
    saved.page.wait_for_timeout(300)
    assert shown.inner_text() == paused
    play.click()
    slider.fill("700")
    play.wait_for()  # again: what the reader moves is the reader's
    assert slider.input_value() == "700"
    play.click()
    saved.complex.get_by_text("all (").wait_for()
    play.wait_for()


def test_a_cell_is_told_by_hover(saved: Saved) -> None:
    canvas = saved.canvas(saved.complex)
    drawn(canvas)
    canvas.focus()
    canvas.press("n")
    saved.complex.get_by_text("Selected vertex 0").first.wait_for()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_both_themes(saved: Saved, theme: str, shot: Callable[[str], Path]) -> None:
    saved.page.emulate_media(color_scheme=theme)
    saved.page.locator(f".tv-view{'.tv-dark' if theme == 'dark' else ':not(.tv-dark)'}").nth(
        1
    ).wait_for()
    drawn(saved.canvas(saved.bars))
    assert (drawn(saved.canvas(saved.complex))[0, 0].mean() < 100) == (theme == "dark")
    shot(theme)


def test_the_pictures_stand_in_where_no_script_runs(saved: Saved) -> None:
    context = saved.page.context.browser.new_context(java_script_enabled=False)
    quiet = context.new_page()
    quiet.goto(saved.page.url)
    assert quiet.locator("figure img").count() == 2
    assert quiet.locator("figure img").first.get_attribute("alt").startswith("Complex of 40")
    context.close()
