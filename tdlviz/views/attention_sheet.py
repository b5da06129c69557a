"""The weights of one layer of attention, head by head: on pairs, or on triples and their sums."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from jaxtyping import Float, Int

from tdlviz.core.errors import InvalidInput
from tdlviz.core.field import Field
from tdlviz.core.track import Track
from tdlviz.views.payload import single

KINDS = ("attention", "triples")


class Sheet(NamedTuple):
    """Weights and the cells that they sit on; the first cell of each is the one that attends.

    cells:   (weights, 2) or (weights, 3), no row twice.
    weights: (heads, weights) float32.
    """

    cells: Int[np.ndarray, "weights cells"]
    weights: Float[np.ndarray, "heads weights"]


def agreed(layers: tuple[Any, ...]) -> tuple[str, int]:
    """The kind and the rank that all layers have, each a field or track of attention.

    Raises `InvalidInput` where they have none in common."""
    if not layers:
        raise InvalidInput("AttentionView", "no layers", "give fields of kind attention")
    for given in layers:
        if not isinstance(given, (Field, Track)):
            raise InvalidInput("AttentionView", type(given).__name__, "a Field or Track each")
        if given.kind is None or (given.rank is None and given.kind in KINDS):
            rule = f'tape.declare({given.name!r}, "attention", rank) says what it will hold'
            raise InvalidInput("AttentionView", repr(given), rule)
        if given.kind not in KINDS:
            raise InvalidInput("AttentionView", f"kind {given.kind}", f"one of {', '.join(KINDS)}")
    if len({(given.kind, given.rank) for given in layers}) > 1:
        said = ", ".join(f"{given.name}: {given.kind} of rank {given.rank}" for given in layers)
        raise InvalidInput("AttentionView", said, "all layers have one kind and one rank")
    return layers[0].kind, layers[0].rank


def sheet(field: Field) -> Sheet:
    """The weights of an attention field, head by head."""
    assert field.index is not None  # attention has one
    return Sheet(field.index, np.ascontiguousarray(single(field.name, field.values).T))


def marginal(triples: Sheet, count: int) -> Sheet:
    """Weights of triples (i, j, k) summed over k: those of the pairs (i, j), in order."""
    key = triples.cells[:, 0] * count + triples.cells[:, 1]
    order = np.argsort(key, kind="stable")
    pairs, starts = np.unique(key[order], return_index=True)
    index = np.stack([pairs // count, pairs % count], axis=1)
    if not len(order):
        return Sheet(index, triples.weights)
    summed = np.add.reduceat(triples.weights[:, order], starts, axis=1, dtype=np.float64)
    return Sheet(index, summed.astype(np.float32))
