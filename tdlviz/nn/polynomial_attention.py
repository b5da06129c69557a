"""Attention on triples in linear time, where its entries are small: features of low rank."""

from __future__ import annotations

import math
from functools import lru_cache
from itertools import combinations_with_replacement

import torch
from jaxtyping import Bool, Float, Int

from tdlviz.core.errors import TooLarge

MOST_DEGREE = 64
MOST_MONOMIALS = 100_000
"""Their list takes a second to make, once."""
MOST_NUMBERS = 2**28
"""In one matrix of features: 1 GiB in float32."""


def polynomial_attention(
    query: Float[torch.Tensor, "*axes n d"],
    key1: Float[torch.Tensor, "*axes m1 d"],
    key2: Float[torch.Tensor, "*axes m2 d"],
    value1: Float[torch.Tensor, "*axes m1 e"],
    value2: Float[torch.Tensor, "*axes m2 e"],
    degree: int,
    present: Bool[torch.Tensor, "..."] | None = None,
) -> Float[torch.Tensor, "*axes n e"]:
    """`triple_attention` with the Taylor polynomial of `degree`, an even number, for exp.

    exp(x) ≈ Σ_t xᵗ / t! for x = q · (k¹ ∘ k²) / d is a sum over the monomials α of q, k¹ and k² of
    q^α k¹^α k²^α / (α! d^|α|), so that A ≈ U₁ (U₂ ⊘ U₃)ᵀ and A (V₁ ⊘ V₂) ≈ U₁ (U₂ᵀ V₁ ∘ U₃ᵀ V₂): no
    triple is ever made. Time and memory are n × binomial(d + degree, degree). Where |x| <= b, each
    entry of A is off by at most e^b b^(degree + 1) / (degree + 1)!.

    present: which keys there are, broadcast to (…, m); the others get no weight.
    Raises `TooLarge` above `MOST_MONOMIALS` and above `MOST_NUMBERS` features together.
    """
    width = query.shape[-1]
    longest = math.prod(query.shape[:-2]) * max(x.shape[-2] for x in (query, key1, key2))
    count = math.comb(width + degree, degree)
    if count > MOST_MONOMIALS or longest * count > MOST_NUMBERS:
        gibibytes = longest * count * query.element_size() / 2**30
        given = f"{longest:,} × {count:,} monomials, {gibibytes:,.1f} GiB"
        rule = f"at most {MOST_NUMBERS:,}, and {MOST_MONOMIALS:,} monomials"
        raise TooLarge(f"degree {degree}", given, f"{rule}: a lower degree, or narrower heads")
    left, first, second = (_features(x, degree) for x in (query / width, key1, key2))
    left = left * _weights(width, degree, query.device).to(left.dtype)
    if present is not None:
        first, second = first * present[..., None], second * present[..., None]
    sums = (first.mT @ value1) * (second.mT @ value2)
    whole = left @ (first.sum(-2) * second.sum(-2))[..., None]
    return (left @ sums) / whole.where(whole > 0, 1.0)


def taylor(x: Float[torch.Tensor, "..."], degree: int) -> Float[torch.Tensor, "..."]:
    """Σ_t xᵗ / t! up to t = `degree`."""
    found = torch.ones_like(x)
    for t in range(degree, 0, -1):
        found = 1 + x * found / t
    return found


def polynomial_weights(
    scores: Float[torch.Tensor, "*axes n m1 m2"],
    degree: int,
    mask: Bool[torch.Tensor, "..."] | None = None,
) -> Float[torch.Tensor, "*axes n m1 m2"]:
    """What `polynomial_attention` gives to each triple, though it makes none."""
    weights = taylor(scores, degree)
    weights = weights if mask is None else weights * mask
    whole = weights.sum((-2, -1), keepdim=True)
    return weights / whole.where(whole > 0, 1.0)


def _features(
    x: Float[torch.Tensor, "*axes n d"], degree: int
) -> Float[torch.Tensor, "*axes n monomials"]:
    """x^α for every α: monomials of each degree are those of one less, times one more variable."""
    found = [torch.ones_like(x[..., :1])]
    for parents, last in _monomials(x.shape[-1], degree, x.device):
        found.append(found[-1][..., parents] * x[..., last])
    return torch.cat(found, dim=-1)


@lru_cache(maxsize=16)
@torch.inference_mode(False)
def _monomials(
    width: int, degree: int, device: torch.device
) -> list[tuple[Int[torch.Tensor, "monomials"], Int[torch.Tensor, "monomials"]]]:
    """For each degree from 1, which monomial of one less and which variable make each monomial."""
    found = []
    before: dict[tuple[int, ...], int] = {(): 0}
    for t in range(1, degree + 1):
        now = list(combinations_with_replacement(range(width), t))
        parents = torch.tensor([before[chosen[:-1]] for chosen in now], device=device)
        found.append((parents, torch.tensor([chosen[-1] for chosen in now], device=device)))
        before = {chosen: place for place, chosen in enumerate(now)}
    return found


@lru_cache(maxsize=16)
@torch.inference_mode(False)
def _weights(width: int, degree: int, device: torch.device) -> Float[torch.Tensor, "monomials"]:
    """1 / α! of each monomial, in float64."""
    found = [
        1 / math.prod(math.factorial(chosen.count(one)) for one in set(chosen))
        for t in range(degree + 1)
        for chosen in combinations_with_replacement(range(width), t)
    ]
    return torch.tensor(found, dtype=torch.float64, device=device)
