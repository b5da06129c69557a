"""A graph with features, labels and splits, as the readers of public data sets return it."""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import Path

import numpy as np
from jaxtyping import Bool, Int, Shaped

from tdlviz.core.cells import Cells
from tdlviz.core.complex import Complex
from tdlviz.core.errors import UnreadableFile
from tdlviz.core.field import Field
from tdlviz.core.search import unique_rows
from tdlviz.lift.content import content

SPLITS = ("train", "val", "test")
MAX_BYTES = 200_000_000
Masks = dict[str, Bool[np.ndarray, "vertices splits"]]


def labelled_graph(
    asked: str,
    pairs: Int[np.ndarray, "lines 2"],
    x: Shaped[np.ndarray, "vertices d"],
    y: Int[np.ndarray, "vertices"],
    masks: Masks,
    *,
    mirrored: bool = False,
) -> Complex:
    """The simple undirected graph of `pairs`, with fields x, y, train, val, test, and what was left
    out: `loops` and `repeats`, numbers. A repeat is a pair that came before, either way round; or,
    where pairs are `mirrored`, the same way round."""
    ends = np.sort(pairs.astype(np.int64), axis=1)
    if len(ends) and not 0 <= ends.min() <= ends.max() < len(x):
        rule = f"edges go between vertices 0 to {len(x) - 1}"
        raise UnreadableFile(asked, f"an edge of vertices {ends.min()} to {ends.max()}", rule)
    proper = ends[ends[:, 0] != ends[:, 1]]
    edges = unique_rows(proper)
    arcs = unique_rows(pairs[pairs[:, 0] != pairs[:, 1]].astype(np.int64)) if mirrored else edges
    fields = [Field("x", x, 0, kind="vector"), Field("y", y, 0, kind="label")]
    fields += [Field(name, mask, 0, kind="vector") for name, mask in masks.items()]
    fields.append(Field("loops", len(ends) - len(proper), kind="number"))
    fields.append(Field("repeats", len(proper) - len(arcs), kind="number"))
    ranks = (Cells.of(np.arange(len(x))[:, None]), Cells.of(edges))
    return Complex(ranks, None, {field.name: field for field in fields})


def find_file(asked: str, folders: list[Path], name: str) -> Path:
    """The file of this name, plain or packed, in the first of the folders that has it."""
    for folder in folders:
        for path in (folder / name, folder / f"{name}.gz"):
            if path.is_file():
                return path
    places = ", ".join(str(folder) for folder in folders)
    raise UnreadableFile(asked, f"no {name} or {name}.gz", f"one is needed in one of: {places}")


def read_splits(asked: str, folders: list[Path], name: str, vertices: int, limit: int) -> Masks:
    """The splits of Geom-GCN, `NAME_split_0.6_0.2_0.npz` and so on, as columns; none where there
    are no such files. They must be numbered without a gap."""
    found = {
        int(path.stem.rsplit("_", 1)[1]): path
        for folder in reversed(folders)
        for path in folder.glob(f"{name}_split_0.6_0.2_*.npz")
        if path.stem.rsplit("_", 1)[1].isdigit()
    }
    missing = set(range(len(found))) - set(found)
    if missing:
        given = f"no split {min(missing)} among {len(found)}"
        raise UnreadableFile(asked, given, "splits are numbered from 0 without a gap")
    each = [_split(f"{asked}, split {k}", found[k], vertices, limit) for k in sorted(found)]
    if not each:
        return {}
    return {name: np.stack([split[name] for split in each], axis=1) for name in SPLITS}


def _split(asked: str, path: Path, vertices: int, limit: int) -> dict[str, np.ndarray]:
    data = content(asked, path, limit)
    try:
        with np.load(io.BytesIO(data), allow_pickle=False) as arrays:
            masks = {name: arrays[f"{name}_mask"] for name in SPLITS}
    except (OSError, EOFError, ValueError, KeyError, zipfile.BadZipFile, zlib.error) as error:
        rule = "an NPZ file with train_mask, val_mask and test_mask is needed"
        raise UnreadableFile(asked, error, rule) from error
    for name, mask in masks.items():
        if mask.shape != (vertices,) or not np.isin(mask, (0, 1)).all():
            given = f"{name}_mask of shape {mask.shape}, {mask.dtype}"
            raise UnreadableFile(asked, given, f"{vertices} zeros and ones are needed")
    return {name: mask.astype(bool) for name, mask in masks.items()}
