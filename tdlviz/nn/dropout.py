"""All masks of one pass through a model, drawn at once."""

from __future__ import annotations

import torch

BITS = 16


def dropout_masks(count: int, share: float, like: torch.Tensor) -> torch.Tensor:
    """`count` masks of the shape of `like`, to multiply with: 0 with probability `share`, else what
    makes up for it. 16 random bits an entry, so that `share` is rounded to a multiple of 2^-16:
    torch's own dropout draws many more, and takes longer than the layer that it regularises.
    """
    dropped = round(share * 2**BITS)
    numbers = torch.empty(
        -(-count * like.numel() // 4), dtype=torch.int64, device=like.device
    ).random_(-(2**63), None)
    bits = numbers.view(torch.int16)[: count * like.numel()]
    kept = (bits >= dropped - 2 ** (BITS - 1)).to(like.dtype)
    return kept.mul_(2**BITS / (2**BITS - dropped)).view(count, *like.shape)
