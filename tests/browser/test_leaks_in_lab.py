"""What is closed is freed in the page; a cell may run a hundred times; one view has two outputs."""

from __future__ import annotations

from pathlib import Path

import pytest

from .lab import Lab
from .notebook import one_cell
from .pixels import drawn

CODE = """
import numpy as np, tdlviz as tv
from IPython.display import display
from tdlviz.core.field import Field
if "views" in globals():
    views.close()
else:
    points = np.random.default_rng(0).random((60_000, 2))
    cx, tape = tv.Complex.from_facets(np.arange(60_000)[:, None], points), tv.Tape()
    cx = cx.with_fields(Field("birth0", points[:, 0], 0, kind="scalar"))
    for step in range(2):
        tape.log(heat=Field("heat", points[:, step], 0, kind="scalar"))
bars = tv.show(cx, tv.persistence(cx, 0), cycles=0, tall=200)
views = tv.link(tv.show(cx, color=tape["heat"], tall=200), bars)
display(views)  # as a last expression it would stay in Out, IPython's own memory
"""
AGAIN = """async times => {
  for (let run = 0; run < times; run++) {
    await window.jupyterapp.commands.execute("notebook:run-all-cells");
    while (!document.querySelector(".jp-OutputArea-output .tv-view[data-drawn]")) {
      await new Promise(requestAnimationFrame);
    }
  }
}"""
PAINTED = "() => [...document.querySelectorAll('.tv-canvas')].map(canvas => canvas.toDataURL())"
KEPT = """() => [globalThis.__tdlvizStores.size, globalThis.__tdlvizReels.size,
  document.querySelectorAll(".tv-view").length]"""


def heap(lab: Lab) -> float:
    """Megabytes that the page's own objects and buffers hold, after a collection."""
    session = lab.page.context.new_cdp_session(lab.page)
    session.send("HeapProfiler.enable")
    session.send("HeapProfiler.collectGarbage")
    used = session.send("Runtime.getHeapUsage")
    session.detach()
    return float(used["usedSize"] + used.get("backingStorageSize", 0)) / 1e6


@pytest.mark.timeout(900)
def test_a_hundred_runs_of_a_cell_leave_one(lab: Lab, tmp_path: Path) -> None:
    lab.open(one_cell(tmp_path / "again.ipynb", CODE)).run_all()
    # The numbers are made to outweigh the code of a view, 0.3 MB a run, which no browser lets go.
    size = int(lab.run("sum(len(v.geometry) + len(v.channels) + len(v.history) for v in views)"))
    lab.page.evaluate(AGAIN, 10)
    before = heap(lab)
    lab.page.evaluate(AGAIN, 90)
    assert lab.page.evaluate(KEPT) == [1, 2, 2]
    grown = heap(lab) - before
    assert size > 3_000_000
    assert grown < 10 * size / 1e6, f"{grown:.1f} MB more; each run shows {size / 1e6:.1f} MB"
    drawn(lab.outputs("canvas").first)
    alive = (
        "import gc; gc.collect(); sum(type(o).__name__ == 'ComplexView' for o in gc.get_objects())"
    )
    assert lab.run(alive) == "1"


def test_two_outputs_of_one_view_are_one(lab: Lab, tmp_path: Path) -> None:
    code = CODE.replace("display(views)", "display(views, views)")
    lab.open(one_cell(tmp_path / "twice.ipynb", code)).run_all()
    drawn(lab.outputs(".tv-view canvas").nth(3))
    first, bars, again, bars_again = lab.page.evaluate(PAINTED)
    assert (first, bars) == (again, bars_again)
    lab.outputs(".tv-view").nth(0).get_by_label("step").fill("0")
    lab.outputs(".tv-view").nth(2).get_by_text("0", exact=True).wait_for()
    drawn(lab.outputs(".tv-view canvas").nth(3))
    stepped = lab.page.evaluate(PAINTED)
    assert stepped[0] == stepped[2] != first
    lab.run("views.close()")
    lab.page.wait_for_function("() => !document.querySelector('.tv-view')")
    assert lab.page.evaluate(KEPT) == [0, 0, 0]
