"""Our views beside plotly's FigureWidget, in one JupyterLab: from the call to painted pixels.

First paint: from before the call in the cell. A step of the filtration: ours from the slider's
event, which needs no message; plotly's from before its `batch_update` in the kernel. Both end with
the frame that paints the picture, when its style, layout and paint are done (the "paint time" of
W3C's Paint Timing). Of ours the pixels have been read by then, so that all of them are drawn.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from tests.bench.lab_page import attention_updates, every_view, matrix_update
from tests.bench.row import Row, Seconds
from tests.bench.stage import stage
from tests.bench.turns import OURS, THEIRS, in_turn, scripts, seen

PEER = "plotly FigureWidget"
PATH = f"{THEIRS} .scatterlayer path.js-line"
SETUP = "from IPython.display import display\nfrom tests.bench import scenes\n"


def first_paint(cells: int, repeats: int, notes: dict[str, object]) -> Seconds:
    """The complex, every rank of it, in a view of its own."""
    with stage(f"{SETUP}cx = scenes.torus({cells})") as page:
        show = partial(page.show, how="webgl", least=cells)
        notes["script_bytes"] = scripts("complex")
        return in_turn(
            lambda: show("shown = scenes.show_complex(cx); display(shown)", place=OURS),
            lambda: show("shown = scenes.figure_complex(cx); display(shown)", place=THEIRS),
            repeats,
            notes,
        )


def first_paint_and_traffic(cells: int, repeats: int, notes: dict[str, object]) -> Seconds:
    """The same, and a note of what each of our views sends."""
    notes["views"] = every_view()
    return first_paint(cells, repeats, notes)


def filtration_step(cells: int, repeats: int, notes: dict[str, object]) -> Seconds:
    """To half the filtration and back to all of it, both pictures on one page."""
    both = "display(scenes.show_complex(cx), figure := scenes.figure_complex(cx))"
    with stage(f"{SETUP}cx = scenes.torus({cells})") as page:
        full = page.show(both, "webgl", place=THEIRS, least=cells)["vertices"]
        ways = [(500, "0.0", 0.25, 0.75), (1000, "float('inf')", 0.75, 1.25)] * (repeats + 1)
        ours, peer = iter(ways), iter(ways)

        def slide() -> dict[str, Any]:
            found = page.slide(next(ours)[0], place=OURS, least=1)
            assert found["messages"] == 0, f"{found['messages']} messages for a step of the slider"
            return found

        def update() -> dict[str, Any]:
            _, threshold, least, most = next(peer)
            code = f"scenes.step_complex(figure, cx, {threshold})"
            return page.update(code, "webgl", place=THEIRS, least=least * full, most=most * full)

        return in_turn(slide, update, repeats, notes)


def larger(cells: int, repeats: int, notes: dict[str, object]) -> Seconds:
    """Ours with ten times as many cells as plotly's, and a step of its filtration afterwards."""
    tenth = cells // 10
    setup = f"{SETUP}cx, less = scenes.torus({cells}), scenes.torus({tenth})"
    with stage(setup) as page:

        def ours() -> dict[str, Any]:
            code = "shown = scenes.show_complex(cx); display(shown)"
            found = page.show(code, "webgl", place=OURS, least=cells)
            step = page.slide(500, place=OURS, least=1)
            notes["slider step"] = seen(step, ("seconds", "vertices", "messages", "bytes"))
            return found

        def peer() -> dict[str, Any]:
            code = "shown = scenes.figure_complex(less); display(shown)"
            return page.show(code, "webgl", place=THEIRS, least=tenth)

        return in_turn(ours, peer, repeats, notes)


def bars(count: int, repeats: int, notes: dict[str, object]) -> Seconds:
    """A barcode."""
    with stage(f"{SETUP}cx, diagram = scenes.bars({count})") as page:
        notes["script_bytes"] = scripts("diagram")
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


def row(work: str, goal: float, measure: Callable[..., Seconds], size: int, repeats: int) -> Row:
    """A row whose measurement also takes notes."""
    notes: dict[str, object] = {"gl": "software (SwiftShader), pixel ratio 1 on both sides"}
    return Row(work, PEER, goal, partial(measure, size, repeats, notes), notes)


ROWS = [
    row("first paint, 1e4 simplices", 5, first_paint_and_traffic, 10_000, 5),
    row("first paint, 1e5 simplices", 20, first_paint, 100_000, 4),
    row("first paint, 1e6 simplices (peer draws a tenth)", 1, larger, 1_000_000, 3),
    row("filtration step, 1e5 simplices", 15, filtration_step, 100_000, 4),
    row("first paint, 1e5 bars", 40, bars, 100_000, 3),
    row("matrix 256×256, update to paint", 8, matrix_update, 256, 31),
    row("matrix 1024×1024, update to paint", 30, matrix_update, 1024, 5),
    row("attention 8 heads × 256×256, sustained updates", 1, attention_updates, 8, 3),
]
