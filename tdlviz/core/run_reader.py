"""The run file, read: what is in it and what is new, by questions that each stand alone."""

from __future__ import annotations

import json
import os
import sqlite3
from collections import OrderedDict
from contextlib import closing
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np

from tdlviz.core.complex import Complex
from tdlviz.core.door import FOREIGN, file_path
from tdlviz.core.errors import InvalidInput, TdlvizError, UnreadableFile
from tdlviz.core.field import Field
from tdlviz.core.run_complex import put_together
from tdlviz.core.run_form import APPLICATION, VERSION

AT_ONCE = 50_000
"""The most rows that are read in one go."""
CACHE = 32_000_000
"""Bytes of arrays that are kept once read."""
MAGIC = b"SQLite format 3\0"


class RunReader:
    """A run file. Every question opens it anew, so that it may be asked by any thread at any time.

    Raises `UnreadableFile` for what is missing, no run file, damaged or of a newer version.
    """

    def __init__(self, path: str | os.PathLike[str] | Any) -> None:
        self.path = file_path("open_run", path)
        _check_head(self.path)
        self._lock, self._held = Lock(), 0
        self._cache: OrderedDict[tuple[str, int], np.ndarray] = OrderedDict()
        self.news(0)

    def news(self, last: int) -> list[tuple[int, int | None, int, float | None]]:
        """Some rows after the row `last`: their number, track, step, and value if one number."""
        asked = "SELECT id, track, step, number FROM frames WHERE id > ? ORDER BY id LIMIT ?"
        return self._ask(asked, last, AT_ONCE)

    def tracks(self) -> dict[int, tuple[str, str, int | None]]:
        """Name, kind and rank of each track."""
        rows = self._ask("SELECT id, name, kind, rank FROM tracks")
        return {track: (name, kind, rank) for track, name, kind, rank in rows}

    def field(self, name: str, kind: str, rank: int | None, row: int) -> Field:
        """The field in a row."""
        found = self._ask("SELECT cells FROM frames WHERE id = ?", row)
        cells = found[0][0] if found else None
        index = None if cells is None else self._array("arrays", cells)
        try:
            return Field(name, self._array("frames", row), rank, index, kind=kind)
        except InvalidInput as error:
            raise self.damaged(error) from error

    def complex(self) -> Complex | None:
        """The complex in the file, None where there is none."""
        rows = self._ask("SELECT name, said, array FROM complex")
        if not rows:
            return None
        said = {name: words for name, words, _ in rows}
        ids = {name: array for name, _, array in rows if array is not None}
        try:
            return put_together(
                json.loads(said[""]),
                lambda name: self._array("arrays", ids[name]) if name in ids else None,
            )
        except (TdlvizError, KeyError, IndexError, *FOREIGN) as error:
            raise self.damaged(error) from error

    def _array(self, table: str, row: int) -> np.ndarray:
        with self._lock:
            if (table, row) in self._cache:
                self._cache.move_to_end((table, row))
                return self._cache[table, row]
        found = self._ask(f"SELECT dtype, shape, data FROM {table} WHERE id = ?", row)
        array = self._unpacked(*found[0]) if found else None
        if array is None:
            raise self.damaged(f"{table} has no row {row}")
        with self._lock:
            self._held += 0 if (table, row) in self._cache else array.nbytes
            self._cache[table, row] = array
            while self._held > CACHE and len(self._cache) > 1:
                self._held -= self._cache.popitem(last=False)[1].nbytes
        return array

    def _unpacked(self, dtype: str, shape: str, data: bytes) -> np.ndarray:
        try:
            sort = np.dtype(dtype)
            if sort.kind not in "iubf":
                raise self.damaged(f"dtype {dtype}")
            return np.frombuffer(data, sort).reshape(json.loads(shape))
        except FOREIGN as error:
            raise self.damaged(error) from error

    def _ask(self, asked: str, *values: Any) -> list[Any]:
        try:
            with closing(sqlite3.connect(_address(self.path), uri=True)) as db:
                return db.execute(asked, values).fetchall()
        except (sqlite3.Error, OSError) as error:
            raise self.damaged(error) from error

    def damaged(self, error: object) -> UnreadableFile:
        """The error that says that something is wrong with the file."""
        rule = "a whole run file is needed: it is cut short, damaged or gone"
        return UnreadableFile("open_run", f"{self.path}: {error}", rule)


def _address(path: Path) -> str:
    # Without its log nobody writes a run any more: it is read without locks, and without leaving
    # files behind, so that it may lie where nothing can be written.
    written = path.with_name(f"{path.name}-wal").exists()
    return f"{path.absolute().as_uri()}?mode=ro{'' if written else '&immutable=1'}"


def _check_head(path: Path) -> None:
    """Raise `UnreadableFile` unless a file begins as a run file of a version that is known."""
    try:
        with path.open("rb") as file:
            head = file.read(100)
    except OSError as error:
        rule = "a file that can be read is needed"
        raise UnreadableFile("open_run", f"{path}: {error.strerror}", rule) from error
    form, version = (int.from_bytes(head[at : at + 4], "big") for at in (68, 60))
    if not head.startswith(MAGIC) or form != APPLICATION:
        rule = "it is no run file: tape.record(path) writes one"
        raise UnreadableFile("open_run", f"{path}, {len(head)} bytes at its head", rule)
    if not 1 <= version <= VERSION:
        rule = f"this tdlviz reads up to version {VERSION}: update it"
        raise UnreadableFile("open_run", f"{path} of version {version}", rule)
