"""Which points are near each other, whatever the complex says."""

from __future__ import annotations

import numpy as np
import torch
from jaxtyping import Float, Int
from scipy.spatial import cKDTree

from tdlviz.core.errors import InvalidInput, TooLarge

MOST_PAIRS = 20_000_000
"""More attention is a mistake: their names alone take 320 MB."""


def radius_pairs(
    asked: str,
    points: Float[torch.Tensor, "n d"],
    radius: float,
    batch: Int[torch.Tensor, "n"],
    loops: bool = False,
) -> Int[torch.Tensor, "m 2"]:
    """The pairs (i, j) of points of one batch at most `radius` apart, both ways, by i and then j.

    They are found in float64 on the CPU, by a k-d tree, and given on the device of `points`.
    loops: with the pairs (i, i).
    Raises `InvalidInput` for points that are not finite, `TooLarge` above `MOST_PAIRS`.
    """
    found = points.detach().to("cpu", torch.float64).numpy()
    if not np.isfinite(found).all():
        rule = "points of the learned space are finite: has training diverged?"
        raise InvalidInput(asked, "NaN or an infinite number", rule)
    if not len(found):
        return torch.zeros(0, 2, dtype=torch.int64, device=points.device)
    reach = min(radius, 1 + 2 * float(np.linalg.norm(np.ptp(found, axis=0))))
    # one more axis keeps batches apart, and adds nothing to a distance within one
    apart = (1 + 2 * reach) * batch.cpu().numpy().astype(np.float64)
    tree = cKDTree(np.column_stack([found, apart]), balanced_tree=False)
    count = int(tree.count_neighbors(tree, reach))
    if count > MOST_PAIRS:
        given = f"{count:,} pairs within {radius:g} of each other"
        raise TooLarge(asked, given, f"at most {MOST_PAIRS:,}: a smaller radius, or fewer vertices")
    half = tree.query_pairs(reach, output_type="ndarray")
    own = np.arange(len(found) if loops else 0)
    index = np.concatenate([half, half[:, ::-1], np.stack([own, own], axis=1)])
    index = index[np.lexsort(index.T[::-1])]
    return torch.from_numpy(index.astype(np.int64)).to(points.device)
