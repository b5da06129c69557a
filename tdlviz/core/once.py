"""Pairs and triples of cells that are there once."""

from __future__ import annotations

import numpy as np
from jaxtyping import Int

from tdlviz.core.errors import InvalidInput


def check_once(asked: str, index: Int[np.ndarray, "weights cells"]) -> None:
    """Raise `InvalidInput` where a pair or triple is there twice, and name it."""
    key = np.ravel_multi_index(tuple(index.T), tuple(index.max(axis=0, initial=0) + 1))
    order = np.argsort(key, kind="stable")
    again = np.flatnonzero(np.diff(key[order]) == 0)
    if len(again):
        row, first = int(order[again[0] + 1]), int(order[again[0]])
        given = f"{tuple(index[row].tolist())} in rows {first} and {row}"
        raise InvalidInput(asked, given, "a pair or triple has one weight a head")
