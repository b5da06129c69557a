"""The writing side of a tape: one log at a time, values that wait, listeners, the run file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from math import inf
from threading import RLock
from time import monotonic, thread_time
from typing import TYPE_CHECKING, Any

from tdlviz.core.entry import Entry, Fetch, Value, gathered
from tdlviz.core.errors import InvalidInput
from tdlviz.core.meter import Meter
from tdlviz.core.reels import Reels
from tdlviz.core.worker import Worker

if TYPE_CHECKING:
    from tdlviz.core.derive import Derivation
    from tdlviz.core.run_file import RunFile

ON_THE_WAY = 256
"""Entries that may wait for a device before `log` waits as well."""


class Writer:
    """Writes to reels, and tells those who listen.

    say:     is told in words what went wrong where no caller could hear of it.
    turn:    is held by a log from its step to its writing, so that steps increase.
    courier: writes what has to be waited for, in order, and all that was logged behind it.
    deriver: computes derived tracks; `derived` has them by name, under which nobody else writes.
    """

    def __init__(self, reels: Reels, say: Callable[[str], None], meter: Meter) -> None:
        self.reels, self.say, self.meter, self.turn = reels, say, meter, RLock()
        self.courier = Worker("tdlviz courier", self._deliver, most=ON_THE_WAY)
        self.deriver = Worker("tdlviz deriver", self._derive)
        self.sources = list[Callable[[int], Any]]()
        self.derived: dict[str, Derivation] = {}
        self.file: RunFile | None = None
        self.closed = ""  # why nothing is taken any more, in words

    def check_open(self, asked: str) -> None:
        """Raise `InvalidInput` once the tape is closed."""
        if self.closed:
            raise InvalidInput(asked, "a tape that takes nothing", self.closed)

    def log(self, given: list[Any], at: int | None, fetch: Fetch | None) -> int:
        """Write, or hand to the courier, what is given and what the sources add. The step."""
        self.courier.make_room()
        with self.turn:
            self.check_open("log")
            now = self._next(at)
            fed = [source(now) for source in tuple(self.sources)]
            values = gathered([*given, *fed], fetch)
            for name in self.derived.keys() & values.keys():
                raise InvalidInput(f"log {name!r}", "a value", "this track is derived from others")
            entry = Entry(now, values, len(self.reels.cuts))
            if not (self.courier.idle and entry.ready):
                with self.reels.lock:
                    self.reels.check(values)
                    self.reels.step = now
                self.courier.put(entry)
                return now
            self.write(now, entry.resolved(), entry.cuts)
        self.tell(values)
        return now

    def write(self, step: int, values: Mapping[str, Value], cuts: int) -> None:
        """Keep values, unless their step was cut away since there were so many cuts."""
        if self.file is not None:
            self.file.worker.make_room()
        with self.reels.lock:
            if not self.reels.void(step, cuts):
                self.reels.write(step, values)
                self.reels.step = max(self.reels.step, step)

    def tell(self, names: Iterable[str]) -> None:
        """Call the listeners of these names, without the lock."""
        with self.reels.lock:
            heard = [tell for name in names for tell in self.reels[name].listeners]
        for tell in heard:
            tell()

    def tell_apart(self, names: Iterable[str]) -> None:
        """As `tell`, in a thread that has no caller who could hear of an error."""
        try:
            self.tell(names)
        except Exception as error:  # noqa: BLE001, a listener may raise anything
            self.say(f"a listener at step {self.reels.step}: {type(error).__name__}: {error}")

    def wait(self, timeout: float | None) -> bool:
        """Wait for what is on its way: whether all has arrived."""
        end = inf if timeout is None else monotonic() + timeout
        ways = [self.courier, self.deriver, *([self.file.worker] if self.file else [])]
        return all(way.wait(None if end == inf else max(0.0, end - monotonic())) for way in ways)

    def finish(self) -> None:
        """Wait for what is on its way, and close the file."""
        self.wait(None)
        if self.file is not None:
            self.file.close()

    def _next(self, at: int | None) -> int:
        last = self.reels.step
        if at is not None and at <= last:
            raise InvalidInput(f"log at step {at}", f"last step {last}", "steps increase")
        return last + 1 if at is None else at

    def _deliver(self, entries: list[Entry]) -> None:
        for entry in entries:
            if not self.reels.void(entry.step, entry.cuts):
                self._deliver_one(entry)

    def _deliver_one(self, entry: Entry) -> None:
        try:
            self.write(entry.step, entry.resolved(), entry.cuts)
        except Exception as error:  # noqa: BLE001, it has no caller who could hear of it
            self.say(f"step {entry.step}: {type(error).__name__}: {error}")
        else:
            self.tell_apart(entry.values)

    def _derive(self, derivations: list[Any]) -> None:
        begin = thread_time()
        for one in dict.fromkeys(derivations):
            one.run()
        self.meter.showed(thread_time() - begin)
