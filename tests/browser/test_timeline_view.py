"""A timeline in a page from disk: scrubbed by pointer, keys and slider, and linked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Locator, Page

import tdlviz as tv
from tdlviz.core.field import Field

from .pixels import difference, drawn, ink, pixels


def recorded(steps: int = 41) -> tuple[tv.Complex, tv.Tape]:
    cx, tape = tv.rips(tv.data.circle(20), max_edge=0.7), tv.Tape()
    for step in range(1, steps):
        heat = Field("heat", np.roll(np.arange(20.0), step), 0, kind="scalar")
        spectrum = Field("spectrum", np.cos(step / 9 + np.arange(step % 7)), kind="numbers")
        loss = float("nan") if step == 17 else 1.0 / (step + 1)
        tape.log(loss=loss, accuracy=step / 40, heat=heat, spectrum=spectrum, step=step)
    return cx, tape


class Linked:
    """A timeline and a complex with the same run."""

    def __init__(self, page: Page, path: Path) -> None:
        cx, tape = recorded()
        line = tv.show(cx, tape["loss"], tape["accuracy"], tape["spectrum"])
        page.goto(tv.link(line, tv.show(cx, color=tape["heat"])).save(path).as_uri())
        self.page = page
        self.timeline, self.complex = (page.locator(".tv-view").nth(i) for i in (0, 1))
        self.canvas = self.timeline.locator("canvas.tv-canvas")

    def says(self, words: str) -> None:
        self.timeline.locator(".tv-foot output", has_text=words).wait_for()

    def at(self, step: str) -> None:
        self.complex.locator(".tv-foot output", has_text=step).last.wait_for()


@pytest.fixture
def linked(page: Page, tmp_path: Path) -> Linked:
    return Linked(page, tmp_path / "run.html")


def test_keys_walk_the_steps_of_all_linked_views(linked: Linked) -> None:
    last, heat = drawn(linked.canvas), drawn(linked.complex.locator("canvas"))
    linked.says("live, step 40")
    linked.canvas.focus()
    linked.canvas.press("Home")
    linked.says("step 1 of 40")
    for key in ("Shift+ArrowRight", "ArrowRight", "ArrowRight", "ArrowLeft"):
        linked.canvas.press(key)
    linked.says("step 12 of 40")
    linked.at("12")
    assert "0.3" in linked.timeline.get_by_role("button", name="accuracy").inner_text()
    assert difference(last, drawn(linked.canvas)) > 0.0005
    assert difference(heat, drawn(linked.complex.locator("canvas"))) > 0.005
    assert "step 12 of 40: loss 0.07692" in linked.timeline.locator(".tv-spoken").inner_text()
    linked.canvas.press("Escape")
    linked.says("live, step 40")
    linked.at("40 (last)")
    assert difference(last, drawn(linked.canvas)) == 0


def test_a_drag_in_the_plot_moves_the_step_and_the_right_end_is_live(linked: Linked) -> None:
    drawn(linked.canvas)
    box = linked.canvas.bounding_box()
    assert box is not None
    left, width = box["x"] + 54, box["width"] - 68
    linked.page.mouse.move(left + width / 2, box["y"] + 100)
    linked.page.mouse.down()
    linked.says("step 21 of 40")
    linked.page.mouse.move(left + width / 4, box["y"] + 100)
    linked.says("step 11 of 40")
    linked.at("11")
    linked.page.mouse.move(left + width + 9, box["y"] + 100)
    linked.page.mouse.up()
    linked.says("live, step 40")
    linked.at("40 (last)")


def test_the_slider_and_other_views_move_it_too(linked: Linked) -> None:
    linked.timeline.get_by_label("step", exact=True).fill("9")
    linked.at("9")
    linked.complex.get_by_label("step", exact=True).fill("30")
    linked.says("step 30 of 40")


def test_space_plays_to_the_end(linked: Linked) -> None:
    linked.timeline.get_by_label("step", exact=True).fill("30")
    linked.canvas.focus()
    linked.canvas.press(" ")
    linked.timeline.get_by_role("button", name="Pause").wait_for()
    linked.says("live, step 40")
    linked.timeline.get_by_role("button", name="Play").wait_for()


def test_the_pointer_tells_the_values(linked: Linked) -> None:
    drawn(linked.canvas)
    linked.canvas.hover(position={"x": 60, "y": 60})
    assert linked.timeline.locator(".tv-tip").inner_text().startswith("step 1\nloss 0.5")


def test_what_is_not_there_is_said(linked: Linked) -> None:
    note = linked.timeline.locator(".tv-note")
    assert "loss was not finite at 1 step, first at 17." in note.inner_text()
    log = linked.timeline.get_by_role("button", name="log")
    log.click()
    linked.timeline.get_by_text("spectrum has no logarithm at ").wait_for()
    assert log.get_attribute("aria-pressed") == "true"


def test_spectra_that_were_left_out_are_counted(page: Page, tmp_path: Path) -> None:
    cx, tape = tv.rips(tv.data.circle(5)), tv.Tape(room=4 * 80)
    for step in range(10):
        tape.log(spectrum=Field("spectrum", np.arange(10.0) + step, kind="numbers"), loss=step)
    page.goto(tv.show(cx, tape["spectrum"], tape["loss"]).save(tmp_path / "left.html").as_uri())
    page.get_by_text("spectrum: 6 steps left out.").wait_for()
    assert page.locator(".tv-view").get_attribute("data-steps") == "4,10"


def test_a_track_is_hidden_by_its_button(linked: Linked) -> None:
    before, button = drawn(linked.canvas), linked.timeline.get_by_role("button", name="spectrum")
    assert button.get_attribute("aria-pressed") == "true"
    button.press("Enter")
    assert button.get_attribute("aria-pressed") == "false"
    assert difference(before, drawn(linked.canvas)) > 0.01
    button.press("Enter")
    assert difference(before, drawn(linked.canvas)) < 0.002  # the button is outlined, being focused


def test_smoothing_is_drawn_over_the_numbers(linked: Linked) -> None:
    before = drawn(linked.canvas)
    linked.timeline.get_by_label("smooth").fill("80")
    assert difference(before, drawn(linked.canvas)) > 0.002


def columns_of_ink(canvas: Locator, rows: slice) -> np.ndarray:
    image = pixels(canvas)[rows]
    return np.flatnonzero((image < 140).any(axis=2).any(axis=0))


def test_one_spike_among_many_steps_is_seen(page: Page, tmp_path: Path) -> None:
    cx, tape = tv.rips(tv.data.circle(5)), tv.Tape()
    for step in range(20_000):
        tape.log(loss=1000.0 if step == 7321 else 0.0)
    page.goto(tv.show(cx, tape["loss"]).save(tmp_path / "spike.html").as_uri())
    canvas = page.locator("canvas.tv-canvas")
    drawn(canvas)
    plot = canvas.bounding_box()
    assert plot is not None
    seen = columns_of_ink(canvas, slice(40, 60))
    seen = seen[(seen > 60) & (seen < plot["width"] - 20)]
    assert len(seen)
    assert np.abs(seen - (54 + (plot["width"] - 68) * 7321 / 19_999)).max() <= 2
    page.get_by_text("of 20,000 steps, each column of pixels has").wait_for()


def test_many_numbers_a_step_are_a_density(page: Page, tmp_path: Path) -> None:
    cx, tape = tv.rips(tv.data.circle(5)), tv.Tape()
    for step in range(30):
        tape.log(many=Field("many", np.sort(np.sin(np.arange(250.0) + step)), kind="numbers"))
    page.goto(tv.show(cx, tape["many"]).save(tmp_path / "many.html").as_uri())
    assert ink(drawn(page.locator("canvas.tv-canvas"))) > 0.3
    page.get_by_text("many: up to 250 numbers a step, drawn as a density").wait_for()


def test_nothing_yet_is_a_picture_too(page: Page, tmp_path: Path) -> None:
    cx, tape = tv.rips(tv.data.circle(5)), tv.Tape()
    tape.declare("loss", "number")
    page.goto(tv.show(cx, tape["loss"]).save(tmp_path / "none.html").as_uri())
    page.get_by_text("no steps yet").wait_for()
    page.locator("canvas.tv-canvas").press("ArrowRight")
    assert page.get_by_role("button", name="Play").is_disabled()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_both_themes(linked: Linked, theme: str, shot: Callable[[str], Path]) -> None:
    linked.page.emulate_media(color_scheme=theme)
    linked.page.locator(f".tv-view{'.tv-dark' if theme == 'dark' else ':not(.tv-dark)'}").nth(
        1
    ).wait_for()
    linked.timeline.get_by_label("step", exact=True).fill("20")
    assert (drawn(linked.canvas)[0, 0].mean() < 100) == (theme == "dark")
    shot(theme)
