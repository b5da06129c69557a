"""Many complexes on a page: more than a browser has 3-D contexts for, one lost, one camera."""

from __future__ import annotations

from pathlib import Path

from .lab import Lab
from .notebook import one_cell
from .pixels import difference, drawn

CODE = """
import ipywidgets
import tdlviz as tv
cx = tv.rips(tv.data.circle(20), max_edge=1.0)
ipywidgets.VBox([tv.show(cx, tall=300) for _ in range(24)])
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


def test_linked_complexes_are_seen_from_one_place(lab: Lab, tmp_path: Path) -> None:
    code = """
import tdlviz as tv
cx = tv.alpha(tv.data.torus(100))
tv.link(tv.show(cx), tv.show(cx), tv.show(tv.alpha(tv.data.circle(20))))
"""
    lab.open(one_cell(tmp_path / "camera.ipynb", code)).run_all()
    first, second, flat = (lab.outputs(".tv-view canvas").nth(i) for i in range(3))
    own, before, plane = drawn(first), drawn(second), drawn(flat)
    first.focus()
    for _ in range(5):
        first.press("ArrowRight")
    assert difference(before, drawn(second)) > 0.05
    assert difference(plane, drawn(flat)) == 0
    lab.outputs(".tv-view").nth(1).get_by_role("button", name="Reset view").click()
    assert difference(before, drawn(second)) == 0
    assert difference(own, drawn(first)) == 0
