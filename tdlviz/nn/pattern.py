"""Sparse matrices whose places stay while their values change, a block for every head."""

from __future__ import annotations

import warnings
from typing import Any, NamedTuple

import numpy as np
import torch
from jaxtyping import Float, Int
from scipy.sparse import csr_array, eye_array, kron

Values = Float[torch.Tensor, "places"]


class Pattern(NamedTuple):
    """The places of a matrix (heads · n, heads · m) that is not zero in `heads` equal blocks alone.

    row, column: of each place, row by row.
    value:       what the matrix that it was made of had there.
    starts:      (heads · n + 1,) the first place of each row.
    order, back: the places column by column, and their rows.
    turned:      (heads · m + 1,) the first of them in each column.
    """

    row: Int[torch.Tensor, "places"]
    column: Int[torch.Tensor, "places"]
    value: Values
    starts: Int[torch.Tensor, "bounds"]
    order: Int[torch.Tensor, "places"]
    back: Int[torch.Tensor, "places"]
    turned: Int[torch.Tensor, "others"]
    heads: int

    @classmethod
    def of(cls, matrix: csr_array, heads: int, device: Any, dtype: torch.dtype) -> Pattern:
        """As `matrix` (n, m) has it, for each head."""
        every = csr_array(kron(eye_array(heads), matrix, format="csr"))
        every.sum_duplicates()
        rows = np.repeat(np.arange(every.shape[0]), np.diff(every.indptr))
        places = np.arange(every.nnz)
        across = csr_array((places, every.indices, every.indptr), shape=every.shape).tocsc()
        small = np.int32 if max(every.nnz, *every.shape) < 2**31 else np.int64  # as MKL reads them
        row, order = (_put(a, np.int64, device) for a in (rows, across.data))
        csr, csc = (
            [_put(a, small, device) for a in (one.indices, one.indptr)] for one in (every, across)
        )
        value = torch.tensor(every.data, dtype=dtype, device=device)
        return cls(row, csr[0], value, csr[1], order, csc[0], csc[1], heads)

    @property
    def pairs(self) -> Int[torch.Tensor, "first 2"]:
        """The places of one block, as (row, column)."""
        first = len(self.row) // self.heads
        return torch.stack([self.row[:first], self.column[:first].long()], dim=1)

    def softmax(self, scores: Values) -> Values:
        """`scores` made to add up to 1 over each row. A row without places is none."""
        count = len(self.starts) - 1
        none = scores.new_full((count,), -torch.inf)
        largest = none.scatter_reduce(0, self.row, scores.detach(), "amax")
        weights = (scores - largest[self.row]).exp()
        whole = weights.new_zeros(count).index_add(0, self.row, weights)
        return weights / whole.index_select(0, self.row)

    def product(
        self, values: Values, x: Float[torch.Tensor, "columns width"]
    ) -> Float[torch.Tensor, "rows width"]:
        """The matrix with these values times x; zero in rows without places."""
        values = values.to(x.dtype)  # mixed precision keeps sums in more digits than features
        if not len(values) or x.dtype not in (torch.float32, torch.float64):
            none = x.new_zeros(len(self.starts) - 1, x.shape[1])
            return none.index_add(0, self.row, values[:, None] * x[self.column.long()])
        found: torch.Tensor = _Product.apply(values, x, self)
        return found


class _Product(torch.autograd.Function):
    """Its backward in x is the product with the transpose; in the values, the entries of g xᵀ at
    the places, so that no tensor (places, width) is ever made."""

    @staticmethod
    def forward(
        context: Any, values: torch.Tensor, x: torch.Tensor, pattern: Pattern
    ) -> torch.Tensor:
        context.save_for_backward(values, x)
        context.pattern = pattern
        return _matrix(pattern.starts, pattern.column, values, len(x)) @ x

    @staticmethod
    @torch.autograd.function.once_differentiable
    def backward(
        context: Any, gradient: torch.Tensor
    ) -> tuple[torch.Tensor | None, torch.Tensor | None, None]:
        (values, x), pattern = context.saved_tensors, context.pattern
        to_values, to_x = None, None
        if context.needs_input_grad[0]:
            there = _matrix(pattern.starts, pattern.column, values, len(x))
            sampled = torch.sparse.sampled_addmm(there, gradient.contiguous(), x.T, beta=0.0)
            to_values = sampled.values()
        if context.needs_input_grad[1]:
            across = values[pattern.order]
            to_x = _matrix(pattern.turned, pattern.back, across, len(gradient)) @ gradient
        return to_values, to_x, None


def _matrix(
    starts: torch.Tensor, columns: torch.Tensor, values: torch.Tensor, width: int
) -> torch.Tensor:
    size = (len(starts) - 1, width)
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Sparse CSR tensor support", UserWarning)
        return torch.sparse_csr_tensor(starts, columns, values, size=size, check_invariants=False)


def _put(places: np.ndarray, dtype: Any, device: Any) -> torch.Tensor:
    return torch.from_numpy(places.astype(dtype)).to(device)
