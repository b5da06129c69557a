"""Updates of a picture that stands: of matrices, of attention, and of every view once."""

from __future__ import annotations

from functools import partial

from tests.bench.row import Seconds
from tests.bench.stage import stage
from tests.bench.turns import OURS, THEIRS, in_turn, script_bytes, scripts, seen

SETUP = "from IPython.display import display\nfrom tests.bench import lab_scenes\n"
CANVAS, IMAGES = f"{OURS} canvas", f"{THEIRS} .heatmaplayer image"
BOTH = "shown = live.show(); display(shown, live.figure())"
SECONDS, RATE = 5, 30
MOST_SCRIPT = 150_000


def matrix_update(side: int, repeats: int, notes: dict[str, object]) -> Seconds:
    """A matrix takes another's place."""
    with stage(f"{SETUP}live = lab_scenes.matrix({side})") as page:
        notes["script_bytes"] = scripts("matrix")
        page.show(BOTH, "flat", place=IMAGES, least=1)
        return in_turn(
            partial(page.update, "live.log()", "changed", place=CANVAS),
            partial(page.update, "live.update()", "changed", place=IMAGES),
            repeats,
            notes,
        )


def attention_updates(heads: int, repeats: int, notes: dict[str, object]) -> Seconds:
    """Steps as they come, 30 a second for 5 seconds; seconds a painted one, until the last."""
    notes["goal"] = "20 painted a second"
    with stage(f"{SETUP}live = lab_scenes.attention({heads})") as page:
        notes["script_bytes"] = scripts("attention")
        page.show(BOTH, "flat", place=IMAGES, least=heads)
        code = f"lab_scenes.stream(live.{{}}, {SECONDS}, {RATE})"
        return in_turn(
            partial(page.stream, code.format("log"), place=f"{OURS} output"),
            partial(page.stream, code.format("update"), place=IMAGES),
            repeats,
            notes,
        )


def every_view() -> dict[str, object]:
    """Of each view: the bytes of its script, and what crosses for its opening and for one step."""
    found: dict[str, object] = {}
    with stage(f"{SETUP}views = lab_scenes.all_views()") as page:
        for view in page.lab.run("print(*views)").split():
            live = f"views[{view!r}]"
            opened = page.show(f"shown = {live}.show(); display(shown)", "flat", place=CANVAS)
            step = page.update(f"{live}.log()", "changed", place=CANVAS)
            found[view] = {
                "script_bytes": script_bytes(view),
                "open": seen(opened, ("seconds", "messages", "bytes")),
                "step": seen(step, ("seconds", "messages", "bytes")),
            }
            assert script_bytes(view) < MOST_SCRIPT, f"{view}: {script_bytes(view)} bytes"
    return found
