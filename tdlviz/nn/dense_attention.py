"""Attention of every token to every token, as the rows of a field."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import torch
from jaxtyping import Int


def dense_attention(weights: torch.Tensor) -> tuple[torch.Tensor, Int[np.ndarray, "pairs 2"]]:
    """(heads, queries, keys) as weights (pairs, heads), with the pairs (query, key) in order."""
    heads, queries, keys = weights.shape
    return weights.permute(1, 2, 0).reshape(queries * keys, heads), _pairs(queries, keys)


@lru_cache(maxsize=16)
def _pairs(queries: int, keys: int) -> Int[np.ndarray, "pairs 2"]:
    pairs = np.indices((queries, keys)).reshape(2, -1).T
    pairs.setflags(write=False)
    return pairs
