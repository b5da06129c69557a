"""Heat maps: one colour scale for all, what is missing in a colour of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from jaxtyping import Bool, Float

from tdlviz.core.errors import TooLarge
from tdlviz.figures.look import colour_bar, plotly_scale
from tdlviz.views.colours import DIVERGING, THEMES, VIRIDIS
from tdlviz.views.payload import single

MAX_ENTRIES = 1_000_000


class Scale(NamedTuple):
    """A colour scale as plotly writes it, and its ends."""

    stops: list[list[Any]]
    low: float
    high: float


def scale_of(arrays: Sequence[np.ndarray], signed: bool = False) -> Scale:
    """The scale of all numbers in `arrays`: diverging and symmetric about 0 where some are negative
    or they are `signed`, viridis from 0 otherwise."""
    every = np.concatenate([np.zeros(1), *(array[np.isfinite(array)] for array in arrays)])
    low, most = float(every.min()), float(np.abs(every).max()) or 1.0
    if signed or low < 0:
        return Scale(plotly_scale(DIVERGING), -most, most)
    return Scale(plotly_scale(VIRIDIS), 0.0, most)


def check_entries(name: str, count: int, way_out: str) -> None:
    """Raise `TooLarge` above `MAX_ENTRIES` numbers, with the way out."""
    if count > MAX_ENTRIES:
        rule = f"a figure takes {MAX_ENTRIES:,}: {way_out}"
        raise TooLarge(f"figure of {name!r}", f"{count:,} entries", rule)


def heat(
    name: str,
    z: Float[np.ndarray, "rows columns"],
    missing: Bool[np.ndarray, "rows columns"],
    scale: Scale,
    theme: str,
    **more: Any,
) -> list[Any]:
    """A heat map of `z`, NaN where there is nothing, and one of what is `missing`, if any is."""
    from plotly.graph_objects import Heatmap

    look = {"showscale": False, "hoverongaps": False, **more}
    grid = single(name, np.where(np.isfinite(z), z, np.nan))
    ends = {"zmin": scale.low, "zmax": scale.high}
    traces = [Heatmap(z=grid, colorscale=scale.stops, **ends, **look)]
    if missing.any():
        colour = THEMES[theme]["missing"]
        gaps = np.where(missing, 1, np.nan).astype(np.float32)
        template = str(look.get("hovertemplate", "")).replace("%{z:.4~g}", "missing")
        look["hovertemplate"] = template
        traces.append(Heatmap(z=gaps, colorscale=[[0, colour], [1, colour]], **look))
    return traces


def with_bar(trace: Any, theme: str) -> Any:
    """Give a heat map a colour bar, and return the bar."""
    trace.update(showscale=True, colorbar=colour_bar(theme))
    return trace.colorbar


def missing_note(count: int) -> str:
    """How many entries are missing, in words."""
    return f"{count:,} {'entry is' if count == 1 else 'entries are'} missing." if count else ""
