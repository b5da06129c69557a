"""Softmax attention of every vertex to all vertices of its group."""

from __future__ import annotations

import math

import torch
from jaxtyping import Float

from tdlviz.nn.groups import Groups
from tdlviz.nn.probe import Probe

Heads = Float[torch.Tensor, "vertices heads d"]


def group_attention(
    query: Heads,
    key: Heads,
    value: Heads,
    groups: Groups,
    probe: Probe,
    bias: torch.Tensor | None = None,
) -> Heads:
    """softmax(query keyᵀ / √d + bias) value within each group; bias (groups, heads, most, most).

    probe: hears the weights (pairs, heads) on (target, source), if anybody listens."""
    groups.check("attention", query.shape[1])
    queries, keys, values = (groups.pad(x).transpose(1, 2) for x in (query, key, value))
    scores = queries @ keys.transpose(2, 3) / math.sqrt(query.shape[2])
    scores = scores if bias is None else scores + bias
    weights = scores.masked_fill(~groups.there[:, None, None], -torch.inf).softmax(3)
    probe.offer(
        lambda: weights.permute(0, 2, 3, 1)[groups.pairs()[0].unbind(1)],
        lambda: groups.pairs()[1],
    )
    return groups.unpad((weights @ values).transpose(1, 2))
