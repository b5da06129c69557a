"""Neural sheaf diffusion: features diffuse over a sheaf that is learned from them."""

from __future__ import annotations

from typing import Any

import torch
from jaxtyping import Float
from torch.nn.functional import elu, linear

from tdlviz.core.door import one_of, real_number, switch, whole_number
from tdlviz.core.errors import InvalidInput
from tdlviz.nn.cochains import Cochains, given_cells
from tdlviz.nn.dropout import dropout_masks
from tdlviz.nn.map_learner import MapLearner
from tdlviz.nn.probe import Probe
from tdlviz.nn.sheaf_maps import (
    METHODS,
    DiagonalMaps,
    GeneralMaps,
    OrthogonalMaps,
    fixed_channels,
)
from tdlviz.nn.sheaf_operator import FORMS, sheaf_laplacian
from tdlviz.nn.sparse_features import first_linear, linear_of_features

KINDS = ("orthogonal", "diagonal", "general")


class SheafDiffusionLayer(torch.nn.Module):
    """x ← (1 + tanh ε) x - elu(Δ_F(x) (W₁ ⊗ W₂) x), one step of it.

    `maps` is a `Probe` of the restriction maps, (2 edges, d, d) on (vertex, edge).
    """

    def __init__(
        self,
        stalk: int,
        hidden: int,
        kind: Any,
        left: bool,
        right: bool,
        normalised: bool,
        form: str,
    ) -> None:
        super().__init__()
        self.kind, self.normalised, self.form = kind, normalised, form
        self.learner = MapLearner(stalk * hidden, kind.outputs)
        self.left = torch.nn.Parameter(torch.eye(stalk)) if left else None
        self.right = torch.nn.Parameter(torch.empty(hidden, hidden)) if right else None
        if self.right is not None:
            torch.nn.init.orthogonal_(self.right)
        self.epsilon = torch.nn.Parameter(torch.zeros(stalk, 1))
        self.maps = Probe("maps", rank=0)

    def forward(
        self,
        x: Float[torch.Tensor, "vertices d h"],
        cells: Cochains,
        fixed: Float[torch.Tensor, "incidences k"] | None = None,
        masks: Float[torch.Tensor, "masks vertices width"] | None = None,
    ) -> Float[torch.Tensor, "vertices d h"]:
        """One step. masks: what x is multiplied with before it is spread, and before maps."""
        flat = x.reshape(len(x), -1)
        numbers = self.learner(flat if masks is None else flat * masks[1], cells)
        maps = self.kind(numbers, cells, fixed)
        self.maps.offer(lambda: _matrices(maps.plain()), cells.incidences)
        mixed = self._mixed(flat if masks is None else flat * masks[0]).view(x.shape)
        used = maps.scaled() if self.normalised else maps.plain()
        spread = sheaf_laplacian(used, mixed, cells, self.form)
        return (1 + self.epsilon.tanh()) * x - elu(spread)

    def _mixed(self, flat: torch.Tensor) -> torch.Tensor:
        """(W₁ ⊗ W₂) x of every vertex, as one product."""
        if self.left is None and self.right is None:
            return flat
        stalk = len(self.epsilon)
        left = torch.eye(stalk).to(flat) if self.left is None else self.left
        right = torch.eye(flat.shape[1] // stalk).to(flat) if self.right is None else self.right
        return linear(flat, torch.kron(left, right))


class SheafDiffusion(torch.nn.Module):
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
    orthogonal: "householder" or "cayley".
    edge_weights: whether orthogonal maps also have a learned weight an edge.
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
        orthogonal: str | Any = "householder",
        edge_weights: bool | Any = True,
        dropout: float | Any = 0.0,
        input_dropout: float | Any = 0.0,
        left_weights: bool | Any = True,
        right_weights: bool | Any = True,
        normalised: bool | Any = True,
        form: str | Any = "auto",
    ) -> None:
        super().__init__()
        say = "SheafDiffusion({}=…)".format
        maps = one_of(say("maps"), maps, KINDS)
        stalk = whole_number(say("stalk"), stalk, 2 if maps == "orthogonal" else 1)
        hidden = whole_number(say("hidden"), hidden, 1)
        classes = whole_number(say("classes"), classes, 1)
        method = one_of(say("orthogonal"), orthogonal, METHODS)
        weights = switch(say("edge_weights"), edge_weights)
        self.low_pass = switch(say("low_pass"), low_pass)
        self.high_pass = switch(say("high_pass"), high_pass)
        self.dropout = _share(say("dropout"), dropout)
        self.input_dropout = _share(say("input_dropout"), input_dropout)
        self.stalk = stalk + self.low_pass + self.high_pass
        left, right = (
            switch(say("left_weights"), left_weights),
            switch(say("right_weights"), right_weights),
        )
        kind: Any = {
            "orthogonal": lambda: OrthogonalMaps(stalk, method, weights),
            "diagonal": lambda: DiagonalMaps(stalk),
            "general": lambda: GeneralMaps(stalk),
        }[maps]()
        rest = (
            left,
            right,
            switch(say("normalised"), normalised),
            one_of(say("form"), form, FORMS),
        )
        count = whole_number(say("layers"), layers, 1)
        self.lin1 = first_linear(say("features"), features, self.stalk * hidden)
        self.layers = torch.nn.ModuleList(
            SheafDiffusionLayer(self.stalk, hidden, kind, *rest) for _ in range(count)
        )
        self.hidden = Probe("vector", rank=0)
        self.lin2 = torch.nn.Linear(self.stalk * hidden, classes)

    def forward(self, cells: Cochains | Any) -> Float[torch.Tensor, "vertices classes"]:
        """Logits of every vertex."""
        cells = given_cells("SheafDiffusion", cells)
        x = elu(linear_of_features(self.lin1, cells, self.input_dropout))
        masks = self._masks(x)
        x = (x if masks is None else x * masks[0]).view(len(x), self.stalk, -1)
        fixed = cells.keep(
            ("fixed", self.low_pass, self.high_pass),
            lambda: fixed_channels(cells, self.low_pass, self.high_pass),
        )
        for step, layer in enumerate(self.layers):
            x = layer(x, cells, fixed, None if masks is None else masks[2 * step + 1 :])
        return self.lin2(self.hidden(x.flatten(1)))

    def _masks(self, x: torch.Tensor) -> torch.Tensor | None:
        """One for the features, then for each layer one for what it spreads and one for its maps;
        the maps of the first layer are made of all that came in."""
        if not self.training or not self.dropout:
            return None
        masks = dropout_masks(1 + 2 * len(self.layers), self.dropout, x)
        masks[2] = 1
        return masks


def _share(asked: str, value: Any) -> float:
    share = real_number(asked, value, 0.0)
    if share >= 1:
        raise InvalidInput(asked, value, "less than 1")
    return share


def _matrices(maps: torch.Tensor) -> torch.Tensor:
    return torch.diag_embed(maps) if maps.ndim == 2 else maps
