"""Attention on triples, forward and backward: seconds, and memory against size."""

from __future__ import annotations

from collections.abc import Callable

import torch

import tdlviz as tv
from tests.bench.row import Row, Seconds, tensor_memory, timed

SIZES, AGAINST, WIDTH = [32, 64, 128, 256], 192, 8
NARROW, DEGREE = 4, 4
"""Of the approximation, which has a feature for each of the 70 monomials."""

Attention = Callable[..., torch.Tensor]


def einsum(
    query: torch.Tensor,
    key1: torch.Tensor,
    key2: torch.Tensor,
    value1: torch.Tensor,
    value2: torch.Tensor,
) -> torch.Tensor:
    """The definition, with every triple there at once."""
    scores = torch.einsum("id,jd,kd->ijk", query, key1, key2) / query.shape[1]
    weights = scores.flatten(1).softmax(1).view(scores.shape)
    return torch.einsum("ijk,jd,kd->id", weights, value1, value2)


def step(attention: Attention, tokens: int, width: int = WIDTH) -> Callable[[], None]:
    """Forward and backward."""
    generator = torch.Generator().manual_seed(0)
    given = [torch.randn(tokens, width, generator=generator).requires_grad_() for _ in range(5)]

    def run() -> None:
        for x in given:
            x.grad = None
        attention(*given).sum().backward()

    return run


def approximate(*given: torch.Tensor) -> torch.Tensor:
    """Linear in the tokens."""
    return tv.nn.triple_attention(*given, degree=DEGREE)


def exact() -> Seconds:
    """Seconds of both; megabytes of both and of the approximation for every size."""
    torch.set_num_threads(1)
    NOTES["sizes"] = SIZES
    forms = {"exact": (tv.nn.triple_attention, WIDTH), "einsum": (einsum, WIDTH)}
    for name, (form, width) in {**forms, "degree 4": (approximate, NARROW)}.items():
        NOTES[f"{name}, MB"] = [tensor_memory(step(form, tokens, width)) for tokens in SIZES]
    return timed(step(tv.nn.triple_attention, AGAINST), step(einsum, AGAINST), repeats=5)


NOTES: dict[str, object] = {}
# Half as quick at the least: backward computes forward again, so that memory need not grow.
TRIPLES = Row(f"attention on triples of {AGAINST} tokens", "einsum", 0.5, exact, NOTES)
