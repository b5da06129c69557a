"""Marks that are not seen and name the cells under the pointer."""

from __future__ import annotations

from html import escape
from typing import Any

import numpy as np
from jaxtyping import Float, Int

from tdlviz.core.complex import Complex
from tdlviz.core.field import Field
from tdlviz.figures.shades import on_cells, paints

WORDS = ("vertex", "edge", "face", "solid")


def cell_word(rank: int) -> str:
    """What one cell of a rank is called."""
    return WORDS[rank] if rank < len(WORDS) else f"cell of rank {rank}:"


def naming(
    cx: Complex, rank: int, cells: Int[np.ndarray, "n"], color: Field | None
) -> dict[str, Any]:
    """What plotly needs to say of these cells: "edge 12, enters at 0.3", and the value that colours
    each. The numbers are `customdata` (n, 1 to 3): name, birth, value."""
    columns: list[Float[np.ndarray, "n"]] = [cells.astype(float)]
    words = f"{cell_word(rank)} %{{customdata[0]}}"
    if cx.births is not None:
        columns.append(cx.births[rank][cells])
        words += ", enters at %{customdata[1]:.4~g}"
    if color is not None and paints(color, rank):
        words += f"<br>{escape(color.name, quote=False)} %{{customdata[{len(columns)}]:.4~g}}"
        columns.append(on_cells(cx, color, rank)[cells])
    return {"customdata": np.column_stack(columns), "hovertemplate": f"{words}<extra></extra>"}
