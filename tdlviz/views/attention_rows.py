"""The rows of an attention matrix: how sharp each is, what it sums to, how much it could reach."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from jaxtyping import Float, Int

LN2, TINY = np.float32(np.log(2)), np.finfo(np.float32).tiny


class Rows(NamedTuple):
    """What is known of the row of every cell, head by head; NaN where a cell has no weights.

    entropy: in bits, of the weights over their sum; NaN too where all are zero, one is
             negative, or they sum to no finite number.
    total:   the sum of the weights.
    support: how many weights are not zero. An even row over them has an entropy of log2(support).
    """

    entropy: Float[np.ndarray, "heads cells"]
    total: Float[np.ndarray, "heads cells"]
    support: Float[np.ndarray, "heads cells"]


def attention_rows(
    source: Int[np.ndarray, " weights"], weights: Float[np.ndarray, "heads weights"], count: int
) -> Rows:
    """Entropy (Shannon, 1948), sum and support of the weights of each of `count` source cells."""
    found = Rows(*np.full((3, len(weights), count), np.nan, dtype=np.float32))
    if not len(source):
        return found
    if (np.diff(source) < 0).any():
        order = np.argsort(source, kind="stable")
        source, weights = source[order], weights[:, order]
    starts = np.flatnonzero(np.diff(source, prepend=-1))
    with np.errstate(over="ignore", invalid="ignore"):  # infinite sums have no entropy
        total = np.add.reduceat(weights, starts, axis=1)
        known = (np.minimum.reduceat(weights, starts, axis=1) >= 0) & (total > 0) & (total < np.inf)
        # Natural logarithms, in place: numpy is several times quicker at them than at base 2.
        logs = np.maximum(weights, TINY)
        np.log(logs, out=logs)
        logs *= weights
        surprise = np.add.reduceat(logs, starts, axis=1)
        whole = np.where(known, total, 1)
        entropy = np.maximum(np.log(whole) - surprise / whole, 0) / LN2
    cells = source[starts]
    found.entropy[:, cells] = np.where(known, entropy, np.nan)
    found.total[:, cells] = total
    found.support[:, cells] = np.add.reduceat(weights != 0, starts, axis=1, dtype=np.float32)
    return found
