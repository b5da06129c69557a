"""Which cell each cell kills: all pairs of a filtration, found once for each complex and prime.

Cells enter by birth, then by rank, then by name, so that no two enter at once and the order of ties
is ours. Within a rank that is by birth, then by name: pairs need no more, for they join
neighbouring ranks, and the pivots of a boundary matrix depend on the order of its rows and on that
of its columns alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from jaxtyping import Int

from tdlviz.core.complex import Complex
from tdlviz.core.errors import InvalidInput
from tdlviz.core.incidence import Faces
from tdlviz.topology.cache import memoised
from tdlviz.topology.faces import faces
from tdlviz.topology.filtration import check_monotone


class Pairing(NamedTuple):
    """All pairs of a filtration, by rank of the cell that gives birth.

    order: the cells of each rank in the order in which they enter.
    bars:  (m, 2) birth cell and death cell of one rank more, -1 where there is none; by birth.
    """

    order: tuple[Int[np.ndarray, "cells"], ...]
    bars: tuple[Int[np.ndarray, "bars 2"], ...]


@memoised
def pairing(cx: Complex, prime: int) -> Pairing:
    """All pairs of the filtration of `cx` over Z/`prime`, those of zero length too.

    Raises `InvalidInput` where the complex has no filtration or one that is not monotone.
    """
    if cx.births is None:
        given = f"{cx!r} without birth0 … birth{cx.dim}"
        rule = "say when cells enter: make it by rips or alpha, or use lower_star or filtration"
        raise InvalidInput("persistence", given, rule)
    check_monotone(cx, cx.births)
    order = tuple(np.argsort(births, kind="stable") for births in cx.births)
    return paired(order, _boundaries(cx), prime)


@memoised
def homology_pairing(cx: Complex, prime: int) -> Pairing:
    """The pairs of the filtration rank after rank: as of any, its endless bars are the homology."""
    return paired(tuple(np.arange(count) for count in cx.counts), _boundaries(cx), prime)


def paired(order: tuple[np.ndarray, ...], boundaries: Sequence[Faces], prime: int) -> Pairing:
    """The pairs of cells that enter in this `order`; `boundaries[k]` are the faces of rank k + 1.

    The order of cells and the faces may be those of anything that has a boundary."""
    bars, kills = [], np.zeros(len(order[0]), dtype=bool)
    for rank, entering in enumerate(order[:-1]):
        deaths = _killers(boundaries[rank], entering, order[rank + 1], kills, prime)
        born = entering[~kills[entering]]
        bars.append(np.column_stack([born, deaths[born]]))
        kills = np.zeros(len(order[rank + 1]), dtype=bool)
        kills[deaths[deaths >= 0]] = True
    born = order[-1][~kills[order[-1]]]
    return Pairing(order, (*bars, np.column_stack([born, np.full_like(born, -1)])))


def _killers(
    boundary: Faces, faces: np.ndarray, cells: np.ndarray, kills: np.ndarray, prime: int
) -> np.ndarray:
    from tdlviz.topology.cohomology import killers  # these two load numba
    from tdlviz.topology.forest import forests

    # numba compiles for each type anew, so all arrays are made one.
    names, signs, offsets = (np.require(a, np.int64, ["C", "W"]) for a in boundary)
    if not (_graph(signs, offsets) and not kills.any()):
        return killers(names, signs, offsets, faces, cells, kills, prime)
    tails, heads = np.ascontiguousarray(names.reshape(-1, 2).T)
    age = np.empty_like(faces)
    age[faces] = np.arange(len(faces))
    return forests(tails, heads, age[None], cells[None])[0]


def _graph(signs: np.ndarray, offsets: np.ndarray) -> bool:
    """Whether each cell is an edge from one face to another, so that a forest finds the pairs."""
    return bool((np.diff(offsets) == 2).all() and (signs[::2] == -signs[1::2]).all())


def _boundaries(cx: Complex) -> list[Faces]:
    return [faces(cx, rank) for rank in range(1, cx.dim + 1)]
