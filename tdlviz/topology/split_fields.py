"""Fields on a forest for any f, one split at a time: f of sums of two distances from a pivot."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import no_type_check

import numpy as np
from jaxtyping import Float, Int
from numba import njit
from scipy import fft
from scipy.sparse import csr_array

from tdlviz.topology.separators import Separators

Function = Callable[[np.ndarray], Float[np.ndarray, "_"]]
Nodes = Float[np.ndarray, "nodes d"]
SLOW = 20_000
"""A convolution by FFT takes as long as about so many products of two numbers, or longer."""
TOGETHER = 2**20
"""How many pairs of nodes are put into one array."""


def grid_spans(splits: Separators) -> Int[np.ndarray, "splits"]:
    """The largest distance that each split joins, where all distances are whole numbers."""
    last = splits.distance[splits.offsets[1:] - 1]
    return (last[::2] + last[1::2]).astype(np.int64)


def grid_field(splits: Separators, x: Nodes, table: Float[np.ndarray, "distances"]) -> Nodes:
    """What every node gets from the other side of its split, f(k) = table[k] for whole distances k.

    With a split's distances on a grid this is a product with a Hankel matrix: done directly where
    it is small, else as a convolution (Choromanski et al. 2024, section 3.2.1)."""
    y, place = np.zeros_like(x), splits.distance.astype(np.int64)
    spans, sizes = grid_spans(splits), np.diff(splits.offsets)
    work = sizes[::2] * sizes[1::2] * x.shape[1]
    large = work > np.maximum(SLOW, 8 * spans * np.log2(spans + 2) * x.shape[1])
    _add_small(splits.offsets, place, large, table, x, y)
    for split in np.flatnonzero(large):
        one, mid, end = splits.offsets[2 * split : 2 * split + 3]
        left, right = slice(one, mid), slice(mid, end)
        length = fft.next_fast_len(int(spans[split]) + 1, real=True)
        kernel = fft.rfft(table[: spans[split] + 1, None], length, axis=0)
        for to, of in ((left, right), (right, left)):
            y[to] = _hankel(kernel, length, place[to], place[of], x[of])
    return y


def _hankel(
    kernel: np.ndarray, length: int, to: np.ndarray, of: np.ndarray, x: np.ndarray
) -> Float[np.ndarray, "_ d"]:
    """Σ_k f(to_j + of_k) x_k, as a circular convolution: what wraps around is not looked at."""
    reach = int(of[-1])
    dense = np.zeros((reach + 1, x.shape[1]))
    dense[reach - of] = x
    both = fft.irfft(kernel * fft.rfft(dense, length, axis=0), length, axis=0)
    found: np.ndarray = both[to + reach]
    return found


@no_type_check
@njit(cache=True)
def _add_small(offsets, place, large, table, x, y):
    for split in range(len(large)):
        if large[split]:
            continue
        mid = offsets[2 * split + 1]
        for i in range(offsets[2 * split], mid):
            for j in range(mid, offsets[2 * split + 2]):
                weight = table[place[i] + place[j]]
                for c in range(x.shape[1]):
                    y[i, c] += weight * x[j, c]
                    y[j, c] += weight * x[i, c]


def real_field(splits: Separators, x: Nodes, f: Function) -> Nodes:
    """The same for any distances: every pair of nodes of the two sides, equal distances being one
    node. As many values of f as there are pairs: at worst n²/2, where all distances differ."""
    y = np.zeros_like(x)
    for rows, starts, columns in _pairs(splits.offsets):
        weights = f(splits.distance[rows].repeat(np.diff(starts)) + splits.distance[columns])
        low = int(columns.min())
        shape = len(rows), int(columns.max()) + 1 - low
        block = csr_array((weights, columns - low, starts), shape=shape)
        y[rows] += block @ x[low : low + shape[1]]
        y[low : low + shape[1]] += block.T @ x[rows]
    return y


def _pairs(offsets: Int[np.ndarray, "bounds"]) -> Iterator[tuple[np.ndarray, ...]]:
    """All pairs (left node, right node), some rows at once: the left nodes, where the right ones of
    each begin, and those."""
    sizes = np.diff(offsets)
    rows = np.concatenate([np.zeros(0, np.int64), *map(np.arange, offsets[:-1:2], offsets[1::2])])
    width, start = np.repeat(sizes[1::2], sizes[::2]), np.repeat(offsets[1:-1:2], sizes[::2])
    total, begin = np.concatenate([[0], np.cumsum(width)]), 0
    while begin < len(rows):
        end = max(begin + 1, int(np.searchsorted(total, total[begin] + TOGETHER, "right")) - 1)
        starts = total[begin : end + 1] - total[begin]
        ahead = np.repeat(start[begin:end] - starts[:-1], width[begin:end])
        yield rows[begin:end], starts, np.arange(starts[-1]) + ahead
        begin = end
