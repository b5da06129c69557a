"""Which bars of two diagrams are drawn as matched, and the distance in words."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from jaxtyping import Float, Int

from tdlviz.core.errors import InvalidInput
from tdlviz.core.field import Field
from tdlviz.core.track import Track

MATCHINGS = ("bottleneck", "wasserstein")
# Long bars of two diagrams of 1,000 are matched in half a second, of 2,000 in two to five.
MOST = 1000


class Compared(NamedTuple):
    """A matching of two diagrams, ready to be drawn.

    pairs:  (m, 2) a bar of the first and one of the second, -1 for the diagonal or for none.
    apart:  (m,) how far the two are from each other in the norm L∞; inf for an endless bar alone.
    widest: the pair that attains the bottleneck distance; -1 where another distance was asked.
    words:  the distance, or why there is none; "" where none was asked.
    """

    pairs: Int[np.ndarray, "m 2"]
    apart: Float[np.ndarray, "m"]
    widest: int
    words: str


def compared(first: Field, second: Field, matching: str | None) -> Compared:
    """Two diagrams matched by `matching`; without pairs for None and above `MOST` bars."""
    nothing = Compared(np.zeros((0, 2), np.int64), np.zeros(0), -1, "")
    if matching is None:
        return nothing
    if max(len(first), len(second)) > MOST:
        sizes = f"{len(first):,} and {len(second):,} bars"
        rule = f"matched are diagrams of up to {MOST:,}"
        return nothing._replace(words=f"{first.name}: no matching of {sizes}; {rule}.")
    distance, pairs = _matched(first, second, matching)
    apart = _apart(first.values, second.values, pairs)
    if matching != "bottleneck" or not len(pairs):
        words = f"{first.name}: {matching.capitalize()} distance {distance:.4g}."
        return Compared(pairs, apart, -1, words)
    widest = int(apart.argmax())
    words = f"{first.name}: bottleneck distance {distance:.4g}, by {_ends(pairs[widest], distance)}"
    return Compared(pairs, apart, widest, f"{words}.")


def check_matching(matching: str | Any | None) -> str | None:
    """Refuse what is no matching."""
    if matching is None or (isinstance(matching, str) and matching in MATCHINGS):
        return matching
    raise InvalidInput("matching", repr(matching), f"one of {MATCHINGS}, or None")


def given_seconds(against: Any, count: int) -> list[Field | Track]:
    """What each of `count` diagrams is compared with; an empty list for None."""
    if against is None:
        return []
    many = [against] if isinstance(against, (Field, Track)) else against
    if not isinstance(many, (list, tuple)) or len(many) != count:
        given = f"{len(many)} of them" if isinstance(many, (list, tuple)) else type(many).__name__
        rule = f"a field or track of kind diagram for each of the {count} diagrams"
        raise InvalidInput("against=", given, rule)
    for one in many:
        if not isinstance(one, (Field, Track)):
            rule = "fields and tracks of kind diagram are needed"
            raise InvalidInput("against=", type(one).__name__, rule)
    return [*many]


def _matched(first: Field, second: Field, matching: str) -> tuple[float, np.ndarray]:
    from tdlviz.topology.bottleneck import bottleneck
    from tdlviz.topology.wasserstein import wasserstein

    found = (bottleneck if matching == "bottleneck" else wasserstein)(first, second)
    return found.distance, found.pairs


def _apart(first: np.ndarray, second: np.ndarray, pairs: np.ndarray) -> np.ndarray:
    """The L∞ distance within each pair; from the diagonal it is half a life."""
    a, b = (_bars(values, bars) for values, bars in ((first, pairs[:, 0]), (second, pairs[:, 1])))
    lives = np.where(pairs[:, 1] < 0, a[:, 1] - a[:, 0], b[:, 1] - b[:, 0])
    both_endless = np.isinf(a[:, 1]) & np.isinf(b[:, 1])
    a[both_endless, 1] = b[both_endless, 1] = 0
    return np.where((pairs < 0).any(axis=1), lives / 2, np.abs(a - b).max(axis=1, initial=0))


def _bars(values: np.ndarray, bars: np.ndarray) -> np.ndarray:
    out = np.zeros((len(bars), 2))
    out[bars >= 0] = values[bars[bars >= 0]]
    return out


def _ends(pair: np.ndarray, distance: float) -> str:
    first, second = pair.tolist()
    if first >= 0 and second >= 0:
        return f"bar {first} and bar {second}"
    alone = f"bar {first}" if first >= 0 else f"bar {second} of the second"
    return f"{alone} {'alone, which never dies' if np.isinf(distance) else 'and the diagonal'}"
