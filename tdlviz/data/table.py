"""A text file of numbers as points: CSV and its kin."""

from __future__ import annotations

import math

import numpy as np
from jaxtyping import Float

from tdlviz.core.errors import UnreadableFile
from tdlviz.lift.content import rows

Rows = list[tuple[int, list[str]]]


def read_table(asked: str, data: bytes) -> Float[np.ndarray, "n d"]:
    """The numbers of a text file, one row a line. A first line without any number is a header.

    Raises `UnreadableFile`, naming line and column, for a missing or non-numeric entry, and for
    lines of different lengths.
    """
    lines = rows(asked, data)
    if not any(_number(entry) for entry in lines[0][1]):
        lines = lines[1:]
    if not lines:
        raise UnreadableFile(asked, "a header alone", "rows of numbers are needed")
    try:
        table = np.array([[float(entry) for entry in entries] for _, entries in lines])
    except ValueError as error:
        raise UnreadableFile(asked, _fault(lines), "every entry is a number") from error
    if np.isnan(table).any():
        raise UnreadableFile(asked, _fault(lines), "every entry is a number")
    return table


def _fault(lines: Rows) -> str:
    """The first thing that is wrong, in words."""
    width = len(lines[0][1])
    for number, entries in lines:
        if len(entries) != width:
            return f"{len(entries)} entries in line {number}, {width} in line {lines[0][0]}"
        for column, entry in enumerate(entries, 1):
            if not _number(entry):
                return f"{entry[:40]!r} in line {number}, column {column}"
    raise AssertionError("a table without fault was blamed")


def _number(entry: str) -> bool:
    try:
        return not math.isnan(float(entry))
    except ValueError:
        return False
