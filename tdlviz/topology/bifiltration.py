"""Two-parameter filtrations: two filtrations of the same cells.

A function-Rips bifiltration is `first = tv.rips(points)` and `second = tv.lower_star(first, f)`;
two functions on the vertices are two lower stars. A cell is there from both its births on.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from jaxtyping import Bool, Float, Int

from tdlviz.core.complex import Complex, given_complex
from tdlviz.core.errors import InvalidInput
from tdlviz.core.restrict import faces_among, new_names
from tdlviz.topology.faces import faces
from tdlviz.topology.filtration import check_monotone
from tdlviz.topology.pairing import paired

Births = tuple[Float[np.ndarray, "_"], ...]


def both_births(asked: str, first: Complex | Any, second: Complex | Any) -> tuple[Births, Births]:
    """The births of two filtrations, one array a rank, float64.

    Raises `InvalidInput` where one is none or not monotone, and where their cells differ."""
    births = [_births(asked, cx) for cx in (first, second)]
    same = len(first.ranks) == len(second.ranks) and all(
        np.array_equal(a.flat, b.flat) and np.array_equal(a.offsets, b.offsets)
        for a, b in zip(first.ranks, second.ranks, strict=True)
    )
    if not same:
        rule = "both filtrations are of the same cells"
        raise InvalidInput(asked, f"{first.summary()} and {second.summary()}", rule)
    return births[0], births[1]


def _births(asked: str, cx: Complex | Any) -> Births:
    births = given_complex(asked, cx).births
    if births is None:
        rule = "say when cells enter: use lower_star or filtration"
        raise InvalidInput(asked, f"{cx!r} without births", rule)
    check_monotone(cx, births)
    return tuple(array.astype(np.float64) for array in births)


def pairs_among(
    cx: Complex, births: Births, keep: Sequence[Bool[np.ndarray, "_"]], dim: int, prime: int
) -> Int[np.ndarray, "bars 2"]:
    """The bars of dimension `dim` of the cells that `keep` chooses, as they are named in `cx`.

    births: of all cells, by rank, monotone on those chosen; these have all their faces.
    Returns birth cell and death cell, -1 where there is none; bars of no length too.
    """
    ranks = range(min(dim + 2, len(cx.ranks)))
    names = [new_names(keep[rank]) for rank in ranks]
    order = tuple(np.argsort(births[rank][keep[rank]], kind="stable") for rank in ranks)
    among = [faces_among(faces(cx, k), keep[k], names[k - 1]) for k in ranks[1:]]
    bars = paired(order, among, prime).bars[dim]
    born = np.flatnonzero(keep[dim])[bars[:, 0]]
    died = np.full(len(bars), -1)
    dies = bars[:, 1] >= 0
    if dies.any():
        died[dies] = np.flatnonzero(keep[dim + 1])[bars[dies, 1]]
    return np.column_stack([born, died])


def values_of(births: Births, dim: int, bars: Int[np.ndarray, "m 2"]) -> Float[np.ndarray, "m 2"]:
    """Births and deaths of bars that are named by their cells."""
    ends = np.full(len(bars), np.inf)
    dies = bars[:, 1] >= 0
    if dies.any():
        ends[dies] = births[dim + 1][bars[dies, 1]]
    return np.column_stack([births[dim][bars[:, 0]], ends])
