"""Persistence entropy: how evenly a diagram's life is shared among its bars."""

from __future__ import annotations

from typing import Any

import numpy as np

from tdlviz.topology.bars import DiagramLike, finite_bars
from tdlviz.topology.namespace import namespace, scatter_sum


def persistence_entropy(
    diagrams: DiagramLike, end: float | Any | None = None, batch: Any = None
) -> Any:
    """-Σ p log p in nats, where p is a bar's share of the lengths d - b of all bars.

    diagrams: one diagram, a `Field` or (m, 2) births and deaths, gives one number; a list of them,
    or the diagram of a `batch` of complexes, gives (count,) float64. Tensors give a tensor with
    gradients. It is 0 for one bar, and for none; n bars of equal length give the most, log n.
    end: where bars are cut off that never die; they are refused where it is None.

    Chintakunta, Gentimis, Gonzalez-Diaz, Jimenez and Krim, "An entropy-based persistence barcode"
    (2015). gudhi takes the natural logarithm too; giotto-tda takes base 2, and gives -1 for no
    bars. Raises `InvalidInput` for what is no diagram, and endless bars without an `end`, or born
    after it.
    """
    bars = finite_bars("persistence_entropy", diagrams, batch, end)
    living = np.flatnonzero(bars.died > bars.born)
    lives, owner = bars.lives[living], bars.owner[living]
    shares = lives / scatter_sum(lives, owner, bars.count)[owner]
    terms = -shares * namespace(shares).log(shares)
    return bars.given_back(scatter_sum(terms, owner, bars.count))
