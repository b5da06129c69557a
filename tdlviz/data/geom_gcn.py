"""The graphs of Geom-GCN: texas, cornell, wisconsin, film, chameleon, squirrel."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import numpy as np
from jaxtyping import Float, Int

from tdlviz.core.complex import Complex
from tdlviz.core.door import file_path, whole_number, words
from tdlviz.core.errors import UnreadableFile
from tdlviz.data.labelled_graph import MAX_BYTES, find_file, labelled_graph, read_splits
from tdlviz.lift.content import content

FILM_WORDS = 932


def geom_gcn(
    folder: str | os.PathLike[str] | Any, name: str | Any, *, max_bytes: int | Any = MAX_BYTES
) -> Complex:
    """A graph in the raw format of Geom-GCN (Pei et al., 2020), as a `Complex` of ranks 0 and 1.

    folder: where `out1_graph_edges.txt` and `out1_node_feature_label.txt` are, plain or as .gz: in
            `folder`, `folder/NAME` or `folder/NAME/raw`; the splits beside them, or in `splits`.
            So do Geom-GCN's repository and torch-geometric's downloaders leave them.
    name:   as the authors write it: "texas".

    Fields of rank 0: `x` (vector, float32; for film ones at 932 words), `y` (label), and
    `train`, `val`, `test` (vertices, splits) bool, a column a split (48, 32 and 20 %).
    The graph is undirected and simple: the numbers `loops` and `repeats` say how many lines of the
    file were left out because both ends are one vertex, or because the edge, in either direction,
    came before. `cornell` has the features and labels of `texas`, byte by byte, in the files that
    all published figures rest on.

    With a network, `torch_geometric.datasets.WebKB(root, "texas")` downloads these files, and
    `tdlviz.from_torch_geometric` takes what it returns.
    Raises `UnreadableFile` for files that are missing, cut short or not of this form.
    """
    root, name = file_path("geom_gcn", folder), words("geom_gcn(name=…)", name)
    limit = whole_number("geom_gcn(max_bytes=…)", max_bytes, 1)
    asked = f"geom_gcn({name!r})"
    folders = [root, root / name, root / name / "raw"]
    x, y = _vertices(asked, _lines(asked, folders, "out1_node_feature_label.txt", limit), name)
    pairs = _pairs(asked, _lines(asked, folders, "out1_graph_edges.txt", limit))
    places = [place for f in folders for place in (f, f / "splits")]
    return labelled_graph(asked, pairs, x, y, read_splits(asked, places, name, len(x), limit))


def _lines(asked: str, folders: list[Path], name: str, limit: int) -> list[list[str]]:
    """The entries of each line but the header."""
    data = content(asked, find_file(asked, folders, name), limit)
    try:
        lines = data.decode("utf-8").splitlines()[1:]
    except UnicodeDecodeError as error:
        raise UnreadableFile(asked, f"{name}, no text", "UTF-8 text is needed") from error
    return [line.split("\t") for line in lines if line.strip()]


def _pairs(asked: str, lines: list[list[str]]) -> Int[np.ndarray, "lines 2"]:
    try:
        pairs = np.array(lines, dtype=np.int64)
    except (ValueError, OverflowError) as error:
        raise UnreadableFile(asked, error, "lines of edges are two vertices") from error
    if len(lines) and pairs.shape[1:] != (2,):
        raise UnreadableFile(asked, f"{pairs.shape[1]} entries a line", "lines are two vertices")
    return pairs.reshape(-1, 2)


def _vertices(
    asked: str, lines: list[list[str]], name: str
) -> tuple[Float[np.ndarray, "vertices d"], Int[np.ndarray, "vertices"]]:
    rule = "lines of vertices are a number from 0, features and a label, tabs between"
    try:
        names = np.array([int(number) for number, _, _ in lines])
        labels = np.array([int(label) for _, _, label in lines])
        rows = [np.array(entries.split(","), dtype=np.int64) for _, entries, _ in lines]
        features = _words(rows) if name == "film" else np.array(rows, dtype=np.float32)
    except (ValueError, OverflowError, IndexError) as error:
        raise UnreadableFile(asked, error, rule) from error
    if not len(lines) or not np.array_equal(np.sort(names), np.arange(len(lines))):
        raise UnreadableFile(asked, f"{len(lines)} lines of vertices", rule)
    order = np.argsort(names)
    return features[order], labels[order]


def _words(rows: list[np.ndarray]) -> Float[np.ndarray, "vertices words"]:
    """Ones at the words that are listed."""
    features = np.zeros((len(rows), FILM_WORDS), np.float32)
    owner = np.repeat(np.arange(len(rows)), [len(row) for row in rows])
    listed = np.concatenate(rows) if rows else np.zeros(0, np.int64)
    if (listed < 0).any():
        raise ValueError("a word below 0")
    features[owner, listed] = 1
    return features
