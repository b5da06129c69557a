"""Ours and plotly's in turn on one stage, and what is noted beside the seconds."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.bench.row import Seconds

OURS, THEIRS = ".tv-view", ".js-plotly-plot"
SEEN = (
    *("width", "height", "ink", "vertices", "paths", "images"),
    *("painted", "painted_a_second", "until_last", "messages", "bytes"),
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
        notes[side] = seen(found)
    notes["load"] = [round(load, 1) for load in os.getloadavg()]
    return [pair[0]["seconds"] for pair in pairs], [pair[1]["seconds"] for pair in pairs]


def seen(found: dict[str, Any], names: tuple[str, ...] = SEEN) -> dict[str, Any]:
    """Of what a verb of the stage returned, what is worth a note."""
    return {name: found[name] for name in names if name in found}


def scripts(view: str) -> dict[str, int]:
    """How many bytes of JavaScript each side sends for its view."""
    import plotly

    bundle = Path(plotly.__file__).parent / "package_data" / "widgetbundle.js"
    return {"ours": script_bytes(view), "peer": bundle.stat().st_size}


def script_bytes(view: str) -> int:
    """The JavaScript that one of our views sends once."""
    from tdlviz.views.assets import script

    return len(script(f"{view}_view.js").encode())
