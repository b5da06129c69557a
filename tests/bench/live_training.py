"""What trains in the kernel while the benchmark looks on: the official O(d) model on Texas."""

from __future__ import annotations

import os
from statistics import median
from threading import Thread
from time import perf_counter, process_time, sleep
from typing import Any

import torch

import tdlviz as tv
from tdlviz.core.field import Field
from tests.bench.sheaf import TEXAS
from tests.bench.training import epoch, geom_gcn_cells, optimiser

SETTLED, BLOCK, BETWEEN = 6.0, 5.0, 1.0
"""Seconds until a run is thinned as it will be, of one measurement, and until views are quiet."""


class Training:
    """An epoch a step. It logs the same whether it is watched or not."""

    def __init__(self, watched: bool) -> None:
        torch.manual_seed(0)
        self.cells = geom_gcn_cells("texas")
        model = TEXAS.make(self.cells.x.shape[1])
        adam = optimiser(model, TEXAS)
        train, val = (self.cells[name][:, 0].nonzero()[:, 0] for name in ("train", "val"))

        def step() -> dict[str, Any]:
            loss, logits = epoch(model, adam, self.cells, train, val)
            sure = logits.softmax(dim=1).amax(dim=1).numpy()
            return {"loss": loss, "sure": Field("sure", sure, 0, kind="scalar")}

        self.step = step
        self.tape = tv.watch(model, "layers.*.maps") if watched else tv.Tape()
        self.tape.declare("loss", "number"), self.tape.declare("sure", "scalar", 0)
        self.run = tv.Run(step, self.tape)

    def views(self) -> Any:
        """Maps as glyphs, the complex coloured, the loss, and the buttons, linked."""
        cx, tape = self.cells.complex, self.tape
        maps = tv.show(cx, tape["layers.0.maps"], mode="glyphs")
        self.shown = [maps, tv.show(cx, color=tape["sure"]), tv.show(cx, tape["loss"]), self.run]
        return tv.link(*self.shown)

    def block(self, seconds: float) -> tuple[float, float]:
        """Play so long. Seconds a step, on the clock and of all processors in the kernel."""
        run, first = self.run, self.tape.step
        run.play()
        begin, spent = perf_counter(), process_time()
        sleep(seconds)
        run.pause()
        steps = self.tape.step - first
        return (perf_counter() - begin) / steps, (process_time() - spent) / steps


class Overhead(Thread):
    """Watched and shown, and neither, in turn, in a thread so that the kernel stays free."""

    def __init__(self, repeats: int) -> None:
        super().__init__(daemon=True)
        self.repeats = repeats
        self.shown, self.plain = Training(watched=True), Training(watched=False)
        self.plain.run.view.close()
        self.pairs: list[list[tuple[float, float]]] = []
        self.figures: list[dict[str, float]] = []

    def run(self) -> None:
        """Measure."""
        for one in (self.shown, self.plain):
            one.block(SETTLED)
        for _ in range(self.repeats):
            pair = []
            for one in (self.shown, self.plain):
                sleep(BETWEEN)
                pair.append(one.block(BLOCK))
                if one is self.shown:
                    self.figures.append(one.tape.meter.figures)
            self.pairs.append(pair)

    def found(self) -> dict[str, Any]:
        """Seconds a step of both, and what the meter said."""
        meter = {name: median(f[name] for f in self.figures) for name in self.figures[0]}
        (ours, peer), (cpu, plain) = (
            [[pair[side][which] for pair in self.pairs] for side in (0, 1)] for which in (0, 1)
        )
        return {
            "seconds": (ours, peer),
            "played": self.repeats * BLOCK + SETTLED,
            "share measured": round(1 - median(p / o for o, p in zip(ours, peer, strict=True)), 4),
            "meter": {name: round(value, 4) for name, value in meter.items()},
            "steps a second": [round(1 / median(ours), 1), round(1 / median(peer), 1)],
            "processor ms a step": [round(1000 * median(cpu), 3), round(1000 * median(plain), 3)],
            "load": [round(load, 1) for load in os.getloadavg()],
        }
