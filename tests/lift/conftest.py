"""Real graphs and hypergraphs that several liftings are tested on."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest


@pytest.fixture(scope="session")
def molecules(data_dir: Path) -> Callable[[str], tuple[np.ndarray, np.ndarray]]:
    """All graphs of a TU data set as one edge index (2, m), and the graph of each vertex."""

    def read(name: str) -> tuple[np.ndarray, np.ndarray]:
        def table(part: str) -> np.ndarray:
            text = archive.read(f"{name}/{name}_{part}.txt").decode()
            return np.loadtxt(io.StringIO(text), delimiter=",", dtype=np.int64)

        with zipfile.ZipFile(data_dir / "tudatasets" / f"{name}.zip") as archive:
            return table("A").T - 1, table("graph_indicator") - 1

    return read


@pytest.fixture(scope="session")
def simplices(data_dir: Path) -> Callable[[str], tuple[np.ndarray, np.ndarray]]:
    """A hypergraph of Benson et al. as (vertex, hyperedge) pairs (2, m), and its times."""

    def read(name: str) -> tuple[np.ndarray, np.ndarray]:
        def column(part: str) -> np.ndarray:
            path = data_dir / "benson-simplices" / name / f"{name}-{part}.txt"
            data = path if path.exists() else path.with_suffix(".txt.gz")
            return np.loadtxt(data, dtype=np.int64)

        sizes = column("nverts")
        index = np.stack([column("simplices"), np.repeat(np.arange(len(sizes)), sizes)])
        return index, column("times")

    return read


@pytest.fixture(scope="session")
def flag_files(data_dir: Path) -> dict[str, tuple[np.ndarray, np.ndarray, np.ndarray]]:
    """flagser's test graphs that are there: births of vertices, edge index, births of edges."""
    graphs = {}
    for path in sorted((data_dir / "flagser-reference").glob("*.flag")):
        vertices, edges = re.split(r"dim 1:?\n", path.read_text())
        table = np.array(edges.split(), dtype=float).reshape(-1, 3)
        births = np.array(vertices.split("\n", 1)[1].split(), dtype=float)
        graphs[path.name] = births, table[:, :2].T.astype(np.int64), table[:, 2]
    return graphs
