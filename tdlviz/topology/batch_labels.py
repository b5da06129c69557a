"""Which complex of a batch each cell belongs to."""

from __future__ import annotations

import numpy as np
from jaxtyping import Int

from tdlviz.core.complex import Complex


def batch_labels(cx: Complex, rank: int) -> Int[np.ndarray, "cells"]:
    """The number of the complex that each cell of `rank` comes from: 0 where `cx` is no batch."""
    labels = cx.fields.get(f"batch{rank}")
    return np.zeros(cx.counts[rank], np.int64) if labels is None else labels.values


def batch_size(cx: Complex) -> int:
    """How many complexes a batch holds: 1 where `cx` is none."""
    return int(batch_labels(cx, 0).max(initial=0)) + 1
