"""The masks of topological transformers: learned functions of the distance in a spanning tree."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import torch
from jaxtyping import Float

from tdlviz.core.door import whole_number
from tdlviz.core.errors import InvalidInput
from tdlviz.nn.cochains import Cochains
from tdlviz.nn.groups import Groups
from tdlviz.nn.tensors import real_tensor
from tdlviz.topology.spanning_forest import spanning_forest
from tdlviz.topology.tree_field import edge_lengths, finite
from tdlviz.topology.tree_plan import TreePlan

MOST_DEGREE = 16
Fields = Float[torch.Tensor, "vertices heads d"]


class TreeMask(torch.nn.Module):
    """M[v, u] = f(dist(v, u)) in a spanning tree, f(d) = exp(Σ_k a_k d^k), for each head its own.

    Choromanski et al., "Fast Tree-Field Integrators: From Low Displacement Rank to Topological
    Transformers" (NeurIPS 2024), with g = exp: degree 2 has three parameters a head. They begin at
    zero: f = 1, no mask.

    lengths: the name of a scalar field on all edges, >= 0; None for 1 each. The tree is a minimum
             spanning forest; vertices of two trees do not see each other.

    It is called with cells and fields (vertices, heads, d), and returns M x without making M: of
    degree 1 in linear time, else as quickly as `tdlviz.tree_field` says, in float64 on the CPU
    wherever x is. The gradients, with respect to x and a, are such fields too. Errors are relative
    to the largest value of f, so an f that grows by many orders of magnitude loses the small ones.
    Raises `InvalidInput` for other arguments, and where f leaves float64.
    """

    def __init__(
        self, heads: int | Any = 1, degree: int | Any = 2, lengths: str | Any | None = None
    ) -> None:
        super().__init__()
        count = whole_number("TreeMask(heads=…)", heads, 1, 1024)
        terms = 1 + whole_number("TreeMask(degree=…)", degree, 0, MOST_DEGREE)
        if lengths is not None and not isinstance(lengths, str):
            raise InvalidInput("TreeMask(lengths=…)", repr(lengths), "the name of a field, or None")
        self.lengths = lengths
        self.coefficients = torch.nn.Parameter(torch.zeros(count, terms))

    def forward(self, cells: Cochains | Any, x: Fields | Any) -> Fields:
        """M x, head by head."""
        heads = len(self.coefficients)
        if not isinstance(cells, Cochains):
            rule = "the argument of a model is made with tv.nn.cells(cx, x)"
            raise InvalidInput("TreeMask", type(cells).__name__, rule)
        real_tensor("TreeMask(x)", x, cells.count(0), heads, None)
        plan = self.tree(cells).plan
        found: torch.Tensor = _Integrate.apply(x, self.coefficients, plan)
        return found

    def bias(self, cells: Cochains) -> Float[torch.Tensor, "trees heads most most"]:
        """log M for all pairs of vertices of each tree, as `Groups` pads them."""
        tree = self.tree(cells)
        tree.groups.check("TreeMask", len(self.coefficients))
        key = ("tree distances", self.lengths, cells.dtype)
        apart = cells.keep(key, lambda: tree.distances(cells))
        powers = torch.stack([apart**k for k in range(self.coefficients.shape[1])])
        return torch.einsum("hk,kgij->ghij", self.coefficients, powers)

    def tree(self, cells: Cochains) -> Tree:
        """The spanning forest of the cells, made once."""
        return cells.keep(("tree", self.lengths), lambda: Tree.of(cells, self.lengths))


class Tree(NamedTuple):
    """A spanning forest, ready for fields, and which vertices are in one tree."""

    plan: TreePlan
    groups: Groups

    @classmethod
    def of(cls, cells: Cochains, name: str | None) -> Tree:
        """Of the vertices and edges of the cells."""
        cx, ends = cells.complex, cells.ends.cpu().numpy()
        lengths = edge_lengths("TreeMask(lengths=…)", cx, None if name is None else cx[name])
        chosen = spanning_forest(cx.counts[0], ends, lengths)
        plan = TreePlan("TreeMask", cx.counts[0], ends[chosen], lengths[chosen])
        labels = np.empty(cx.counts[0], np.int64)
        sizes = np.diff(plan.forest.trees)
        labels[plan.forest.vertex] = np.repeat(np.arange(len(sizes)), sizes)
        return cls(plan, Groups.of(torch.from_numpy(labels).to(cells.device)))

    def distances(self, cells: Cochains) -> Float[torch.Tensor, "trees most most"]:
        """Between all vertices of each tree, zero where there is none."""
        forest, place = self.plan.forest, self.groups.place.cpu().numpy()
        count, most = self.groups.there.shape
        apart = np.zeros((count * most, most))
        for i, (vertex, above) in enumerate(zip(forest.vertex, forest.parent, strict=True)):
            if above == i:
                first = i
                continue
            own, near = place[vertex], place[forest.vertex[above]]
            known = place[forest.vertex[first:i]]
            apart[own, known % most] = apart[near, known % most] + forest.length[i]
            apart[known, own % most] = apart[own, known % most]
        table = apart.reshape(count, most, most)
        return torch.from_numpy(table).to(cells.device, cells.dtype)


class _Integrate(torch.autograd.Function):
    @staticmethod
    def forward(
        context: Any, x: torch.Tensor, coefficients: torch.Tensor, plan: TreePlan
    ) -> torch.Tensor:
        context.plan = plan
        context.save_for_backward(x, coefficients)
        return _integrate(plan, x, coefficients, 0)

    @staticmethod
    @torch.autograd.function.once_differentiable
    def backward(context: Any, gradient: torch.Tensor) -> tuple[torch.Tensor | None, ...]:
        x, coefficients = context.saved_tensors
        by_x = by_coefficients = None
        if context.needs_input_grad[0]:  # M is symmetric
            by_x = _integrate(context.plan, gradient, coefficients, 0)
        if context.needs_input_grad[1]:
            terms = [
                (gradient * _integrate(context.plan, x, coefficients, k)).sum((0, 2))
                for k in range(coefficients.shape[1])
            ]
            by_coefficients = torch.stack(terms, dim=1).to(coefficients.dtype)
        return by_x, by_coefficients, None


def _integrate(
    plan: TreePlan, x: torch.Tensor, coefficients: torch.Tensor, power: int
) -> torch.Tensor:
    """Fields for d^power exp(Σ_k a_k d^k), for each head its own."""
    fields = x.detach().double().cpu().numpy()
    found = np.empty_like(fields)
    with np.errstate(all="ignore"):
        for head, a in enumerate(coefficients.detach().double().cpu().numpy()):
            found[:, head] = _one_head(plan, np.ascontiguousarray(fields[:, head]), a, power)
    return torch.from_numpy(found).to(x.device, x.dtype)


def _one_head(plan: TreePlan, x: np.ndarray, a: np.ndarray, power: int) -> np.ndarray:
    asked = "TreeMask, f(d) = exp(Σ a_k d^k)"
    if len(a) > 2:
        return plan.field(
            x, lambda d: finite(asked, lambda d: d**power * np.exp(np.polyval(a[::-1], d)), d)
        )
    scale = np.zeros(power + 1)
    scale[power] = np.exp(a[0])
    found = plan.moments(x, scale, float(a[1]) if len(a) > 1 else 0.0)
    if not np.isfinite(found).all():
        raise InvalidInput(asked, f"a = {a.tolist()}", "f is finite at every distance")
    return found
