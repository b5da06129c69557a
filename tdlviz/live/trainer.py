"""The steps of a run, one by one: done, logged, kept, looked after and taken back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from time import perf_counter
from typing import Any

import numpy as np

from tdlviz.core.errors import InvalidInput
from tdlviz.core.tape import Tape
from tdlviz.live.hunt import Hunt, tensors
from tdlviz.live.patience import Patience
from tdlviz.live.snapshots import Kept, Snapshots
from tdlviz.live.state import State

ALIKE = 1e-4  # of a number, when a step is done again: sums in another order differ by less


class Trainer:
    """Does the steps of a `Run`, in whatever thread it is asked to."""

    def __init__(
        self, step: Callable[[], Any], tape: Tape, snapshots: Snapshots, patience: Patience
    ) -> None:
        self.step, self.tape = step, tape
        self.snapshots, self.patience = snapshots, patience
        self._names: list[str] = []

    def begin(self) -> None:
        """Note how things stand, as they may have been changed by hand."""
        if self.snapshots.state.replaced:
            self.snapshots.renew(State.of(self.step))
        self.snapshots.cut(self.tape.step - 1)
        self.snapshots.offer(self.tape.step, np.inf)
        self.patience.again()

    def advance(self) -> str:
        """Do one step. Returns why the run should pause, in words, or ""."""
        if other := self.snapshots.state.replaced:
            names = " and ".join(other)
            return f"{names} now stands for something else, such as by a cell that was run anew"
        begin = perf_counter()
        self._once()
        self.snapshots.offer(self.tape.step, perf_counter() - begin)
        lost = self._not_finite()
        return self._hunted(lost) if lost else self.patience.lost(self.tape)

    def check(self, target: int) -> None:
        """Raise `InvalidInput` where there is no way back to `target`."""
        asked = f"rewind to step {target}"
        if target > self.tape.step:
            raise InvalidInput(asked, f"step {self.tape.step}", "steps to come are played to")
        if not self.snapshots.state.parts:
            rule = "nothing that a rewind restores was found: give state={name: model, …}"
            raise InvalidInput(asked, "no models or optimisers", rule)
        if self.snapshots.before(target) is None:
            first = self.snapshots.earliest
            raise InvalidInput(asked, f"first step kept: {first}", "a step at or after it")

    def rewind(self, target: int) -> str:
        """Be as after step `target` again. Returns in words whether that is as it was."""
        kept = self.snapshots.before(target)
        assert kept is not None
        before = self._numbers()
        self._restore(kept)
        while self.tape.step < target:
            self._once()
        self.patience.again()
        after = self._numbers()
        other = [n for n in before if n in after and not _alike(before[n], after[n], target)]
        if not other:
            return f"rewound to step {target}"
        return f"rewound to step {target}, but {other[0]} is not as it was: the step depends on \
something that is not restored ({', '.join(self.snapshots.state.parts)} are)"

    def _once(self) -> None:
        before = self.tape.step
        given = self.step()
        if given is not None and not isinstance(given, Mapping):
            given = {"loss": given}
        if given or self.tape.step == before:
            self.tape.log(given)
        self._names = list(given or {})

    def _restore(self, kept: Kept) -> None:
        self.snapshots.state.restore(kept.snapshot)
        self.snapshots.cut(kept.step)
        self.tape.cut(kept.step)

    def _numbers(self) -> dict[str, Mapping[int, float]]:
        tracks = [self.tape[name] for name in self._names]
        numbers = [track for track in tracks if track.kind == "number"]
        return {t.name: dict(zip(*(a.tolist() for a in t.numbers()), strict=True)) for t in numbers}

    def _not_finite(self) -> list[str]:
        tracks = [self.tape[name] for name in self._names]
        latest = [track.latest for track in tracks if track.kind == "number"]
        return [field.name for field in latest if field and not np.isfinite(field.values)]

    def _hunted(self, names: list[str]) -> str:
        """Do the steps since the last sound state again, and say where things went wrong."""
        bad = self.tape.step
        words = f"{' and '.join(names)} not finite at step {bad}"
        sound = [kept for kept in self.snapshots.kept if kept.step < bad and _sound(kept)]
        if not sound:
            return words
        self._restore(sound[-1])
        with Hunt(self.snapshots.state.parts) as hunt:
            while self.tape.step < bad and not hunt.first:
                self._once()
                hunt.look()
            at = self.tape.step
        while self.tape.step < bad:
            self._once()
        if hunt.first:
            return f"{words}, first in {hunt.first} at step {at}"
        return f"{words}; every tensor of {', '.join(hunt.models) or 'no model'} was finite"


def _sound(kept: Kept) -> bool:
    return all(bool(tensor.isfinite().all()) for tensor in tensors(kept.snapshot))


def _alike(before: Mapping[int, float], after: Mapping[int, float], step: int) -> bool:
    if step not in before or step not in after:
        return True
    return bool(np.isclose(before[step], after[step], rtol=ALIKE, atol=1e-8, equal_nan=True))
