"""Tracks that are computed from others, off the thread that logs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from tdlviz.core.door import words
from tdlviz.core.entry import as_value
from tdlviz.core.errors import InvalidInput

if TYPE_CHECKING:
    from tdlviz.core.tape import Tape
    from tdlviz.core.track import Track


class Derivation:
    """One derived track. Steps that come while it computes wait; of those only the newest is next.

    function: of the fields of its sources at one step, to a number or a `Field`.
    """

    def __init__(
        self, tape: Tape, name: str, function: Callable[..., Any], sources: Sequence[Track]
    ) -> None:
        self.tape, self.name, self.function, self.sources = tape, name, function, sources
        self.coming, self.seen, self.cuts = list[int](), -1, len(tape.cuts)
        self.undo = [source.subscribe(self.hear) for source in sources]

    def hear(self, _: Any = None) -> None:
        """Something was logged or cut: note the newest step that all sources have."""
        with self.tape._reels.lock:
            self._forget()
            newest = self._newest()
            if newest <= self.seen:
                return
            self.seen = newest
            self.coming.append(newest)
            first = len(self.coming) == 1
        if first:
            self.tape._deriver.put(self)

    def run(self) -> None:
        """Compute the newest step that waits, and count those before it as skipped."""
        reels = self.tape._reels
        with reels.lock:
            self._forget()
            coming, self.coming, cuts = self.coming, [], len(reels.cuts)
            if not coming:
                return
            reels[self.name].skipped.extend(coming[:-1])
            found = [
                (frames, frames.item(frames.place(coming[-1])))
                for frames in (reels[source.name].frames for source in self.sources)
            ]
        try:
            fields = [frames.load(item) for frames, item in found]
            value = as_value(self.name, self.function(*fields))
            self.tape._write(coming[-1], {self.name: value}, cuts)
        except Exception as error:  # noqa: BLE001, whatever it is, training goes on and it is told
            self._end(f"{type(error).__name__} at step {coming[-1]}: {error}")
        else:
            self.tape._tell_apart([self.name])

    def _end(self, said: str) -> None:
        for undo in self.undo:
            undo()
        with self.tape._reels.lock:
            self.tape._reels[self.name].fault = said
            self.coming = []
        self.tape._tell_apart([self.name])

    def _forget(self) -> None:
        cuts = self.tape._reels.cuts
        for cut in cuts[self.cuts :]:
            self.coming = [step for step in self.coming if step <= cut]
            self.seen = min(self.seen, cut)
        self.cuts = len(cuts)

    def _newest(self) -> int:
        """The newest step at which all sources have a field, -1 where there is none."""
        frames = [self.tape._reels[source.name].frames for source in self.sources]
        step = min((f.at(-1) if len(f) else -1) for f in frames)
        while step >= 0:
            places = [f.place(step) for f in frames]
            if min(places) < 0:
                return -1
            before = [f.at(place) for f, place in zip(frames, places, strict=True)]
            if min(before) == step:
                return step
            step = min(before)
        return -1


def derivation(
    tape: Tape, name: str, function: Callable[..., Any] | Any, sources: Sequence[Any]
) -> Derivation:
    """A derivation, refused where it could never give anything."""
    asked = f"derive {name!r}"
    if not callable(function):
        raise InvalidInput(asked, repr(function), "a function of fields is needed")
    if not sources:
        raise InvalidInput(asked, "no sources", "names of tracks are needed")
    for source in sources:
        if words(asked, source) == name:
            raise InvalidInput(asked, "itself", "other tracks are needed")
    return Derivation(tape, name, function, [tape[source] for source in sources])
