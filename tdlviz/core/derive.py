"""Tracks that are computed from others, off the thread that logs."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

from tdlviz.core.entry import as_value
from tdlviz.core.errors import InvalidInput

if TYPE_CHECKING:
    from tdlviz.core.track import Track
    from tdlviz.core.writer import Writer


class Derivation:
    """One derived track. Steps that come while it computes wait; of those only the newest is next.

    function: of the fields of its sources at one step, to a number or a `Field`.

    One of the same name is replaced by it. Raises `InvalidInput` for what could never give
    anything, and for a name that is logged.
    """

    def __init__(
        self, writer: Writer, name: str, function: Callable[..., Any] | Any, sources: list[Track]
    ) -> None:
        self.writer, self.name, self.function, self.sources = writer, name, function, sources
        self.coming, self.seen, self.cuts = list[int](), -1, len(writer.reels.cuts)
        self.undo = ExitStack()
        asked = f"derive {name!r}"
        if not callable(function):
            raise InvalidInput(asked, repr(function), "a function of fields is needed")
        if not sources or name in [source.name for source in sources]:
            given = [source.name for source in sources]
            raise InvalidInput(asked, given, "names of other tracks are needed")
        with writer.reels.lock:
            logged = len(writer.reels[name].frames) > 0 and name not in writer.derived
        if logged:
            raise InvalidInput(asked, "a name in use", "a new name is needed")

    def begin(self) -> Callable[[], None]:
        """Listen to the sources, and start with what they have. Returns the undoing."""
        before = self.writer.derived.get(self.name)
        if before is not None:
            before._end("")
        self.writer.derived[self.name] = self
        for source in self.sources:
            self.undo.callback(source.subscribe(self.hear))
        self.hear()
        return self.undo.close

    def hear(self, _: Any = None) -> None:
        """Something was logged or cut: note the newest step that all sources have."""
        with self.writer.reels.lock:
            self._forget()
            newest = self._newest()
            if newest <= self.seen:
                return
            self.seen = newest
            self.coming.append(newest)
            first = len(self.coming) == 1
        if first:
            self.writer.deriver.put(self)

    def run(self) -> None:
        """Compute the newest step that waits, and count those before it as skipped."""
        reels = self.writer.reels
        with reels.lock:
            self._forget()
            own = reels[self.name].frames  # one that it replaces may have come as far already
            coming = [step for step in self.coming if not len(own) or step > own.at(-1)]
            self.coming, cuts = [], len(reels.cuts)
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
            self.writer.write(coming[-1], {self.name: value}, cuts)
        except Exception as error:  # noqa: BLE001, whatever it is, training goes on and it is told
            self._end(f"{type(error).__name__} at step {coming[-1]}: {error}")
        else:
            self.writer.tell_apart([self.name])

    def _end(self, said: str) -> None:
        self.undo.close()
        with self.writer.reels.lock:
            self.writer.reels[self.name].fault = said
            self.coming = []
        self.writer.tell_apart([self.name])

    def _forget(self) -> None:
        cuts = self.writer.reels.cuts
        for cut in cuts[self.cuts :]:
            self.coming = [step for step in self.coming if step <= cut]
            self.seen = min(self.seen, cut)
        self.cuts = len(cuts)

    def _newest(self) -> int:
        """The newest step at which all sources have a field, -1 where there is none."""
        frames = [self.writer.reels[source.name].frames for source in self.sources]
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
