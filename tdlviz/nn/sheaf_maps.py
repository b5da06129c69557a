"""Restriction maps from learned numbers: orthogonal, diagonal, general; and their normalisation.

The normalised Laplacian D^(-1/2) Δ D^(-1/2), with D the diagonal blocks of Δ, is the Laplacian of
the maps F_{v,e} D_v^(-1/2): so it is the maps that are normalised. D + 1 stands for D, as Bodnar et
al. do ("Neural sheaf diffusion", 2022, §3): it has an inverse even where a vertex has no edge.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import torch

from tdlviz.nn.bundle_kernel import compiled_bundle
from tdlviz.nn.cochains import Cochains
from tdlviz.nn.inverse_root import inverse_root
from tdlviz.nn.map_learner import Halves, at_both_ends
from tdlviz.nn.orthogonal import cayley, householder
from tdlviz.nn.tensors import compiles


class Maps(NamedTuple):
    """Restriction maps, and those of the normalised Laplacian: each made when it is asked for.

    (2 edges, d, d), or (2 edges, d) for diagonal ones; fixed channels stand behind the learned."""

    plain: Callable[[], torch.Tensor]
    scaled: Callable[[], torch.Tensor]


class DiagonalMaps:
    """F = diag(tanh(numbers)): (2 edges, d)."""

    def __init__(self, stalk: int) -> None:
        self.outputs = stalk

    def __call__(self, halves: Halves, cells: Cochains, fixed: torch.Tensor | None) -> Maps:
        """The maps, with `fixed` channels (2 edges, k)."""
        learned = at_both_ends(halves, cells).tanh()
        maps = learned if fixed is None else torch.cat([learned, fixed], dim=1)

        def scaled() -> torch.Tensor:
            roots = (at_vertices(maps * maps, cells) + 1).rsqrt()
            return maps * at_incidences(roots, cells)

        return Maps(lambda: maps, scaled)


class GeneralMaps:
    """F = tanh(numbers) as d × d matrices, of any rank."""

    def __init__(self, stalk: int) -> None:
        self.stalk, self.outputs = stalk, stalk * stalk

    def __call__(self, halves: Halves, cells: Cochains, fixed: torch.Tensor | None) -> Maps:
        """The maps, with `fixed` channels (2 edges, k)."""
        numbers = at_both_ends(halves, cells)
        maps = with_fixed(numbers.tanh().view(-1, self.stalk, self.stalk), fixed)

        def scaled() -> torch.Tensor:
            one = torch.eye(maps.shape[1], dtype=maps.dtype, device=maps.device)
            roots = inverse_root(at_vertices(maps.mT @ maps, cells) + one)
            return maps @ at_incidences(roots, cells)

        return Maps(lambda: maps, scaled)


class OrthogonalMaps:
    """F = w_e Q with Q orthogonal, made from tanh(numbers); w_e = σ(a) σ(b) from a number of either
    end of the edge, where the maps have weights (§3.1 there: weighted O(d) bundles)."""

    def __init__(self, stalk: int, method: str, weights: bool) -> None:
        self.stalk, self.method, self.weights = stalk, method, weights
        self.outputs = stalk * (stalk - 1) // 2 + weights

    def __call__(self, halves: Halves, cells: Cochains, fixed: torch.Tensor | None) -> Maps:
        """The maps, with `fixed` channels (2 edges, k)."""
        weighted = self._weighted if self.weights else self._plain
        return weighted(halves, cells, fixed)

    def _plain(self, halves: Halves, cells: Cochains, fixed: torch.Tensor | None) -> Maps:
        numbers = at_both_ends(halves, cells)
        maps = with_fixed(METHODS[self.method](numbers.tanh(), self.stalk), fixed)
        return Maps(lambda: maps, lambda: maps * flat_roots(cells)[:, None, None])

    def _weighted(self, halves: Halves, cells: Cochains, fixed: torch.Tensor | None) -> Maps:
        def parts() -> tuple[torch.Tensor, torch.Tensor]:
            numbers = at_both_ends(halves, cells)
            tail, head = numbers[:, -1].sigmoid().chunk(2)
            return METHODS[self.method](numbers[:, :-1].tanh(), self.stalk), (tail * head).repeat(2)

        def plain() -> torch.Tensor:
            products, weights = parts()
            return with_fixed(products * weights[:, None, None], fixed)

        def learned() -> torch.Tensor:
            if self.method == "householder" and compiles(halves):
                return compiled_bundle(halves, self.stalk, cells)
            products, weights = parts()
            roots = (at_vertices(weights * weights, cells) + 1).rsqrt()
            return products * (weights * at_incidences(roots, cells))[:, None, None]

        kept = None if fixed is None else fixed * flat_roots(cells)[:, None]
        return Maps(plain, lambda: with_fixed(learned(), kept))


METHODS = {"householder": householder, "cayley": cayley}


def fixed_channels(cells: Cochains, low_pass: bool, high_pass: bool) -> torch.Tensor | None:
    """The maps of further stalk dimensions that are not learned: (2 edges, 1 or 2), or None.

    low_pass:  1 at the tail, -1 at the head, so that Δ is D + A there and sums over neighbours.
    high_pass: 1 at both, so that Δ is D - A, the Laplacian of the graph.
    """
    if not low_pass and not high_pass:
        return None
    edges = len(cells.ends)
    ones = torch.ones(2 * edges, 1, dtype=cells.dtype, device=cells.device)
    signs = torch.cat([ones[:edges], -ones[:edges]])
    return torch.cat([signs] * low_pass + [ones] * high_pass, dim=1)


def flat_roots(cells: Cochains) -> torch.Tensor:
    """(degree + 1)^(-1/2) at each incidence: what normalises maps without weights."""
    return cells.keep("flat", lambda: at_incidences((cells.degrees + 1).rsqrt(), cells))


def at_incidences(values: torch.Tensor, cells: Cochains) -> torch.Tensor:
    """The values of the vertex of each incidence."""
    return values.index_select(0, cells.edge_index[0])


def at_vertices(values: torch.Tensor, cells: Cochains) -> torch.Tensor:
    """The sum over the incidences of each vertex."""
    none = values.new_zeros(cells.count(0), *values.shape[1:])
    return none.index_add(0, cells.edge_index[0], values)


def with_fixed(maps: torch.Tensor, fixed: torch.Tensor | None) -> torch.Tensor:
    """Matrices with further blocks of 1 × 1."""
    if fixed is None:
        return maps
    d, k = maps.shape[1], fixed.shape[1]
    wide = torch.nn.functional.pad(maps, (0, k, 0, k))
    return wide + torch.diag_embed(torch.nn.functional.pad(fixed, (d, 0)))
