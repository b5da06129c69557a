"""Extended persistence of a function on the vertices: every class is born and dies."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from jaxtyping import Int

from tdlviz.core.complex import Complex
from tdlviz.core.door import switch
from tdlviz.core.errors import InvalidInput
from tdlviz.core.field import Field
from tdlviz.core.incidence import Faces
from tdlviz.topology.cache import memoised
from tdlviz.topology.faces import check_rank, faces
from tdlviz.topology.filtration import check_monotone, star_births
from tdlviz.topology.pairing import Pairing, paired
from tdlviz.topology.prime import check_prime

Pairs = Int[np.ndarray, "bars 2"]


class Extended(NamedTuple):
    """The extended persistence diagram of one dimension k, in four fields.

    ordinary: `Ord{k}`, kind diagram, rank k. Born going up with a cell of rank k, and killed going
              up by a cell of rank k + 1.
    relative: `Rel{k}`, kind diagram, rank k - 1. Born coming down with a cell of rank k - 1, and
              killed coming down by a cell of rank k; death < birth. None in dimension 0, where the
              field has rank 0.
    upwards, downwards: `Ext+{k}` with birth <= death and `Ext-{k}` with birth > death, kind
              extended, rank k. Born going up with a cell of rank k, killed coming down by another:
              the homology of the complex, `betti(cx, prime)[k]` bars in both together.

    Values (m, 2) are birth and death, index (m, 2) are the two cells. A cell enters at the highest
    of its vertices going up, at the lowest coming down.
    """

    ordinary: Field
    relative: Field
    upwards: Field
    downwards: Field


def extended_persistence(
    cx: Complex | Any,
    dim: int | Any = 1,
    prime: int | Any = 2,
    zero_length: bool | Any = False,
) -> Extended:
    """The extended persistence of the vertex function `birth0` in one dimension, over Z/`prime`.

    cx: a complex filtered by `lower_star`, of cells of any shape that have a boundary.

    After the complex has come, cell after cell, its superlevel sets are taken away: the relative
    homology of the complex and what lies above a height, from the highest vertex down (Cohen-
    Steiner, Edelsbrunner, Harer, "Extending persistence using Poincaré and Lefschetz duality",
    2009). So there are no endless bars. Ordinary and relative bars of zero length are left out
    unless `zero_length`; ties enter by name, going up and coming down.

    Pairs are those of the cone over the complex, whose boundary matrix
    [[B, I], [0, -B]] is reduced as any other. Raises `InvalidInput` where births are not those of
    a vertex function, and as `persistence` does.
    """
    dim = check_rank("extended_persistence", cx, dim)
    prime = check_prime("extended_persistence", prime)
    zero_length = switch("extended_persistence(zero_length=…)", zero_length)
    found = _coned(cx, prime)
    up, down = cx.births, _descent(cx)
    assert up is not None  # _coned has refused a complex without a filtration
    birth, death = found.bars[dim].T
    low, high = cx.counts[dim], cx.counts[dim + 1] if dim < cx.dim else 0
    rising = birth < low
    ordinary = rising & (death < high)
    across = np.column_stack([birth, death - high])[rising & ~ordinary]
    across_values = np.column_stack([up[dim][across[:, 0]], down[dim][across[:, 1]]])
    after = across_values[:, 0] <= across_values[:, 1]
    pairs = np.column_stack([birth, death])
    relative = pairs[~rising] - np.array([low, high])
    lower, upper = max(dim - 1, 0), min(dim + 1, cx.dim)
    return Extended(
        _diagram(f"Ord{dim}", pairs[ordinary], dim, up[dim], up[upper], zero_length),
        _diagram(f"Rel{dim}", relative, lower, down[lower], down[dim], zero_length),
        Field(f"Ext+{dim}", across_values[after], dim, across[after], kind="extended"),
        Field(f"Ext-{dim}", across_values[~after], dim, across[~after], kind="extended"),
    )


def _diagram(
    name: str, pairs: Pairs, rank: int, begin: np.ndarray, end: np.ndarray, zero_length: bool
) -> Field:
    values = np.column_stack([begin[pairs[:, 0]], end[pairs[:, 1]]])
    kept = slice(None) if zero_length else values[:, 0] != values[:, 1]
    return Field(name, values[kept], rank, pairs[kept], kind="diagram")


def _descent(cx: Complex) -> list[np.ndarray]:
    """The lowest of the vertices of each cell."""
    return [-births for births in star_births(cx, -cx["birth0"].values)]


@memoised
def _coned(cx: Complex, prime: int) -> Pairing:
    """The pairs of the cone. In rank k the cells of rank k come first, by name, and then, with no
    apex to stand on, the cones over the cells of rank k - 1."""
    up = cx.births
    if up is None:
        given, rule = f"{cx!r} without birth0 … birth{cx.dim}", "give it a filtration: lower_star"
        raise InvalidInput("extended_persistence", given, rule)
    check_monotone(cx, up)
    highest = star_births(cx, up[0])
    for rank, (births, top) in enumerate(zip(up, highest, strict=True)):
        if not np.array_equal(births, top):
            cell = int((births != top).argmax())
            given = f"cell {cell} of rank {rank} at {births[cell]}, its highest vertex {top[cell]}"
            rule = "cells enter with their last vertex: make the filtration by lower_star"
            raise InvalidInput("extended_persistence", given, rule)
    none = np.zeros(0, dtype=np.int64)
    rising = [*(np.argsort(births, kind="stable") for births in up), none]
    falling = [none, *(np.argsort(-lowest, kind="stable") for lowest in _descent(cx))]
    sizes = (*cx.counts, 0)
    order = [np.concatenate([a, b + n]) for a, b, n in zip(rising, falling, sizes, strict=True)]
    return paired(tuple(order), [_cone_faces(cx, k) for k in range(1, cx.dim + 2)], prime)


def _cone_faces(cx: Complex, rank: int) -> Faces:
    """The faces of the cells of `rank`, and of the cones over those of `rank` - 1: each its base
    and, with the other sign, the cones over the faces of its base."""
    base, count = rank - 1, cx.counts[rank - 1]
    none = Faces(*(np.zeros(n, dtype=np.int64) for n in (0, 0, 1)))
    own = faces(cx, rank) if rank <= cx.dim else none
    sides = faces(cx, base) if base else Faces(none.names, none.signs, np.zeros(count + 1, int))
    ends = sides.offsets[1:] + np.arange(1, count + 1)
    names = np.insert(sides.names + count, sides.offsets[:-1], np.arange(count))
    signs = np.insert(-sides.signs, sides.offsets[:-1], 1)
    return Faces(
        np.concatenate([own.names, names]),
        np.concatenate([own.signs, signs]),
        np.concatenate([own.offsets, own.offsets[-1] + ends]),
    )
