"""Our views beside plotly's FigureWidget, in one JupyterLab: from the call to painted pixels.

First paint: from before the call in the cell. A step of the filtration: ours from the slider's
event, which needs no message; plotly's from before its `batch_update` in the kernel. Both end two
animation frames after a frame that holds the picture, whose pixels have been read.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from tests.bench.row import Row, Seconds
from tests.bench.stage import stage

PEER = "plotly FigureWidget"
OURS, THEIRS = ".tv-view", ".js-plotly-plot"
PATH = f"{THEIRS} .scatterlayer path.js-line"
SETUP = "from IPython.display import display\nfrom tests.bench import scenes\n"
SEEN = ("width", "height", "ink", "vertices", "paths", "messages", "bytes")


def first_paint(cells: int, repeats: int, notes: dict[str, object]) -> Seconds:
    """The complex, every rank of it, in a view of its own."""
    with stage(f"{SETUP}cx = scenes.torus({cells})") as page:
        show = partial(page.show, how="webgl", least=cells)
        notes["script_bytes"] = scripts("complex_view.js")
        return in_turn(
            lambda: show("shown = scenes.show_complex(cx); display(shown)", place=OURS),
            lambda: show("shown = scenes.figure_complex(cx); display(shown)", place=THEIRS),
            repeats,
            notes,
        )


def filtration_step(cells: int, repeats: int, notes: dict[str, object]) -> Seconds:
    """To half the filtration and back to all of it, both pictures on one page."""
    both = "display(scenes.show_complex(cx), figure := scenes.figure_complex(cx))"
    with stage(f"{SETUP}cx = scenes.torus({cells})") as page:
        full = page.show(both, "webgl", place=THEIRS, least=cells)["vertices"]
        ways = [(500, "0.0", 0.25, 0.75), (1000, "float('inf')", 0.75, 1.25)] * (repeats + 1)
        ours, peer = iter(ways), iter(ways)

        def slide() -> dict[str, Any]:
            return page.slide(next(ours)[0], place=OURS, least=1)

        def update() -> dict[str, Any]:
            _, threshold, least, most = next(peer)
            code = f"scenes.step_complex(figure, cx, {threshold})"
            return page.update(code, place=THEIRS, least=least * full, most=most * full)

        return in_turn(slide, update, repeats, notes)


def bars(count: int, repeats: int, notes: dict[str, object]) -> Seconds:
    """A barcode."""
    with stage(f"{SETUP}cx, diagram = scenes.bars({count})") as page:
        notes["script_bytes"] = scripts("diagram_view.js")
        show = partial(page.show, how="flat")
        return in_turn(
            lambda: show(
                "shown = scenes.show_bars(cx, diagram); display(shown)", place=f"{OURS} canvas"
            ),
            lambda: show(
                "shown = scenes.figure_bars(diagram); display(shown)", place=PATH, least=count
            ),
            repeats,
            notes,
        )


def in_turn(
    ours: Callable[[], dict[str, Any]],
    peer: Callable[[], dict[str, Any]],
    repeats: int,
    notes: dict[str, object],
) -> Seconds:
    """Both in turn after one call each, as `row.timed`; what was seen last goes into `notes`."""
    ours(), peer()
    pairs = [(ours(), peer()) for _ in range(repeats)]
    for side, found in zip(("ours", "peer"), pairs[-1], strict=True):
        notes[side] = {name: found[name] for name in SEEN if name in found}
    notes["load"] = [round(load, 1) for load in os.getloadavg()]
    return [pair[0]["seconds"] for pair in pairs], [pair[1]["seconds"] for pair in pairs]


def scripts(module: str) -> dict[str, int]:
    """How many bytes of JavaScript each side sends for its view."""
    import plotly

    from tdlviz.views.assets import script

    bundle = Path(plotly.__file__).parent / "package_data" / "widgetbundle.js"
    return {"ours": len(script(module).encode()), "peer": bundle.stat().st_size}


def row(work: str, goal: float, measure: Callable[..., Seconds], size: int, repeats: int) -> Row:
    """A row whose measurement also takes notes."""
    notes: dict[str, object] = {"gl": "software (SwiftShader), pixel ratio 1 on both sides"}
    return Row(work, PEER, goal, partial(measure, size, repeats, notes), notes)


ROWS = [
    row("first paint, 1e4 simplices", 5, first_paint, 10_000, 5),
    row("first paint, 1e5 simplices", 10, first_paint, 100_000, 4),
    row("filtration step, 1e5 simplices", 15, filtration_step, 100_000, 4),
    row("first paint, 1e5 bars", 20, bars, 100_000, 3),
]
