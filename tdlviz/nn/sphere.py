"""Radii of the spheres through the vertices of simplices."""

from __future__ import annotations

import numpy as np
import torch

from tdlviz.core.complex import Complex
from tdlviz.topology.source import sphere_sources


def sphere_births(cx: Complex, points: torch.Tensor, rank: int, cells: np.ndarray) -> torch.Tensor:
    """The births of cells of an alpha or a Čech complex, with gradients to `points`."""
    source = sphere_sources(cx)[rank]
    ranks, names = source.rank[cells], source.name[cells]
    births = points.new_full((len(cells),), torch.nan)
    for k in np.unique(ranks[ranks >= 0]).tolist():
        chosen = np.flatnonzero(ranks == k)
        simplices = np.asarray(cx.cells(k))[names[chosen]]
        births = births.index_put((torch.from_numpy(chosen),), radii(points, simplices))
    return births


def radii(points: torch.Tensor, simplices: np.ndarray) -> torch.Tensor:
    """The radii (m,) of the smallest spheres through the vertices of simplices (m, k + 1).

    With A the edges from the first vertex, the centre is A'x from it, where AA'x = diag(AA') / 2,
    and the square of the radius is x · AA'x. The derivative at an edge of length 0 is 0."""
    corners = points[torch.from_numpy(simplices)]
    sides = corners[:, 1:] - corners[:, :1]
    if sides.shape[1] < 2:
        return torch.linalg.vector_norm(sides, dim=(1, 2)) / 2
    gram = sides @ sides.mT
    half = gram.diagonal(dim1=1, dim2=2) / 2
    return (torch.linalg.solve(gram, half) * half).sum(dim=1).sqrt()
