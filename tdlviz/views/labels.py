"""Words for cells: beside the vertices of a complex, and beside the rows of a matrix."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tdlviz.core.complex import Complex
from tdlviz.core.door import listed
from tdlviz.core.errors import InvalidInput


def label_words(cx: Complex, labels: Sequence[str] | bool | Any) -> list[str] | None:
    """A word for each vertex; an empty list for their numbers, None for no labels."""
    if isinstance(labels, bool):
        return [] if labels else None
    given = [str(label) for label in listed("labels=", labels)]
    if len(given) != cx.counts[0]:
        rule = f"a word for each of {cx.counts[0]:,} vertices, or True for their numbers"
        raise InvalidInput("labels=", f"{len(given):,} words", rule)
    return given


def cell_labels(count: int, labels: Sequence[str] | Any) -> list[str]:
    """A word for each of `count` cells of one rank."""
    names = [str(label) for label in listed("labels", labels)]
    if len(names) != count:
        rule = f"{count:,} cells have this rank, a label each is needed"
        raise InvalidInput("labels", f"{len(names):,} labels", rule)
    return names


def labels_of_all(cx: Complex, labels: list[str]) -> list[str]:
    """A word for each cell of every rank: of the vertices their labels, of the others numbers."""
    numbers = [str(cell) for count in cx.counts for cell in range(count)]
    return labels + numbers[len(labels) :]
