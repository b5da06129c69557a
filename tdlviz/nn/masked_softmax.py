"""Softmax of what is not masked."""

from __future__ import annotations

import torch
from jaxtyping import Bool, Float


def masked_softmax(
    scores: Float[torch.Tensor, "..."],
    mask: Bool[torch.Tensor, "..."] | None = None,
    axes: tuple[int, ...] = (-1,),
) -> Float[torch.Tensor, "..."]:
    """Softmax over all of `axes` together, of the entries where `mask` is true.

    mask: broadcast to `scores`; None for all. What is masked gets 0, and all of it where nothing is
    left: zeros, not NaN.
    """
    if mask is not None:
        scores = scores.masked_fill(~mask, -torch.inf)
    if not scores.numel():
        return scores
    largest = scores.detach().amax(axes, keepdim=True)
    weights = (scores - largest.where(largest > -torch.inf, 0.0)).exp()
    whole = weights.sum(axes, keepdim=True)
    return weights / whole.where(whole > 0, 1.0)
