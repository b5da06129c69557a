"""Which cells are neighbours of a cell: its faces, its cofaces, or cells of its own rank.

The names are those of Papillon, Sanborn, Hajij and Miolane, "Architectures of Topological Deep
Learning: A Survey on Topological Neural Networks" (2023).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from scipy.sparse import csr_array

from tdlviz.core.complex import Complex
from tdlviz.core.door import listed, one_of, whole_number
from tdlviz.core.errors import InvalidInput
from tdlviz.topology.adjacency import adjacency, coadjacency
from tdlviz.topology.boundary import boundary
from tdlviz.topology.coboundary import coboundary
from tdlviz.topology.incidence import incidence
from tdlviz.topology.laplacian import down_laplacian, up_laplacian

Maker = Callable[[Complex, int], csr_array]
MOST_RANK = 100


class Row(NamedTuple):
    """Of which rank the neighbours are, relative to the cell, and the matrix that says which.

    signed: the same with signs of orientation; None where it has none."""

    offset: int
    plain: Maker
    signed: Maker | None


TABLE: dict[str, Row] = {
    "boundary": Row(
        -1, lambda cx, rank: incidence(cx, rank, rank - 1), lambda cx, rank: boundary(cx, rank).T
    ),
    "coboundary": Row(
        1, lambda cx, rank: incidence(cx, rank, rank + 1), lambda cx, rank: coboundary(cx, rank).T
    ),
    "upper": Row(0, adjacency, None),
    "lower": Row(0, coadjacency, None),
    "upper_laplacian": Row(0, up_laplacian, up_laplacian),
    "lower_laplacian": Row(0, down_laplacian, down_laplacian),
}
BELOW = ("boundary", "lower", "lower_laplacian")


class Neighbourhood(NamedTuple):
    """Neighbours of one kind, of the cells of one rank: "boundary", "coboundary", "upper", "lower".

    "upper_laplacian" and "lower_laplacian" are the same as "upper" and "lower" but for the cells
    that have any coface or face: these are neighbours of themselves too. Cells that share several,
    of which the signs cancel, are then none.
    """

    kind: str
    rank: int

    @property
    def source(self) -> int:
        """The rank of the neighbours."""
        return self.rank + TABLE[self.kind].offset

    def matrix(self, cx: Complex, signed: bool) -> csr_array:
        """(cells, neighbours), zero but where they are; all zero for ranks that `cx` lacks."""
        if max(self.rank, self.source) > cx.dim:
            counts = [cx.counts[k] if k <= cx.dim else 0 for k in (self.rank, self.source)]
            return csr_array(tuple(counts))
        row = TABLE[self.kind]
        make = row.signed if signed and row.signed else row.plain
        return csr_array(make(cx, self.rank))


def given_neighbourhoods(asked: str, given: Any, signs: bool) -> tuple[Neighbourhood, ...]:
    """Pairs (kind, rank), each once; with `signs`, only such as have any."""
    found = tuple(_neighbourhood(asked, one) for one in listed(asked, given))
    if not found:
        raise InvalidInput(asked, "none", "one to attend over is needed")
    if len(set(found)) < len(found):
        raise InvalidInput(asked, given, "each neighbourhood once")
    bare = [f"{one.kind} {one.rank}" for one in found if TABLE[one.kind].signed is None]
    if signs and bare:
        rule = "adjacencies have no signs: Laplacians and boundaries have"
        raise InvalidInput(asked, f"{', '.join(bare)} and signs=True", rule)
    return found


def ranks_needed(
    asked: str, over: tuple[Neighbourhood, ...], rank: int, layers: int, own: bool
) -> list[set[int]]:
    """The ranks whose features go into each layer, and `rank`, which alone comes out of the last.

    own: whether cells keep a term of their own; else all of them must attend to something."""
    needed = [{rank}]
    for _ in range(layers):
        idle = needed[0] - {one.rank for one in over}
        if idle and not own:
            rule = "a neighbourhood for these cells, or harmonic=0, is needed"
            raise InvalidInput(asked, f"none of rank {', '.join(map(str, sorted(idle)))}", rule)
        needed.insert(0, needed[0] | {one.source for one in over if one.rank in needed[0]})
    return needed


def _neighbourhood(asked: str, given: Any) -> Neighbourhood:
    if isinstance(given, str) or not isinstance(given, Iterable) or len(pair := [*given]) != 2:
        raise InvalidInput(asked, repr(given), 'pairs (kind, rank) are needed, as ("upper", 1)')
    kind = one_of(asked, pair[0], TABLE)
    return Neighbourhood(kind, whole_number(asked, pair[1], int(kind in BELOW), MOST_RANK))
