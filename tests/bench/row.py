"""One line of a benchmark: some work, done by us and by a peer, in one run."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable
from dataclasses import dataclass, field
from time import perf_counter

import numpy as np

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


@dataclass(frozen=True)
class Score:
    """How well something is done, in points, beside what was published.

    within:  how many points below `published` the mean of ours may be; None where there is no goal.
    measure: returns the points of ours, one for each repeat.
    notes:   as those of `Row`.
    """

    work: str
    peer: str
    published: float
    within: float | None
    measure: Callable[[], list[float]]
    notes: dict[str, object] = field(default_factory=dict)


def timed(ours: Callable[[], object], peer: Callable[[], object], repeats: int = 5) -> Seconds:
    """Seconds of both, measured in turn after one call each, so that both meet the same load."""
    ours(), peer()
    pairs = [(seconds(ours), seconds(peer)) for _ in range(repeats)]
    return [pair[0] for pair in pairs], [pair[1] for pair in pairs]


def seconds(call: Callable[[], object]) -> float:
    """How long one call takes."""
    begin = perf_counter()
    call()
    return perf_counter() - begin


def memory(call: Callable[[], object]) -> dict[str, float]:
    """Megabytes that the result of one call holds, and the most that were held on the way."""
    tracemalloc.start()
    result = call()
    kept, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    del result
    return {"kept MB": round(kept / 1e6, 2), "peak MB": round(peak / 1e6, 2)}


def tensor_memory(call: Callable[[], object]) -> float:
    """Megabytes of tensors that the call holds at most, as torch's profiler adds them up."""
    from torch.profiler import ProfilerActivity, profile

    with profile(activities=[ProfilerActivity.CPU], profile_memory=True) as profiler:
        call()
    held, most = 0, 0
    for event in profiler.profiler.kineto_results.events():
        if event.name() == "[memory]":
            held += event.nbytes()
            most = max(most, held)
    return round(most / 1e6, 1)


def growth(call: Callable[[int], int], sizes: list[int]) -> dict[str, object]:
    """Seconds against size, and the exponent of the power law that fits them best.

    call: does the work of one size and returns how large it really was, in cells or such.
    """
    real = [call(size) for size in sizes]  # and warms up
    taken = [min(seconds(lambda size=size: call(size)) for _ in range(3)) for size in sizes]
    exponent = np.polyfit(np.log(real), np.log(taken), 1)[0]
    return {"sizes": real, "seconds": [round(t, 5) for t in taken], "exponent": round(exponent, 2)}
