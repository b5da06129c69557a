"""A text file of edges as a networkx graph."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tdlviz.core.errors import UnreadableFile
from tdlviz.lift.content import rows

if TYPE_CHECKING:
    import networkx

INTEGER = re.compile(r"-?[0-9]{1,18}")
Rows = list[tuple[int, list[str]]]


def read_edge_list(asked: str, data: bytes) -> networkx.Graph:
    """The undirected graph of lines "u v" or "u v weight".

    Where every end is an integer, they are the nodes (and a first line of words is a header).
    Other names are numbered in sorted order and kept in the node attribute `name`. Raises
    `UnreadableFile` for other lines, and for an edge given twice with different weights.
    """
    import networkx

    lines = rows(asked, data)
    _check_widths(asked, lines)
    if len(lines) > 1 and not _integers(lines[:1]) and _integers(lines[1:]):
        lines = lines[1:]
    graph = networkx.Graph()
    integers = _integers(lines)
    for number, (tail, head, *weight) in lines:
        ends = (int(tail), int(head)) if integers else (tail, head)
        value = {"weight": _weight(asked, number, weight[0])} if weight else {}
        if graph.has_edge(*ends) and graph.edges[ends] != value:
            given = f"edge {tail} {head} again with another weight in line {number}"
            raise UnreadableFile(asked, given, "an edge has one weight")
        graph.add_edge(*ends, **value)
    if integers:
        return graph
    return networkx.convert_node_labels_to_integers(
        graph, ordering="sorted", label_attribute="name"
    )


def _check_widths(asked: str, lines: Rows) -> None:
    width = len(lines[0][1])
    for number, entries in lines:
        if len(entries) not in (2, 3) or len(entries) != width or not all(entries):
            given = f"{len(entries)} entries in line {number}: {' '.join(entries)[:60]!r}"
            raise UnreadableFile(asked, given, 'every line is "u v", or every line "u v weight"')


def _integers(lines: Rows) -> bool:
    return all(INTEGER.fullmatch(entry) for _, entries in lines for entry in entries[:2])


def _weight(asked: str, number: int, entry: str) -> float:
    try:
        return float(entry)
    except ValueError as error:
        raise UnreadableFile(
            asked, f"{entry[:40]!r} in line {number}, column 3", "a weight is a number"
        ) from error
