"""The exact sums over triples of tokens, for some of the queries at once."""

from __future__ import annotations

import math

import torch
from jaxtyping import Bool, Float
from torch.utils.checkpoint import checkpoint

from tdlviz.core.errors import TooLarge
from tdlviz.nn.masked_softmax import masked_softmax

MOST_TRIPLES = 2**30
"""More take minutes: their weights would be 4 GiB in float32, were they there at once."""
MOST_AT_ONCE = 2**28
"""1 GiB in float32."""
PIECE = 2**20
"""Numbers in a tensor of one piece, on the CPU, whose cache it fits: the quickest, up to 2³⁰."""
LARGE_PIECE = 2**24
"""Elsewhere, where launching a small piece takes longer than computing it."""


def exact_attention(
    query: Float[torch.Tensor, "*axes n d"],
    key1: Float[torch.Tensor, "*axes m1 d"],
    key2: Float[torch.Tensor, "*axes m2 d"],
    value1: Float[torch.Tensor, "*axes m1 e"],
    value2: Float[torch.Tensor, "*axes m2 e"],
    mask: Bool[torch.Tensor, "..."] | None = None,
) -> Float[torch.Tensor, "*axes n e"]:
    """The exact `triple_attention` of what was checked; `mask` of the shape (…, n, m₁, m₂)."""
    each = math.prod(key1.shape[:-1]) * (key2.shape[-2] + key1.shape[-1] + value1.shape[-1])
    piece = PIECE if query.device.type == "cpu" else LARGE_PIECE
    rows = max(1, piece // max(each, 1))
    if query.shape[-2] <= rows:
        return _piece(query, key1, key2, value1, value2, mask)
    found = []
    for start in range(0, query.shape[-2], rows):
        some = query[..., start : start + rows, :]
        masked = None if mask is None else mask[..., start : start + rows, :, :]
        given = some, key1, key2, value1, value2, masked
        found.append(checkpoint(_piece, *given, use_reentrant=False, preserve_rng_state=False))
    return torch.cat(found, dim=-2)


def triple_weights(
    query: Float[torch.Tensor, "*axes n d"],
    key1: Float[torch.Tensor, "*axes m1 d"],
    key2: Float[torch.Tensor, "*axes m2 d"],
    mask: Bool[torch.Tensor, "..."] | None = None,
) -> Float[torch.Tensor, "*axes n m1 m2"]:
    """D⁻¹ A: what each query gives to each pair of keys. Each row that is not masked sums to 1."""
    return masked_softmax(triple_scores(query, key1, key2), mask, (-2, -1))


def triple_scores(
    query: Float[torch.Tensor, "*axes n d"],
    key1: Float[torch.Tensor, "*axes m1 d"],
    key2: Float[torch.Tensor, "*axes m2 d"],
) -> Float[torch.Tensor, "*axes n m1 m2"]:
    """q_i · (k¹_j ∘ k²_k) / d."""
    both = query[..., :, None, :] * key1[..., None, :, :] / query.shape[-1]
    flat = both.flatten(-3, -2) @ key2.mT
    return flat.unflatten(-2, (query.shape[-2], key1.shape[-2]))


def _piece(
    query: torch.Tensor,
    key1: torch.Tensor,
    key2: torch.Tensor,
    value1: torch.Tensor,
    value2: torch.Tensor,
    mask: torch.Tensor | None,
) -> torch.Tensor:
    weights = triple_weights(query, key1, key2, mask)
    second = (weights.flatten(-3, -2) @ value2).unflatten(-2, weights.shape[-3:-1])
    return (second * value1[..., None, :, :]).sum(-2)


def refuse_triples(
    asked: str, query: torch.Tensor, key1: torch.Tensor, key2: torch.Tensor, at_once: bool = False
) -> None:
    """Raise `TooLarge` above `MOST_TRIPLES`, `MOST_AT_ONCE` of one query, or of all together."""
    sizes = [*query.shape[:-1], key1.shape[-2], key2.shape[-2]]
    count = math.prod(sizes)
    together = count if at_once else count // max(query.shape[-2], 1)
    if count > MOST_TRIPLES or together > MOST_AT_ONCE:
        gibibytes = count * query.element_size() / 2**30
        given = f"{' × '.join(f'{n:,}' for n in sizes)} triples, {gibibytes:,.1f} GiB of weights"
        rule = f"at most {MOST_TRIPLES:,}, and {MOST_AT_ONCE:,} of them in the memory at once"
        raise TooLarge(asked, given, f"{rule}; an even degree makes no triples")
