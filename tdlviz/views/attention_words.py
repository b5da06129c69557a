"""Attention in words: how many layers and heads, and which of them are sharp."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from jaxtyping import Float

from tdlviz.views.attention_rows import Rows


def attention_words(
    kind: str, rank: int, count: int, rows: Mapping[str, Rows], negative: int
) -> str:
    """What is drawn: "Attention of 2 layers × 8 heads on 12 cells of rank 0; the sharpest …"."""
    heads = [len(found.entropy) for found in rows.values()]
    where = f"{count:,} {'cell' if count == 1 else 'cells'} of rank {rank}"
    on = where if kind == "attention" else f"triples among {where}"
    many = "weight is" if negative == 1 else "weights are"
    signs = f"; {negative:,} {many} negative" if negative else ""
    return f"Attention of {_size(heads)} on {on}{_extremes(rows)}{signs}"


def _size(heads: list[int]) -> str:
    if not heads:
        return "no layers yet"
    layers = f"{len(heads)} layer{'s' * (len(heads) != 1)}"
    if len(set(heads)) > 1:
        return f"{layers} of {', '.join(map(str, heads))} heads"
    return f"{layers} × {heads[0]} head{'s' * (heads[0] != 1)}"


def _extremes(rows: Mapping[str, Rows]) -> str:
    """The sharpest and the flattest head, where there are two whose entropy is known."""
    found = [
        (float(mean), f"layer {layer} head {head}")
        for layer, of in rows.items()
        for head, mean in enumerate(mean_entropy(of))
        if np.isfinite(mean)
    ]
    if len(found) < 2:
        return ""
    least, most = min(found), max(found)
    sharp = f"the sharpest head is {least[1]} ({least[0]:.2f} bits a row)"
    return f"; {sharp}, the flattest {most[1]} ({most[0]:.2f})"


def mean_entropy(rows: Rows) -> Float[np.ndarray, " heads"]:
    """The mean entropy of the rows of each head, over those that have one; NaN without any."""
    known = np.isfinite(rows.entropy)
    summed = np.where(known, rows.entropy, 0).sum(axis=1, dtype=float)
    none = np.full(len(summed), np.nan)
    return np.divide(summed, known.sum(axis=1), out=none, where=known.any(axis=1))
