"""What each complex of a batch has, counted for all at once: numbers that isomorphisms keep."""

from __future__ import annotations

from typing import Any

import numpy as np
from jaxtyping import Int

from tdlviz.core.complex import Complex, given_complex
from tdlviz.topology.batch_labels import batch_labels, batch_size
from tdlviz.topology.colour_refinement import colour_refinement
from tdlviz.topology.persistence import persistence


def cells_of_each(cx: Complex | Any) -> Int[np.ndarray, "complexes ranks"]:
    """How many cells of each rank: the f-vector of each complex of a batch, a row each."""
    many = batch_size(given_complex("cells_of_each", cx))
    counts = [np.bincount(batch_labels(cx, k), minlength=many) for k in range(cx.dim + 1)]
    return np.column_stack(counts)


def polygons_of_each(cx: Complex | Any) -> Int[np.ndarray, "complexes sizes"]:
    """How many cells of rank 2 have 0, 1, 2, … vertices, in each complex of a batch: its rings."""
    many = batch_size(given_complex("polygons_of_each", cx))
    if cx.dim < 2:
        return np.zeros((many, 1), dtype=np.int64)
    return _table(batch_labels(cx, 2), cx.ranks[2].sizes, many)


def bars_of_each(cx: Complex | Any) -> Int[np.ndarray, "complexes bars"]:
    """How often each bar that occurs in a batch does so in each of its complexes.

    A bar is its dimension, birth and death; those of zero length are left out. Two rows are equal
    where two complexes have the same persistence diagrams, number by number.
    Raises `InvalidInput` as `persistence` does.
    """
    many = batch_size(given_complex("bars_of_each", cx))
    diagrams = [persistence(cx, dim) for dim in range(cx.dim + 1)]
    owner = [batch_labels(cx, dim)[bars.index[:, 0]] for dim, bars in enumerate(diagrams)]
    bars = [np.column_stack([np.full(len(d), d.rank), d.values]) for d in diagrams]
    distinct, place = np.unique(np.concatenate(bars), axis=0, return_inverse=True)
    return _table(np.concatenate(owner), place.reshape(-1), many)[:, : len(distinct)]


def colours_of_each(cx: Complex | Any) -> Int[np.ndarray, "complexes colours"]:
    """How many vertices of each colour `colour_refinement` leaves in each complex of a batch."""
    colours = colour_refinement(cx).values
    return _table(batch_labels(cx, 0), colours, batch_size(cx))


def _table(
    owner: Int[np.ndarray, "n"], column: Int[np.ndarray, "n"], many: int
) -> Int[np.ndarray, "complexes _"]:
    """How many entries each owner has in each column."""
    width = int(column.max(initial=0)) + 1
    return np.bincount(owner * width + column, minlength=many * width).reshape(many, width)
