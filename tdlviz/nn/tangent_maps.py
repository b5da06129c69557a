"""Orthogonal maps from the shape of the data: tangent spaces of neighbours, aligned.

Singer and Wu, "Vector diffusion maps and the connection Laplacian", 2012, §2; for sheaf networks
Barbero et al., "Sheaf neural networks with connection Laplacians", 2022.
"""

from __future__ import annotations

import torch
from jaxtyping import Float

from tdlviz.core.errors import InvalidInput
from tdlviz.nn.cochains import Cochains

CHUNK = 50_000_000
"""So many numbers of neighbourhoods are held at once."""


def tangent_maps(cells: Cochains, stalk: int) -> Float[torch.Tensor, "incidences d d"]:
    """For each incidence an orthogonal map: the identity at heads, at tails what takes the frame
    of the tail's tangent space to that of the head's, in the dtype of the features.

    The tangent space of a vertex is spanned by the first `stalk` left singular vectors of the
    differences to its neighbours (local PCA), joined by the vertices nearest in features where it
    has fewer than `stalk` neighbours. Frames U are aligned by the orthogonal matrix nearest to
    U_headᵀ U_tail. Raises `InvalidInput` where there are not `stalk` features, or other vertices.
    """
    x = cells.x.detach().double()
    if stalk > min(x.shape[1], len(x) - 1):
        rule = f"stalks of {stalk} need as many features and other vertices"
        raise InvalidInput("tangent_maps", f"{x.shape[1]} features, {len(x)} vertices", rule)
    frames = _frames(x, cells, stalk)
    tail, head = cells.ends.T
    left, _, right = torch.linalg.svd(frames[head].mT @ frames[tail])
    one = torch.eye(stalk, dtype=x.dtype, device=x.device).expand(len(tail), stalk, stalk)
    return torch.cat([left @ right, one]).to(cells.dtype)


def _frames(x: torch.Tensor, cells: Cochains, stalk: int) -> Float[torch.Tensor, "n features d"]:
    """An orthonormal basis of each tangent space. Vertices of one degree are done together."""
    vertex, other = cells.edge_index
    order = torch.argsort(vertex, stable=True)
    neighbours, degrees = other[order], torch.bincount(vertex, minlength=len(x))
    first = degrees.cumsum(0) - degrees
    frames = x.new_empty(len(x), x.shape[1], stalk)
    for degree in degrees.unique().tolist():
        alike = (degrees == degree).nonzero()[:, 0]
        for some in alike.split(max(1, CHUNK // (x.shape[1] * max(degree, stalk)))):
            near = neighbours[first[some, None] + torch.arange(degree, device=x.device)]
            frames[some] = _basis(x, some, _enough(x, some, near, stalk), stalk)
    return frames


def _enough(x: torch.Tensor, some: torch.Tensor, near: torch.Tensor, stalk: int) -> torch.Tensor:
    """Neighbours (vertices, k), and the nearest others where k is less than the stalk."""
    lacking = stalk - near.shape[1]
    if lacking <= 0:
        return near
    distances = torch.cdist(x[some], x)
    taken = torch.cat([some[:, None], near], dim=1)
    distances.scatter_(1, taken, torch.inf)
    return torch.cat([near, distances.topk(lacking, largest=False).indices], dim=1)


def _basis(x: torch.Tensor, some: torch.Tensor, near: torch.Tensor, stalk: int) -> torch.Tensor:
    differences = (x[near] - x[some, None]).mT
    return torch.linalg.svd(differences, full_matrices=False).U[:, :, :stalk]
