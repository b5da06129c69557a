"""Track: one name of a tape."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
from jaxtyping import Float, Int64

from tdlviz.core.door import whole_number
from tdlviz.core.errors import InvalidInput
from tdlviz.core.field import Field
from tdlviz.core.frames_of_numbers import Numbers

if TYPE_CHECKING:
    from tdlviz.core.reels import Reel
    from tdlviz.core.tape import Tape


class Track:
    """One name of a tape. It may stand wherever a `Field` may, and then stays live.

    It may be taken before anything was logged under its name: views are empty now, alive later.
    """

    def __init__(self, tape: Tape, name: str) -> None:
        self.tape, self.name = tape, name

    @property
    def kind(self) -> str | None:
        """The kind of its fields, None until it is declared or logged."""
        with self.tape._reels.lock:
            return self._reel.kind

    @property
    def rank(self) -> int | None:
        """The rank of its fields, None for the whole complex or until it is known."""
        with self.tape._reels.lock:
            return self._reel.rank

    @property
    def derived(self) -> bool:
        """Whether it is computed from others: see `Tape.derive`."""
        return self.name in self.tape._writer.derived

    @property
    def fault(self) -> str:
        """Why a derived track has ended, in words; "" for one that goes on."""
        with self.tape._reels.lock:
            return self._reel.fault

    @property
    def steps(self) -> list[int]:
        """The steps that are kept, in increasing order."""
        with self.tape._reels.lock:
            return self._reel.frames.steps.tolist()

    @property
    def ends(self) -> tuple[int, int] | None:
        """The first and the last step that are kept, None where there is none."""
        with self.tape._reels.lock:
            frames = self._reel.frames
            return (frames.at(0), frames.at(-1)) if len(frames) else None

    @property
    def dropped(self) -> int:
        """How many steps are left out: for want of room, or of time where it is derived."""
        with self.tape._reels.lock:
            return self._reel.frames.dropped + len(self._reel.skipped)

    @property
    def latest(self) -> Field | None:
        """The newest field, or None before the first."""
        with self.tape._reels.lock:
            frames = self._reel.frames
            newest = frames.item(-1) if len(frames) else None
        return None if newest is None else frames.load(newest)

    def at(self, step: int | Any) -> Field:
        """The field as it stood at `step`: the last one kept at or before it."""
        step = whole_number(f"track {self.name!r} at step", step, 0)
        with self.tape._reels.lock:
            frames = self._reel.frames
            place = frames.place(step)
            if place < 0:
                first = f"kept steps start at {frames.at(0)}" if len(frames) else ""
                rule = first or "nothing is logged yet"
                raise InvalidInput(f"track {self.name!r} at step {step}", step, rule)
            item = frames.item(place)
        return frames.load(item)

    def after(self, step: int | Any) -> list[tuple[int, Field]]:
        """The later steps that are kept and their fields, at a cost of only these; -1 for all."""
        frames, items = self._after(step)
        return [(at, frames.load(item)) for at, item in items]

    def numbers(
        self, after: int | Any = -1
    ) -> tuple[Int64[np.ndarray, "steps"], Float[np.ndarray, "steps"]]:
        """Later steps and the number at each, for kind `number`: as arrays, without fields."""
        after = whole_number(f"track {self.name!r} after step", after, -1)
        with self.tape._reels.lock:
            frames = self._reel.frames
            if not isinstance(frames, Numbers):
                rule = "fields have `after` and `history`"
                raise InvalidInput(f"numbers of {self.name!r}", f"kind {self._reel.kind}", rule)
            return frames.after(after)

    def history(self) -> np.ndarray:
        """The values of all steps that are kept, stacked: (steps, …). Shapes must not change."""
        if self.kind == "number":
            return self.numbers()[1]
        fields = [field.values for _, field in self.after(-1)]
        if len({values.shape for values in fields}) > 1:
            shapes = sorted({values.shape for values in fields})
            raise InvalidInput(f"history of {self.name!r}", shapes, "shapes must not change")
        return np.stack(fields) if fields else np.zeros(0)

    def subscribe(self, listener: Listener | Any) -> Callable[[], None]:
        """Call `listener(track)` after each log or cut of it, in the thread that wrote it.

        Returns its undoing."""
        if not callable(listener):
            raise InvalidInput("subscribe", repr(listener), "a function of a track is needed")
        with self.tape._reels.lock:
            listeners = self._reel.listeners
            tell = partial(listener, self)
            listeners.append(tell)

        def undo() -> None:
            with self.tape._reels.lock:
                if tell in listeners:
                    listeners.remove(tell)

        return undo

    @property
    def _reel(self) -> Reel:
        return self.tape._reels[self.name]

    def _after(self, step: int | Any) -> tuple[Any, list[tuple[int, Any]]]:
        step = whole_number(f"track {self.name!r} after step", step, -1)
        with self.tape._reels.lock:
            frames = self._reel.frames
            places = range(frames.place(step) + 1, len(frames))
            return frames, [(frames.at(place), frames.item(place)) for place in places]

    def __len__(self) -> int:
        with self.tape._reels.lock:
            return len(self._reel.frames)

    def __repr__(self) -> str:
        return f"Track({self.name!r}, {len(self)} steps, latest {self.latest})"


Listener = Callable[[Track], None]
