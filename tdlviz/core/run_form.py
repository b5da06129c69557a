"""The form of a run file: a SQLite database, and how an empty one is made.

Frames are only ever added, in the order in which they were logged. A cut is a frame without a
track: what came before it and is later than its step is void. Numbers are SQLite's own (NULL is
NaN), fields are the bytes of an array with its dtype and shape. Arrays of cells that are equal are
stored once.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tdlviz.core.errors import UnwritableFile

APPLICATION, VERSION = 0x74646C76, 1
"""What marks a SQLite file as a run ("tdlv"), and the version of its form."""
FORM = f"""
PRAGMA application_id = {APPLICATION};
PRAGMA user_version = {VERSION};
CREATE TABLE arrays (id INTEGER PRIMARY KEY, digest BLOB UNIQUE, dtype TEXT, shape TEXT, data BLOB);
CREATE TABLE complex (name TEXT PRIMARY KEY, said TEXT, array INTEGER);
CREATE TABLE tracks (id INTEGER PRIMARY KEY, name TEXT UNIQUE, kind TEXT, rank INTEGER);
CREATE TABLE frames (id INTEGER PRIMARY KEY, track INTEGER, step INTEGER, number REAL,
                     cells INTEGER, dtype TEXT, shape TEXT, data BLOB);
PRAGMA journal_mode = WAL;
PRAGMA synchronous = NORMAL;
"""


def new_file(path: Path) -> sqlite3.Connection:
    """An empty run file, where there is no file yet. Its connection may be used by any thread."""
    # Refused in one call with the making, so that of two runs only one gets the name.
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o666))
    db = sqlite3.connect(path, check_same_thread=False)
    try:
        db.executescript(FORM)
    except sqlite3.Error:
        db.close()
        path.unlink()
        raise
    return db


@contextmanager
def refusing(path: Path) -> Iterator[None]:
    """Say as `UnwritableFile` why a file cannot be made."""
    try:
        yield
    except FileExistsError as error:
        rule = "runs are never written over: choose another name, or remove it"
        raise UnwritableFile("record", f"{path}, which is there already", rule) from error
    except (OSError, sqlite3.Error, ValueError) as error:
        rule = "a folder that exists, may be written to and has room is needed"
        raise UnwritableFile("record", f"{path}: {error}", rule) from error
