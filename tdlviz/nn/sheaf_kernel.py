"""The Laplacian of a sheaf, edge by edge in compiled code, for the CPU.

Nothing is gathered: an edge reads its two ends, takes their difference and brings it back, so that
no temporary is larger than one stalk. Tensors of 1e2 to 1e6 edges are small for torch, whose calls
cost more than the work in them.
"""

from __future__ import annotations

from typing import Any, no_type_check

import numpy as np
import torch
from jaxtyping import Float
from numba import njit

from tdlviz.nn.cochains import Cochains
from tdlviz.nn.untraced import untraced


@untraced
def compiled_laplacian(
    maps: Float[torch.Tensor, "incidences *block"],
    x: Float[torch.Tensor, "vertices d h"],
    cells: Cochains,
) -> Float[torch.Tensor, "vertices d h"]:
    """Δx, as `tdlviz.nn.sheaf_operator.sheaf_laplacian` says."""
    found: torch.Tensor = _CompiledLaplacian.apply(maps, x, cells)
    return found


class _CompiledLaplacian(torch.autograd.Function):
    @staticmethod
    def forward(context: Any, maps: torch.Tensor, x: torch.Tensor, cells: Cochains) -> torch.Tensor:
        maps, x = maps.contiguous(), x.contiguous()
        context.save_for_backward(maps, x)
        context.ends = cells.keep("numpy ends", lambda: cells.ends.numpy())
        found = torch.zeros_like(x)
        kernel = diagonal_forward if maps.ndim == 2 else block_forward
        kernel(_array(maps), _array(x), context.ends, found.numpy())
        return found

    @staticmethod
    @torch.autograd.function.once_differentiable
    def backward(context: Any, gradient: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor, None]:
        maps, x = context.saved_tensors
        to_maps, to_x = torch.empty_like(maps), torch.zeros_like(x)
        kernel = diagonal_backward if maps.ndim == 2 else block_backward
        given = (_array(maps), _array(x), _array(gradient.contiguous()), context.ends)
        kernel(*given, to_maps.numpy(), to_x.numpy())
        return to_maps, to_x, None


def _array(tensor: torch.Tensor) -> np.ndarray:
    return tensor.detach().numpy()


@no_type_check
@njit(cache=True, fastmath={"reassoc", "contract"})
def _difference(maps, x, edge, tail, head, out):
    """F_head x_head - F_tail x_tail."""
    half = len(maps) // 2
    for i in range(x.shape[1]):
        out[i] = 0
        for j in range(x.shape[1]):
            near, far = maps[half + edge, i, j], maps[edge, i, j]
            for k in range(x.shape[2]):
                out[i, k] += near * x[head, j, k] - far * x[tail, j, k]


@no_type_check
@njit(cache=True, fastmath={"reassoc", "contract"})
def _bring_back(maps, edge, tail, head, difference, out):
    """F_headᵀ and -F_tailᵀ of a difference, added to both ends."""
    half = len(maps) // 2
    for i in range(out.shape[1]):
        for j in range(out.shape[1]):
            near, far = maps[half + edge, i, j], maps[edge, i, j]
            for k in range(out.shape[2]):
                out[head, j, k] += near * difference[i, k]
                out[tail, j, k] -= far * difference[i, k]


@no_type_check
@njit(cache=True, fastmath={"reassoc", "contract"})
def block_forward(maps, x, ends, out):
    """Adds Δx to `out`, for maps that are matrices."""
    difference = np.empty(x.shape[1:], x.dtype)
    for edge in range(len(ends)):
        tail, head = ends[edge]
        _difference(maps, x, edge, tail, head, difference)
        _bring_back(maps, edge, tail, head, difference, out)


@no_type_check
@njit(cache=True, fastmath={"reassoc", "contract"})
def block_backward(maps, x, gradient, ends, to_maps, to_x):
    """Writes the gradient of the maps, adds that of x."""
    half = len(ends)
    there, back = np.empty(x.shape[1:], x.dtype), np.empty(x.shape[1:], x.dtype)
    for edge in range(half):
        tail, head = ends[edge]
        _difference(maps, x, edge, tail, head, there)
        _difference(maps, gradient, edge, tail, head, back)
        _bring_back(maps, edge, tail, head, back, to_x)
        for i in range(x.shape[1]):
            for j in range(x.shape[1]):
                near = far = x.dtype.type(0)
                for k in range(x.shape[2]):
                    near += back[i, k] * x[head, j, k] + there[i, k] * gradient[head, j, k]
                    far -= back[i, k] * x[tail, j, k] + there[i, k] * gradient[tail, j, k]
                to_maps[half + edge, i, j], to_maps[edge, i, j] = near, far


@no_type_check
@njit(cache=True, fastmath={"reassoc", "contract"})
def diagonal_forward(maps, x, ends, out):
    """Adds Δx to `out`, for maps that are diagonals."""
    half = len(ends)
    for edge in range(half):
        tail, head = ends[edge]
        for i in range(x.shape[1]):
            near, far = maps[half + edge, i], maps[edge, i]
            for k in range(x.shape[2]):
                difference = near * x[head, i, k] - far * x[tail, i, k]
                out[head, i, k] += near * difference
                out[tail, i, k] -= far * difference


@no_type_check
@njit(cache=True, fastmath={"reassoc", "contract"})
def diagonal_backward(maps, x, gradient, ends, to_maps, to_x):
    """Writes the gradient of the maps, adds that of x."""
    half = len(ends)
    for edge in range(half):
        tail, head = ends[edge]
        for i in range(x.shape[1]):
            near, far = maps[half + edge, i], maps[edge, i]
            to_near = to_far = x.dtype.type(0)
            for k in range(x.shape[2]):
                there = near * x[head, i, k] - far * x[tail, i, k]
                back = near * gradient[head, i, k] - far * gradient[tail, i, k]
                to_x[head, i, k] += near * back
                to_x[tail, i, k] -= far * back
                to_near += back * x[head, i, k] + there * gradient[head, i, k]
                to_far -= back * x[tail, i, k] + there * gradient[tail, i, k]
            to_maps[half + edge, i], to_maps[edge, i] = to_near, to_far
