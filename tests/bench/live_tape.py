"""What a log costs, what a killed run loses, and how soon a long run is open again."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

import tdlviz as tv
from tests.bench.row import Row, Seconds, seconds

LOGS, LONG, KILLED_AFTER = 2000, 100_000, 2.0
CHILD = """
import sys, time
import tdlviz as tv
tape = tv.Tape().record(sys.argv[1])
while True:
    step = tape.log(loss=1.0)
    print(step, flush=True)
    time.sleep(0.001)
"""


def logs(recorded: bool, most: float, notes: dict[str, object]) -> Seconds:
    """Seconds of a log of two numbers, in memory or to a file as well."""
    with TemporaryDirectory() as folder, tv.Tape() as tape:
        if recorded:
            tape.record(Path(folder, "run.tdl"))

        def many() -> None:
            for step in range(LOGS):
                tape.log(loss=1 / (step + 1), accuracy=0.5)

        many()
        taken = [seconds(many) / LOGS for _ in range(9)]
        notes["µs a log"] = round(1e6 * float(np.median(taken)), 1)
        return taken, [most] * len(taken)


def killed(_: bool, most: float, notes: dict[str, object]) -> Seconds:
    """Seconds that a file lacks of a run that was killed with signal 9."""
    lost = [_killed_once() for _ in range(5)]
    notes["steps lost"] = [steps for steps, _ in lost]
    notes["seconds lost"] = [round(gone, 3) for _, gone in lost]
    return [gone for _, gone in lost], [most] * len(lost)


def _killed_once() -> tuple[int, float]:
    with TemporaryDirectory() as folder:
        path = Path(folder, "run.tdl")
        child = subprocess.Popen(
            [sys.executable, "-c", CHILD, str(path)], stdout=subprocess.PIPE, text=True
        )
        assert child.stdout is not None
        child.stdout.readline()
        begin = time.perf_counter()
        time.sleep(KILLED_AFTER)
        child.kill()
        ran = time.perf_counter() - begin
        last = [int(line) for line in child.stdout if line.endswith("\n")][-1]
        child.wait()
        with tv.open_run(path) as tape:
            lost = last - tape.step
        return lost, max(lost, 1) * ran / last


def opened(_: bool, most: float, notes: dict[str, object]) -> Seconds:
    """Seconds until a run of 1e5 steps is open and its loss is at hand."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "run.tdl")
        with tv.Tape() as tape:
            tape.record(path)
            for step in range(LONG):
                tape.log(loss=float(step), accuracy=0.5)
        notes["MB"] = round(path.stat().st_size / 1e6, 1)

        def look() -> None:
            with tv.open_run(path) as run:
                assert len(run["loss"].history()) == LONG

        taken = [seconds(look) for _ in range(5)]
        return taken, [most] * len(taken)


def row(work: str, most: float, measure: Callable[..., Seconds], recorded: bool = False) -> Row:
    """A row whose goal is to take no longer than `most` seconds."""
    notes: dict[str, object] = {}
    return Row(work, "allowed", 1.0, partial(measure, recorded, most, notes), notes)


ROWS = [
    row("a log of two numbers", 200e-6, logs),
    row("the same, recorded", 400e-6, logs, recorded=True),
    row("what a run loses by kill -9", 1.0, killed),
    row(f"opening a run of {LONG:,} steps", 2.0, opened),
]
