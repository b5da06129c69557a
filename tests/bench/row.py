"""One line of a benchmark: some work, done by us and by a peer, in one run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from time import perf_counter

Seconds = tuple[list[float], list[float]]


@dataclass(frozen=True)
class Row:
    """What is done, who else does it, and how many times quicker ours has to be.

    measure: returns the seconds of ours and of the peer, one pair a repeat, taken in turn.
    notes: what else `measure` has found (bytes, pixels, …), for the printout and the results.
    """

    work: str
    peer: str
    goal: float
    measure: Callable[[], Seconds]
    notes: dict[str, object] = field(default_factory=dict)


def timed(ours: Callable[[], object], peer: Callable[[], object], repeats: int = 5) -> Seconds:
    """Seconds of both, measured in turn after one call each, so that both meet the same load."""
    ours(), peer()
    pairs = [(seconds(ours), seconds(peer)) for _ in range(repeats)]
    return [pair[0] for pair in pairs], [pair[1] for pair in pairs]


def seconds(call: Callable[[], object]) -> float:
    """How long one call takes."""
    start = perf_counter()
    call()
    return perf_counter() - start
