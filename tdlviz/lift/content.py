"""The bytes and the lines of a file, up to a limit."""

from __future__ import annotations

import gzip
import zlib
from pathlib import Path

from tdlviz.core.errors import TooLarge, UnreadableFile


def content(asked: str, path: Path, limit: int) -> bytes:
    """All bytes of a file, unpacked where it ends in .gz.

    Raises `UnreadableFile` where there is nothing to read, `TooLarge` above `limit` bytes.
    """
    try:
        with gzip.open(path) if path.suffix.lower() == ".gz" else path.open("rb") as stream:
            data = stream.read(limit + 1)
    except (OSError, EOFError, ValueError, zlib.error) as error:
        raise UnreadableFile(asked, error, "a file that can be read is needed") from error
    if len(data) > limit:
        rule = f"max_bytes is {limit:,}: give a smaller file, or raise max_bytes"
        raise TooLarge(asked, f"more than {limit:,} bytes", rule)
    if not data.strip():
        raise UnreadableFile(asked, "an empty file", "something to read is needed")
    return data


def rows(asked: str, data: bytes) -> list[tuple[int, list[str]]]:
    """The lines of a text file as (line number from 1, entries), without blank lines and comments.

    Comments begin with # or %. The first line tells what stands between entries: a semicolon, else
    a comma, else a tab, else white space.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableFile(
            asked, f"bytes that are no text ({error})", "UTF-8 text is needed"
        ) from error
    if "\0" in text:
        raise UnreadableFile(asked, "bytes that are no text", "UTF-8 text is needed")
    lines = [(number, line) for number, line in enumerate(text.splitlines(), 1) if _says(line)]
    if not lines:
        raise UnreadableFile(asked, "only blank lines and comments", "something to read is needed")
    mark = next((mark for mark in ";,\t" if mark in lines[0][1].strip()), None)
    return [(number, [entry.strip() for entry in line.split(mark)]) for number, line in lines]


def _says(line: str) -> bool:
    return bool(line.strip()) and line.lstrip()[0] not in "#%"
