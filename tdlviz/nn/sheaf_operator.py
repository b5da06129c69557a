"""The Laplacian of a cellular sheaf on a graph, applied to features, with gradients to its maps.

(Δx)_v = Σ over edges e at v of F_{v,e}ᵀ (F_{v,e} x_v - F_{u,e} x_u), u the other end of e
(Hansen and Ghrist, "Toward a spectral theory of cellular sheaves", 2019).
"""

from __future__ import annotations

from typing import Any

import torch
from jaxtyping import Float

from tdlviz.core.errors import InvalidInput
from tdlviz.nn.block_csr import BlockPlan, apply_block_csr
from tdlviz.nn.cochains import Cochains
from tdlviz.nn.sheaf_kernel import compiled_laplacian
from tdlviz.nn.tensors import compiles

FORMS = ("auto", "compiled", "matrix_free", "csr")


def sheaf_laplacian(
    maps: Float[torch.Tensor, "incidences d d"] | Float[torch.Tensor, "incidences d"],
    x: Float[torch.Tensor, "vertices d h"],
    cells: Cochains,
    form: str = "auto",
) -> Float[torch.Tensor, "vertices d h"]:
    """Δx for maps on `cells.incidences`: (2 edges, d, d), or (2 edges, d) for diagonal ones.

    form: "matrix_free" gathers, multiplies and scatters; "compiled" does so edge by edge in
          machine code, on the CPU alone; "csr" assembles a sparse matrix, whose places are found
          once for a graph; "auto" is compiled where it can be (float32 and float64 on the CPU), and
          matrix_free elsewhere. All have the symmetry of Δ in their backward, and none has a second
          derivative. Raises `InvalidInput` where the numbers or their device do not suit the form.
    """
    exact, compiled = x.dtype in (torch.float32, torch.float64), compiles(x)
    if form == "auto":
        form = "compiled" if compiled else "matrix_free"
    if form != "matrix_free" and not (exact if form == "csr" else compiled):
        rule = "csr needs float32 or float64, compiled also the CPU"
        raise InvalidInput(f"a sheaf Laplacian, form={form!r}", f"{x.dtype} on {x.device}", rule)
    found: torch.Tensor
    if form == "compiled":
        found = compiled_laplacian(maps, x, cells)
    elif form == "csr":
        d, diagonal = x.shape[1], maps.ndim == 2
        plan = cells.keep(("blocks", d, diagonal), lambda: BlockPlan(cells, d, diagonal))
        found = apply_block_csr(maps, x, plan)
    else:
        found = _MatrixFree.apply(maps, x, cells.incidences[:, 0])
    return found


class _MatrixFree(torch.autograd.Function):
    """δ takes the difference of both ends in the edge, δᵀ brings it back; Δ = δᵀ δ."""

    @staticmethod
    def forward(
        context: Any, maps: torch.Tensor, x: torch.Tensor, vertex: torch.Tensor
    ) -> torch.Tensor:
        ends = x[vertex]
        differences = _coboundary(maps, ends)
        context.save_for_backward(maps, ends, differences, vertex)
        return _adjoint(maps, differences, vertex, len(x))

    @staticmethod
    @torch.autograd.function.once_differentiable
    def backward(
        context: Any, gradient: torch.Tensor
    ) -> tuple[torch.Tensor | None, torch.Tensor | None, None]:
        maps, ends, differences, vertex = context.saved_tensors
        theirs = gradient[vertex]
        back = _coboundary(maps, theirs)
        to_maps = None
        if context.needs_input_grad[0]:
            to_maps = _outer(maps, back, ends) + _outer(maps, differences, theirs)
        return to_maps, _adjoint(maps, back, vertex, len(gradient)), None


def _coboundary(maps: torch.Tensor, ends: torch.Tensor) -> torch.Tensor:
    """(δx)_e = F_{head} x_head - F_{tail} x_tail: (edges, d, h)."""
    moved = maps[:, :, None] * ends if maps.ndim == 2 else maps @ ends
    tail, head = moved.chunk(2)
    return head - tail


def _adjoint(
    maps: torch.Tensor, differences: torch.Tensor, vertex: torch.Tensor, vertices: int
) -> torch.Tensor:
    both = torch.cat([-differences, differences])
    brought = maps[:, :, None] * both if maps.ndim == 2 else maps.mT @ both
    none = brought.new_zeros(vertices, *brought.shape[1:])
    return none.index_add_(0, vertex, brought)


def _outer(maps: torch.Tensor, edges: torch.Tensor, ends: torch.Tensor) -> torch.Tensor:
    both = torch.cat([-edges, edges])
    return (both * ends).sum(2) if maps.ndim == 2 else both @ ends.mT
