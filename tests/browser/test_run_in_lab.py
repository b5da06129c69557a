"""Training in a real JupyterLab: played, paused, scrubbed, rewound, while the kernel answers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator

from .conftest import Standing
from .lab import Lab

CODE = """
import time
import numpy as np, torch
import tdlviz as tv
from tdlviz.core.field import Field

torch.manual_seed(0)
cx = tv.rips(tv.data.circle(20), max_edge=0.7)
model = torch.nn.Linear(20, 20)
optimiser = torch.optim.Adam(model.parameters(), lr=0.01)

def step():
    optimiser.zero_grad()
    out = model(torch.eye(20)).diagonal()
    loss = (out - torch.arange(20.0)).square().mean()
    loss.backward()
    optimiser.step()
    time.sleep(0.005)
    if getattr(step, "spoil", False):
        raise RuntimeError("the well is dry")
    return {"loss": loss.item(), "heat": Field("heat", out, 0, kind="scalar")}

tape = tv.Tape()
tape.declare("heat", "scalar", 0), tape.declare("loss", "number")
run = tv.Run(step, tape)
views = tv.link(tv.show(cx, color=tape["heat"]), tv.show(cx, tape["loss"]), run)
views
"""


class Opened:
    """A complex, a curve and a run on the page."""

    def __init__(self, lab: Lab) -> None:
        self.lab = lab
        self.heat, self.curve, self.run = (lab.outputs(".tv-view").nth(i) for i in range(3))
        self.phase("Ready")

    def press(self, name: str) -> None:
        self.run.get_by_role("button", name=name).click()

    def phase(self, name: str) -> None:
        self.run.locator("strong").get_by_text(name, exact=True).wait_for(timeout=10_000)

    def step(self) -> int:
        return int(self.lab.run("run.tape.step"))

    def until(self, step: int) -> None:
        self.lab.run(f"while run.tape.step < {step}: time.sleep(0.01)")


@pytest.fixture
def opened(standing: Standing) -> Opened:
    return Opened(standing.again())


def slider(view: Locator) -> Locator:
    return view.get_by_label("step", exact=True)


def test_play_pause_scrub_rewind_and_go_on_while_the_kernel_answers(
    opened: Opened, shot: Callable[[str], Path]
) -> None:
    opened.press("Train")
    opened.phase("Playing")
    opened.until(30)
    assert opened.lab.run("6 * 7") == "42"  # another cell, meanwhile
    shot("playing")
    opened.press("Pause")
    opened.phase("Paused")
    last = opened.step()
    assert last >= 30
    first = eval(opened.lab.run("run.tape['loss'].history().tolist()"))
    slider(opened.curve).fill("10")
    opened.run.get_by_role("button", name="Rewind to step 10").click()
    opened.run.get_by_text("rewound to step 10", exact=True).wait_for()
    assert opened.step() == 10
    assert "nothing yet" not in opened.heat.locator(".tv-note").inner_text()
    opened.curve.get_by_text("live, step 10").wait_for()
    opened.press("Step")
    opened.run.get_by_text("12 steps").first.wait_for()
    again = eval(opened.lab.run("run.tape['loss'].history().tolist()"))
    assert again == first[:12]


def test_progress_plan_and_themes(opened: Opened, shot: Callable[[str], Path]) -> None:
    opened.run.get_by_label("steps").fill("400")
    opened.press("Train")
    opened.run.get_by_text("left").wait_for()
    opened.phase("Finished")
    opened.run.get_by_text("400 of 400 steps").wait_for()
    assert opened.run.locator("progress").get_attribute("value") == "400"
    assert "Watching and showing cost" in opened.run.locator(".tv-note").inner_text()
    shot("light")
    opened.lab.theme("dark")
    opened.lab.page.wait_for_timeout(800)
    shot("dark")


def test_by_keyboard(opened: Opened) -> None:
    opened.run.get_by_role("button", name="Train").focus()
    opened.lab.page.keyboard.press("Space")
    opened.phase("Playing")
    opened.lab.page.keyboard.press("Enter")
    opened.phase("Paused")


def test_the_stop_button_of_the_notebook_pauses_a_run(opened: Opened) -> None:
    opened.press("Train")
    opened.until(5)
    opened.lab.interrupt()
    opened.phase("Paused")
    assert opened.lab.run("run.phase") == "'paused'"
    before = opened.step()
    opened.press("Train")
    opened.until(before + 5)
    opened.lab.interrupt()
    opened.phase("Paused")


def test_a_step_that_raises_shows_its_traceback(
    opened: Opened, shot: Callable[[str], Path]
) -> None:
    opened.lab.run("step.spoil = True")
    opened.press("Train")
    opened.phase("Failed")
    trace = opened.run.locator("pre").inner_text()
    assert "the well is dry" in trace
    assert trace.count("File") == 1
    shot("failed")
    opened.lab.run("step.spoil = False")
    opened.press("Train")
    opened.phase("Playing")
    opened.press("Stop")
    opened.phase("Stopped")
