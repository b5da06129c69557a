"""open_run: a run file as a tape that can be read, and that follows a run which still goes on."""

from __future__ import annotations

from functools import cached_property
from os import PathLike
from threading import Event, Lock, Thread, current_thread
from typing import Any
from weakref import ref

import numpy as np

from tdlviz.core.complex import Complex
from tdlviz.core.errors import InvalidInput, TdlvizError, UnreadableFile
from tdlviz.core.frames import Frames
from tdlviz.core.frames_in_file import Stored
from tdlviz.core.frames_of_numbers import Numbers
from tdlviz.core.reels import Reels
from tdlviz.core.run_reader import RunReader
from tdlviz.core.tape import Tape
from tdlviz.core.writer import Writer

POLL = 0.25
"""Seconds between two looks at the file."""


def open_run(path: str | PathLike[str] | Any) -> RunTape:
    """The tape in a run file, read-only. It follows a run that still goes on until `close`.

    Numbers are in memory, fields are read when they are asked for. Nothing can be logged.
    Raises `UnreadableFile` for a file that is missing, no run, cut short or of a newer version.
    """
    return RunTape(RunReader(path))


class RunTape(Tape):
    """A tape on disk: see `open_run`."""

    def __init__(self, reader: RunReader) -> None:
        super().__init__()
        self._reader, self._reels = reader, _RunReels(reader)
        self._writer = Writer(self._reels, self._say, self.meter)
        self._undo.callback(self._stop)
        self._last, self._tracks = 0, dict[int, tuple[str, str, int | None]]()
        self._looking, self._ended = Lock(), Event()
        self._look()
        self._thread = Thread(
            target=_follow, args=(ref(self), self._ended), name="tdlviz run", daemon=True
        )
        self._thread.start()

    @cached_property
    def complex(self) -> Complex | None:
        """The complex that was recorded with the run, None where there was none."""
        return self._reader.complex()

    def flush(self, timeout: float | Any | None = None) -> bool:
        """Read what is new in the file."""
        super().flush(timeout)
        if not self._writer.closed:
            self._look()
        return True

    def _check_open(self, asked: str) -> None:
        if asked != "attach":
            raise InvalidInput(asked, f"the run {self._reader.path}", "it is only for reading")
        super()._check_open(asked)

    def _stop(self) -> None:
        self._ended.set()
        if self._thread is not current_thread():
            self._thread.join()

    def _look(self) -> None:
        heard = set[str]()
        with self._looking:
            while rows := self._reader.news(self._last):
                if any(row[1] not in self._tracks for row in rows if row[1] is not None):
                    self._tracks = self._reader.tracks()
                with self._reels.lock:
                    heard |= self._taken(rows)
                self._last = rows[-1][0]
        self._writer.tell_apart(heard)  # without any lock: listeners may look, and close

    def _taken(self, rows: list[Any]) -> set[str]:
        try:
            return {name for row in rows for name in self._take(*row)}
        except (LookupError, TypeError, ValueError, TdlvizError) as error:
            raise self._reader.damaged(error) from error

    def _take(self, row: int, track: int | None, step: int, number: float | None) -> list[str]:
        if track is None:
            return self._reels.cut(step)
        name, kind, rank = self._tracks[track]
        frames = self._reels.settle(name, kind, rank).frames
        missing = np.nan if number is None else number  # SQLite keeps NaN as NULL
        frames.append(step, missing if isinstance(frames, Numbers) else row)
        self._reels.step = max(self._reels.step, step)
        return [name]


def _follow(tape: ref[RunTape], ended: Event) -> None:
    # A weak reference: a tape that nobody has any more must not be kept by its thread.
    while not ended.wait(POLL):
        here = tape()
        if here is None:
            return
        try:
            here._look()
        except UnreadableFile as error:
            here.fault = str(error)
            return
        del here


class _RunReels(Reels):
    """Reels whose fields stay in a file."""

    def __init__(self, reader: RunReader) -> None:
        super().__init__(0)
        self.reader = reader

    def frames(self, name: str, kind: str, rank: int | None) -> Frames:
        """Where the values of a name are."""
        return Numbers(name) if kind == "number" else Stored(name, kind, rank, self.reader)
