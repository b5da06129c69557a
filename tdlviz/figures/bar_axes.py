"""What barcode and diagram share: where ∞ is, round numbers beside it, the words for a bar."""

from __future__ import annotations

from html import escape
from typing import Any

import numpy as np
from jaxtyping import Float, Int

from tdlviz.core.field import Field
from tdlviz.figures.look import axis
from tdlviz.figures.names import cell_word


def end_of(low: float, high: float) -> float:
    """Where bars end that never die: as far beyond the last as in the view."""
    return high + 0.08 * ((high - low) or 1)


def ends_of(field: Field, end: float) -> Float[np.ndarray, "m 2"]:
    """Births and deaths as they are drawn: never beyond `end`."""
    return np.minimum(field.values, end)


def filtration_axis(theme: str, title: str, low: float, high: float, **more: Any) -> dict[str, Any]:
    """An axis from the first birth to the last death, and ∞ beyond."""
    end, ticks = end_of(low, high), round_numbers(low, high)
    width = end - low
    return axis(
        theme,
        title,
        range=[low - 0.04 * width, end + 0.03 * width],
        tickvals=[*ticks, end],
        ticktext=[*(f"{tick:.4g}" for tick in ticks), "∞"],
        **more,
    )


def round_numbers(low: float, high: float) -> list[float]:
    """At most 6 even, round numbers within an axis."""
    raw = (high - low) / 5 or 1.0
    power = 10.0 ** np.floor(np.log10(raw))
    step = next(m * power for m in (1, 2, 5, 10, 20) if m * power >= raw * (1 - 1e-9))
    first, last = np.ceil(low / step - 1e-9), np.floor(high / step + 1e-9)
    return (np.arange(first, last + 1) * step + 0.0).tolist()  # + 0.0, for -0 is written "-0"


def naming(field: Field, bars: Int[np.ndarray, "n"]) -> dict[str, Any]:
    """What plotly says of bars: "H1 bar 3, born 0.2 by edge 12, dies 0.5 by face 7".

    The numbers are `customdata` (n, 3): bar, birth, birth cell; `text` is the end.
    """
    assert field.index is not None  # a diagram has one
    rank, cells, deaths = field.rank or 0, field.index[bars], field.values[bars, 1]
    killer = cell_word(rank + 1)
    ends = [
        "never dies" if np.isinf(death) else f"dies {death:.4g} by {killer} {cell}"
        for death, cell in zip(deaths.tolist(), cells[:, 1].tolist(), strict=True)
    ]
    born = f"born %{{customdata[1]:.4~g}} by {cell_word(rank)} %{{customdata[2]}}"
    name = escape(field.name, quote=False)
    return {
        "customdata": np.column_stack([bars, field.values[bars, 0], cells[:, 0]]),
        "text": ends,
        "hovertemplate": f"{name} bar %{{customdata[0]}}, {born}, %{{text}}<extra></extra>",
    }
