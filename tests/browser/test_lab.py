"""The harness itself: a minimal widget in a real JupyterLab, seen from both sides."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Page

from .lab import Lab
from .notebook import one_cell
from .pixels import difference, drawn, ink, pixels
from .watch import Watch

WIDGET = '''
import anywidget, traitlets
class Square(anywidget.AnyWidget):
    _esm = """
    export default { render({ model, el }) {
      const canvas = document.createElement("canvas");
      canvas.width = canvas.height = 100;
      const draw = () => {
        const pen = canvas.getContext("2d");
        pen.fillStyle = "rgb(0,0,255)"; pen.fillRect(0, 0, 100, 100);
        pen.fillStyle = "rgb(255,0,0)"; pen.fillRect(0, 0, model.get("side"), 100);
      };
      canvas.onclick = () => { model.set("side", 75); model.save_changes(); draw(); };
      canvas.onmousemove = draw;
      model.on("change:side", draw); draw(); el.append(canvas);
    } };
    """
    side = traitlets.Int(25).tag(sync=True)
square = Square()
square
'''


@pytest.fixture
def notebook(tmp_path: Path) -> Path:
    """A notebook that shows one widget."""
    return one_cell(tmp_path / "square.ipynb", WIDGET)


def test_a_widget_draws_and_talks(lab: Lab, notebook: Path, watch: Watch) -> None:
    canvas = lab.open(notebook).run_all().outputs("canvas")
    before = drawn(canvas)
    red = (before == [255, 0, 0]).all(axis=2).mean()
    assert abs(red - 0.25) < 0.02, red
    assert lab.run("square.side") == "25"

    sent = watch.messages()
    canvas.hover()
    assert watch.messages() == sent  # drawing again is no message
    canvas.click()
    lab.page.wait_for_timeout(300)
    assert watch.messages() == sent + 1
    assert lab.run("square.side") == "75"
    assert abs(difference(before, drawn(canvas)) - 0.5) < 0.02


def test_both_themes(lab: Lab, notebook: Path, shot: Callable[[str], Path]) -> None:
    lab.open(notebook)
    brightness = []
    for theme in ("light", "dark"):
        lab.theme(theme)
        assert shot(theme).stat().st_size > 10_000
        brightness.append(pixels(lab.page).mean())
    assert brightness[0] > 200, brightness
    assert brightness[1] < 80, brightness


def test_a_failing_cell_is_seen(lab: Lab, tmp_path: Path) -> None:
    path = one_cell(tmp_path / "broken.ipynb", "1 / 0")
    with pytest.raises(AssertionError, match="ZeroDivisionError"):
        lab.open(path).run_all()
    with pytest.raises(AssertionError, match="NameError"):
        lab.run("nowhere")


def test_complaints_are_collected(page: Page, watch: Watch) -> None:
    page.set_content(
        "<script>console.error('ouch'); setTimeout(() => { throw new Error('late') });"
        "fetch('https://example.org/x.js').catch(() => 0)</script>"
    )
    page.wait_for_timeout(300)
    assert watch.outside == ["https://example.org/x.js"]
    found = "\n".join(watch.problems())
    assert "ouch" in found
    assert "late" in found
    assert "ERR_NAME_NOT_RESOLVED" in found
    watch.outside.clear()
    watch.complaints.clear()


def test_ink_of_literal_pictures() -> None:
    blank, half = np.zeros((4, 4, 3), np.uint8), np.zeros((4, 4, 3), np.uint8)
    half[:, 2:] = 7
    assert ink(blank) == 0
    assert ink(half) == 0.5
    assert difference(blank, half) == 0.5
