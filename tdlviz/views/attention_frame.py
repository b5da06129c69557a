"""The weights of all layers at one step, on their way to the browser."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from jaxtyping import Float, Int

from tdlviz.views.attention_sheet import Sheet
from tdlviz.views.codes import codes

EXACT_WEIGHTS = 1 << 18


def attention_arrays(
    table: str,
    sheets: Mapping[str, Sheet],
    place: Callable[[Int[np.ndarray, "weights cells"]], int],
) -> tuple[dict[str, np.ndarray], dict[str, Any]]:
    """The weights of a table as bytes on one scale, as numbers too up to `EXACT_WEIGHTS` of them.

    place: which list of cells in the geometry an index is; where it is none (-1) it goes along.

    Returns the arrays and what they mean: low, high, signed, missing, and by layer the heads and
    the list of cells.
    """
    exact = sum(found.weights.size for found in sheets.values()) <= EXACT_WEIGHTS
    ends = weight_range([found.weights for found in sheets.values()])
    arrays: dict[str, np.ndarray] = {}
    heads, places, missing = {}, {}, 0
    for layer, found in sheets.items():
        coded = codes(found.weights, ends)
        missing += coded.missing
        arrays[f"{table}Codes{layer}"] = coded.codes
        if exact:
            arrays[f"{table}Weights{layer}"] = found.weights
        heads[layer] = len(found.weights)
        places[layer] = place(found.cells)
        if places[layer] < 0:
            arrays[f"{table}Index{layer}"] = found.cells.astype(np.int32)
    meaning = codes(np.zeros(0), ends).meaning
    return arrays, {**meaning, "missing": missing, "heads": heads, "index": places}


def weight_range(weights: list[Float[np.ndarray, "_ _"]]) -> tuple[float, float]:
    """The scale of all heads: from 0, or from the least where some are negative, to the largest."""
    low, high = 0.0, 0.0
    for part in weights:
        known = part if np.isfinite(part).all() else part[np.isfinite(part)]
        low, high = min(low, float(known.min(initial=0))), max(high, float(known.max(initial=0)))
    return (low, high) if high > low else (0.0, 1.0)
