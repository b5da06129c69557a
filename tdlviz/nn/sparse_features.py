"""The first layer of a model on features that are mostly zeros, such as bags of words."""

from __future__ import annotations

import warnings
from typing import Any, NamedTuple

import torch
from jaxtyping import Float
from torch.amp.autocast_mode import autocast
from torch.nn.functional import dropout

from tdlviz.core.door import whole_number
from tdlviz.nn.cochains import Cochains

MOST_FEATURES = 1_000_000
SPARSE = 0.1
"""Below this share of entries that are not zero, sparse products were the quicker ones."""


class Both(NamedTuple):
    """Features and their transpose, as sparse CSR tensors."""

    rows: torch.Tensor
    columns: torch.Tensor


def first_linear(
    asked: str, features: int | Any | None, outputs: int, bias: bool = True
) -> torch.nn.Linear:
    """A Linear from as many features as there are; None leaves that to the first call."""
    if features is not None:
        linear = torch.nn.Linear(whole_number(asked, features, 1, MOST_FEATURES), outputs, bias)
        # Feature by feature in memory, as a sparse product reads it, and its gradient comes.
        linear.weight.data = linear.weight.data.T.contiguous().T
        return linear
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Lazy modules", UserWarning)
        return torch.nn.LazyLinear(outputs, bias)


def features_of(linear: torch.nn.Linear) -> int | None:
    """How many features it takes; None before it has seen any."""
    return None if isinstance(linear, torch.nn.LazyLinear) else linear.in_features


def linear_of_features(
    linear: torch.nn.Linear, cells: Cochains, dropped: float = 0.0
) -> Float[torch.Tensor, "vertices outputs"]:
    """`linear` of the features of the vertices, of which a share is `dropped` in training."""
    ready = not isinstance(linear, torch.nn.LazyLinear) and not (linear.training and dropped)
    ready = ready and not cells.x.requires_grad
    both = cells.keep_with_features("sparse", lambda: _sparse(cells)) if ready else None
    if both is None:
        return linear(dropout(cells.x, dropped, linear.training))
    with autocast(cells.device.type, enabled=False):  # no sparse product is of half precision
        found: torch.Tensor = _SparseLinear.apply(linear.weight, linear.bias, both)
    return found


def _sparse(cells: Cochains) -> Both | None:
    x = cells.x
    exact = x.dtype in (torch.float32, torch.float64)
    if not exact or x.device.type != "cpu" or x.count_nonzero() > SPARSE * x.numel():
        return None
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Sparse CSR tensor support", UserWarning)
        return Both(x.to_sparse_csr(), x.T.to_sparse_csr())


class _SparseLinear(torch.autograd.Function):
    @staticmethod
    def forward(context: Any, weight: torch.Tensor, bias: torch.Tensor, both: Both) -> torch.Tensor:
        context.both = both
        return both.rows @ weight.T + bias

    @staticmethod
    @torch.autograd.function.once_differentiable
    def backward(context: Any, gradient: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor, None]:
        return (context.both.columns @ gradient).T, gradient.sum(0), None
