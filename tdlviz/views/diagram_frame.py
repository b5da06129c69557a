"""The bars of one step of a diagram view: the arrays that the page gets, and what they mean."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import Any, NamedTuple, TypeVar

import numpy as np

from tdlviz.core.complex import Complex
from tdlviz.core.errors import InvalidInput
from tdlviz.core.field import Field
from tdlviz.views.diagram_matching import Compared, compared
from tdlviz.views.payload import single

T = TypeVar("T")
SECOND = "against "
# Extended persistence: going up or coming down, and across from one to the other.
CLASSES = ("ordinary", "relative", "extended+", "extended−")


class Shown(NamedTuple):
    """The diagrams of one step: of the complex, and those they are compared with.

    first, second: fields, in the order in which they were given.
    pairs:         which of the first is compared with which of the second, and how they match.
    """

    first: list[Field]
    second: list[Field]
    pairs: list[tuple[int, int, Compared]]

    @property
    def diagrams(self) -> list[Field]:
        """All of them."""
        return [*self.first, *self.second]

    @property
    def names(self) -> list[str]:
        """What each is called; a second one may have the name of its first."""
        return [*(f.name for f in self.first), *(f"{SECOND}{f.name}" for f in self.second)]

    @property
    def starts(self) -> list[int]:
        """Which bar is the first of each diagram."""
        return starts(self.diagrams)


def by_place(first: Sequence[T], second: Sequence[T]) -> dict[str, T]:
    """Diagrams and those they are compared with, by the names under which they are played."""
    firsts = {str(place): given for place, given in enumerate(first)}
    return firsts | {f"{SECOND}{place}": given for place, given in enumerate(second)}


def shown(cx: Complex, fields: dict[str, Field], matching: str | None) -> Shown:
    """The fields that were played, checked and compared."""
    first = {name: field for name, field in fields.items() if not name.startswith(SECOND)}
    second = {name.removeprefix(SECOND): fields[name] for name in fields if name not in first}
    for field in first.values():
        if field.kind not in ("diagram", "extended"):
            raise InvalidInput("diagrams", repr(field), "kind diagram or extended is needed")
        field.check(cx)
    for name in {*first} & {*second}:
        a, b = first[name], second[name]
        if (a.kind, a.rank) != (b.kind, b.rank) or a.kind != "diagram":
            given, rule = f"{b!r} against {a!r}", "two fields of kind diagram and of one dimension"
            raise InvalidInput("against=", given, rule)
    places = [{name: i for i, name in enumerate(given)} for given in (first, second)]
    pairs = [
        (place, len(first) + places[1][name], compared(first[name], second[name], matching))
        for name, place in places[0].items()
        if name in second
    ]
    return Shown([*first.values()], [*second.values()], pairs)


def starts(diagrams: Sequence[Field]) -> list[int]:
    """Which bar is the first of each diagram."""
    return [0, *accumulate(len(field) for field in diagrams)][: len(diagrams)]


def classes(field: Field) -> np.ndarray:
    """The class in extended persistence of each bar, a place in `CLASSES`.

    Ordinary bars run forwards and relative ones backwards, both to a cell of the next rank; those
    across, of kind extended, end with a cell of the same rank.
    """
    backwards = field.values[:, 1] < field.values[:, 0]
    return 2 * (field.kind == "extended") + backwards.astype(np.uint8)


def dimensions(field: Field) -> np.ndarray:
    """The dimension of the class of each bar: a relative one is born with a cell of a rank less."""
    return (field.rank or 0) + (classes(field) == 1).astype(np.int32)


def arrays(seen: Shown) -> dict[str, np.ndarray]:
    """All bars, one diagram after the other. Those compared with may be of another complex: they
    have no cells here."""
    diagrams, none = seen.diagrams, np.zeros((0, 2))
    values = np.concatenate([none, *(field.values for field in diagrams)])
    alone = [np.full((len(field), 2), -1) for field in seen.second]
    cells = np.concatenate([none, *(field.index for field in seen.first), *alone])
    return {
        "birth": single("births", values[:, 0]),
        "death": single("deaths", values[:, 1]),
        "birthCell": cells[:, 0].astype(np.int32),
        "deathCell": cells[:, 1].astype(np.int32),
        "dim": _joined([dimensions(field) for field in diagrams], np.int32),
        "style": _joined([classes(field) for field in diagrams], np.uint8),
        "place": np.repeat(np.arange(len(diagrams)), [*map(len, diagrams)]).astype(np.int32),
        "partner": _partners(seen),
    }


def _joined(parts: list[np.ndarray], dtype: Any) -> np.ndarray:
    return np.concatenate([np.zeros(0, dtype), *parts]).astype(dtype)


def _partners(seen: Shown) -> np.ndarray:
    """The bar that each is matched with, -1 for the diagonal and -2 where nothing was matched."""
    begin = seen.starts
    partner = np.full(sum(map(len, seen.diagrams)), -2, np.int32)
    for first, second, found in seen.pairs:
        a, b = (
            np.where(bars < 0, -1, bars + begin[place])
            for bars, place in zip(found.pairs.T, (first, second), strict=True)
        )
        partner[a[a >= 0]], partner[b[b >= 0]] = b[a >= 0], a[b >= 0]
    return partner


def meaning(seen: Shown) -> dict[str, Any]:
    """What the page has to know of the diagrams beside their bars."""
    begin, known = seen.starts, [np.unique(dimensions(field)).tolist() for field in seen.diagrams]
    empty = [field.rank or 0 for field in seen.first if not len(field)]
    across = any(classes(field).any() for field in seen.diagrams)
    return {
        "names": seen.names,
        "starts": begin,
        "ranks": [int(field.rank or 0) for field in seen.diagrams],
        "kinds": [field.kind for field in seen.diagrams],
        "firsts": len(seen.first),
        "dims": sorted({dim for dims in known for dim in dims} | (set() if across else {*empty})),
        "classes": [*CLASSES] if across else [],
        "widest": [_widest(begin, *pair) for pair in seen.pairs if pair[2].widest >= 0],
        "remarks": [found.words for *_, found in seen.pairs if found.words],
    }


def _widest(begin: list[int], first: int, second: int, found: Compared) -> list[int]:
    a, b = found.pairs[found.widest].tolist()
    return [a + begin[first] if a >= 0 else -1, b + begin[second] if b >= 0 else -1]
