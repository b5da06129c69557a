"""From the cells that a user gives to all their faces."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from jaxtyping import Int
from numpy.typing import ArrayLike

from tdlviz.core.cells import Cells, integers
from tdlviz.core.door import listed, plain_array
from tdlviz.core.errors import InvalidInput, TooLarge
from tdlviz.core.search import unique_rows

MAX_CELLS = 5_000_000


def by_size(facets: Iterable[ArrayLike] | Any) -> dict[int, np.ndarray]:
    """Vertex lists, or one (facets, size) array, as one (facets, size) array for each size."""
    if hasattr(facets, "__array__"):
        facets = plain_array("from_facets", facets)
    if isinstance(facets, np.ndarray) and facets.ndim == 2:
        lists: dict[int, Any] = {facets.shape[1]: facets} if len(facets) else {}
    else:
        lists = _lists_by_size(facets)
    if not lists:
        raise InvalidInput("from_facets", "no facets", "at least one is needed")
    if 0 in lists:
        raise InvalidInput("from_facets", "a facet without vertices", "each has at least one")
    arrays = {size: integers("facets", rows) for size, rows in lists.items()}
    if any(array.ndim != 2 for array in arrays.values()):
        raise InvalidInput("from_facets", "lists of lists", "a facet is a list of vertices")
    return arrays


def _lists_by_size(facets: Iterable[Any] | Any) -> dict[int, list[Any]]:
    lists: dict[int, list[Any]] = {}
    for facet in listed("from_facets", facets):
        try:
            size = len(facet)
        except TypeError as error:
            rule = "a facet is a list of vertices"
            raise InvalidInput("from_facets", repr(facet), rule) from error
        lists.setdefault(size, []).append(facet)
    return lists


def closure(
    facets: dict[int, np.ndarray], vertices: int, max_cells: int = MAX_CELLS
) -> tuple[Cells, ...]:
    """All faces of simplices grouped by size, from the largest down, as cells by rank.

    Raises `TooLarge` above `max_cells`: at once where one facet alone has more faces."""
    found, largest = vertices, max(facets)
    if 2**largest - 1 > max_cells:
        _too_many(f"a facet of {largest} vertices, which has 2^{largest} - 1 faces", max_cells)
    below = np.zeros((0, max(facets)), dtype=np.int64)
    ranks: list[Cells] = []
    for size in range(max(facets), 1, -1):
        given = np.sort(facets.get(size, below[:0]).reshape(-1, size), axis=1)
        repeated = (given[:, 1:] == given[:, :-1]).any(axis=1)
        if repeated.any():
            raise InvalidInput("from_facets", given[repeated][0].tolist(), "vertices must differ")
        simplices = unique_rows(np.concatenate([below, given]))
        found += len(simplices)
        if found > max_cells:
            _too_many(f"{found:,} cells or more", max_cells)
        ranks.append(Cells.of(simplices))
        below = np.concatenate([np.delete(simplices, i, axis=1) for i in range(size)])
    return (Cells.of(np.arange(vertices)[:, None]), *reversed(ranks))


def _too_many(given: str, max_cells: int) -> None:
    rule = f"max_cells is {max_cells:,}: give smaller facets, or raise max_cells"
    raise TooLarge("from_facets", given, rule)


def polygon_cells(polygons: Iterable[ArrayLike] | Any) -> Cells:
    """Polygons of at least 3 distinct vertices each; triangles sorted and without doubles."""
    if hasattr(polygons, "__array__"):
        polygons = plain_array("from_polygons", polygons)
    faces = Cells.of(listed("from_polygons", polygons))
    if len(faces) and faces.sizes.min() < 3:
        given = f"polygon {faces.sizes.argmin()} with {faces.sizes.min()} vertices"
        raise InvalidInput("from_polygons", given, "a polygon has at least 3")
    corners = unique_rows(np.column_stack([faces.owner, faces.flat]))
    repeated = np.bincount(corners[:, 0], minlength=len(faces)) < faces.sizes
    if repeated.any():
        bad = int(repeated.argmax())
        given = f"polygon {bad} = {faces[bad].tolist()}"
        raise InvalidInput("from_polygons", given, "a polygon has distinct vertices")
    if not faces.uniform(3):
        return faces
    return Cells.of(unique_rows(np.sort(np.asarray(faces), axis=1)))


def polygon_sides(faces: Cells) -> Int[np.ndarray, "total 2"]:
    """The directed sides of polygons, in the order of `faces.flat`."""
    following = np.arange(1, len(faces.flat) + 1)
    following[faces.offsets[1:] - 1] = faces.offsets[:-1]
    return np.column_stack([faces.flat, faces.flat[following]])
