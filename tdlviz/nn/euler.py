"""The differentiable Euler characteristic transform: steps of the exact one made smooth."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch
from numpy.typing import ArrayLike

from tdlviz.core.cells import Cells
from tdlviz.core.complex import Complex, given_complex
from tdlviz.core.door import real_number
from tdlviz.core.errors import TooLarge
from tdlviz.nn.tensors import real_tensor
from tdlviz.topology.batch_labels import batch_labels, batch_size
from tdlviz.topology.steps import grid_axis

MOST = 500_000_000  # cells times directions times heights: 4 GB in float64


def smooth_euler_transform(
    cx: Complex | Any,
    points: torch.Tensor | Any,
    directions: torch.Tensor | Any,
    heights: ArrayLike | Any,
    steepness: float | Any = 100.0,
) -> torch.Tensor:
    """Σ (-1)^rank · sigmoid(steepness · (height - height of the cell)) over the cells of `cx`.

    points, directions: tensors (vertices, d) and (m, d); the height of a cell in direction v is the
    largest x · v of its vertices. Both may have gradients, to learn a shape or where to look.
    heights: (h,) in increasing order. steepness: above 0, in the inverse units of height.

    Returns (m, h), or (count, m, h) for a batch of complexes, in the dtype and on the device of
    `points`. As the steepness grows it tends to `tdlviz.euler_characteristic_transform`, but for
    heights that are those of a cell. Röell and Rieck, "Differentiable Euler characteristic
    transforms for shape classification" (2024). Raises `InvalidInput` for what is no
    such tensor, heights that do not increase, and a steepness that is not above 0; `TooLarge` above
    5·10^8 cells times directions times heights.
    """
    asked = "smooth_euler_transform"
    places = real_tensor(f"{asked}(points=…)", points, given_complex(asked, cx).counts[0], None)
    vectors = real_tensor(f"{asked}(directions=…)", directions, None, places.shape[1])
    levels = places.new_tensor(grid_axis(f"{asked}(heights=…)", heights))
    slope = real_number(f"{asked}(steepness=…)", steepness, above=0)
    if sum(cx.counts) * len(vectors) * len(levels) > MOST:
        given = f"{sum(cx.counts):,} cells, {len(vectors):,} directions, {len(levels):,} heights"
        raise TooLarge(asked, given, f"at most {MOST:,} together: look in fewer directions")
    along = places @ vectors.to(places).T
    total = along.new_zeros(batch_size(cx), len(vectors), len(levels))
    for rank, cells in enumerate(cx.ranks):
        come = torch.sigmoid(slope * (levels - _highest(cells, along)[:, :, None]))
        labels = torch.from_numpy(batch_labels(cx, rank).copy()).to(along.device)
        total = total.index_add(0, labels, (-1) ** rank * come)
    total = total.to(points.dtype) if points.is_floating_point() else total
    return total if "batch0" in cx.fields else total[0]


def _highest(cells: Cells, along: torch.Tensor) -> torch.Tensor:
    """(cells, directions): the largest of `along` (vertices, directions) over each cell."""
    owner = torch.from_numpy(cells.owner).to(along.device)[:, None].expand(-1, along.shape[1])
    lowest = along.new_full((len(cells), along.shape[1]), -np.inf)
    flat = torch.from_numpy(cells.flat.copy()).to(along.device)
    return lowest.scatter_reduce(0, owner, along[flat], "amax")
