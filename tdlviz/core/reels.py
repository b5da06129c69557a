"""All that a tape keeps, behind one lock: a reel a name, the last step, the cuts."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from tdlviz.core.entry import Value
from tdlviz.core.errors import InvalidInput
from tdlviz.core.field import Field
from tdlviz.core.frames import Frames
from tdlviz.core.frames_of_fields import Fields
from tdlviz.core.frames_of_numbers import Numbers

if TYPE_CHECKING:
    from tdlviz.core.pending import Pending


@dataclass
class Reel:
    """What a tape keeps of one name, and who listens.

    skipped: the steps at which a derived track was not computed, for want of time.
    """

    name: str
    frames: Frames
    kind: str | None = None
    rank: int | None = None
    fault: str = ""
    listeners: list[Callable[[], None]] = field(default_factory=list)
    skipped: array[int] = field(default_factory=lambda: array("q"))

    def cut(self, step: int) -> bool:
        """Forget what is later: whether there was any."""
        while self.skipped and self.skipped[-1] > step:
            self.skipped.pop()
        return self.frames.cut(step)


@runtime_checkable
class Copy(Protocol):
    """A file that is told all that is written."""

    def write(self, step: int, values: list[tuple[Reel, Value]]) -> None:
        """Take down what was written at a step. Never waits."""

    def cut(self, step: int) -> None:
        """Take down that what is later is void."""


class Reels:
    """The reels of a tape. Hold `lock` for each call.

    room: bytes of fields to keep; above it the largest track is thinned, down to two frames a
          track at most.
    """

    def __init__(self, room: int) -> None:
        self.room, self.lock, self.step = room, Lock(), -1
        self.cuts: tuple[int, ...] = ()
        self.copy: Copy | None = None
        self._all: dict[str, Reel] = {}

    def __getitem__(self, name: str) -> Reel:
        if name not in self._all:
            self._all[name] = Reel(name, Fields(name))
        return self._all[name]

    @property
    def names(self) -> list[str]:
        """The names that hold at least one field."""
        return [name for name, reel in self._all.items() if len(reel.frames)]

    def agree(self, name: str, kind: str, rank: int | None) -> None:
        """Raise `InvalidInput` where a name has been something else so far."""
        reel = self[name]
        if reel.kind is not None and (reel.kind, reel.rank) != (kind, rank):
            rule = f"it has been {reel.kind} of rank {reel.rank} so far"
            raise InvalidInput(f"track {name!r}", f"{kind} of rank {rank}", rule)

    def settle(self, name: str, kind: str, rank: int | None) -> Reel:
        """Say what a name holds from now on."""
        reel = self[name]
        if reel.kind is None:
            reel.kind, reel.rank, reel.frames = kind, rank, self.frames(name, kind, rank)
        return reel

    def frames(self, name: str, kind: str, rank: int | None) -> Frames:  # noqa: ARG002
        """Where the values of a name will be kept."""
        return Numbers(name) if kind == "number" else Fields(name)

    def check(self, values: Mapping[str, Value | Pending]) -> None:
        """Raise `InvalidInput` where one of them is not what its name has been so far."""
        for name, value in values.items():
            if isinstance(value, (float, Field)):
                self.agree(name, *_sort(value))

    def write(self, step: int, values: Mapping[str, Value]) -> None:
        """Keep all, or raise `InvalidInput` and keep nothing."""
        self.check(values)
        written = [(self.settle(name, *_sort(value)), value) for name, value in values.items()]
        for reel, value in written:
            reel.frames.append(step, value)
        if self.copy is not None:
            self.copy.write(step, [(r, r.frames.item(-1)) for r, _ in written])
        self._fit()

    def void(self, step: int, cuts: int) -> bool:
        """Whether a step has been cut away since there were so many cuts."""
        return any(cut < step for cut in self.cuts[cuts:])

    def cut(self, step: int) -> list[str]:
        """Forget what is later: the names that lost something."""
        if step == self.step:
            return []
        self.step, self.cuts = step, (*self.cuts, step)
        if self.copy is not None:
            self.copy.cut(step)
        return [name for name, reel in self._all.items() if reel.cut(step)]

    def record(self, copy: Copy) -> None:
        """Write all to a file, from now on and what there is."""
        for step in self.cuts:
            copy.cut(step)
        for reel in self._all.values():
            steps = reel.frames.steps.tolist()
            for place, step in enumerate(steps):
                copy.write(step, [(reel, reel.frames.item(place))])
        self.copy = copy

    def _fit(self) -> None:
        fields = [reel.frames for reel in self._all.values() if isinstance(reel.frames, Fields)]
        while sum(frames.bytes for frames in fields) > self.room:
            if not any(f.thin() for f in sorted(fields, key=lambda f: f.bytes, reverse=True)):
                return


def _sort(value: Value) -> tuple[str, int | None]:
    return (value.kind, value.rank) if isinstance(value, Field) else ("number", None)
