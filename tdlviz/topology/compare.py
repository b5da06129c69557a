"""The lifting playground: one data set in every lifting that takes it, as a table."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape
from time import perf_counter
from typing import Any

from numpy.typing import ArrayLike

from tdlviz.core.complex import Complex
from tdlviz.core.door import whole_number
from tdlviz.core.errors import InvalidInput, TdlvizError, UnknownName
from tdlviz.lift.alpha import alpha
from tdlviz.lift.cech import cech
from tdlviz.lift.clique import clique
from tdlviz.lift.cycle_basis import cycle_basis
from tdlviz.lift.delaunay import delaunay
from tdlviz.lift.directed_flag import directed_flag
from tdlviz.lift.expect import expect
from tdlviz.lift.expected import MAX_DIM, Expected
from tdlviz.lift.nearest_neighbours import nearest_neighbours
from tdlviz.lift.neighbourhood import neighbourhood
from tdlviz.lift.rings import LONGEST, rings
from tdlviz.lift.rips import rips
from tdlviz.topology.betti import betti

Lifting = Callable[..., Complex]
OF_POINTS: dict[Lifting, tuple[str, ...]] = {
    rips: ("max_dim",),
    alpha: (),
    delaunay: (),
    cech: ("max_dim",),
    nearest_neighbours: ("k", "max_dim"),
}
OF_GRAPHS: dict[Lifting, tuple[str, ...]] = {
    clique: ("max_dim", "vertices"),
    rings: ("max_length", "vertices"),
    cycle_basis: ("vertices",),
    neighbourhood: ("vertices",),
    directed_flag: ("max_dim", "vertices"),
}
"""The liftings that are tried, each with the options that it is given."""
HEAD = ("lifting", "expected", "cells", "Betti numbers", "seconds")


@dataclass(frozen=True)
class Lifted:
    """What became of one lifting. What it did not come to is None.

    expected: the cells foreseen before any was made.
    counts:   the cells made, by rank.
    betti:    Betti numbers over the rationals; None for cells without a boundary.
    seconds:  to make the cells.
    refusal:  the words of the error, where it was refused.
    """

    lifting: str
    expected: Expected | None = None
    counts: tuple[int, ...] | None = None
    betti: tuple[int, ...] | None = None
    seconds: float | None = None
    refusal: str | None = None

    def words(self) -> tuple[str, ...]:
        """The row as the table shows it, under `HEAD`."""
        expected = "–" if self.expected is None else str(self.expected)
        if self.counts is None or self.seconds is None:
            return self.lifting, expected, f"refused: {self.refusal}", "", ""
        holes = "no boundary" if self.betti is None else ", ".join(map(str, self.betti))
        cells = ", ".join(f"{count:,}" for count in self.counts)
        return self.lifting, expected, cells, holes, f"{self.seconds:.3f}"


@dataclass(frozen=True)
class Comparison:
    """One row a lifting; `comparison["clique"]` is one of them. Prints as a table."""

    rows: tuple[Lifted, ...]

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[Lifted]:
        return iter(self.rows)

    def __getitem__(self, name: str | Any) -> Lifted:
        rows = {row.lifting: row for row in self.rows}
        if not isinstance(name, str) or name not in rows:
            raise UnknownName(f"comparison[{name!r}]", f"{len(rows)} rows", f"rows: {[*rows]}")
        return rows[name]

    def __repr__(self) -> str:
        table = [HEAD, *(row.words() for row in self.rows)]
        # A refusal is a sentence: it runs on over the empty columns beside it.
        told = [line for line in table if line[3]]
        widths = [max(len(line[column]) for line in told) for column in range(len(HEAD))]
        widths[:2] = (max(len(line[column]) for line in table) for column in (0, 1))
        lines = (zip(line, widths, strict=True) for line in table)
        return "\n".join("  ".join(w.ljust(n) for w, n in line).rstrip() for line in lines)

    def _repr_html_(self) -> str:
        head = "".join(f"<th>{name}</th>" for name in HEAD)
        body = "".join(f"<tr>{_html(row.words())}</tr>" for row in self.rows)
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def compare(
    points: ArrayLike | Any | None = None,
    *,
    graph: Any = None,
    vertices: int | Any | None = None,
    max_dim: int | Any = 2,
    max_length: int | Any = 6,
    k: int | Any = 5,
    max_cells: int | Any = 100_000,
) -> Comparison:
    """The same data in every lifting: its cells, Betti numbers and seconds, or the refusal.

    points:    (n, d), for `rips`, `alpha`, `delaunay`, `cech` and `nearest_neighbours`.
    graph:     instead, in any form of `tdlviz.clique`, for `clique`, `rings`, `cycle_basis`,
               `neighbourhood` and, where it is directed, `directed_flag`.
    vertices, max_dim, max_length, k: handed on to the liftings that have them.
    max_cells: no lifting makes more; one that would is refused, and its row says why.

    Betti numbers are those of the cells made: the last counts cavities that cells of a still higher
    rank might fill. A lifting that refuses the data has a row with its words: only options that no
    lifting could take, and neither or both of points and a graph, raise `InvalidInput`.
    """
    if (points is None) == (graph is None):
        given = "neither" if points is None else "both"
        raise InvalidInput("compare", given, "give either points or a graph")
    if points is not None and vertices is not None:
        raise InvalidInput("compare(vertices=…)", vertices, "the points are the vertices")
    most = whole_number("compare(max_cells=…)", max_cells, 1)
    options = {
        "vertices": vertices,
        "max_dim": whole_number("compare(max_dim=…)", max_dim, 0, MAX_DIM),
        "max_length": whole_number("compare(max_length=…)", max_length, 3, LONGEST),
        "k": whole_number("compare(k=…)", k, 1),
    }
    data, liftings = (points, OF_POINTS) if graph is None else (graph, OF_GRAPHS)
    return Comparison(
        tuple(
            _tried(lifting, data, {name: options[name] for name in names}, most)
            for lifting, names in liftings.items()
        )
    )


def _tried(lifting: Lifting, data: Any, options: dict[str, Any], max_cells: int) -> Lifted:
    name, expected = lifting.__name__, None
    try:
        expected = expect(lifting, data, **options)
        start = perf_counter()
        cx = lifting(data, **options, max_cells=max_cells)
        seconds = perf_counter() - start
        holes = betti(cx) if cx.oriented else None
    except TdlvizError as error:
        return Lifted(name, expected, refusal=str(error))
    return Lifted(name, expected, cx.counts, holes, seconds)


def _html(words: tuple[str, ...]) -> str:
    if words[3]:
        return "".join(f"<td>{escape(word)}</td>" for word in words)
    first = "".join(f"<td>{escape(word)}</td>" for word in words[:2])
    return f'{first}<td colspan="3">{escape(words[2])}</td>'
