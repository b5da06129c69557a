"""What changes while the benchmark looks on: our views on a tape, and plotly's heat maps.

Runs in the kernel. Both sides get the same arrays, drawn before the clock starts.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import cycle
from threading import Thread
from time import monotonic, sleep
from typing import Any

import numpy as np

import tdlviz as tv
from tdlviz.core.complex import Complex
from tdlviz.core.field import Field
from tdlviz.topology.faces import faces
from tests.bench import scenes

FRAMES, KEPT = 8, 20
VERTICES, EDGES, TRIANGLES = 256, 768, 512


class Live:
    """Arrays of one shape that follow one another.

    make:  the field of an array.
    shown: from the complex and the track to our view; `tv.show` by default.
    """

    def __init__(
        self,
        cx: Complex,
        make: Callable[[np.ndarray], Field],
        shape: tuple[int, ...],
        shown: Callable[[Complex, Any], Any] = tv.show,
    ) -> None:
        rng = np.random.default_rng(0)
        self.frames = cycle([rng.random(shape, dtype=np.float32) for _ in range(FRAMES)])
        self.cx, self.make, self.shown, self.tape = cx, make, shown, tv.Tape(KEPT)

    def show(self) -> Any:
        """Our view, on its first step."""
        self.tape = tv.Tape(KEPT)
        self.log()
        return self.shown(self.cx, self.tape["m"])

    def log(self) -> None:
        """One step more."""
        self.tape.log(m=self.make(next(self.frames)))

    def figure(self) -> Any:
        """plotly's: a heat map for each matrix, side by side."""
        import plotly.graph_objects as go
        from plotly.subplots import make_subplots

        sheets = _sheets(next(self.frames))
        maps = [go.Heatmap(z=sheet, colorscale="Viridis", showscale=False) for sheet in sheets]
        across = min(4, len(maps))
        self.plotted = go.FigureWidget(make_subplots(-(-len(maps) // across), across))
        places = [(i // across + 1, i % across + 1) for i in range(len(maps))]
        self.plotted.add_traces(maps, *zip(*places, strict=True))
        self.plotted.update_layout(scenes.STAGE)
        return self.plotted

    def update(self) -> None:
        """One step more in plotly's figure."""
        with self.plotted.batch_update():
            for trace, sheet in zip(self.plotted.data, _sheets(next(self.frames)), strict=True):
                trace.z = sheet


def stream(step: Callable[[], None], seconds: float, rate: float) -> None:
    """Take steps in a thread of their own, at most `rate` of them a second."""

    def run() -> None:
        end = monotonic() + seconds
        while (now := monotonic()) < end:
            step()
            sleep(max(0.0, now + 1 / rate - monotonic()))

    Thread(target=run, daemon=True).start()


def matrix(side: int) -> Live:
    """A square matrix."""
    return Live(torus(), lambda array: Field("m", array, kind="matrix"), (side, side))


def attention(heads: int = 8) -> Live:
    """Heads, each with a weight on every pair of vertices."""
    index = np.stack(np.indices((VERTICES, VERTICES)).reshape(2, -1), axis=1)

    def make(array: np.ndarray) -> Field:
        return Field("m", array.reshape(heads, -1).T, 0, index, kind="attention")

    return Live(torus(), make, (heads, VERTICES, VERTICES))


def all_views() -> dict[str, Live]:
    """What each of the views can follow, by the name of the view."""
    cx, pixels = torus(), tv.cubical(np.zeros((256, 256)))
    met = faces(cx, 1)
    met = np.column_stack([met.names, met.owner])
    bars = np.column_stack([np.arange(TRIANGLES), np.arange(TRIANGLES)])
    turned = np.array([[1, 0], [1, 1]])  # a birth and a length make a bar
    return {
        "complex": Live(
            cx,
            lambda a: Field("m", a, 0, kind="scalar"),
            (VERTICES,),
            lambda c, m: tv.show(c, color=m),
        ),
        "diagram": Live(
            cx,
            lambda a: Field("m", a @ turned.T, 1, bars, kind="diagram"),
            (TRIANGLES, 2),
            lambda c, m: tv.show(c, m, cycles=0),
        ),
        "image": Live(pixels, lambda a: Field("m", a, 2, kind="image"), (pixels.counts[2],)),
        "maps": Live(cx, lambda a: Field("m", a, 0, met, kind="maps"), (2 * EDGES, 2, 2)),
        "matrix": matrix(256),
        "scatter": Live(cx, lambda a: Field("m", a, 0, kind="vector"), (VERTICES, 16)),
        "timeline": Live(cx, lambda a: Field("m", a, kind="numbers"), (64,)),
        "attention": attention(),
    }


def torus() -> Complex:
    """A small one, of 256 vertices."""
    return scenes.torus(VERTICES + EDGES + TRIANGLES)


def _sheets(array: np.ndarray) -> np.ndarray:
    return array.reshape(-1, *array.shape[-2:])
