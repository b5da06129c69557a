"""The Laplacian of a sheaf as a sparse matrix of d × d blocks, assembled anew for new maps."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
import torch
from jaxtyping import Float, Int

from tdlviz.core.errors import TooLarge
from tdlviz.nn.cochains import Cochains


class BlockPlan:
    """Where the entries of the blocks go, for one graph and stalk dimension: found once.

    starts, columns: of the CSR matrix (vertices · d, vertices · d), int32, as MKL reads them.
    there, back:     places of the entries (i, j) of block (tail, head) of each edge, and of their
                     mirror images (j, i) in block (head, tail).
    own:             places of block (vertex, vertex) for each incidence, which add up.
    every:           these three, one after the other. All flat; only i = j where maps are diagonal.
    """

    def __init__(self, cells: Cochains, d: int, diagonal: bool) -> None:
        tail, head = cells.ends.cpu().numpy().T
        count, edges = cells.count(0), len(tail)
        every = np.arange(count)
        keys = np.concatenate([tail * count + head, head * count + tail, every * (count + 1)])
        if (count + 2 * edges) * d * (1 if diagonal else d) > np.iinfo(np.int32).max:
            rule = "a matrix has at most 2^31 entries: form='matrix_free' needs none"
            raise TooLarge("a sheaf Laplacian, form='csr'", f"{edges:,} edges, stalk {d}", rule)
        blocks, block = np.unique(keys, return_inverse=True)
        places, columns, starts = _layout(*np.divmod(blocks, count), count, d, diagonal)
        mirror = np.arange(d) if diagonal else np.arange(d * d).reshape(d, d).T.reshape(-1)
        vertex = np.concatenate([tail, head])
        self.starts = _put(starts.astype(np.int32), cells.device)
        self.columns = _put(columns.astype(np.int32), cells.device)
        self.there = _put(places[block[:edges]], cells.device)
        self.back = _put(places[block[edges : 2 * edges]][:, mirror], cells.device)
        self.own = _put(places[block[2 * edges :]][vertex], cells.device)
        self.every = torch.cat([self.there, self.back, self.own])

    def matrix(self, values: torch.Tensor) -> torch.Tensor:
        """The sparse matrix with these values."""
        n = len(self.starts) - 1
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", "Sparse CSR tensor support", UserWarning)
            return torch.sparse_csr_tensor(
                self.starts, self.columns, values, size=(n, n), check_invariants=False
            )


def apply_block_csr(
    maps: Float[torch.Tensor, "incidences *block"],
    x: Float[torch.Tensor, "vertices d h"],
    plan: BlockPlan,
) -> Float[torch.Tensor, "vertices d h"]:
    """Δx, as `tdlviz.nn.sheaf_operator.sheaf_laplacian` says."""
    found: torch.Tensor = _BlockCSR.apply(maps, x, plan)
    return found


class _BlockCSR(torch.autograd.Function):
    """Blocks -F_tailᵀ F_head beside the diagonal and Σ Fᵀ F on it. As Δ is symmetric, its own
    product is its backward in x, and the entries of g xᵀ at its places are that in the blocks."""

    @staticmethod
    def forward(context: Any, maps: torch.Tensor, x: torch.Tensor, plan: BlockPlan) -> torch.Tensor:
        tail, head = maps.chunk(2)
        across = -_product(tail, head).reshape(-1)
        entries = torch.cat([across, across, _product(maps, maps).reshape(-1)])
        values = maps.new_zeros(len(plan.columns)).index_add_(0, plan.every, entries)
        flat = x.reshape(-1, x.shape[2])
        context.save_for_backward(maps, flat, values)
        context.plan = plan
        return (plan.matrix(values) @ flat).view(x.shape)

    @staticmethod
    @torch.autograd.function.once_differentiable
    def backward(
        context: Any, gradient: torch.Tensor
    ) -> tuple[torch.Tensor | None, torch.Tensor | None, None]:
        maps, flat, values = context.saved_tensors
        plan, theirs = context.plan, gradient.reshape(flat.shape)
        matrix = plan.matrix(values)
        to_x = (matrix @ theirs).view(gradient.shape) if context.needs_input_grad[1] else None
        if not context.needs_input_grad[0]:
            return None, to_x, None
        outer = torch.sparse.sampled_addmm(matrix, theirs, flat.T, beta=0.0).values()
        tail, head = maps.chunk(2)
        across = (outer[plan.there] + outer[plan.back]).view(tail.shape)
        own = outer[plan.own].view(maps.shape)
        if maps.ndim == 2:
            crossed = torch.cat([head * across, tail * across])
            return 2 * maps * own - crossed, to_x, None
        crossed = torch.cat([head @ across.mT, tail @ across])
        return maps @ (own + own.mT) - crossed, to_x, None


def _layout(
    row: Int[np.ndarray, "blocks"],
    column: Int[np.ndarray, "blocks"],
    count: int,
    d: int,
    diagonal: bool,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """For blocks in order: places (blocks, entries), columns and starts of the CSR matrix."""
    width = 1 if diagonal else d
    inside = np.zeros((d, 1), np.int64) if diagonal else np.arange(d)[None]
    shift = np.arange(d)[:, None] if diagonal else inside
    in_row = np.bincount(row, minlength=count)
    first = np.concatenate([[0], np.cumsum(in_row)])
    before = np.arange(len(row)) - first[row]
    lines = in_row[row][:, None, None] * np.arange(d)[:, None] + before[:, None, None]
    places = (first[row] * d)[:, None, None] * width + lines * width + inside
    columns = np.empty(places.size, np.int64)
    columns[places] = column[:, None, None] * d + np.broadcast_to(shift, places.shape)
    starts = np.concatenate([[0], np.cumsum(np.repeat(in_row * width, d))])
    return places.reshape(len(row), d * width), columns, starts


def _put(places: np.ndarray, device: torch.device) -> torch.Tensor:
    return torch.from_numpy(np.ascontiguousarray(places).reshape(-1)).to(device)


def _product(left: torch.Tensor, right: torch.Tensor) -> torch.Tensor:
    return left * right if left.ndim == 2 else left.mT @ right
