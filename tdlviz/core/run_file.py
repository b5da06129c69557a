"""The run file, written: a tape on disk, in SQLite's write-ahead mode.

A transaction is committed at least every half second, so that a killed process loses no more, and
others may read meanwhile. See `tdlviz.core.run_form` for what is in the file.
"""

from __future__ import annotations

import atexit
import json
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import suppress
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from tdlviz.core.complex import Complex, given_complex
from tdlviz.core.door import file_path
from tdlviz.core.entry import Value
from tdlviz.core.field import Field
from tdlviz.core.run_complex import taken_apart
from tdlviz.core.run_form import new_file, refusing
from tdlviz.core.worker import Worker

if TYPE_CHECKING:
    from tdlviz.core.reels import Reel

GATHER, AHEAD = 0.25, 64_000_000
"""Seconds between commits, and the bytes that may wait for the disk before the run waits too."""


class Written(NamedTuple):
    """What is on its way to the file: the values of one step, or a cut."""

    step: int
    values: list[tuple[Reel, Value]] | None

    @property
    def size(self) -> int:
        """About how many bytes."""
        fields = [value for _, value in self.values or () if isinstance(value, Field)]
        return 100 + sum(field.values.nbytes for field in fields)


class RunFile:
    """A file that a tape writes to. Raises `UnwritableFile` where none can be made.

    report: is told in words when writing ends before it should, as on a full disk.
    """

    def __init__(self, path: Any, cx: Complex | Any | None, report: Callable[[str], None]) -> None:
        self.path, self.report = file_path("record", path), report
        if cx is not None:
            given_complex("record(complex=…)", cx)
        self._tracks, self._cells = dict[str, int](), dict[str, tuple[np.ndarray, int]]()
        self._db: sqlite3.Connection | None = None
        self._process = os.getpid()
        with refusing(self.path):
            self._db = new_file(self.path)
            if cx is not None:
                with self._db:
                    self._keep(cx)
        self.worker = Worker("tdlviz recorder", self._save, pause=GATHER, most=AHEAD)
        atexit.register(self.close)

    def write(self, step: int, values: list[tuple[Reel, Value]]) -> None:
        """Take down what was written at a step. Never waits."""
        self._put(Written(step, values))

    def cut(self, step: int) -> None:
        """Take down that what is later is void."""
        self._put(Written(step, None))

    def close(self) -> None:
        """Write what waits, and leave one file behind."""
        if os.getpid() != self._process:
            return  # a child that was forked has the file, but not the thread that writes it
        self.worker.wait()
        atexit.unregister(self.close)
        self._end()

    def _put(self, written: Written) -> None:
        if self._db is not None:
            self.worker.put(written, written.size)

    def _end(self) -> None:
        # What cannot be tidied on a full disk, the next who opens the file will tidy.
        db, self._db = self._db, None
        if db is not None:
            with suppress(sqlite3.Error):
                db.close()

    def _save(self, written: list[Written]) -> None:
        if self._db is None:
            return
        try:
            with self._db:
                rows = (row for one in written for row in self._rows(one))
                self._db.executemany("INSERT INTO frames VALUES (NULL, ?, ?, ?, ?, ?, ?, ?)", rows)
        except (sqlite3.Error, OverflowError, OSError) as error:
            self._end()
            self.report(f"recording to {self.path} has ended: {error}")

    def _rows(self, written: Written) -> Iterator[tuple[Any, ...]]:
        if written.values is None:
            yield None, written.step, None, None, None, None, None
        for reel, value in written.values or ():
            yield self._row(reel, written.step, value)

    def _row(self, reel: Reel, step: int, value: Value) -> tuple[Any, ...]:
        track = self._track(reel)
        if not isinstance(value, Field):
            return track, step, value, None, None, None, None
        cells = None if value.index is None else self._index(reel.name, value.index)
        return track, step, None, cells, *_packed(value.values)

    def _track(self, reel: Reel) -> int:
        if reel.name not in self._tracks:
            row = (reel.name, reel.kind, None if reel.rank is None else int(reel.rank))
            self._tracks[reel.name] = self._insert("tracks (name, kind, rank)", row)
        return self._tracks[reel.name]

    def _index(self, name: str, index: np.ndarray) -> int:
        # The tape holds equal arrays of following steps as one, which saves looking at them.
        if name not in self._cells or self._cells[name][0] is not index:
            self._cells[name] = index, self._array(index)
        return self._cells[name][1]

    def _array(self, array: np.ndarray) -> int:
        packed = _packed(array)
        digest = blake2b(repr(packed[:2]).encode() + packed[2], digest_size=16).digest()
        assert self._db is not None
        known = self._db.execute("SELECT id FROM arrays WHERE digest = ?", [digest]).fetchone()
        return (
            known[0]
            if known
            else self._insert("arrays (digest, dtype, shape, data)", (digest, *packed))
        )

    def _insert(self, into: str, row: tuple[Any, ...]) -> int:
        assert self._db is not None
        marks = ", ".join("?" * len(row))
        return int(self._db.execute(f"INSERT INTO {into} VALUES ({marks})", row).lastrowid or 0)

    def _keep(self, cx: Complex) -> None:
        said, arrays = taken_apart(cx)
        self._insert("complex (name, said)", ("", json.dumps(said)))
        for name, array in arrays.items():
            self._insert("complex (name, array)", (name, self._array(array)))


def _packed(array: np.ndarray) -> tuple[str, str, bytes]:
    return array.dtype.str, json.dumps(array.shape), array.tobytes()
