"""Third-order (Kronecker) attention: of each token to pairs of tokens."""

from __future__ import annotations

from typing import Any

import torch
from jaxtyping import Float

from tdlviz.core.door import whole_number
from tdlviz.core.errors import InvalidInput
from tdlviz.nn.exact_triples import exact_attention, refuse_triples
from tdlviz.nn.polynomial_attention import MOST_DEGREE, polynomial_attention
from tdlviz.nn.tensors import alike_tensors


def triple_attention(
    query: torch.Tensor | Any,
    key1: torch.Tensor | Any,
    key2: torch.Tensor | Any,
    value1: torch.Tensor | Any,
    value2: torch.Tensor | Any,
    mask: torch.Tensor | Any | None = None,
    *,
    degree: int | Any | None = None,
) -> Float[torch.Tensor, "*axes n e"]:
    """D⁻¹ A (V₁ ⊘ V₂), where A_{i,(j,k)} = exp(q_i · (k¹_j ∘ k²_k) / d) and D holds its row sums.

    query:  (…, n, d); key1 (…, m₁, d) and key2 (…, m₂, d); value1 (…, m₁, e) and value2 (…, m₂, e),
            floating and alike. Row (j, k) of V₁ ⊘ V₂ is v¹_j ∘ v²_k.
    mask:   bool, broadcast to (…, n, m₁, m₂), true where i may attend to (j, k); a query that may
            attend to nothing gets zeros.
    degree: None for the exact sum, whose time is cubic and whose memory is not: queries go piece by
            piece, in backward too. An even degree g puts the Taylor polynomial of exp in its place,
            of low rank and so linear in n: see `polynomial_attention`. Its error grows with the
            largest |q · (k ∘ k) / d|, which is small where all entries are. It takes no mask.

    Alman and Song, "How to capture higher-order correlations? Generalizing matrix softmax attention
    to Kronecker computation" (2024), where it is called tensor attention. Differentiable.
    Raises `InvalidInput` for tensors that do not fit each other or are too large to give something
    finite, `TooLarge` above 2³⁰ triples and for a degree that has too many monomials.
    """
    _check(query, key1, key2, value1, value2)
    if degree is not None:
        if mask is not None:
            rule = "leave it out, or compute exactly: degree=None"
            raise InvalidInput("triple_attention(degree=…)", "a mask too", rule)
        degree = even_degree("triple_attention(degree=…)", degree)
        found = polynomial_attention(query, key1, key2, value1, value2, degree)
    else:
        refuse_triples("triple_attention", query, key1, key2)
        allowed = _mask(mask, query, key1, key2)
        found = exact_attention(query, key1, key2, value1, value2, allowed)
    if not torch.isfinite(found).all():
        given = (query, key1, key2, value1, value2)
        most = ", ".join(f"{float(x.detach().abs().max()):.3g}" for x in given)
        rule = f"smaller ones are needed: the result is not finite in {found.dtype}"
        raise InvalidInput("triple_attention", f"entries up to {most}", rule)
    return found


def even_degree(asked: str, degree: int | Any) -> int:
    """Even, so that the Taylor polynomial of exp is above zero everywhere, and so is D."""
    degree = whole_number(asked, degree, 0, MOST_DEGREE)
    if degree % 2:
        raise InvalidInput(asked, degree, "an even degree keeps the row sums above zero")
    return degree


def _check(*tensors: torch.Tensor | Any) -> None:
    names = ("query", "key1", "key2", "value1", "value2")
    given = dict(zip(names, tensors, strict=True))
    query, key1, key2, value1, value2 = alike_tensors("triple_attention", **given)
    width, (first, second) = query.shape[-1], (key1.shape[-2], key2.shape[-2])
    wanted = {
        "key1": (first, width), "key2": (second, width),
        "value1": (first, value1.shape[-1]), "value2": (second, value1.shape[-1]),
    }  # fmt: skip
    for (name, shape), one in zip(wanted.items(), (key1, key2, value1, value2), strict=True):
        if one.shape[-2:] != shape:
            rule = f"(…, {shape[0]}, {shape[1]}) is needed"
            raise InvalidInput(f"triple_attention({name}=…)", f"shape {tuple(one.shape)}", rule)
    if not width:
        raise InvalidInput("triple_attention(query=…)", "d = 0", "d >= 1 is needed")


def _mask(
    mask: torch.Tensor | Any | None, query: torch.Tensor, key1: torch.Tensor, key2: torch.Tensor
) -> torch.Tensor | None:
    if mask is None:
        return None
    asked, shape = "triple_attention(mask=…)", (*query.shape[:-1], key1.shape[-2], key2.shape[-2])
    if not isinstance(mask, torch.Tensor) or mask.dtype != torch.bool:
        given = str(getattr(mask, "dtype", type(mask).__name__))
        raise InvalidInput(asked, given, "a torch.Tensor of bool is needed")
    backwards = zip(reversed(mask.shape), reversed(shape), strict=False)
    if mask.ndim > len(shape) or any(n not in (1, m) for n, m in backwards):
        raise InvalidInput(asked, f"shape {tuple(mask.shape)}", f"broadcast to {shape}")
    if mask.device != query.device or mask.layout != torch.strided:
        rule = f"a dense one on {query.device} is needed"
        raise InvalidInput(asked, f"{mask.layout} on {mask.device}", rule)
    return mask.expand(shape)
