"""`tdlviz serve explore` as a visitor meets it: drawn, linked, forgiving, and offline."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Browser, Locator, Page

import tdlviz as tv
from tdlviz.lift.unused import without_unused_vertices

from .pixels import difference, drawn, ink, pixels
from .process import Server
from .watch import Watch

BUNNY = "meshes-common/stanford-bunny.obj.gz"
SETTLED = 20_000
# The selection of every view, as the parameter that Python shares with the page.
SELECTIONS = """() => [...Bokeh.documents[0]._all_models.values()]
  .map(model => model.data?.selection ?? model.selection).filter(Array.isArray)"""


class Explorer:
    """The explorer in a page, as verbs."""

    def __init__(self, page: Page, server: Server) -> None:
        self.page = page
        page.goto(server.url)
        self.ready()
        self.complex, self.bars = page.locator(".tv-view").nth(0), page.locator(".tv-view").nth(1)
        self.slider = self.complex.get_by_label("filtration")

    def ready(self) -> None:
        """Wait until nothing is being computed."""
        self.page.get_by_role("button", name="Build", exact=True).wait_for(timeout=SETTLED)
        self.page.wait_for_function("() => !document.body.textContent.includes('Computing')")

    def canvas(self, view: Locator) -> Locator:
        return view.locator("canvas")

    def cycles(self) -> list[list[int]]:
        """The cells of the representative cycle, as each view's own trait has them."""
        marks = self.page.evaluate(SELECTIONS)
        found = [m["cells"] for view in marks for m in view if m["role"] == "cycle"]
        assert len(found) >= 2, marks
        return found

    def upload(self, path: Path) -> None:
        self.page.locator("input[type=file]").set_input_files(path)

    def says(self, words: str) -> None:
        self.page.get_by_text(words).first.wait_for(timeout=SETTLED)


@pytest.fixture
def bunny(page: Page, serve: Callable[..., Server], data_dir: Path) -> Explorer:
    return Explorer(page, serve("explore", str(data_dir / BUNNY)))


@pytest.fixture
def circle(page: Page, serve: Callable[..., Server]) -> Explorer:
    return Explorer(page, serve("explore", "--max-upload=5"))


def test_the_bunny_draws_slides_and_lights_a_cycle(
    bunny: Explorer, watch: Watch, data_dir: Path, shot: Callable[[str], Path]
) -> None:
    bunny.says("34,834 vertices, 104,288 edges, 69,451 faces; 1,113 vertices")
    canvas, bars = bunny.canvas(bunny.complex), bunny.canvas(bunny.bars)
    whole = drawn(canvas)
    assert ink(whole) > 0.1
    assert ink(drawn(bars)) > 0.02

    sent = watch.patches()
    bunny.slider.fill("500")
    half = drawn(canvas)
    assert difference(whole, half) > 0.02
    assert watch.patches() == sent
    bunny.slider.fill(bunny.slider.get_attribute("max") or "1000")
    drawn(canvas)

    bars.focus()
    for _ in range(20):  # past the pieces to the loops
        bars.press("PageDown")
        if "H1 bar" in bunny.bars.inner_text():
            break
    bunny.complex.locator(".tv-note").get_by_text("a representative cycle of").wait_for()
    assert difference(whole, drawn(canvas)) > 0.0001
    shot("cycle")
    cx = without_unused_vertices(tv.data.read(data_dir / BUNNY))
    for cells in bunny.cycles():
        chain = np.zeros(cx.counts[1], int)
        chain[cells] = 1
        assert chain.sum() >= 3
        assert not (tv.boundary(cx, 1) @ chain % 2).any()


def test_a_click_on_a_bar_lights_a_closed_cycle(circle: Explorer) -> None:
    canvas, bars = circle.canvas(circle.complex), circle.canvas(circle.bars)
    before = drawn(canvas)
    drawn(bars)
    box = bars.bounding_box()
    assert box is not None
    colours = pixels(bars).astype(int)
    orange = np.abs(colours - [213, 94, 0]).sum(axis=2) < 60
    row = int(orange[:, box_middle(orange)].nonzero()[0].max())
    bars.click(position={"x": box_middle(orange), "y": row})
    circle.complex.locator(".tv-note").get_by_text("a representative cycle of").wait_for()
    assert difference(before, drawn(canvas)) > 0.002


def box_middle(mask: np.ndarray) -> int:
    """The column in the middle of the longest row of a mask."""
    columns = mask[mask.sum(axis=1).argmax()].nonzero()[0]
    return int(np.median(columns))


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("bad.csv", b"1,2\n3,x\n", "'x' in line 2, column 2"),
        ("cut.npy", b"\x93NUMPY\x01\x00", "a whole NPY file of numbers is needed"),
        ("other.xyz", b"1 2 3\n", "the ending '.xyz'"),
        ("nan.csv", b"1,2\nnan,3\n", "'nan' in line 2, column 1"),
        ("junk.off", bytes(range(256)), "junk.off"),
    ],
)
def test_a_bad_file_is_explained_and_the_app_goes_on(
    circle: Explorer, tmp_path: Path, name: str, content: bytes, words: str
) -> None:
    bad, good = tmp_path / name, tmp_path / "good.csv"
    bad.write_bytes(content)
    good.write_text("x,y\n0,0\n1,0\n0,1\n1,1\n")
    circle.upload(bad)
    circle.says(words)
    assert "/" not in circle.page.get_by_role("alert").filter(has_text=name).inner_text()
    circle.ready()
    circle.upload(good)
    circle.says("good.csv: 4 rows of 2 numbers, as 4 vertices")


def test_a_gigabyte_is_refused_and_the_app_goes_on(
    circle: Explorer, tmp_path: Path, watch: Watch, shot: Callable[[str], Path]
) -> None:
    huge = tmp_path / "huge.csv"
    with huge.open("wb") as file:
        file.truncate(1_000_000_000)
    sent = sum(len(data) for _, data in watch.frames)
    circle.upload(huge)
    circle.says("too large")
    shot("refused")
    assert sum(len(data) for _, data in watch.frames) - sent < 100_000
    circle.page.get_by_label("Data", exact=True).select_option("sphere")
    circle.says("as 300 vertices")


def test_one_array_of_several_is_chosen(circle: Explorer, tmp_path: Path) -> None:
    path = tmp_path / "two.npz"
    np.savez(path, labels=np.arange(30), points=np.random.default_rng(0).normal(size=(30, 3)))
    circle.upload(path)
    circle.says("an array of shape (30,)")
    circle.ready()
    circle.page.get_by_label("Array in the file").select_option("points")
    circle.says("two.npz: 30 rows of 3 numbers, as 30 vertices")


def test_the_cells_are_counted_before_they_are_built(circle: Explorer) -> None:
    circle.page.get_by_label("Complex", exact=True).select_option("rips")
    edge = circle.page.get_by_label("Longest edge")
    edge.wait_for()
    circle.ready()
    edge.fill("0.01")
    edge.press("Enter")
    circle.says("Expected: 60 vertices, 0 edges")
    circle.ready()
    circle.page.get_by_role("button", name="Build", exact=True).press("Enter")
    circle.says("as 60 vertices, 0 edges")


def test_too_many_cells_are_refused_in_the_page(circle: Explorer) -> None:
    circle.page.get_by_label("Data", exact=True).select_option("sphere")
    circle.says("as 300 vertices")
    circle.ready()
    circle.page.get_by_label("Complex", exact=True).select_option("rips")
    circle.says("Longest edge")
    circle.ready()
    circle.page.get_by_label("Longest edge").fill("2")
    circle.page.get_by_label("Longest edge").press("Enter")
    circle.ready()
    circle.page.get_by_role("button", name="Build", exact=True).click()
    circle.says("max_cells is 2,000,000")


def test_visitors_do_not_see_each_others_data(
    circle: Explorer, chromium: Browser, tmp_path: Path
) -> None:
    path = tmp_path / "mine.csv"
    path.write_text("0,0\n1,0\n0,1\n")
    circle.upload(path)
    circle.says("mine.csv: 3 rows of 2 numbers, as 3 vertices")
    other = chromium.new_page()
    other.goto(circle.page.url)
    other.get_by_text("as 60 vertices").wait_for(timeout=SETTLED)
    other.close()
    assert circle.page.get_by_text("mine.csv: 3 rows of 2 numbers, as 3 vertices").count() == 1


def test_both_themes(circle: Explorer, shot: Callable[[str], Path]) -> None:
    canvas = circle.canvas(circle.complex)
    light = drawn(canvas)
    shot("light")
    circle.page.get_by_role("button", name="Light or dark").press("Enter")
    circle.page.wait_for_timeout(1000)
    dark = drawn(canvas)
    shot("dark")
    assert light[2, 2].mean() > 200
    assert dark[2, 2].mean() < 60
    assert pixels(circle.page)[-5, 5].mean() < 60
