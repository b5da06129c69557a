"""A sheaf network in JupyterLab: its maps move while it trains, and the kernel answers a cell."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from .lab import Lab
from .notebook import one_cell
from .pixels import difference, drawn, pixels
from .test_run_in_lab import Opened, slider

CODE = """
import time, torch
import tdlviz as tv
from torch.nn.functional import cross_entropy

torch.manual_seed(0)
cx = tv.data.planted_graph(40, 2)
cells = tv.nn.cells(cx, cx["x"], "cpu")
model = tv.nn.SheafDiffusion(2, 2, "orthogonal", 2, 8, cells.x.shape[1], dropout=0.6)
optimiser = torch.optim.Adam(model.parameters(), lr=0.02)

def step():
    optimiser.zero_grad()
    loss = cross_entropy(model(cells), cells["y"])
    loss.backward()
    optimiser.step()
    return {"loss": loss.item()}

tape = tv.watch(model, "layers.*.maps")
tape.declare("loss", "number")
run = tv.Run(step, tape)
maps = tv.show(cx, tape["layers.0.maps"], mode="MODE")
views = tv.link(maps, tv.show(cx, tape["loss"]), run)
views
"""


@pytest.mark.parametrize("mode", ["glyphs", "strip"])
def test_maps_move_while_it_trains_and_the_kernel_answers(
    lab: Lab, tmp_path: Path, shot: Callable[[str], Path], mode: str
) -> None:
    notebook = one_cell(tmp_path / "sheaf.ipynb", CODE.replace("MODE", mode))
    opened = Opened(lab.open(notebook).run_all())
    canvas = opened.heat.locator("canvas").first
    opened.press("Train")
    opened.phase("Playing")
    opened.until(2)
    before, moved = pixels(canvas), 0
    for _ in range(100):
        assert lab.run("6 * 7") == "42"
        now = pixels(canvas)
        moved, before = moved + (difference(before, now) > 0.002), now
        if moved == 5:
            break
        lab.page.wait_for_timeout(100)
    assert moved == 5
    assert lab.run("run.phase") == "'playing'"
    shot("playing")
    opened.until(60)
    opened.press("Pause")
    opened.phase("Paused")
    last = drawn(canvas)
    slider(opened.curve).fill("10")
    assert difference(last, drawn(canvas)) > 0.002
    opened.run.get_by_role("button", name="Rewind to step 10").click()
    opened.run.get_by_text("rewound to step 10", exact=True).wait_for()
    opened.press("Train")
    opened.phase("Playing")
    opened.until(20)
    assert lab.run("tape.fault") == "''"
