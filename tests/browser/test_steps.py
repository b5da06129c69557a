"""Scrubbing through a run: in a page from disk, and in JupyterLab while the kernel is busy."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from playwright.sync_api import Locator, Page

import tdlviz as tv
from tdlviz.core.field import Field

from .lab import Lab
from .notebook import one_cell
from .pixels import difference, drawn

NOTHING_YET = {
    "scalar": "heat: nothing yet.",
    "vector": "No vectors yet.",
    "maps": "no maps yet",
    "matrix": "no matrix yet",
    "attention": "No attention yet.",
    "triples": "No attention yet.",
    "diagram": "no bars yet",
    "number": "no steps yet",
    "image": "No values yet.",
}
CODE = """
import numpy as np, tdlviz as tv
from tdlviz.core.field import Field
cx = tv.rips(tv.data.circle(20), max_edge=0.7)
tape = tv.Tape()
def log(step):
    tape.log(heat=Field("heat", np.roll(np.arange(20.0), step), 0, kind="scalar"), step=step)
for step in range(3):
    log(step)
view = tv.show(cx, color=tape["heat"], size=tape["heat"])
view
"""


def tracked() -> tuple[tv.Complex, tv.Tape]:
    cx, tape = tv.rips(tv.data.circle(20), max_edge=0.7), tv.Tape()
    for step in range(5):
        heat = Field("heat", np.roll(np.arange(20.0), 4 * step), 0, kind="scalar")
        bars = tv.persistence(cx, 0)[: 3 + step]
        tape.log(heat=heat, bars=bars)
    return cx, tape


def step(view: Locator) -> Locator:
    return view.get_by_label("step", exact=True)


def test_a_saved_page_has_every_step_and_linked_views_share_it(page: Page, tmp_path: Path) -> None:
    cx, tape = tracked()
    views = tv.link(tv.show(cx, color=tape["heat"]), tv.show(cx, tape["bars"]))
    page.goto(views.save(tmp_path / "run.html").as_uri())
    heat, bars = (page.locator(".tv-view").nth(i) for i in (0, 1))
    last = drawn(heat.locator("canvas"))
    assert "7 bars" in bars.inner_text()
    step(bars).fill("1")
    assert "4 bars" in bars.inner_text()
    assert step(heat).input_value() == "1"
    assert difference(last, drawn(heat.locator("canvas"))) > 0.005
    step(heat).fill("4")
    assert "7 bars" in bars.inner_text()
    assert difference(last, drawn(heat.locator("canvas"))) == 0
    bars.get_by_title("Play steps").click()
    page.wait_for_function("() => document.querySelectorAll('input')[2].value === '0'")
    heat.get_by_text("4 (last)").wait_for()


def test_a_busy_kernel_does_not_stop_the_scrubber(lab: Lab, tmp_path: Path) -> None:
    lab.open(one_cell(tmp_path / "run.ipynb", CODE)).run_all()
    view = lab.outputs(".tv-view")
    canvas = view.locator("canvas")
    lab.run("for step in range(3, 6):\n    log(step)")
    view.get_by_text("5 (last)").wait_for()
    last = drawn(canvas)
    lab.page.evaluate(
        "() => void window.jupyterapp.shell.currentWidget.sessionContext.session.kernel"
        ".requestExecute({code: 'import time; time.sleep(8)'})"
    )
    step(view).fill("1")
    early = drawn(canvas, seconds=5)
    assert difference(last, early) > 0.005
    canvas.focus()  # the reader leaves the scrubber, and Python learns where it stands
    assert lab.run("view.step") == "1"
    lab.run("view.step = None")
    view.get_by_text("5 (last)").wait_for()
    assert difference(last, drawn(canvas)) == 0


CUT = CODE.replace(
    'view = tv.show(cx, color=tape["heat"], size=tape["heat"])',
    "view = tv.link(tv.show(cx, color=tape['heat']), tv.show(cx, tape['n']))",
).replace("step=step)", "n=step + 0.5, step=step)")
ORDER = """() => [...globalThis.__tdlvizReels.values()]
  .map(({ order }) => order.join()).reduce((a, b) => (a.length > b.length ? a : b))"""


def test_what_is_cut_leaves_the_page(lab: Lab, tmp_path: Path) -> None:
    """What a cut makes void goes, also where a page sees of several cuts only what is left."""
    lab.open(one_cell(tmp_path / "cut.ipynb", CUT)).run_all()
    heat, line = (lab.outputs(".tv-view").nth(i) for i in (0, 1))
    heat.get_by_text("2 (last)").wait_for()
    for now in range(3, 7):
        lab.run(f"log({now})")
        heat.get_by_text(f"{now} (last)").wait_for()
    lab.page.wait_for_function(f"() => ({ORDER})() === '0,1,2,3,4,5,6'")
    lab.run("tape.cut(3)")
    heat.get_by_text("3 (last)").wait_for()
    lab.page.wait_for_function(f"() => ({ORDER})() === '0,1,2,3'")
    line.get_by_text("step 3").first.wait_for()
    assert line.get_attribute("data-steps") == "4"
    lab.run("log(4); log(5); tape.cut(1); log(2); log(3); log(4); tape.cut(2); log(3)")
    lab.page.wait_for_function(f"() => ['0,1,3', '0,1,2,3'].includes(({ORDER})())")
    heat.get_by_text("3 (last)").wait_for()
    line.and_(lab.page.locator("[data-steps='4']")).wait_for()
    step(heat).fill("1")
    lab.page.wait_for_function(
        "() => document.querySelectorAll('.tv-view')[1].dataset.step === '1'"
    )
    lab.run("tape.cut(-1)")
    line.and_(lab.page.locator("[data-steps='0']")).wait_for()
    lab.page.wait_for_function(f"() => ({ORDER})() === ''")
    assert lab.outputs(".tv-error:visible").count() == 0


def test_every_view_says_that_there_is_nothing_yet(page: Page, tmp_path: Path) -> None:
    cx, tape = tv.cubical(np.eye(4)), tv.Tape()
    for kind in NOTHING_YET:
        rank = {"number": None, "matrix": None, "diagram": 1, "image": 2}.get(kind, 0)
        tape.declare("heat" if kind == "scalar" else kind, kind, rank=rank)
    fields = [tape[kind] for kind in NOTHING_YET if kind != "scalar"]
    views = tv.link(tv.show(cx, color=tape["heat"]), *(tv.show(cx, field) for field in fields))
    page.goto(views.save(tmp_path / "nothing.html").as_uri())
    for i, words in enumerate(NOTHING_YET.values()):
        view = page.locator(".tv-view").nth(i)
        view.locator(".tv-head, .tv-foot, .tv-note").get_by_text(words).first.wait_for()
        canvas = view.locator(".tv-stage > canvas")
        canvas.click()
        for key in ("n", "ArrowDown", "+", "Enter", "Escape"):
            canvas.press(key)
    assert page.locator(".tv-error:visible").count() == 0
