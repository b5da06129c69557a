"""The citation graphs of Planetoid: cora, citeseer, pubmed."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import numpy as np
from jaxtyping import Int
from scipy.sparse import issparse

from tdlviz.core.complex import Complex
from tdlviz.core.door import file_path, whole_number, words
from tdlviz.core.errors import UnreadableFile
from tdlviz.core.field import Field
from tdlviz.data.labelled_graph import (
    MAX_BYTES,
    SPLITS,
    Masks,
    find_file,
    labelled_graph,
    read_splits,
)
from tdlviz.data.numpy_pickle import load
from tdlviz.lift.content import content

VALIDATION = 500


def planetoid(
    folder: str | os.PathLike[str] | Any, name: str | Any, *, max_bytes: int | Any = MAX_BYTES
) -> Complex:
    """A citation graph in the raw format of Planetoid (Yang et al., 2016), as a `Complex`.

    folder: where `ind.NAME.x` and its kin are, plain or as .gz: in `folder`, or in its subfolders
            `NAME`, `NAME/raw`, `raw` or `geom-gcn/raw`; splits beside them, or in `splits`. So do
            the repositories of Planetoid and Geom-GCN and torch-geometric's downloaders leave them.
    name:   as the authors write it: "cora".

    Fields as in `tdlviz.data.geom_gcn`: x, y, train, val, test, loops, repeats (which are repeats
    within one list of neighbours, as every edge is in the lists of both ends). The masks have a
    column for each split of Geom-GCN where its files are there, and otherwise the one column of
    Planetoid: the labelled vertices of `y`, the next 500, and those of `test.index`.
    citeseer lists vertices without features and label: their x is zero, their y -1, they are in no
    mask, and the number `unlabelled` says how many there are (15; others give them class 0).

    With a network, `torch_geometric.datasets.Planetoid(root, "Cora", split="geom-gcn")` downloads
    these files, and `tdlviz.from_torch_geometric` takes what it returns.
    Raises `UnreadableFile` for files that are missing, broken or not of this form; pickles are read
    without running anything in them.
    """
    root, name = file_path("planetoid", folder), words("planetoid(name=…)", name)
    limit = whole_number("planetoid(max_bytes=…)", max_bytes, 1)
    asked = f"planetoid({name!r})"
    inner = ("", name, f"{name}/raw", "raw", "geom-gcn/raw")
    folders = [root / place for place in inner]
    raw = {part: _part(asked, folders, f"ind.{name}.{part}", limit) for part in PARTS}
    order = _test_order(asked, find_file(asked, folders, f"ind.{name}.test.index"), limit)
    return _graph(asked, name, raw, order, folders, limit)


PARTS = ("tx", "allx", "y", "ty", "ally", "graph")


def _graph(
    asked: str,
    name: str,
    raw: dict[str, Any],
    order: Int[np.ndarray, "tested"],
    folders: list[Path],
    limit: int,
) -> Complex:
    known = len(raw["ally"])
    if len(raw["ty"]) != len(order) or (len(order) and order.min() < known):
        given = f"{len(order)} lines of test.index, {len(raw['ty'])} of ty, {known} of ally"
        raise UnreadableFile(asked, given, "a line for each row of ty, after those of ally")
    count = max(int(order.max(initial=-1)) + 1, known)
    x = _stacked(asked, raw["allx"], raw["tx"], order, count)
    hot = _stacked(asked, raw["ally"], raw["ty"], order, count)
    labelled = hot.any(axis=1)
    y = np.where(labelled, hot.argmax(axis=1), -1)
    places = [place for folder in folders for place in (folder, folder / "splits")]
    masks = read_splits(asked, [*places, folders[0] / name / "splits"], name, count, limit)
    masks = masks or _own_split(count, len(raw["y"]), order)
    masks = {split: mask & labelled[:, None] for split, mask in masks.items()}
    cx = labelled_graph(asked, _pairs(asked, raw["graph"]), x, y, masks, mirrored=True)
    return cx.with_fields(Field("unlabelled", int((~labelled).sum()), kind="number"))


def _part(asked: str, folders: list[Path], name: str, limit: int) -> Any:
    found = load(f"{asked}, {name}", content(asked, find_file(asked, folders, name), limit))
    if name.endswith(".graph"):
        return found
    table = found.toarray() if issparse(found) else found
    if not isinstance(table, np.ndarray) or table.ndim != 2 or table.dtype.kind not in "iuf":
        raise UnreadableFile(f"{asked}, {name}", type(found).__name__, "a table of numbers")
    return table


def _test_order(asked: str, path: Path, limit: int) -> Int[np.ndarray, "tested"]:
    try:
        order = np.array(content(asked, path, limit).split(), dtype=np.int64)
    except (ValueError, OverflowError) as error:
        raise UnreadableFile(asked, error, "test.index has one vertex a line") from error
    if len(np.unique(order)) != len(order):
        raise UnreadableFile(asked, "a vertex twice in test.index", "each is there once")
    return order


def _stacked(
    asked: str, first: np.ndarray, tested: np.ndarray, order: Int[np.ndarray, "tested"], count: int
) -> np.ndarray:
    if first.shape[1] != tested.shape[1]:
        given = f"{first.shape[1]} and {tested.shape[1]} columns"
        raise UnreadableFile(asked, given, "all vertices have as many")
    table = np.zeros((count, first.shape[1]), np.float32)
    table[: len(first)] = first
    table[order] = tested
    return table


def _pairs(asked: str, graph: Any) -> Int[np.ndarray, "lines 2"]:
    """The arcs of lists of neighbours."""
    if not isinstance(graph, dict) or not all(isinstance(each, list) for each in graph.values()):
        raise UnreadableFile(asked, type(graph).__name__, "graph holds lists of neighbours")
    try:
        tails = np.repeat(np.array([*graph], np.int64), [len(each) for each in graph.values()])
        heads = np.array([v for each in graph.values() for v in each], dtype=np.int64)
    except (TypeError, ValueError, OverflowError) as error:
        raise UnreadableFile(asked, error, "vertices are integers") from error
    return np.column_stack([tails, heads])


def _own_split(count: int, trained: int, order: Int[np.ndarray, "tested"]) -> Masks:
    masks = {split: np.zeros((count, 1), bool) for split in SPLITS}
    masks["train"][:trained] = True
    masks["val"][trained : trained + VALIDATION] = True
    masks["test"][order] = True
    return masks
