"""To and from gudhi's simplex tree."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike

from tdlviz.core.complex import Complex, given_complex
from tdlviz.core.door import point_array
from tdlviz.core.errors import InvalidInput
from tdlviz.core.field import Field
from tdlviz.core.search import find_rows, pack
from tdlviz.lift.filtered import filtered

if TYPE_CHECKING:
    from gudhi import SimplexTree


def from_gudhi(
    simplex_tree: SimplexTree | Any, positions: ArrayLike | Any | None = None
) -> Complex:
    """The complex of a gudhi simplex tree; births are its filtration values, whatever their units.

    positions: (n, d) for vertices named 0 to n - 1. Without them, other labels are numbered in
               increasing order and kept in the field `vertex`, as `Complex.from_facets` does.
    Raises `InvalidInput` for an empty tree, a filtration with NaN or one that is not monotone.
    """
    from gudhi import SimplexTree

    if not isinstance(simplex_tree, SimplexTree):
        given = type(simplex_tree).__name__
        raise InvalidInput("from_gudhi", given, "a gudhi SimplexTree is needed")
    rows, values = _by_rank(simplex_tree)
    labels = rows[0][:, 0]
    numbered = np.array_equal(labels, np.arange(len(labels)))
    if positions is not None and not numbered:
        rule = f"positions are for vertices 0 to {len(labels) - 1}"
        raise InvalidInput("from_gudhi(positions=…)", f"vertices up to {labels[-1]}", rule)
    rows = [np.searchsorted(labels, row) for row in rows]
    _check_monotone(rows, values)
    label = [] if numbered else [Field("vertex", labels, 0, kind="label")]
    place = None if positions is None else point_array("from_gudhi(positions=…)", positions)
    return filtered(rows, values, place, *label)


def _by_rank(tree: SimplexTree) -> tuple[list[np.ndarray], list[np.ndarray]]:
    """Sorted simplices and their values. gudhi gives them one by one: the only loop over cells."""
    if tree.is_empty():
        raise InvalidInput("from_gudhi", "an empty simplex tree", "at least one vertex is needed")
    flat: list[int] = []
    sizes: list[int] = []
    values: list[float] = []
    for simplex, value in tree.get_simplices():
        flat.extend(simplex)
        sizes.append(len(simplex))
        values.append(value)
    vertices, size, value = np.array(flat, np.int64), np.array(sizes), np.array(values, float)
    owner = np.repeat(size, size)
    ranks = [np.sort(vertices[owner == w].reshape(-1, w), axis=1) for w in range(1, size.max() + 1)]
    order = [np.argsort(pack(rows)) for rows in ranks]
    births = [value[size == w + 1][order[w]] for w in range(len(ranks))]
    return [rows[o] for rows, o in zip(ranks, order, strict=True)], births


def _check_monotone(rows: list[np.ndarray], values: list[np.ndarray]) -> None:
    for rank, (simplices, births) in enumerate(zip(rows, values, strict=True)):
        if np.isnan(births).any():
            bad = simplices[np.isnan(births).argmax()].tolist()
            raise InvalidInput("from_gudhi", f"simplex {bad} enters at NaN", "a number is needed")
        for drop in range(rank + 1 if rank else 0):
            faces = values[rank - 1][find_rows(np.delete(simplices, drop, axis=1), rows[rank - 1])]
            early = births < faces
            if early.any():
                bad = int(early.argmax())
                given = f"{simplices[bad].tolist()} enters at {births[bad]}, a face at {faces[bad]}"
                raise InvalidInput("from_gudhi", given, "a filtration is monotone")


def to_gudhi(cx: Complex | Any) -> SimplexTree:
    """The gudhi simplex tree of a simplicial complex: its births, or 0 where it has none.

    Raises `InvalidInput` for a complex with polygons.
    """
    from gudhi import SimplexTree

    if not given_complex("to_gudhi", cx).simplicial:
        raise InvalidInput("to_gudhi", cx.summary(), "a cell of rank k needs k + 1 vertices")
    births = cx.births or tuple(np.zeros(count) for count in cx.counts)
    tree = SimplexTree()
    for cells, values in zip(cx.ranks, births, strict=True):
        if len(cells):
            tree.insert_batch(np.asarray(cells).T, np.asarray(values, dtype=float))
    return tree
