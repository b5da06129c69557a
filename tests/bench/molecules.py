"""The 188 molecules of MUTAG, as one graph and as networkx graphs, from the folder TDLVIZ_DATA."""

from __future__ import annotations

import io
import os
from pathlib import Path
from zipfile import ZipFile

import networkx as nx
import numpy as np

ROOT = Path(__file__).resolve().parents[2]
FOLDER = Path(os.environ.get("TDLVIZ_DATA", ROOT.parent / "shared" / "data"))


def union() -> np.ndarray:
    """The edge index (2, m) of all molecules, both directions of each bond."""
    with ZipFile(FOLDER / "tudatasets" / "MUTAG.zip") as archive:
        text = archive.read("MUTAG/MUTAG_A.txt").decode()
    return np.loadtxt(io.StringIO(text), delimiter=",", dtype=np.int64).T - 1


def each() -> list[nx.Graph]:
    """One graph a molecule."""
    whole = nx.Graph(union().T.tolist())
    parts = nx.connected_components(whole)
    return [nx.convert_node_labels_to_integers(whole.subgraph(part)) for part in parts]
