"""More complexes on a page than a browser has 3-D contexts for, and a context that is lost."""

from __future__ import annotations

from pathlib import Path

from .lab import Lab
from .notebook import one_cell
from .pixels import difference, drawn

CODE = """
import ipywidgets
import tdlviz as tv
cx = tv.rips(tv.data.circle(20), max_edge=1.0)
ipywidgets.VBox([tv.show(cx, height=300) for _ in range(24)])
"""

CONTEXT = """globalThis.lent =
  globalThis.__tdlvizContexts.open.true.getExtension("WEBGL_lose_context")"""


def test_two_dozen_complexes_on_one_page(lab: Lab, tmp_path: Path) -> None:
    lab.open(one_cell(tmp_path / "crowd.ipynb", CODE)).run_all()
    canvases = lab.outputs(".tv-view canvas")
    assert canvases.count() == 24
    for place in [*range(24), 0]:  # down the page, and back to the oldest
        canvases.nth(place).scroll_into_view_if_needed()
        drawn(canvases.nth(place), least=0.01)
    assert lab.outputs(".tv-error:visible").count() == 0


def test_a_lost_context_is_said_and_comes_back(lab: Lab, tmp_path: Path) -> None:
    code = 'import tdlviz as tv\ntv.show(tv.rips(tv.data.circle(20), max_edge=1.0), theme="light")'
    lab.open(one_cell(tmp_path / "lost.ipynb", code)).run_all()
    canvas = lab.outputs(".tv-view canvas")
    before = drawn(canvas)
    lab.page.evaluate(f"{CONTEXT}; globalThis.lent.loseContext()")
    lab.outputs(".tv-error:visible").get_by_text("took the 3-D context away").wait_for()
    assert lab.page.evaluate("globalThis.lent.restoreContext()") is None
    lab.outputs(".tv-error").wait_for(state="hidden")
    assert difference(before, drawn(canvas)) == 0
