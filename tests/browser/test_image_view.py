"""An image in a saved page: its pixels, its cells, its slices, and what a bar lights on it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Locator, Page

import tdlviz as tv

from .pixels import difference, drawn, pixels

RING = np.array([[0, 0, 0, 0], [0, 9, 9, 0], [0, 9, 9, 0], [0, 0, 0, 0.0]])
CYCLE = (230, 159, 0)


class Linked:
    """An image beside the bars of its complex in a page from disk."""

    def __init__(self, page: Page, path: Path, cx: tv.Complex, **options: object) -> None:
        self.page = page
        both = tv.link(tv.show(cx, cx["image"], **options), tv.show(cx, tv.persistence(cx, 1)))
        page.goto(both.save(path).as_uri())
        self.image, self.bars = (page.locator(".tv-view").nth(i) for i in (0, 1))
        drawn(self.canvas)

    @property
    def canvas(self) -> Locator:
        return self.image.locator("canvas")

    def at(self, row: float, column: float) -> tuple[float, float]:
        """Where a point of the image is on its canvas; whole numbers are middles of pixels."""
        left, top, scale = map(float, self.image.get_attribute("data-place").split(","))
        return left + (column + 0.5) * scale, top + (row + 0.5) * scale

    def colours(self, *points: tuple[float, float]) -> list[tuple[int, ...]]:
        """What is painted at points of the image."""
        painted, places = drawn(self.canvas), [self.at(*point) for point in points]
        return [tuple(painted[round(y), round(x)].tolist()) for x, y in places]

    def click(self, row: float, column: float) -> None:
        x, y = self.at(row, column)
        self.canvas.click(position={"x": x, "y": y})

    def press(self, *keys: str) -> None:
        self.canvas.focus()
        for key in keys:
            self.canvas.press(key)

    def choose_a_bar(self) -> None:
        self.bars.locator("canvas").focus()
        self.bars.locator("canvas").press("ArrowDown")
        self.image.get_by_text("a representative cycle of").first.wait_for()


@pytest.fixture
def ring(page: Page, tmp_path: Path) -> Linked:
    return Linked(page, tmp_path / "ring.html", tv.cubical(RING))


@pytest.fixture
def volume(page: Page, tmp_path: Path) -> Linked:
    solid = np.full((6, 4, 4), 5.0)
    solid[4] = RING
    return Linked(page, tmp_path / "volume.html", tv.cubical(solid), at=1)


def test_a_bar_draws_its_cycle_on_the_sides_of_pixels(ring: Linked) -> None:
    cx = tv.cubical(RING)
    bar = tv.persistence(cx, 1)[0]
    ring.choose_a_bar()
    lit = set(tv.representative(cx, bar).index.tolist()) - set(bar.index[0, :1].tolist())
    middles = cx.positions[np.asarray(cx.ranks[1])].mean(axis=1)
    painted = ring.colours(*((-y, x) for x, y in middles))
    assert {edge for edge, colour in enumerate(painted) if colour == CYCLE} == lit


def test_the_filtration_makes_pixels_pale_and_plays(ring: Linked) -> None:
    (before,) = ring.colours((1, 1.2))
    ring.image.get_by_label("filtration").fill("500")
    ring.image.get_by_text("12 entered").wait_for()
    late, early = ring.colours((1, 1.2), (0, 0.2))
    assert min(late) > min(before) + 100
    assert min(early) < 100
    ring.image.get_by_role("button", name="Play").click()
    ring.image.get_by_text("12 entered").wait_for(state="detached", timeout=12_000)


def test_a_click_selects_a_pixel_or_with_cells_its_side(ring: Linked) -> None:
    ring.click(1, 2)
    ring.image.get_by_text("Selected pixel (1, 2) = 9, enters at 9.").first.wait_for()
    ring.image.get_by_role("button", name="Cells").click()
    ring.click(1, 0.5)
    side = ring.image.get_by_text("at (1, 0.5), enters at 0.").first
    name = int(side.inner_text().split("edge ")[1].split(" ")[0])
    cx = tv.cubical(RING)
    assert cx.positions[cx.ranks[1][name]].mean(axis=0).tolist() == [0.5, -1]
    ring.click(0.5, 0.5)
    ring.image.get_by_text("Selected vertex 6 at (0.5, 0.5), enters at 0.").first.wait_for()


def test_hover_tells_the_pixel(ring: Linked) -> None:
    x, y = ring.at(3, 0)
    ring.canvas.hover(position={"x": x, "y": y})
    ring.image.locator(".tv-tip").get_by_text("pixel (3, 0) = 0").wait_for()


def test_keys_walk_the_image(ring: Linked) -> None:
    said = ring.image.locator(".tv-note")
    ring.press("ArrowDown", "ArrowDown", "ArrowRight")
    assert said.inner_text() == "Selected pixel (3, 3) = 0, enters at 0."
    ring.press("ArrowDown")
    assert said.inner_text().startswith("Selected pixel (3, 3)")
    ring.press("r")
    assert "at (3, 2.5)" in said.inner_text()
    ring.press("r", "r")
    assert "at (2.5, 2.5)" in said.inner_text()
    ring.press("Escape")
    assert said.inner_text() == ""


def test_the_wheel_zooms_about_the_pointer_and_0_resets(ring: Linked) -> None:
    whole, (x, y) = drawn(ring.canvas), ring.at(3, 3)
    ring.canvas.hover(position={"x": x, "y": y})
    ring.page.mouse.wheel(0, -400)
    ring.page.wait_for_timeout(200)
    assert np.allclose(ring.at(3, 3), (x, y), atol=1)
    assert difference(whole, drawn(ring.canvas)) > 0.05
    ring.press("0")
    ring.page.mouse.move(0, 0)
    assert difference(whole, drawn(ring.canvas)) == 0


def test_slices_and_the_way_to_the_cycle(volume: Linked) -> None:
    volume.choose_a_bar()
    note, go = volume.image.locator(".tv-note"), volume.image.get_by_role("button", name="Go to")
    assert "0 of 8 edges of the cycle touch this slice." in note.inner_text()
    go.click()
    assert "8 of 8 edges of the cycle touch this slice." in note.inner_text()
    assert volume.image.get_by_label("slice", exact=True).input_value() in {"3", "4"}
    volume.press("Escape", "]", "]", "]", "[")
    assert volume.image.get_by_label("slice", exact=True).input_value() == "4"
    volume.click(1, 1)
    volume.image.get_by_text("Selected pixel (4, 1, 1) = 9").first.wait_for()
    volume.image.get_by_label("axis of the slices").select_option("column")
    volume.image.get_by_text("2 of 0–3").wait_for()
    volume.image.get_by_text("The selected solid is in another slice.").wait_for()


def test_a_cycle_across_the_seam_is_drawn_at_both_borders(page: Page, tmp_path: Path) -> None:
    image = np.array([[9.0, 9, 9, 9], [0, 1, 2, 3], [9, 9, 9, 9]])
    cx = tv.cubical(image, pixels="vertices", periodic=[False, True])
    seam = Linked(page, tmp_path / "seam.html", cx)
    seam.choose_a_bar()
    inside, first, last, above = seam.colours((1, 0.5), (1, -0.4), (1, 3.4), (0, 3.4))
    assert inside == CYCLE
    assert first == last != above


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_both_themes(page: Page, tmp_path: Path, theme: str, shot: Callable[[str], Path]) -> None:
    digit = -tv.data.gaussian_field(24, axes=2, seed=3)
    page.emulate_media(color_scheme=theme)
    view = Linked(page, tmp_path / "digit.html", tv.cubical(digit), filtration=0.5)
    view.choose_a_bar()
    view.image.get_by_role("button", name="Cells").click()
    assert (drawn(view.canvas)[0, 0].mean() < 100) == (theme == "dark")
    shot(theme)


def test_images_are_chosen_and_linked_by_their_camera(page: Page, tmp_path: Path) -> None:
    cx = tv.cubical(RING)
    guess = tv.Field("guess", RING.ravel()[::-1] * [*[1, 0] * 8], 2, kind="image")
    both = tv.link(tv.show(cx, cx["image"], guess), tv.show(cx, guess, map="grey"))
    page.goto(both.save(tmp_path / "two.html").as_uri())
    first, second = (page.locator(".tv-view").nth(i) for i in (0, 1))
    before, beside = drawn(first.locator("canvas")), drawn(second.locator("canvas"))
    first.get_by_label("image", exact=True).select_option("guess")
    assert difference(before, drawn(first.locator("canvas"))) > 0.01
    first.locator("canvas").press("+")
    assert difference(beside, drawn(second.locator("canvas"))) > 0.01
    assert first.get_attribute("data-place") == second.get_attribute("data-place")
    assert pixels(second.locator("canvas")).std(axis=2).mean() < 3


def test_hover_marks_the_pixel_in_a_linked_image_and_the_wheel_zooms(
    page: Page, tmp_path: Path
) -> None:
    cx = tv.cubical(RING)
    both = tv.link(tv.show(cx, cx["image"]), tv.show(cx, cx["image"]))
    page.goto(both.save(tmp_path / "hover.html").as_uri())
    first, second = (page.locator(".tv-view").nth(i) for i in (0, 1))
    before, canvas = drawn(second.locator("canvas")), first.locator("canvas")
    place = first.get_attribute("data-place")
    left, top, scale = map(float, place.split(","))
    canvas.hover(position={"x": left + 1.5 * scale, "y": top + 2.5 * scale})
    first.locator(".tv-tip", has_text="pixel (2, 1) = 9").wait_for()
    assert difference(before, drawn(second.locator("canvas"))) > 0.0003
    page.mouse.wheel(0, -300)
    page.wait_for_function(
        "place => document.querySelector('.tv-view').dataset.place !== place", arg=place
    )
    first.locator(".tv-tip", has_text="pixel (2, 1)").wait_for()
    canvas.dblclick()
    page.wait_for_function(
        "place => document.querySelector('.tv-view').dataset.place === place", arg=place
    )
