"""Heads of attention as fields: of matrices, and of the stored sentences of a language model."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from tdlviz.core.complex import Complex
from tdlviz.core.field import Field


def tokens(count: int) -> Complex:
    """As many vertices and nothing more."""
    return Complex.from_facets(np.arange(count)[:, None])


def dense(matrices: np.ndarray, name: str = "att", rank: int = 0) -> Field:
    """All pairs of cells with the weights of (heads, n, n)."""
    heads, count, _ = matrices.shape
    index = np.indices((count, count)).reshape(2, -1).T
    return Field(name, matrices.reshape(heads, -1).T, rank, index, kind="attention")


def minilm(data_dir: Path) -> list[tuple[list[str], np.ndarray]]:
    """Nine sentences: their tokens, and weights (layers, heads, n, n)."""
    folder = data_dir / "attention-minilm"
    maps = np.load(folder / "attention_maps.npz")
    said = json.loads((folder / "sentences.json").read_text())
    return [(s["tokens"], maps[f"attention_{k}"]) for k, s in enumerate(said)]
