"""How many cells a lifting will make, and the refusal of too many."""

from __future__ import annotations

from dataclasses import dataclass

from tdlviz.core.errors import TooLarge

MAX_DIM = 100
"""Ranks without cells stay, and each costs time and a field: more are asked for by mistake."""
SIMPLICES = ("vertices", "edges", "triangles", "tetrahedra")


@dataclass(frozen=True)
class Expected:
    """The cells of each rank that a lifting will make.

    counts: by rank, exact or estimated.
    sure:   by rank, whether the count is exact.
    faces, solids, edges: what cells of rank 2, 3 and 1 are called.
    """

    counts: tuple[int, ...]
    sure: tuple[bool, ...]
    faces: str = "triangles"
    solids: str = "tetrahedra"
    edges: str = "edges"

    @property
    def exact(self) -> bool:
        """Whether every count is exact."""
        return all(self.sure)

    @property
    def total(self) -> int:
        """All cells together."""
        return sum(self.counts)

    def __str__(self) -> str:
        names = [*SIMPLICES, *(f"{k}-simplices" for k in range(len(SIMPLICES), len(self.counts)))]
        names[1:4] = self.edges, self.faces, self.solids
        words = zip(self.counts, self.sure, names, strict=False)
        return ", ".join(f"{number(n, sure)} {name}" for n, sure, name in words)


def number(count: int, sure: bool) -> str:
    """ "1,234", or "about 1,230" (three digits, as estimates are no better), "about 1.23e+15"."""
    if sure:
        return f"{count:,}"
    rounded = float(f"{count:.3g}")
    return f"about {rounded:,.0f}" if rounded < 1e12 else f"about {rounded:.3g}"


@dataclass(frozen=True)
class Limit:
    """At most so many cells, for whom, and what to lower."""

    cells: int
    asked: str
    lower: str

    def refuse(self, given: str) -> None:
        """Raise `TooLarge`: `given` says how many cells there would be."""
        rule = f"max_cells is {self.cells:,}: {self.lower}, or raise max_cells"
        raise TooLarge(self.asked, given, rule)

    def check(self, expected: Expected) -> None:
        """Raise `TooLarge` where the expected cells are more than the limit."""
        if expected.total > self.cells:
            self.refuse(f"{number(expected.total, expected.exact)} cells ({expected})")

    def foresee(self, guess: Expected) -> None:
        """Raise `TooLarge` where a rough guess is more than twice the limit.

        What is let through by mistake is to be counted exactly as soon as it can be."""
        if guess.total > (1 if guess.exact else 2) * self.cells:
            self.check(guess)

    def check_found(self, found: int) -> None:
        """Raise `TooLarge` where more than the limit have been found already."""
        if found > self.cells:
            self.refuse(f"{found:,} cells or more")
