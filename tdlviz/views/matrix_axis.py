"""What the rows or the columns of a matrix stand for: cells of a rank, names, or neither."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from tdlviz.core.complex import Complex
from tdlviz.core.dense import check_side
from tdlviz.core.door import listed, whole_number
from tdlviz.core.errors import InvalidInput

RANKS = ("vertices", "edges", "faces", "solids")


@dataclass(frozen=True)
class Axis:
    """One side of a matrix.

    side:  "rows" or "columns".
    rank:  of the cells that it stands for, None for none.
    names: what they are called, None for their numbers.
    """

    side: str
    cx: Complex
    rank: int | None
    names: list[str] | None

    def same(self, other: Axis) -> bool:
        """Whether both stand for the same things."""
        return (self.rank, self.names) == (other.rank, other.names)

    @property
    def words(self) -> str:
        """What it stands for."""
        if self.rank is None:
            return self.side
        return RANKS[self.rank] if self.rank < len(RANKS) else f"cells of rank {self.rank}"

    def check(self, name: str, shape: tuple[int, ...], count: int) -> None:
        """Raise where a matrix of this shape has not as many rows or columns as it should."""
        asked = f"matrix {name!r}"
        check_side(asked, shape)
        given = f"{count:,} {self.side}"
        if self.rank is not None and count != self.cx.counts[self.rank]:
            cells = f"{self.cx.counts[self.rank]:,} {self.words}"
            rule = f"{self.side}={self.rank} needs one for each of {cells}"
            raise InvalidInput(asked, given, rule)
        if self.names is not None and count != len(self.names):
            raise InvalidInput(asked, given, f"names= calls {len(self.names):,} {self.side}")

    def arrays(self, prefix: str) -> dict[str, np.ndarray]:
        """The vertices of its cells, for the words beside the pointer."""
        if not self.rank:
            return {}
        cells = self.cx.ranks[self.rank]
        return {
            f"{prefix}Vertices": cells.flat.astype(np.int32),
            f"{prefix}Offsets": cells.offsets.astype(np.int32),
        }

    def labels(self, order: np.ndarray) -> list[str]:
        """What stands where."""
        return [str(place) if self.names is None else self.names[place] for place in order]


def axes_of(cx: Complex, rows: Any, columns: Any, names: Any) -> tuple[Axis, Axis]:
    """Both axes, checked at the door."""
    called = _names(names)
    return (
        Axis("rows", cx, _rank("rows", cx, rows), called[0]),
        Axis("columns", cx, _rank("columns", cx, columns), called[1]),
    )


def _rank(side: str, cx: Complex, rank: Any) -> int | None:
    return None if rank is None else whole_number(f"{side}=", rank, 0, cx.dim)


def _names(names: Sequence[Any] | Any) -> list[list[str] | None]:
    if names is None:
        return [None, None]
    given = list(listed("names", names))
    if all(isinstance(name, str) for name in given):
        return [given, given]
    if len(given) != 2:
        rule = "a list of names, or a pair of lists: of the rows and of the columns"
        raise InvalidInput("names", repr(names), rule)
    return [None if side is None else [str(n) for n in listed("names", side)] for side in given]
