"""Which ordered pairs of vertices there are: a set that is asked for many pairs at once."""

from __future__ import annotations

import numpy as np
from jaxtyping import Bool, Int

TABLE = 2**22
"""So many pairs are still looked up in a table; its pages are touched only where pairs are."""


class Pairs:
    """A set of pairs (i, j) of vertices below `vertices`, given as sorted keys i * vertices + j."""

    def __init__(self, vertices: int, keys: Int[np.ndarray, "m"]) -> None:
        self.vertices, self.keys = vertices, keys
        self._table = np.zeros(vertices**2 if vertices**2 <= TABLE else 0, dtype=bool)
        if len(self._table):
            self._table[keys] = True

    def has(self, i: Int[np.ndarray, "_"], j: Int[np.ndarray, "_"]) -> Bool[np.ndarray, "_"]:
        """Whether each pair is one of them."""
        wanted = i * self.vertices + j
        if len(self._table):
            return self._table[wanted]
        place = np.minimum(np.searchsorted(self.keys, wanted), len(self.keys) - 1)
        return self.keys[place] == wanted if len(self.keys) else np.zeros(len(i), dtype=bool)

    def places_after(
        self, i: Int[np.ndarray, "_"], j: Int[np.ndarray, "_"]
    ) -> Int[np.ndarray, "_"]:
        """The places in `keys` from which on pairs come after (i, j)."""
        return np.searchsorted(self.keys, i * self.vertices + j, side="right")
