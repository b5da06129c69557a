"""The complex: cells by rank, positions if any, and named fields."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType
from typing import Any

import numpy as np
from jaxtyping import Float
from numpy.typing import ArrayLike

from tdlviz.core.cells import Cells, integers
from tdlviz.core.closure import MAX_CELLS, by_size, closure, polygon_cells, polygon_sides
from tdlviz.core.door import MOST, real_array, switch, whole_number
from tdlviz.core.errors import InvalidInput, UnknownName
from tdlviz.core.field import Field, frozen_array
from tdlviz.core.incidence import Faces, checked_incidence
from tdlviz.core.search import find_rows, unique_rows

NAMES = ("vertices", "edges", "faces", "solids")


@dataclass(frozen=True, eq=False)
class Complex:
    """Cells by rank. One integer per cell and rank is its name everywhere.

    ranks:     `Cells` for rank 0, 1, …; vertex `i` is the cell `[i]`. Simplices are in
               lexicographic order, their vertices increasing, but for the ordered simplices of a
               directed flag complex; cells of rank 2 with other than 3 vertices are polygons.
    positions: (vertices, d) float64, or None where the data have no place.
    fields:    by name. Fields `birth0`, `birth1`, … are the filtration: when each cell enters.
               Fields `batch0`, `batch1`, … say which of several complexes each cell is from.
    incidence: the signed `Faces` of each rank where vertex lists do not say them, as for cubes;
               None where they do.
    oriented:  False where cells are mere sets of vertices without a boundary, as in hypergraphs
               and ranked (combinatorial) complexes.

    Made by the functions of `tdlviz.lift`, or `from_facets` and `from_polygons`. Frozen: to add
    to it, use `with_fields` or `with_positions`, which share the cells. Raises `InvalidInput` where
    cells, positions or fields do not fit each other.
    """

    ranks: tuple[Cells, ...] | Any  # taken as anything, kept as this, as are the other two
    positions: Float[np.ndarray, "vertices d"] | Any | None = None
    fields: Mapping[str, Field] | Any = field(default_factory=dict)
    incidence: tuple[Faces | None, ...] | Any | None = None
    oriented: bool | Any = True

    def __post_init__(self) -> None:
        _check_ranks(self.ranks)
        switch("Complex(oriented=…)", self.oriented)
        if self.incidence is not None:
            checked_incidence(self.incidence, self.counts)
        object.__setattr__(self, "fields", MappingProxyType(dict(self.fields)))
        vertices = self.counts[0]
        for rank, cells in enumerate(self.ranks):
            if len(cells) and cells.flat.max() >= vertices:
                given = f"a cell of rank {rank} with vertex {cells.flat.max()}"
                raise InvalidInput("a complex", given, f"vertices are 0 to {vertices - 1}")
        if self.positions is not None:
            object.__setattr__(self, "positions", _positions(self.positions, vertices))
        for value in self.fields.values():
            if not isinstance(value, Field):
                raise InvalidInput("a complex", repr(value), "its fields are of the class Field")
            value.check(self)
        self._check_births()

    @classmethod
    def from_facets(
        cls,
        facets: Iterable[ArrayLike] | Any,
        positions: ArrayLike | Any | None = None,
        max_cells: int | Any = MAX_CELLS,
    ) -> Complex:
        """The simplicial complex of all faces of `facets` (vertex lists of any dimension).

        Vertices are 0 to n-1 where there are `positions` (n, d) or the labels already are; other
        labels are numbered in increasing order and kept in the field `vertex`.
        Raises `InvalidInput` for what breaks these rules, `TooLarge` above `max_cells`.
        """
        max_cells = whole_number("from_facets(max_cells=…)", max_cells, 1)
        rows = by_size(facets)
        labels = np.unique(np.concatenate([row.reshape(-1) for row in rows.values()]))
        if positions is not None:
            places = _coordinates(positions)
            if labels[-1] >= len(places):
                given = f"a facet with vertex {labels[-1]} and {len(places)} positions"
                raise InvalidInput("from_facets", given, "every vertex needs a position")
            return cls(closure(rows, len(places), max_cells), places)
        numbered = {size: np.searchsorted(labels, row) for size, row in rows.items()}
        cx = cls(closure(numbered, len(labels), max_cells))
        if labels[-1] == len(labels) - 1:
            return cx
        return cx.with_fields(Field("vertex", labels, 0, kind="label"))

    @classmethod
    def from_polygons(
        cls,
        polygons: Iterable[ArrayLike] | Any,
        vertices: int | Any,
        positions: ArrayLike | Any | None = None,
    ) -> Complex:
        """The complex of ragged polygons, each a list of vertices around its boundary, their sides
        and `vertices` vertices. Triangles are stored in increasing order of their vertices.

        Raises `InvalidInput` for a polygon of under 3 or repeated vertices, or with one beyond
        `vertices`, and for positions that are not one finite row a vertex.
        """
        vertices = whole_number("from_polygons(vertices=…)", vertices, 0, MOST)
        faces = polygon_cells(polygons)
        sides = unique_rows(np.sort(polygon_sides(faces), axis=1))
        ranks = (Cells.of(np.arange(vertices)[:, None]), Cells.of(sides), faces)
        return cls(ranks, None if positions is None else _coordinates(positions))

    @property
    def dim(self) -> int:
        """The highest rank."""
        return len(self.ranks) - 1

    @property
    def counts(self) -> tuple[int, ...]:
        """How many cells there are of each rank."""
        return tuple(len(cells) for cells in self.ranks)

    @property
    def births(self) -> tuple[np.ndarray, ...] | None:
        """The filtration, one array a rank, or None where the complex has none."""
        names = [f"birth{k}" for k in range(self.dim + 1)]
        if not all(name in self.fields for name in names):
            return None
        return tuple(self.fields[name].values for name in names)

    def _check_births(self) -> None:
        for rank in range(self.dim + 1):
            births = self.fields.get(f"birth{rank}")
            if births is None:
                continue
            if (births.kind, births.rank) != ("scalar", rank) or births.index is not None:
                rule = f"when cells enter: a scalar on all cells of rank {rank}"
                raise InvalidInput(f"field {births.name!r}", repr(births), rule)
            if np.isnan(births.values).any():
                given = f"NaN for cell {np.isnan(births.values).argmax()}"
                raise InvalidInput(f"field {births.name!r}", given, "every cell enters somewhere")

    @cached_property
    def simplicial(self) -> bool:
        """Whether every cell of rank k is a simplex of k + 1 vertices in increasing order."""
        plain = self.oriented and self.incidence is None
        return plain and all(c.uniform(k + 1) and c.increasing for k, c in enumerate(self.ranks))

    def cells(self, rank: int | Any) -> Cells:
        """The cells of one rank. Raises `InvalidInput` for a rank that does not exist."""
        whole = isinstance(rank, (int, np.integer)) and not isinstance(rank, bool)
        if not whole or not 0 <= rank <= self.dim:
            raise InvalidInput(f"cells({rank})", self.summary(), f"ranks are 0 to {self.dim}")
        return self.ranks[rank]

    def find(self, simplices: ArrayLike | Any) -> np.ndarray:
        """The names (m,) of simplices given as (m, k+1) vertices; -1 where absent.

        In any order, unless simplices of this rank are ordered (as in a directed flag complex).
        """
        rows = integers("find", simplices)
        if rows.ndim != 2:
            raise InvalidInput("find", f"shape {rows.shape}", "(m, k + 1) vertices are needed")
        rank = rows.shape[1] - 1
        if not self.cells(rank).uniform(rank + 1):
            given = f"rank {rank} of {self.summary()}"
            raise InvalidInput("find", given, "only simplices are found")
        known = np.asarray(self.cells(rank)).reshape(-1, rank + 1)  # (0, 0) where there are none
        return find_rows(np.sort(rows, axis=1) if self.ranks[rank].increasing else rows, known)

    def with_fields(self, *fields: Field | Any) -> Complex:
        """The same complex with these fields added; one of the same name is replaced.

        Raises `InvalidInput` for a field that names other cells than there are, and for one that is
        called `birth0`, … without being a scalar on all cells of that rank.
        """
        for given in fields:
            if not isinstance(given, Field):
                raise InvalidInput("with_fields", repr(given), "a Field is needed")
        return replace(self, fields={**self.fields, **{f.name: f for f in fields}})

    def with_positions(self, positions: ArrayLike | Any | None) -> Complex:
        """The same complex with its vertices put at `positions` (vertices, d), or nowhere (None).

        Raises `InvalidInput` for another shape and for coordinates that are not finite.
        """
        return replace(self, positions=None if positions is None else _coordinates(positions))

    def __reduce__(self) -> tuple[type[Complex], tuple[object, ...]]:
        fields = dict(self.fields)
        return Complex, (self.ranks, self.positions, fields, self.incidence, self.oriented)

    def __getitem__(self, name: str | Any) -> Field:
        if not isinstance(name, str) or name not in self.fields:
            raise UnknownName(f"complex[{name!r}]", self.summary(), f"fields: {[*self.fields]}")
        return self.fields[name]

    def summary(self) -> str:
        """The complex in words: "60 vertices, 300 edges"."""
        names = [*NAMES, *(f"cells of rank {k}" for k in range(len(NAMES), len(self.ranks)))]
        return ", ".join(f"{n:,} {name}" for n, name in zip(self.counts, names, strict=False))

    def __repr__(self) -> str:
        place = "" if self.positions is None else f"; in R^{self.positions.shape[1]}"
        names = f"; fields {', '.join(self.fields)}" if self.fields else ""
        return f"Complex({self.summary()}{place}{names})"


def given_complex(asked: str, cx: Complex | Any) -> Complex:
    """`cx`, refused where it is no `Complex`."""
    if not isinstance(cx, Complex):
        rule = "a Complex is needed: make one with tv.rips, tv.alpha, tv.clique or tv.mesh"
        raise InvalidInput(asked, type(cx).__name__, rule)
    return cx


def _check_ranks(ranks: Any) -> None:
    if not isinstance(ranks, tuple) or not ranks or any(not isinstance(c, Cells) for c in ranks):
        raise InvalidInput("Complex(ranks=…)", repr(ranks), "a tuple of Cells for rank 0, 1, …")


def _positions(positions: ArrayLike | Any, vertices: int) -> np.ndarray:
    array = _coordinates(positions)
    if len(array) != vertices or array.shape[1] == 0:
        raise InvalidInput("positions", array.shape, f"({vertices}, d) is needed, d >= 1")
    if not np.isfinite(array).all():
        row = int(np.flatnonzero(~np.isfinite(array).all(axis=1))[0])
        raise InvalidInput("positions", f"row {row} = {array[row]}", "coordinates are finite")
    array.setflags(write=False)
    return array


def _coordinates(positions: ArrayLike | Any) -> np.ndarray:
    array = frozen_array("positions", positions)
    if array.ndim != 2:
        raise InvalidInput("positions", f"shape {array.shape}", "(vertices, d) is needed")
    return real_array("positions", array, "iubf")
