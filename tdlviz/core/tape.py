"""Fields over steps: what a training run leaves behind, one track a name."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from os import PathLike
from typing import TYPE_CHECKING, Any

from tdlviz.core.derive import Derivation
from tdlviz.core.door import real_number, whole_number, words
from tdlviz.core.entry import Fetch
from tdlviz.core.errors import InvalidInput, UnknownName
from tdlviz.core.field import KINDS, Field
from tdlviz.core.meter import Meter
from tdlviz.core.pending import Pending
from tdlviz.core.reels import Reels
from tdlviz.core.track import Track
from tdlviz.core.writer import Writer

if TYPE_CHECKING:
    from tdlviz.core.complex import Complex

Source = Callable[[int], Mapping[str, Field | Pending]]
LAST = 2**31 - 1
"""The last step that can be logged: views count them in int32."""


class Tape:
    """Fields over steps. Safe to log from any thread and to read from others.

    room: bytes of fields to keep in memory. All numbers are kept. Where fields need more, the track
          that holds most loses every second step, evenly, and takes only each 2nd, 4th, … of what
          comes; its first and its newest are always kept. `Track.dropped` counts what is left out.

    What is logged is kept as it comes; to hold less, log float16, as `tdlviz.watch` does when told.
    `fault` says in words what went wrong off the logging thread, "" for nothing. `fetch(name,
    tensor)`, where it is set, makes a `Pending` of a single number that is still on a device.
    `meter` measures what watching and showing cost.
    A tape is a context: at its end, `close`. Raises `InvalidInput` for a negative room.
    """

    def __init__(self, room: int | Any = 256_000_000) -> None:
        self.room = whole_number("Tape(room=…)", room, 0)
        self.fault, self.fetch = "", None
        self._reels = Reels(self.room)
        self.meter = Meter()
        self._writer = Writer(self._reels, self._say, self.meter)
        self._undo = ExitStack()
        self._undo.callback(self._writer.finish)

    fault: str
    fetch: Fetch | None

    @property
    def step(self) -> int:
        """The last step logged, -1 before the first."""
        return self._reels.step

    @property
    def cuts(self) -> tuple[int, ...]:
        """The steps that the tape was cut to, in the order in which it was."""
        return self._reels.cuts

    @property
    def names(self) -> list[str]:
        """The names that hold at least one field."""
        with self._reels.lock:
            return self._reels.names

    def declare(self, name: str | Any, kind: str | Any, rank: int | Any | None = None) -> Track:
        """Say what a name will hold before it is logged, so that a view can be chosen for it.

        Raises `UnknownName` for a kind that is none, `InvalidInput` for a rank that the kind cannot
        have, and where the name holds something else already.
        """
        self._check_open("declare")
        if not isinstance(kind, str) or kind not in KINDS:
            raise UnknownName(f"declare {name!r}", f"kind {kind!r}", f"kinds: {[*KINDS]}")
        words("declare", name)
        if KINDS[kind].offsets:
            rank = whole_number(f"declare {name!r}: rank", rank, 0)
        elif rank is not None:
            raise InvalidInput(f"declare {name!r}", f"rank {rank!r}", f"a {kind} has no rank")
        with self._reels.lock:
            self._reels.agree(name, kind, rank)
            self._reels.settle(name, kind, rank)
        return self[name]

    def log(
        self,
        fields: Mapping[str, Any] | Any | None = None,
        *,
        step: int | Any | None = None,
        **more: Any,
    ) -> int:
        """Write numbers, `Field`s and `Pending`s at the next step, or at a later one. Returns it.

        The keyword `step` says where to write and is never a name. A plain number becomes a field
        of kind `number`. Kind and rank of a name never change. All is written, or nothing. What
        waits for a `Pending` is written in order by another thread, and so is all behind it.
        Raises `InvalidInput` for what is none of these, a name given twice and a step already past.
        """
        self._check_open("log")
        at = None if step is None else whole_number("log(step=…)", step, 0, LAST)
        now = self._writer.log([{} if fields is None else fields, more], at, self.fetch)
        self.meter.step()
        return now

    def feed(self, source: Source | Any) -> Callable[[], None]:
        """Let `source(step)` add to each log what it gives, at the same step. Returns its undoing.

        It is called in the thread that logs, before anything is written, without the lock that
        readers need. What it raises, `log` raises, and nothing is written.
        """
        self._check_open("feed")
        if not callable(source):
            raise InvalidInput("feed", repr(source), "a function of a step is needed")
        self._writer.sources.append(source)

        def undo() -> None:
            if source in self._writer.sources:
                self._writer.sources.remove(source)

        return undo

    def cut(self, step: int | Any) -> None:
        """Forget all that is later than `step`, -1 for all; the next log is at `step` + 1.

        Listeners of what lost something are called. Raises `InvalidInput` for a step not yet there.
        """
        self._check_open("cut")
        step = whole_number("cut", step, -1)
        with self._writer.turn, self._reels.lock:
            if step > self.step:
                raise InvalidInput("cut", step, f"the last step is {self.step}")
            lost = self._reels.cut(step)
        self._writer.tell(lost)

    def derive(
        self,
        name: str | Any,
        function: Callable[..., Any] | Any,
        *sources: str | Any,
        kind: str | Any | None = None,
        rank: int | Any | None = None,
    ) -> Track:
        """A track that is computed: `function` of the fields of `sources` at one step.

        It gives a number or a `Field`, and runs in a thread of its own: where it is slower than the
        run, it takes the newest step that all sources have, and counts those between in
        `Track.dropped`. What it raises ends it, in the words of `Track.fault`; the run goes on.
        Derived anew, as by a cell that is run again, what was computed stays, and the new function
        goes on from the newest step.
        kind, rank: as in `declare`, so that a view can be chosen at once.
        """
        self._check_open("derive")
        words("derive", name)
        made = Derivation(self._writer, name, function, [self[source] for source in sources])
        if kind is not None:
            self.declare(name, kind, rank)
        elif rank is not None:
            raise InvalidInput(f"derive {name!r}", f"rank {rank!r} without kind", "give both")
        self._undo.callback(made.begin())
        return self[name]

    def record(self, path: str | PathLike[str] | Any, complex: Complex | Any | None = None) -> Tape:
        """Stream to one file, from now on and with what memory holds; returns the tape itself.

        complex: kept in the file too. `tdlviz.open_run` reads it, also while it is written; a run
        that is killed loses at most its last second. When the disk is full, recording ends, `fault`
        says so and the run goes on. Raises `UnwritableFile` for a file that is there already.
        """
        from tdlviz.core.run_file import RunFile

        self._check_open("record")
        known = self._writer.file
        if known is not None:
            raise InvalidInput("record", str(path), f"it is recorded to {known.path} already")
        made = RunFile(path, complex, self._say)
        with self._writer.turn, self._reels.lock:
            self._reels.record(made)
            self._writer.file = made
        return self

    def flush(self, timeout: float | Any | None = None) -> bool:
        """Wait for what is on its way: to memory, to derived tracks, to the run file.

        timeout: in seconds, None for as long as it takes. Whether all has arrived.
        """
        if timeout is not None:
            timeout = real_number("flush(timeout=…)", timeout, 0)
        return self._writer.wait(timeout)

    def attach(self, undo: Callable[[], None] | Any) -> None:
        """Call `undo()` at `close`, the last attached first."""
        self._check_open("attach")
        if not callable(undo):
            raise InvalidInput("attach", repr(undo), "a function without arguments is needed")
        self._undo.callback(undo)

    def close(self) -> None:
        """End: undo what is attached, wait for what is on its way, close the run file.

        What was logged stays readable. Closing twice is closing once.
        """
        with self._writer.turn:
            self._writer.closed = "the tape is closed"
        self._undo.close()

    def __enter__(self) -> Tape:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __getitem__(self, name: str | Any) -> Track:
        words("tape[…]", name)
        return Track(self, name)

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)

    def _check_open(self, asked: str) -> None:
        self._writer.check_open(asked)

    def _say(self, fault: str) -> None:
        self.fault = fault
