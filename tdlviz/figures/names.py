"""Marks that are not seen and name the cells under the pointer."""

from __future__ import annotations

from collections.abc import Sequence
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


def called(cx: Complex, rank: int) -> str:
    """What one cell of a rank of this complex is called: without orientation there are no edges."""
    if cx.oriented or rank == 0:
        return cell_word(rank)
    return "hyperedge" if cx.dim <= 1 else f"cell of rank {rank}:"


def naming(
    cx: Complex,
    rank: int,
    cells: Int[np.ndarray, "n"],
    *fields: Field | None,
    words: Sequence[str] = (),
) -> dict[str, Any]:
    """What plotly needs to say of these cells: "edge 12, enters at 0.3", and the value of each in
    fields that have one. The numbers are `customdata` (n, columns): name, birth, values; `text` is
    the word of each among those of all cells of the rank."""
    columns: list[Float[np.ndarray, "n"]] = [cells.astype(float)]
    told = f"{called(cx, rank)} %{{customdata[0]}}{': %{text}' if words else ''}"
    if cx.births is not None:
        columns.append(cx.births[rank][cells])
        told += ", enters at %{customdata[1]:.4~g}"
    for field in fields:
        if field is not None and paints(field, rank):
            told += f"<br>{escape(field.name, quote=False)} %{{customdata[{len(columns)}]:.4~g}}"
            columns.append(on_cells(cx, field, rank)[cells])
    said = {"customdata": np.column_stack(columns), "hovertemplate": f"{told}<extra></extra>"}
    return {**said, "text": [words[cell] for cell in cells]} if words else said
