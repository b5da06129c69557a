"""Fields over steps: what a training run leaves behind, one track a name."""

from __future__ import annotations

from bisect import bisect_right
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import takewhile
from threading import Lock
from typing import Any

import numpy as np

from tdlviz.core.door import whole_number, words
from tdlviz.core.errors import InvalidInput, UnknownName
from tdlviz.core.field import KINDS, Field

Listener = Callable[["Track"], None]


@dataclass
class _Reel:
    """What a tape keeps of one name."""

    frames: deque[tuple[int, Field]]
    listeners: list[Listener]
    kind: str | None = None
    rank: int | None = None
    dropped: int = 0


class Track:
    """One name of a tape. It may stand wherever a `Field` may, and then stays live.

    It may be taken before anything was logged under its name: views are empty now, alive later.
    """

    def __init__(self, tape: Tape, name: str) -> None:
        self.tape, self.name = tape, name

    @property
    def kind(self) -> str | None:
        """The kind of its fields, None until it is declared or logged."""
        with self.tape._lock:
            return self.tape._reel(self.name).kind

    @property
    def rank(self) -> int | None:
        """The rank of its fields, None for the whole complex or until it is known."""
        with self.tape._lock:
            return self.tape._reel(self.name).rank

    @property
    def steps(self) -> list[int]:
        """The steps still in memory, in increasing order."""
        return [step for step, _ in self._frames()]

    @property
    def dropped(self) -> int:
        """How many early steps the bounded ring has let go."""
        with self.tape._lock:
            return self.tape._reel(self.name).dropped

    @property
    def latest(self) -> Field | None:
        """The newest field, or None before the first."""
        frames = self._frames()
        return frames[-1][1] if frames else None

    def at(self, step: int | Any) -> Field:
        """The field as it stood at `step`: the last one logged at or before it."""
        step = whole_number(f"track {self.name!r} at step", step, 0)
        frames = self._frames()
        place = bisect_right([s for s, _ in frames], step)
        if place == 0:
            kept = f"kept steps start at {frames[0][0]}" if frames else "nothing is logged yet"
            raise InvalidInput(f"track {self.name!r} at step {step}", step, kept)
        return frames[place - 1][1]

    def after(self, step: int | Any) -> list[tuple[int, Field]]:
        """The later steps in memory and their fields, at a cost of only these; -1 for all."""
        step = whole_number(f"track {self.name!r} after step", step, -1)
        with self.tape._lock:
            newest_first = reversed(self.tape._reel(self.name).frames)
            return list(takewhile(lambda frame: frame[0] > step, newest_first))[::-1]

    def history(self) -> np.ndarray:
        """The values of all steps in memory, stacked: (steps, …). Shapes must not change."""
        frames = [field.values for _, field in self._frames()]
        if len({values.shape for values in frames}) > 1:
            shapes = sorted({values.shape for values in frames})
            raise InvalidInput(f"history of {self.name!r}", shapes, "shapes must not change")
        return np.stack(frames) if frames else np.zeros(0)

    def subscribe(self, listener: Listener | Any) -> Callable[[], None]:
        """Call `listener(track)` after each log, in the logging thread. Returns its undoing."""
        if not callable(listener):
            raise InvalidInput("subscribe", repr(listener), "a function of a track is needed")
        with self.tape._lock:
            listeners = self.tape._reel(self.name).listeners
            listeners.append(listener)

        def undo() -> None:
            with self.tape._lock:
                if listener in listeners:
                    listeners.remove(listener)

        return undo

    def _frames(self) -> list[tuple[int, Field]]:
        with self.tape._lock:
            return list(self.tape._reel(self.name).frames)

    def __len__(self) -> int:
        with self.tape._lock:
            return len(self.tape._reel(self.name).frames)

    def __repr__(self) -> str:
        return f"Track({self.name!r}, {len(self)} steps, latest {self.latest})"


class Tape:
    """A bounded ring of fields over steps. Safe to log from one thread and read from others.

    capacity: how many steps each track keeps in memory; older ones are counted in `dropped`.
    Raises `InvalidInput` for a capacity below 1.
    """

    def __init__(self, capacity: int | Any = 1000) -> None:
        self.capacity = whole_number("Tape(capacity=…)", capacity, 1)
        self._lock, self._reels, self._step = Lock(), dict[str, _Reel](), -1

    @property
    def step(self) -> int:
        """The last step logged, -1 before the first."""
        return self._step

    @property
    def names(self) -> list[str]:
        """The names that hold at least one field."""
        with self._lock:
            return [name for name, reel in self._reels.items() if reel.frames]

    def declare(self, name: str | Any, kind: str | Any, rank: int | Any | None = None) -> Track:
        """Say what a name will hold before it is logged, so that a view can be chosen for it.

        Raises `UnknownName` for a kind that is none, `InvalidInput` for a rank that the kind cannot
        have, and where the name holds something else already.
        """
        if not isinstance(kind, str) or kind not in KINDS:
            raise UnknownName(f"declare {name!r}", f"kind {kind!r}", f"kinds: {[*KINDS]}")
        words("declare", name)
        if KINDS[kind].offsets:
            rank = whole_number(f"declare {name!r}: rank", rank, 0)
        elif rank is not None:
            raise InvalidInput(f"declare {name!r}", f"rank {rank!r}", f"a {kind} has no rank")
        with self._lock:
            self._agree(name, kind, rank)
            self._settle(name, kind, rank)
        return self[name]

    def log(
        self,
        fields: Mapping[str, Any] | Any | None = None,
        *,
        step: int | Any | None = None,
        **more: Any,
    ) -> int:
        """Write numbers and `Field`s at the next step, or at a later `step`. Returns the step.

        The keyword `step` says where to write and is never a name. A plain number becomes a field
        of kind `number`. Kind and rank of a name never change. All is written, or nothing.
        Raises `InvalidInput` for what is neither number nor field, and for a step already past.
        """
        if fields is not None and not isinstance(fields, Mapping):
            raise InvalidInput("log", type(fields).__name__, "a mapping from names to numbers")
        if step is not None:
            step = whole_number("log(step=…)", step, 0)
        given = {**(fields or {}), **more}
        entries = {name: _as_field(name, value) for name, value in given.items()}
        with self._lock:
            now = self._step + 1 if step is None else step
            if now <= self._step:
                last = f"last step {self._step}"
                raise InvalidInput(f"log at step {now}", last, "steps increase")
            for name, field in entries.items():
                self._agree(name, field.kind, field.rank)
            for name, field in entries.items():
                self._append(name, now, field)
            self._step = now
            listeners = [(name, heard) for name in entries for heard in self._reels[name].listeners]
        for name, heard in listeners:
            heard(self[name])
        return now

    def __getitem__(self, name: str | Any) -> Track:
        words("tape[…]", name)
        return Track(self, name)

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)

    def _reel(self, name: str) -> _Reel:
        return self._reels.setdefault(name, _Reel(deque(maxlen=self.capacity), []))

    def _append(self, name: str, step: int, field: Field) -> None:
        self._settle(name, field.kind, field.rank)
        reel = self._reel(name)
        reel.dropped += len(reel.frames) == self.capacity
        reel.frames.append((step, field))

    def _settle(self, name: str, kind: str, rank: int | None) -> None:
        reel = self._reel(name)
        reel.kind, reel.rank = kind, rank

    def _agree(self, name: str, kind: str, rank: int | None) -> None:
        reel = self._reel(name)
        if reel.kind is not None and (reel.kind, reel.rank) != (kind, rank):
            rule = f"it has been {reel.kind} of rank {reel.rank} so far"
            raise InvalidInput(f"track {name!r}", f"{kind} of rank {rank}", rule)


def _as_field(name: str | Any, value: Any) -> Field:
    words("log", name)
    if isinstance(value, Field):
        return value if value.name == name else replace(value, name=name)
    # item() takes the number out of a numpy or torch scalar, on any device, detached
    number = value.item() if getattr(value, "ndim", None) == 0 else value
    if not isinstance(number, (bool, int, float)):
        rule = "give a number, or a Field that says its kind"
        raise InvalidInput(f"log {name!r}", type(value).__name__, rule)
    return Field(name, np.asarray(number, dtype=float), kind="number")
