"""What a track of numbers has told so far, as arrays and in words."""

from __future__ import annotations

from collections import Counter
from typing import Any, NamedTuple

import numpy as np
from jaxtyping import Bool, Float, Int32

from tdlviz.core.field import Field
from tdlviz.core.track import Track


class Story(NamedTuple):
    """The steps of one track and its numbers at each.

    kind:    "number" has one number a step, "numbers" any number of them; "curve" is a field of
             `numbers` that has no steps, where `steps` count its entries; None is not known yet.
    steps:   (m,) increasing.
    counts:  (m,) how many numbers each step has.
    values:  the numbers of all steps, one after the other.
    kept:    how many steps the tape keeps, earlier ones among them.
    dropped: how many steps it has left out.
    cuts:    the steps to which the tape has been cut.
    """

    name: str
    kind: str | None
    steps: Int32[np.ndarray, "m"]
    counts: Int32[np.ndarray, "m"]
    values: Float[np.ndarray, "n"]
    kept: int
    dropped: int = 0
    cuts: tuple[int, ...] = ()

    def arrays(self, key: str) -> dict[str, np.ndarray]:
        """What crosses to the page; counts only where they are not all 1."""
        counts = {f"counts{key}": self.counts} if self.kind == "numbers" else {}
        values = np.where(self.known, self.values, np.nan).astype(np.float32)
        return {f"steps{key}": self.steps, f"values{key}": values, **counts}

    @property
    def meaning(self) -> dict[str, Any]:
        """What the page must know of the arrays."""
        return {name: getattr(self, name) for name in ("name", "kind", "kept", "dropped", "cuts")}

    @property
    def known(self) -> Bool[np.ndarray, "n"]:
        """Which numbers can be drawn: the finite ones of float32."""
        return np.abs(self.values) <= np.finfo(np.float32).max

    @property
    def finite(self) -> Float[np.ndarray, "finite"]:
        """The numbers that can be drawn."""
        return self.values[self.known]

    @property
    def gaps(self) -> Int32[np.ndarray, "gaps"]:
        """The steps that have a number that is not finite."""
        return np.unique(np.repeat(self.steps, self.counts)[~self.known])

    def rows(self) -> dict[int, list[float]]:
        """The numbers of each step; those of a curve stand at step 0."""
        if self.curved:
            return {0: self.values.tolist()}
        parts = np.split(self.values, np.cumsum(self.counts)[:-1])
        return dict(zip(self.steps.tolist(), [part.tolist() for part in parts], strict=False))

    def describe(self) -> str:
        """The story in a sentence without a full stop."""
        if not len(self.steps):
            return f"{self.name}: no steps yet"
        parts = [f"{self.name} over {_many(len(self.steps), 'entry' * self.curved or 'step')}"]
        if self.kind == "numbers":
            parts.append(f"{_span(self.counts)} numbers a step")
        if len(self.finite):
            parts.append(f"between {self.finite.min():.4g} and {self.finite.max():.4g}")
        if self.kind == "number":
            parts.append(f"now {self.values[-1]:.4g}")
        if len(self.gaps):
            parts.append(f"not finite at {len(self.gaps):,} of them")
        if self.dropped:
            parts.append(f"{_many(self.dropped, 'step')} left out")
        return ", ".join(parts)

    @property
    def curved(self) -> bool:
        """Whether the numbers run over entries and not over steps."""
        return self.kind == "curve"


def story(given: Field | Track, after: int = -1) -> Story:
    """What a track has in memory after a step; a field counts as one step, numbers as a curve."""
    if isinstance(given, Track):
        cuts = given.tape.cuts  # before the rest, lest what was cut away counts as new
        if given.kind == "number":
            at, numbers = given.numbers(after)
            steps, counts = at.astype(np.int32), np.ones(len(at), dtype=np.int32)
            return Story(
                given.name, "number", steps, counts, numbers, len(given), given.dropped, cuts
            )
        frames = given.after(after)
        steps = np.array([step for step, _ in frames], dtype=np.int32)
        counts = np.array([field.values.size for _, field in frames], dtype=np.int32)
        values = np.concatenate([np.zeros(0), *(field.values.ravel() for _, field in frames)])
        return Story(given.name, given.kind, steps, counts, values, len(given), given.dropped, cuts)
    steps = np.arange(after + 1, given.values.size, dtype=np.int32)
    kind = "curve" if given.kind == "numbers" else given.kind
    values = given.values.ravel()[after + 1 :].astype(float)
    return Story(given.name, kind, steps, np.ones_like(steps), values, given.values.size)


def told_apart(names: list[str]) -> list[str]:
    """The names, numbered where several runs have one: "loss, run 1" and "loss, run 2"."""
    seen: Counter[str] = Counter()
    found = []
    for name in names:
        seen[name] += 1
        found.append(f"{name}, run {seen[name]}" if names.count(name) > 1 else name)
    return found


def _span(counts: np.ndarray) -> str:
    low, high = int(counts.min()), int(counts.max())
    return f"{low:,}" if low == high else f"{low:,} to {high:,}"


def _many(count: int, one: str) -> str:
    many = {"entry": "entries", "step": "steps"}[one]
    return f"{count:,} {one if count == 1 else many}"
