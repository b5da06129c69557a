"""Cellular sheaves: a space over every cell, and a map from the space of each face to its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tdlviz.core.complex import Complex, given_complex
from tdlviz.core.door import listed
from tdlviz.core.errors import InvalidInput
from tdlviz.core.field import Field
from tdlviz.topology.functoriality import check_functorial
from tdlviz.topology.restriction_maps import PRESENT, Incidences, checked_maps, incidences, spread

LARGEST = 1e50
"""Products of two entries are squared in energies, and must stay finite."""


@dataclass(frozen=True, eq=False)
class Sheaf:
    """A cellular sheaf of real vector spaces (Hansen and Ghrist 2019, "Toward a spectral theory of
    cellular sheaves"), on the cells of `cx` of rank 0 to `dim`.

    cx:   the complex; it has a boundary.
    maps: for each rank k from 0 to `dim` - 1 a field of kind "maps": values (m, d, e) float64,
          index (m, 2) = (face, cell) of all incidences of rank k and k + 1, sorted by the cell and
          then by the face. `tv.show(cx, sheaf.maps[0])` draws them.

    `Sheaf(cx, maps)` is `sheaf(cx, maps)`, which says what is taken and what is refused.
    """

    cx: Complex | Any  # taken as anything, kept as this, as are the maps
    maps: tuple[Field, ...] | Any

    def __post_init__(self) -> None:
        given_complex("sheaf", self.cx)
        if not self.cx.oriented:
            rule = "cells need a boundary: take tv.simplicial_closure(cx)"
            raise InvalidInput("sheaf", self.cx.summary(), rule)
        maps = self.maps
        fields = [maps] if isinstance(maps, Field) else listed("sheaf(maps)", maps)
        most = max(self.cx.dim, 1)
        if not 1 <= len(fields) <= most:
            rule = f"one for each rank 0 to {most - 1}, or for the first of them"
            raise InvalidInput("sheaf(maps)", f"{len(fields)} fields of maps", rule)
        whole = tuple(_complete(self.cx, field, rank) for rank, field in enumerate(fields))
        object.__setattr__(self, "maps", whole)
        for rank in range(1, self.dim):
            self._check_rank(rank)

    def _check_rank(self, rank: int) -> None:
        """Whether the maps below and above a rank go together."""
        below, above = self.maps[rank - 1].values, self.maps[rank].values
        if below.shape[1] != above.shape[2]:
            given = f"{above.shape[2]} columns in maps of rank {rank}"
            rule = f"as maps of rank {rank - 1} say, stalks there have dimension {below.shape[1]}"
            raise InvalidInput("sheaf(maps)", given, rule)
        check_functorial(self.where(rank - 1), self.where(rank), below, above)

    @property
    def dim(self) -> int:
        """The highest rank that has stalks."""
        return len(self.maps)

    @property
    def stalks(self) -> tuple[int, ...]:
        """The dimension of the stalks on cells of rank 0, 1, … `dim`."""
        return (self.maps[0].values.shape[2], *(field.values.shape[1] for field in self.maps))

    @property
    def counts(self) -> tuple[int, ...]:
        """How many cells there are of rank 0 to `dim`; none above the rank of the complex."""
        return tuple([*self.cx.counts, 0][: self.dim + 1])

    def where(self, rank: int) -> Incidences:
        """The incidences of `rank` and the next, in the order of the maps."""
        return incidences(self.cx, rank)

    def __repr__(self) -> str:
        stalks = ", ".join(map(str, self.stalks))
        return f"Sheaf({self.cx.summary()}; stalks {stalks})"


def sheaf(cx: Complex | Any, maps: Field | Sequence[Field] | Any) -> Sheaf:
    """The cellular sheaf on `cx` with these restriction maps.

    maps: a field of kind "maps" on faces of rank 0, values (m, d, e), index (m, 2) = (face, cell):
          F_{v⊴e} takes the stalk of the vertex v, of dimension e, to that of the edge, of dimension
          d. Or a list of such fields, for rank 0, 1, …: with k of them it is a sheaf on the cells
          of rank 0 to k, the k-skeleton. A complex without edges needs a field of no maps, values
          (0, d, e), which says how large the stalks are.

    Raises `InvalidInput` for a complex without a boundary; where an incidence has no map, two, or
    one with an entry that is not finite or beyond 1e50; where stalks are of two sizes; and where
    F_{e⊴t} F_{v⊴e} depends on the way e from v to t, by more than a millionth of what was added up.
    """
    return Sheaf(cx, maps)


def _complete(cx: Complex, field: Field | Any, rank: int) -> Field:
    """The maps in the order of the incidences, one for each."""
    where = incidences(cx, rank)
    asked = "sheaf(maps)"
    values, state = spread(asked, cx, where, checked_maps(asked, cx, field, rank))
    if (state != PRESENT).any():
        place = int((state != PRESENT).argmax())
        given = f"a map that is not finite for {where.name(place)}"
        if state[place] == 0:
            given = f"no map for {where.name(place)}"
        raise InvalidInput(asked, given, "every incidence needs one, of finite numbers")
    if not (abs(values) <= LARGEST).all():
        place = int((abs(values) > LARGEST).any(axis=(1, 2)).argmax())
        raise InvalidInput(asked, f"an entry for {where.name(place)}", f"at most {LARGEST}")
    return Field(field.name, values, rank, where.pairs[:, ::-1], kind="maps")
