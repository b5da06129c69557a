"""The steps of a run, one by one: done, logged, kept, looked after and taken back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from threading import Lock
from time import perf_counter
from typing import Any

import numpy as np

from tdlviz.core.errors import InvalidInput
from tdlviz.core.field import Field
from tdlviz.core.tape import Tape
from tdlviz.live.finite import Finite
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
        self.step, self.tape, self.turn = step, tape, Lock()
        self.snapshots, self.patience = snapshots, patience
        self.finite, self._names = Finite(), list[str]()

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
        lost = self.finite.lost(self._given())
        return self._hunted(lost) if lost else self.patience.lost(self.tape)

    def shares(self, other: Trainer) -> bool:
        """Whether both would train the same: the same step, or a step of the same optimiser."""
        mine, its = (one.snapshots.state.parts.values() for one in (self, other))
        twice = (part for part in mine if any(part is known for known in its))
        return self.step == other.step or any(hasattr(part, "param_groups") for part in twice)

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

    def rewind(self, target: int, goes_on: Callable[[], bool]) -> str:
        """Be as after step `target` again, while it goes on. Returns in words whether that is as
        it was."""
        kept = self.snapshots.before(target)
        assert kept is not None
        before = self._numbers()
        self._restore(kept)
        while self.tape.step < target:
            if not goes_on():
                return f"halted at step {self.tape.step}, on the way back to step {target}"
            self._once()
        self.patience.again()
        self.finite.again()
        after = self._numbers()
        other = [n for n in before if n in after and not _alike(before[n], after[n], target)]
        if not other:
            return f"rewound to step {target}"
        return f"rewound to step {target}, but {other[0]} is not as it was: {self._unrestored}"

    def _once(self) -> None:
        before = self.tape.step
        given = self.step()
        if given is not None and not isinstance(given, Mapping):
            given = {"loss": given}
        if given or self.tape.step == before:
            self.tape.log(given)
        self._names = list(given or self._logged())

    def _restore(self, kept: Kept) -> None:
        self.snapshots.state.restore(kept.snapshot)
        self.snapshots.cut(kept.step)
        self.tape.cut(kept.step)

    def _numbers(self) -> dict[str, Mapping[int, float]]:
        tracks = [self.tape[name] for name in self._names]
        numbers = [track for track in tracks if track.kind == "number"]
        return {t.name: dict(zip(*(a.tolist() for a in t.numbers()), strict=True)) for t in numbers}

    def _logged(self) -> list[str]:
        """What a step has logged by itself."""
        tracks = [self.tape[name] for name in self.tape.names]
        return [t.name for t in tracks if t.ends and t.ends[1] == self.tape.step and not t.derived]

    def _given(self) -> list[Field]:
        """The numbers that the last step gave."""
        tracks = [self.tape[name] for name in self._names]
        latest = [track.latest for track in tracks if track.kind == "number"]
        return [field for field in latest if field is not None]

    def _hunted(self, names: list[str]) -> str:
        """Do the steps since the last sound state again, and say where things went wrong."""
        bad = self.tape.step
        words = f"{' and '.join(names)} not finite at step {bad}"
        sound = [kept for kept in self.snapshots.kept if kept.step < bad and _sound(kept)]
        if not sound:
            return words
        hunt = Hunt(self.snapshots.state.parts)
        try:
            at = self._looked_through(sound[-1], bad, hunt)
        except Exception as error:  # noqa: BLE001, a step that cannot be done again is no failure
            raised = f"{type(error).__name__} {error}".rstrip()
            return f"{words}; doing the steps again, to find where, raised {raised}"
        if hunt.first:
            return f"{words}, first in {hunt.first} at step {at}"
        if all(np.isfinite(field.values) for field in self._given() if field.name in names):
            return f"{words}, but finite when it was done again: {self._unrestored}"
        return f"{words}; every tensor of {', '.join(hunt.models) or 'no model'} was finite"

    def _looked_through(self, sound: Kept, bad: int, hunt: Hunt) -> int:
        """Do the steps up to `bad` again. Returns at which the hunt has found something."""
        self._restore(sound)
        with hunt:
            while self.tape.step < bad and not hunt.first:
                self._once()
                hunt.look()
            at = self.tape.step
        while self.tape.step < bad:
            self._once()
        return at

    @property
    def _unrestored(self) -> str:
        parts = ", ".join(self.snapshots.state.parts)
        return f"the step depends on something that is not restored ({parts} are)"


def _sound(kept: Kept) -> bool:
    return all(bool(tensor.isfinite().all()) for tensor in tensors(kept.snapshot))


def _alike(before: Mapping[int, float], after: Mapping[int, float], step: int) -> bool:
    if step not in before or step not in after:
        return True
    return bool(np.isclose(before[step], after[step], rtol=ALIKE, atol=1e-8, equal_nan=True))
