"""Modern Hopfield networks: patterns are stored, and one update of attention retrieves them."""

from __future__ import annotations

import math
from typing import Any

import torch
from jaxtyping import Bool, Float

from tdlviz.core.door import real_number, whole_number
from tdlviz.core.errors import InvalidInput
from tdlviz.nn.masked_softmax import masked_softmax
from tdlviz.nn.tensors import alike_tensors

MOST_STEPS = 10_000


def hopfield_energy(
    state: torch.Tensor | Any, patterns: torch.Tensor | Any, beta: float | Any | None = None
) -> Float[torch.Tensor, "*axes n"]:
    """E(ξ) = -lse(β, X ξ) + ½ ξ·ξ + (log N) / β + ½ M² of each state ξ, in the units of ξ·ξ.

    state, patterns: (…, n, d) states and (…, N, d) stored patterns X, floating, alike.
    beta:            the inverse temperature; None for 1/√d.

    lse(β, z) = log(Σ exp(β z)) / β, and M is the largest norm of a pattern, so that E >= 0. No
    update of `hopfield_retrieve` makes it rise (Ramsauer et al., "Hopfield networks is all you
    need", 2021, whose columns are these rows). Differentiable.
    Raises `InvalidInput` for no patterns, for tensors that do not fit each other, and for
    numbers so large that β X ξ is not finite.
    """
    return energy_of(*_given("hopfield_energy", state, patterns, beta))


def hopfield_retrieve(
    state: torch.Tensor | Any,
    patterns: torch.Tensor | Any,
    beta: float | Any | None = None,
    *,
    steps: int | Any = 1,
) -> Float[torch.Tensor, "*axes n d"]:
    """States (…, n, d) after `steps` updates ξ ← Xᵀ softmax(β X ξ), arguments as `hopfield_energy`.

    One update retrieves a pattern that is well separated from the others; with a small `beta` the
    states go to the mean of many. With beta = 1/√d it is softmax attention of states to patterns.
    Differentiable. Raises `InvalidInput` as that does.
    """
    found, stored, beta = _given("hopfield_retrieve", state, patterns, beta)
    for _ in range(whole_number("hopfield_retrieve(steps=…)", steps, 1, MOST_STEPS)):
        found = masked_softmax(beta * found @ stored.mT) @ stored
    return found


def energy_of(
    state: Float[torch.Tensor, "*axes n d"],
    patterns: Float[torch.Tensor, "*axes m d"],
    beta: float,
    mask: Bool[torch.Tensor, "..."] | None = None,
) -> Float[torch.Tensor, "*axes n"]:
    """`hopfield_energy` of checked tensors. mask: which patterns there are; the rest are zeros."""
    scores = beta * state @ patterns.mT
    count = torch.full_like(scores[..., :1, 0], patterns.shape[-2])
    if mask is not None:
        scores, count = scores.masked_fill(~mask, -torch.inf), mask.sum(-1).to(state.dtype)
    largest = patterns.square().sum(-1).amax(-1, keepdim=True)
    gain = (count.log() - scores.logsumexp(-1)) / beta
    return gain + (state.square().sum(-1) + largest) / 2


def _given(
    asked: str, state: torch.Tensor | Any, patterns: torch.Tensor | Any, beta: float | Any | None
) -> tuple[torch.Tensor, torch.Tensor, float]:
    alike_tensors(asked, state=state, patterns=patterns)
    count, width = patterns.shape[-2:]
    if not count or not width or state.shape[-1] != width:
        given = f"states {tuple(state.shape)}, patterns {tuple(patterns.shape)}"
        raise InvalidInput(asked, given, "(…, n, d) and (…, N, d) with N, d >= 1 are needed")
    beta = given_beta(f"{asked}(beta=…)", beta, width)
    most = [float(x.detach().abs().max()) for x in (state, patterns) if x.numel()]
    if beta * math.prod(most) * width > torch.finfo(state.dtype).max:
        rule = f"β X ξ has to be finite in {state.dtype}"
        raise InvalidInput(asked, f"beta={beta}, entries up to {most}", rule)
    return state, patterns, beta


def given_beta(asked: str, beta: float | Any | None, width: int) -> float:
    """The inverse temperature; None for one over the root of `width`."""
    return width**-0.5 if beta is None else real_number(asked, beta, above=0.0)
