"""A large matrix in JupyterLab: the kernel is asked for the numbers of what is zoomed to."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Locator

from .lab import Lab
from .notebook import one_cell
from .pixels import drawn

CODE = """
import numpy as np, tdlviz as tv
from tdlviz.core.field import Field
cx = tv.Complex.from_facets([[0, 1]])
numbers = Field("M", np.random.default_rng(0).normal(size=(1024, 1024)), kind="matrix")
view = tv.show(cx, numbers)
view
"""
# It is interrupted once the page has seen what it came for.
BUSY = """() => { const { kernel } = window.jupyterapp.shell.currentWidget.sessionContext.session;
  kernel.requestExecute({ code: "import time; time.sleep(60)" });
}"""
STATUS = "() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.status"
INTERRUPT = """() =>
  window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.interrupt()"""


@pytest.fixture
def canvas(lab: Lab, tmp_path: Path) -> Locator:
    lab.open(one_cell(tmp_path / "matrix.ipynb", CODE)).run_all()
    canvas = lab.outputs(".tv-view canvas")
    drawn(canvas)
    canvas.focus()
    return canvas


def noted(lab: Lab, words: str) -> None:
    lab.outputs(".tv-note").get_by_text(words).first.wait_for()


def test_the_exact_number_comes_when_the_kernel_has_time(canvas: Locator, lab: Lab) -> None:
    lab.page.evaluate(BUSY)
    lab.page.wait_for_function(f"() => ({STATUS})() === 'busy'")
    for _ in range(20):
        canvas.press("+")
    canvas.press("ArrowRight")
    noted(lab, "value ≈")
    before = lab.outputs(".tv-note").inner_text()
    canvas.press("ArrowDown")  # the page goes on
    noted(lab, "value ≈")
    assert lab.outputs(".tv-note").inner_text() != before
    assert lab.page.evaluate(STATUS) == "busy"
    lab.page.evaluate(INTERRUPT)
    lab.page.wait_for_function(f"() => ({STATUS})() === 'idle'")
    row, column = map(int, lab.outputs(".tv-view").get_attribute("data-cursor").split(","))
    exact = lab.run(f"print(f'{{np.float32(numbers.values[{row}, {column}]):.5g}}')")
    noted(lab, f"row: {row}, column: {column}, value {exact}")
