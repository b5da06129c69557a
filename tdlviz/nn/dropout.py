"""All masks of one pass through a model, drawn at once."""

from __future__ import annotations

from typing import no_type_check

import torch
from numba import njit

from tdlviz.nn.tensors import compiles
from tdlviz.nn.untraced import untraced

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
    least, kept = dropped - 2 ** (BITS - 1), 2**BITS / (2**BITS - dropped)
    masks = _compiled if compiles(like) else _plain
    return masks(bits, least, kept, like.dtype).view(count, *like.shape)


def masked(x: torch.Tensor, mask: torch.Tensor | None) -> torch.Tensor:
    """x times a mask; x itself where there is none."""
    return x if mask is None else x * mask


def _plain(bits: torch.Tensor, least: int, kept: float, dtype: torch.dtype) -> torch.Tensor:
    return (bits >= least).to(dtype).mul_(kept)


@untraced
def _compiled(bits: torch.Tensor, least: int, kept: float, dtype: torch.dtype) -> torch.Tensor:
    """The same in one pass."""
    found = torch.empty(len(bits), dtype=dtype)
    fill(bits.numpy(), least, kept, found.numpy())
    return found


@no_type_check
@njit(cache=True)
def fill(bits, least, kept, out):
    """Writes `kept` where bits reach `least`, 0 elsewhere."""
    kept, none = out.dtype.type(kept), out.dtype.type(0)
    for i in range(len(bits)):
        out[i] = kept if bits[i] >= least else none
