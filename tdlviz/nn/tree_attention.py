"""Attention with the mask of a spanning tree: exact softmax, or nearly linear in time."""

from __future__ import annotations

from typing import Any

import torch
from jaxtyping import Float

from tdlviz.core.door import one_of, whole_number
from tdlviz.core.errors import InvalidInput
from tdlviz.nn.cochains import Cochains, given_cells
from tdlviz.nn.group_attention import group_attention
from tdlviz.nn.probe import Probe
from tdlviz.nn.sheaf_model import MOST_HIDDEN
from tdlviz.nn.tree_mask import TreeMask


class TreeAttention(torch.nn.Module):
    """One layer of a topological transformer: attention to all vertices of the own tree, masked.

    out(Σ_u M[v, u] K(q_v, k_u) v_u / Σ_u M[v, u] K(q_v, k_u)) with the mask M of `nn.TreeMask`;
    with f = 1, as it begins, it is attention without a mask.

    width:   features of the vertices, in and out; a multiple of `heads`.
    form:    "softmax": K(q, k) = exp(q·k / √d), all pairs of each tree at once; "linear":
             K(q, k) = φ(q)·φ(k), φ = elu + 1 (Katharopoulos et al., 2020), where neither K nor M is
             ever made: fields on the tree do it all.
    degree, lengths: as for `nn.TreeMask`.

    Watch "probe" (kind attention, of the softmax form alone). Raises `InvalidInput` for other
    options, and `TooLarge` where the softmax form would take too much memory.
    """

    def __init__(
        self,
        width: int | Any = 64,
        heads: int | Any = 4,
        form: str | Any = "softmax",
        *,
        degree: int | Any = 2,
        lengths: str | Any | None = None,
    ) -> None:
        super().__init__()
        self.width = whole_number("TreeAttention(width=…)", width, 1, MOST_HIDDEN)
        self.heads = whole_number("TreeAttention(heads=…)", heads, 1)
        if self.width % self.heads:
            raise InvalidInput("TreeAttention(heads=…)", heads, f"a divisor of width={width}")
        self.form = one_of("TreeAttention(form=…)", form, ("softmax", "linear"))
        self.query, self.key, self.value, self.out = (
            torch.nn.Linear(self.width, self.width) for _ in range(4)
        )
        self.mask = TreeMask(self.heads, degree, lengths)
        self.probe = Probe("attention", rank=0)

    def forward(self, cells: Cochains | Any) -> Float[torch.Tensor, "vertices width"]:
        """The features of every vertex after attention."""
        cells = given_cells(self, cells, self.width)
        query, key, value = (
            linear(cells.x).unflatten(1, (self.heads, -1))
            for linear in (self.query, self.key, self.value)
        )
        if self.form == "linear":
            return self.out(self._linear(cells, query, key, value).flatten(1))
        groups = self.mask.tree(cells).groups
        found = group_attention(query, key, value, groups, self.probe, self.mask.bias(cells))
        return self.out(found.flatten(1))

    def _linear(
        self, cells: Cochains, query: torch.Tensor, key: torch.Tensor, value: torch.Tensor
    ) -> torch.Tensor:
        """(vertices, heads, d), from the fields M (φ(k) vᵀ) and M φ(k)."""
        ones, groups = torch.ones_like(value[..., :1]), self.mask.tree(cells).groups
        query, key = _positive(query), _positive(key, groups.place // groups.there.shape[1])
        both = key[..., :, None] * torch.cat([value, ones], dim=2)[..., None, :]
        fields = self.mask(cells, both.flatten(2)).view_as(both)
        found = torch.einsum("nhk,nhkd->nhd", query, fields)
        mean = found[..., :-1] / found[..., -1:]
        if not torch.isfinite(mean).all():
            most = max(float(x.detach().abs().max()) for x in (cells.x, value))
            rule = 'smaller features, or form="softmax": what comes out is not finite'
            raise InvalidInput("TreeAttention", f"numbers up to {most:.3g}", rule)
        return mean


def _positive(x: torch.Tensor, trees: torch.Tensor | None = None) -> torch.Tensor:
    """φ(x) = elu(x) + 1 over its largest number in each row or, with `trees`, in each tree, head by
    head: it cancels, and elu + 1 itself is 0 in float32 below -17."""
    logarithm = torch.where(x < 0, x, x.clamp(min=0).log1p())
    largest = logarithm.detach().amax(2, keepdim=True)
    if trees is not None and len(trees):
        where = trees[:, None].expand(-1, x.shape[1])
        none = largest.new_full((int(trees.max()) + 1, x.shape[1]), -torch.inf)
        largest = none.scatter_reduce(0, where, largest[..., 0], "amax")[trees][..., None]
    return (logarithm - largest).exp()
