"""A run on the page of a JupyterLab: what looking at it costs, and how soon it answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from tests.bench.row import Row, Seconds
from tests.bench.stage import Stage, stage

SETUP = "from IPython.display import display\nfrom tests.bench import live_training\n"
SHOW = "\nshown = {}.views(); display(shown)"
HELPERS = """() => {
  const view = (place) => [...document.querySelectorAll(".tv-view")].at(place);
  const until = async (happens) => {
    const begin = performance.now();
    while (!happens()) {
      await new Promise(requestAnimationFrame);
      if (performance.now() - begin < 20000) continue;
      throw new Error(`${happens} not within 20 s: ${view(-1).textContent}`);
    }
    return performance.now();
  };
  const named = (where, tag, text) =>
    [...where.querySelectorAll(tag)].find((node) => node.textContent.trim() === text);
  const button = (text) => named(view(-1), "button", text);
  const says = (text) => until(() => view(-1).textContent.includes(text));
  const press = async (text) => { await until(() => button(text)); button(text).click(); };
  const phase = (text) => until(() => named(view(-1), "strong", text));
  const step = async (value) => {
    const slider = named(view(-2), "label", "step").querySelector("input");
    await until(() => +slider.max > value);
    slider.value = value;
    slider.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const cell = async (code) => {
    const kernel = window.jupyterapp.shell.currentWidget.sessionContext.session.kernel;
    await kernel.requestExecute({ code, store_history: false }).done;
  };
  window.live = { says, press, phase, step, cell };
}"""
PAUSE = """async () => {
  const begin = performance.now();
  await live.press("Pause");
  return await live.phase("Paused") - begin;
}"""
PLAY = """async () => { await live.press("Train"); await live.phase("Playing"); }"""
CELL = """async () => {
  const begin = performance.now();
  await live.cell("6 * 7");
  return performance.now() - begin;
}"""
REWIND = """async () => {
  await live.step(10);
  const begin = performance.now();
  await live.press("Rewind to step 10");
  await live.says("rewound to step 10");
  return await live.says("11 steps") - begin;
}"""
DRAWN = "() => +document.querySelector('.tv-view').dataset.drawn"


@contextmanager
def training(setup: str, name: str) -> Iterator[Stage]:
    """A page on which the training of that name is shown."""
    with stage("") as page:
        page.lab.rewrite(SETUP + setup + SHOW.format(name)).run_all()
        page.page.evaluate(HELPERS)
        yield page


def overhead(repeats: int, notes: dict[str, object]) -> Seconds:
    """Seconds a step: watched and shown, and the same run without either, in turn."""
    with training(f"both = live_training.Overhead({repeats})", "both.shown") as page:
        before = page.page.evaluate(DRAWN)
        page.lab.run("both.start()")
        while page.lab.run("both.is_alive()") == "True":
            page.page.wait_for_timeout(1000)
        found = eval(page.lab.run("both.found()"))
        played = found.pop("played")
        drawn = (page.page.evaluate(DRAWN) - before) / played
        notes["pictures of the maps a second"] = round(drawn, 2)
        seconds: Seconds = found.pop("seconds")
        notes.update(found)
        return seconds


def answers(script: str, most: float, repeats: int, notes: dict[str, object]) -> Seconds:
    """Seconds until the page shows the answer while the run plays; it may take `most`."""
    with training("one = live_training.Training(True)", "one") as page:
        taken = [_answer(page, script, notes) for _ in range(repeats)]
        notes["worst ms"] = round(1000 * max(taken), 1)
        return taken, [most] * repeats


def _answer(page: Stage, script: str, notes: dict[str, object]) -> float:
    if page.lab.run("one.run.phase") != "'playing'":
        page.page.evaluate(PLAY)
    step = int(page.lab.run("one.tape.step"))
    page.page.wait_for_timeout(1500)
    played = int(page.lab.run("one.tape.step")) - step
    notes["steps a second"] = round(played / 1.5, 1)
    assert played > 0, "it does not train"
    taken: float = page.page.evaluate(script) / 1000
    return taken


def row(work: str, most: float, measure: Callable[..., Any], repeats: int) -> Row:
    """A row whose goal is to take no longer than `most` seconds."""
    notes: dict[str, object] = {}
    return Row(work, "allowed", 1.0, partial(measure, most, repeats, notes), notes)


COST: dict[str, object] = {}
ROWS = [
    Row(
        "a step of Texas, watched and shown",
        "neither",
        1 / 1.05,
        partial(overhead, 12, COST),
        COST,
    ),
    row("click on Pause until the page says so", 0.2, partial(answers, PAUSE), 15),
    row("another cell answered while it trains", 0.2, partial(answers, CELL), 15),
    row("rewind to step 10 until the counter says so", 1.0, partial(answers, REWIND), 7),
]
