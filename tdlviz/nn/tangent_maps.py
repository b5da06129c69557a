"""Orthogonal maps from the shape of the data: tangent spaces of neighbours, aligned.

Singer and Wu, "Vector diffusion maps and the connection Laplacian", 2012, §2; for sheaf networks
Barbero et al., "Sheaf neural networks with connection Laplacians", 2022.
"""

from __future__ import annotations

import numpy as np
import torch
from jaxtyping import Float, Int

from tdlviz.core.errors import InvalidInput
from tdlviz.nn.cochains import Cochains
from tdlviz.topology.tangent_frames import tangent_frames


def tangent_maps(cells: Cochains, stalk: int) -> Float[torch.Tensor, "incidences d d"]:
    """For each incidence an orthogonal map: the identity at heads, at tails what takes the frame
    of the tail's tangent space to that of the head's, in the dtype of the features.

    Frames U are those of `tdlviz.connection_sheaf`, of the complexes of a batch one by one, and
    aligned by the orthogonal matrix nearest to U_headᵀ U_tail. Raises `InvalidInput` where there
    are not `stalk` features, or in some complex not `stalk` other vertices.
    """
    x, batch = cells.x.detach().double().cpu().numpy(), cells.batch.cpu().numpy()
    least = np.bincount(batch)[np.unique(batch)].min(initial=len(x))
    if stalk > min(x.shape[1], least - 1):
        rule = f"stalks of {stalk} need as many features and other vertices"
        raise InvalidInput("tangent_maps", f"{x.shape[1]} features, {least} vertices", rule)
    tail, head = cells.ends.cpu().numpy().T
    frames = _frames(
        x, batch, np.concatenate([cells.ends.cpu().numpy(), np.stack([head, tail], 1)]), stalk
    )
    left, _, right = np.linalg.svd(np.swapaxes(frames[head], 1, 2) @ frames[tail])
    maps = torch.from_numpy(left @ right).to(cells.x)
    return torch.cat([maps, torch.eye(stalk).to(maps).expand_as(maps)])


def _frames(
    x: Float[np.ndarray, "n p"],
    batch: Int[np.ndarray, "n"],
    pairs: Int[np.ndarray, "pairs 2"],
    stalk: int,
) -> Float[np.ndarray, "n p d"]:
    """An orthonormal basis of each tangent space, which vertices of other complexes do not see."""
    pairs = pairs[np.lexsort(pairs.T[::-1])]
    starts = np.flatnonzero(np.diff(batch, prepend=-1))
    bounds = np.searchsorted(pairs[:, 0], starts)
    parts = zip(np.split(x, starts[1:]), np.split(pairs, bounds[1:]), starts, strict=True)
    return np.concatenate([tangent_frames(own, near - first, stalk) for own, near, first in parts])
