"""Neural sheaf diffusion: features diffuse over a sheaf that is learned from them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch
from jaxtyping import Float

from tdlviz.core.door import one_of, switch, whole_number
from tdlviz.core.errors import InvalidInput
from tdlviz.nn.cochains import Cochains
from tdlviz.nn.dropout import masked
from tdlviz.nn.map_learner import MapLearner
from tdlviz.nn.probe import Probe
from tdlviz.nn.sheaf_maps import (
    METHODS,
    DiagonalMaps,
    GeneralMaps,
    OrthogonalMaps,
    fixed_channels,
)
from tdlviz.nn.sheaf_model import MOST_STALK, Mask, SheafModel
from tdlviz.nn.sheaf_operator import FORMS
from tdlviz.nn.sheaf_step import SheafStep

KINDS = ("orthogonal", "diagonal", "general")


class SheafDiffusionLayer(torch.nn.Module):
    """A sheaf from x, and one step of diffusion over it.

    `maps` is a `Probe` of the restriction maps, (2 edges, d, d) on (vertex, edge); they are not
    normalised.
    """

    def __init__(self, kind: Any, normalised: bool, step: SheafStep, width: int) -> None:
        super().__init__()
        self.kind, self.normalised, self.step = kind, normalised, step
        self.learner = MapLearner(width, kind.outputs)
        self.maps = Probe("maps", rank=0)

    def forward(
        self,
        x: Float[torch.Tensor, "vertices d h"],
        cells: Cochains,
        fixed: Float[torch.Tensor, "incidences k"] | None = None,
        masks: Sequence[Mask] = (None, None),
    ) -> Float[torch.Tensor, "vertices d h"]:
        """One step. masks: what x is multiplied with before it is spread, and before maps."""
        halves = self.learner(masked(x.reshape(len(x), -1), masks[1]))
        maps = self.kind(halves, cells, fixed)
        self.maps.offer(lambda: _matrices(maps.plain()), cells.incidences)
        used = maps.scaled() if self.normalised else maps.plain()
        return self.step(x, used, cells, masks[0])


class SheafDiffusion(SheafModel):
    """Neural sheaf diffusion (Bodnar, Di Giovanni, Chamberlain, Liò, Bronstein, 2022).

    x = lin1(features), elu, as (vertices, d, hidden); `layers` times

        F = maps(Φ(x_v, x_u))            a sheaf from both ends of each edge
        x ← (1 + tanh ε) x - elu(Δ_F (W₁ x W₂))

    and logits = lin2(x): (vertices, classes), before any softmax. Called with `tdlviz.nn.cells`,
    features on rank 0; on any graph.

    stalk:      dimension d of the learned part of a stalk; at least 2 for orthogonal maps.
    maps:       "orthogonal" (O(d) bundles), "diagonal" or "general".
    hidden:     channels of each stalk dimension.
    features:   how many come in; None finds out at the first call, before which no optimiser can
                be made.
    low_pass, high_pass: a further stalk dimension each, whose maps are fixed such that Δ sums over
                neighbours, or is the graph's own Laplacian.
    orthogonal: "householder" (None) or "cayley"; for orthogonal maps alone.
    edge_weights: whether there is also a learned weight an edge, True (None) or False; for
                orthogonal maps alone.
    left_weights, right_weights: whether W₁ (on the stalk) and W₂ (on the channels) are learned.
    normalised: (D + 1)^(-1/2) Δ (D + 1)^(-1/2) in place of Δ.
    form:       how Δ is applied, as in `tdlviz.nn.sheaf_operator`: the same numbers.

    Watch "layers.*.maps" and "hidden". Raises `InvalidInput` or `UnknownName` for other options.
    """

    def __init__(
        self,
        stalk: int | Any = 3,
        layers: int | Any = 4,
        maps: str | Any = "orthogonal",
        classes: int | Any = 2,
        hidden: int | Any = 16,
        features: int | Any | None = None,
        *,
        low_pass: bool | Any = False,
        high_pass: bool | Any = False,
        orthogonal: str | Any | None = None,
        edge_weights: bool | Any | None = None,
        dropout: float | Any = 0.0,
        input_dropout: float | Any = 0.0,
        left_weights: bool | Any = True,
        right_weights: bool | Any = True,
        normalised: bool | Any = True,
        form: str | Any = "auto",
    ) -> None:
        maps = one_of("SheafDiffusion(maps=…)", maps, KINDS)
        least = 2 if maps == "orthogonal" else 1
        stalk = whole_number("SheafDiffusion(stalk=…)", stalk, least, MOST_STALK)
        fixed = (
            switch("SheafDiffusion(low_pass=…)", low_pass),
            switch("SheafDiffusion(high_pass=…)", high_pass),
        )
        whole = stalk + sum(fixed)
        super().__init__(whole, hidden, classes, features, dropout, input_dropout)
        self.low_pass, self.high_pass = fixed
        kind = _kind(maps, stalk, orthogonal, edge_weights)
        normal = switch(self.say("normalised"), normalised)
        form = one_of(self.say("form"), form, FORMS)
        width = whole * self.width
        self.layers = torch.nn.ModuleList(
            SheafDiffusionLayer(kind, normal, SheafStep(whole, linear, form), width)
            for linear in self.linears(layers, left_weights, right_weights)
        )

    def through(
        self, layer: Any, x: torch.Tensor, cells: Cochains, masks: Sequence[Mask]
    ) -> torch.Tensor:
        """x after one layer, with the fixed channels."""
        fixed = cells.keep(
            ("fixed", self.low_pass, self.high_pass),
            lambda: fixed_channels(cells, self.low_pass, self.high_pass),
        )
        found: torch.Tensor = layer(x, cells, fixed, masks)
        return found


def _kind(maps: str, stalk: int, orthogonal: Any, edge_weights: Any) -> Any:
    if maps == "orthogonal":
        method = "householder" if orthogonal is None else orthogonal
        weighted = True if edge_weights is None else edge_weights
        return OrthogonalMaps(
            stalk,
            one_of("SheafDiffusion(orthogonal=…)", method, METHODS),
            switch("SheafDiffusion(edge_weights=…)", weighted),
        )
    if orthogonal is not None or edge_weights is not None:
        given = f"orthogonal={orthogonal!r}, edge_weights={edge_weights!r}"
        raise InvalidInput(f"SheafDiffusion(maps={maps!r})", given, "for orthogonal maps alone")
    return DiagonalMaps(stalk) if maps == "diagonal" else GeneralMaps(stalk)


def _matrices(maps: torch.Tensor) -> torch.Tensor:
    return torch.diag_embed(maps) if maps.ndim == 2 else maps
