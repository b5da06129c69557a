"""A complex and its barcode in other hosts of notebooks: drawn, linked, heard of, dark."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Page

from . import hosts
from . import lab as jupyterlab
from .lab import Lab
from .notebook import one_cell
from .pixels import difference, drawn
from .process import Server

HEARD = "Python heard of birth, death, cycle"
NOTEBOOK = """
import ipywidgets
import tdlviz as tv

cx = tv.rips(tv.data.circle(40, noise=0.08), max_edge=1.7)
views = tv.link(tv.show(cx, color="birth1"), tv.show(cx, tv.persistence(cx, dim=1)))
heard = ipywidgets.Label()

def hear(change):
    heard.value = "Python heard of " + ", ".join(mark["role"] for mark in change.new)

views[0].observe(hear, "selection")
ipywidgets.VBox([views, heard])
"""
MARIMO = """
# /// script
# [tool.marimo.display]
# theme = "system"
# ///
import marimo

app = marimo.App(width="full")


@app.cell
def _():
    import marimo as mo

    import tdlviz as tv

    cx = tv.rips(tv.data.circle(40, noise=0.08), max_edge=1.7)
    return cx, mo, tv


@app.cell
def _(mo):
    again = mo.ui.button(label="again")
    again
    return (again,)


@app.cell
def _(again, cx, tv):
    again
    views = tv.link(tv.show(cx, color="birth1"), tv.show(cx, tv.persistence(cx, dim=1)))
    views
    return (views,)


@app.cell
def _(mo, views):
    chosen = mo.ui.anywidget(views[0])
    return (chosen,)


@app.cell
def _(chosen, mo):
    mo.md("Python heard of " + ", ".join(m["role"] for m in chosen.value["selection"]))
    return
"""


class Shown:
    """The two views on the page of a host."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.views = [page.locator(".tv-view").nth(i) for i in (0, 1)]
        self.complex, self.bars = self.views
        self.canvases = [view.locator(".tv-canvas") for view in self.views]

    def choose(self) -> None:
        """Choose the one bar by keyboard: its cycle is lit, and Python hears of it."""
        before, _ = map(drawn, self.canvases)
        self.canvases[1].press("ArrowDown")
        self.complex.locator(".tv-note").get_by_text("a representative cycle of").wait_for()
        after = drawn(self.canvases[0])
        assert difference(before, after) > 0.002
        orange = np.abs(after.astype(int) - [230, 159, 0]).sum(axis=2) < 30
        assert orange.sum() > 50
        self.page.get_by_text(HEARD).wait_for()

    def dark(self) -> bool:
        """Whether both views are dark, in style and in pixels; they have to agree."""
        dark = {drawn(canvas)[2, 2].mean() < 60 for canvas in self.canvases}
        said = {"tv-dark" in str(view.get_attribute("class")) for view in self.views}
        assert dark == said
        return dark == {True}


@pytest.fixture(scope="module")
def running() -> Iterator[Callable[[Server], str]]:
    """`running(server)` is its address. The servers outlive the pages, and may not have failed."""
    servers: list[Server] = []

    def begin(server: Server) -> str:
        servers.append(server)
        return server.url

    yield begin
    for server in servers:
        server.stop()
    assert not [log for log in (s.log.read_text() for s in servers) if "Traceback" in log]


def test_notebook_7(
    page: Page, running: Callable[[Server], str], tmp_path: Path, shot: Callable[[str], Path]
) -> None:
    (tmp_path / "root").mkdir()
    server = jupyterlab.start(tmp_path / "root", tmp_path / "home", "notebook")
    running(server)
    notebook7 = Lab(page, server).open(one_cell(tmp_path / "circle.ipynb", NOTEBOOK)).run_all()
    shown = Shown(page)
    shown.choose()
    shown.canvases[1].press("x")  # would cut the cell away
    assert not shown.dark()
    notebook7.theme("dark")
    page.locator(".tv-view.tv-dark").nth(1).wait_for()
    assert shown.dark()
    shot("dark")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_voila(
    page: Page,
    running: Callable[[Server], str],
    tmp_path: Path,
    theme: str,
    shot: Callable[[str], Path],
) -> None:
    page.goto(running(hosts.voila(one_cell(tmp_path / "circle.ipynb", NOTEBOOK), theme)))
    shown = Shown(page)
    shown.choose()
    assert shown.dark() == (theme == "dark")
    shot("")


def test_marimo(
    page: Page, running: Callable[[Server], str], tmp_path: Path, shot: Callable[[str], Path]
) -> None:
    app = tmp_path / "circle.py"
    app.write_text(MARIMO.lstrip())
    page.goto(running(hosts.marimo(app)))
    shown = Shown(page)
    shown.choose()
    assert not shown.dark()
    shot("light")
    page.emulate_media(color_scheme="dark")
    page.locator(".tv-view.tv-dark").nth(1).wait_for()
    assert shown.dark()
    shot("dark")
    page.get_by_role("button", name="again").click()
    page.get_by_text("Python heard of birth").wait_for(state="hidden")
    shown.choose()
    assert page.locator(".tv-view").count() == 2
