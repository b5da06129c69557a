"""A complex and its barcode in a real JupyterLab: drawn, linked, by mouse and by keyboard."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Locator

from .conftest import Standing
from .lab import Lab
from .pixels import difference, drawn, pixels
from .watch import Watch

CODE = """
import tdlviz as tv
cx = tv.rips(tv.data.circle(40, noise=0.08), max_edge=1.7)
h1 = tv.persistence(cx, dim=1)
views = tv.link(tv.show(cx, color="birth1"), tv.show(cx, tv.persistence(cx, dim=0), h1))
views
"""
CYCLE = """
import numpy as np
marks = {mark["role"]: mark for mark in views[VIEW].selection}
chain = np.zeros(cx.counts[1], int)
chain[marks["cycle"]["cells"]] = 1
int(((tv.boundary(cx, 1) @ chain) % 2).sum()), int(chain.sum()), marks["birth"]["cells"][0]
"""
LIT = "() => document.querySelectorAll('.tv-view')[1].dataset.lit"


class Opened:
    """The two views on the page."""

    def __init__(self, lab: Lab) -> None:
        self.lab = lab
        self.complex = lab.outputs(".tv-view").nth(0)
        self.bars = lab.outputs(".tv-view").nth(1)
        self.slider = self.complex.get_by_label("filtration")
        drawn(self.canvas(self.complex))
        drawn(self.canvas(self.bars))

    def canvas(self, view: Locator) -> Locator:
        return view.locator("canvas")

    def longest_bar(self) -> None:
        """Select the last row, which is the loop of the circle, by keyboard."""
        canvas = self.canvas(self.bars)
        canvas.focus()
        for _ in range(5):
            canvas.press("PageDown")


@pytest.fixture
def opened(standing: Standing) -> Opened:
    return Opened(standing.again())


def test_the_slider_changes_the_picture_without_one_message(opened: Opened, watch: Watch) -> None:
    canvas, shown = opened.canvas(opened.complex), opened.complex.get_attribute("data-shown")
    before, sent = drawn(canvas), watch.messages()
    opened.slider.fill("250")
    after = drawn(canvas)
    assert difference(before, after) > 0.05
    assert opened.complex.get_attribute("data-shown") != shown
    assert watch.messages() == sent
    assert "β0 = " in opened.bars.inner_text()


def test_python_learns_the_filtration_when_the_reader_leaves_and_can_set_it(opened: Opened) -> None:
    opened.slider.fill("500")
    opened.canvas(opened.bars).focus()
    opened.lab.page.wait_for_timeout(300)
    told = float(opened.lab.run("views[0].filtration"))
    assert 0 < told < 1.7
    opened.lab.run("views[1].filtration = 0.3")
    opened.complex.get_by_text("0.3", exact=True).wait_for()


def test_a_bar_lights_a_closed_cycle_which_python_can_read(
    opened: Opened, shot: Callable[[str], Path]
) -> None:
    canvas = opened.canvas(opened.complex)
    before = drawn(canvas)
    opened.longest_bar()
    after = drawn(canvas)
    assert difference(before, after) > 0.003
    assert "a representative cycle of" in opened.complex.inner_text()
    assert "one of many in its class" in opened.complex.inner_text()
    for view in (0, 1):
        boundary, size, birth = eval(opened.lab.run(CYCLE.replace("VIEW", str(view))))
        assert boundary == 0
        assert size >= 3
        assert birth in eval(opened.lab.run("h1.index[:, 0].tolist()"))
    orange = np.abs(after.astype(int) - [230, 159, 0]).sum(axis=2) < 30
    assert orange.sum() > 50
    shot("light")


def test_a_click_on_a_bar_does_the_same_as_the_keyboard(opened: Opened) -> None:
    canvas = opened.canvas(opened.bars)
    box = canvas.bounding_box()
    assert box is not None
    opened.longest_bar()
    lit = opened.lab.page.evaluate(LIT)
    canvas.press("Escape")
    assert opened.lab.page.evaluate(LIT) == ""
    # 41 rows or so from the top: the row of the last bar, in the middle of its length.
    rows = 40 + int(opened.lab.run("len(h1)"))
    step = min(16, (box["height"] - 38) / rows)
    canvas.click(position={"x": box["width"] * 0.6, "y": 8 + (rows - 0.5) * step})
    assert opened.lab.page.evaluate(LIT) == lit


def test_a_cell_tells_which_bar_it_creates(opened: Opened) -> None:
    canvas = opened.canvas(opened.complex)
    canvas.focus()
    canvas.press("r")
    edge = int(opened.lab.run("h1.index[:, 0].max()"))
    opened.lab.run(
        f"views[0].selection = [dict(role='selected', rank=1, cells=[{edge}], text='an edge')]"
    )
    note = opened.bars.locator(".tv-note")
    note.get_by_text(f"edge {edge} creates H1 bar").wait_for()
    canvas.press("n")
    note.get_by_text(f"edge {edge + 1}").wait_for()
    canvas.press("Escape")
    opened.lab.page.wait_for_timeout(300)
    assert opened.lab.run("views[0].selection, views[1].selection") == "([], [])"


def test_hover_says_what_is_under_the_pointer(opened: Opened) -> None:
    canvas = opened.canvas(opened.complex)
    place = eval(opened.lab.run("views[0].drawing.places[0, :2].tolist(), views[0].drawing.extent"))
    box = canvas.bounding_box()
    assert box is not None
    (x, y), (wide, high) = place
    fit = 0.9 * min(box["width"] / wide, box["height"] / high) / 2
    canvas.hover(position={"x": box["width"] / 2 + x * fit, "y": box["height"] / 2 - y * fit})
    assert "vertex 0" in opened.complex.locator(".tv-tip").inner_text()


def test_everything_works_while_the_kernel_is_busy(opened: Opened) -> None:
    page = opened.lab.page
    page.evaluate(
        "() => { window.jupyterapp.shell.currentWidget.sessionContext.session.kernel"
        ".requestExecute({code: 'import time; time.sleep(12)'}); }"
    )
    page.wait_for_timeout(300)
    canvas = opened.canvas(opened.complex)
    before = pixels(canvas)
    opened.slider.fill("250")
    assert difference(before, drawn(canvas)) > 0.05
    opened.longest_bar()
    assert "a representative cycle of" in opened.complex.inner_text()
    busy = "() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.status"
    assert page.evaluate(busy) == "busy"
    opened.lab.interrupt()


def test_both_themes(opened: Opened, shot: Callable[[str], Path]) -> None:
    canvas = opened.canvas(opened.complex)
    light = drawn(canvas)
    opened.lab.theme("dark")
    opened.lab.page.wait_for_timeout(1000)
    opened.longest_bar()
    dark = drawn(canvas)
    assert light[2, 2].mean() > 200
    assert dark[2, 2].mean() < 60
    shot("dark")


def test_closing_takes_the_views_off_the_page(opened: Opened) -> None:
    opened.lab.run("views.close()")
    opened.lab.page.wait_for_timeout(500)
    assert opened.lab.outputs(".tv-view").count() == 0
