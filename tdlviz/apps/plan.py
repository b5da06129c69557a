"""From data and a reader's choices to a filtered complex and its diagrams, counted beforehand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.spatial.distance import pdist

from tdlviz.core.complex import Complex
from tdlviz.core.errors import InvalidInput, UnknownName
from tdlviz.core.field import Field
from tdlviz.lift.alpha import alpha
from tdlviz.lift.clique import clique
from tdlviz.lift.expect import expect
from tdlviz.lift.expected import Expected
from tdlviz.lift.rips import rips
from tdlviz.topology.filtration import filtration, lower_star
from tdlviz.topology.persistence import persistence

AXES = "xyz"
RIPS, DISTANCES, ALPHA, CLIQUE, MESH = "rips", "rips of distances", "alpha", "clique", "mesh"
SCALED = (RIPS, DISTANCES)
COMFORT = 10_000
"""Cells of a Rips complex at first. Its faces lie over each other, and without a GPU a browser
needs seconds for a picture of 30,000 that fill the same place."""


@dataclass(frozen=True)
class Plan:
    """What to build.

    data:     points (n, d) or a distance matrix (n, n), a networkx graph, or a mesh as a complex.
    lifting:  one of `liftings(data)`.
    max_edge: longest edge of Rips complexes, in the units of the data; None as in `rips`.
    max_dim:  highest rank of Rips and clique complexes.
    axis:     "x", "y" or "z": a mesh is filtered by this coordinate, from low to high.
    """

    data: Any
    lifting: str
    max_edge: float | None = 1.0
    max_dim: int = 2
    axis: str = "z"

    def __post_init__(self) -> None:
        known = liftings(self.data)
        if self.lifting not in known:
            raise UnknownName("lifting", repr(self.lifting), f"for these data: {', '.join(known)}")

    def expected(self) -> Expected:
        """How many cells there will be. Raises what the lifting would raise, but `TooLarge`."""
        if self.lifting == MESH:
            counts = self.data.counts
            return Expected(counts, (True,) * len(counts), "faces")
        lifting, data, options = self._call()
        return expect(lifting, *data, **options)

    def build(self) -> Complex:
        """The complex, with births on every cell."""
        if self.lifting == MESH:
            return lower_star(self.data, self.data.positions[:, self._axis()])
        lifting, data, options = self._call()
        cx = lifting(*data, **options)
        # A graph has no scale: all its cliques are there at once, and bars count holes.
        return cx if cx.births else filtration(cx, [np.zeros(count) for count in cx.counts])

    def diagrams(self, cx: Complex) -> list[Field]:
        """H0, H1 and H2, as far as nothing is cut off that would end their bars."""
        cut = self.lifting in (*SCALED, CLIQUE)
        return [persistence(cx, dim=dim) for dim in range(min(cx.dim if cut else cx.dim + 1, 3))]

    def _call(self) -> tuple[Any, tuple[Any, ...], dict[str, Any]]:
        scale = {"max_edge": self.max_edge, "max_dim": self.max_dim}
        if self.lifting == DISTANCES:
            return rips, (), {"distances": self.data, **scale}
        if self.lifting == RIPS:
            return rips, (self.data,), scale
        if self.lifting == ALPHA:
            return alpha, (self.data,), {}
        return clique, (self.data,), {"max_dim": self.max_dim}

    def _axis(self) -> int:
        known = axes(self.data)
        if self.axis not in known:
            raise UnknownName("axis", repr(self.axis), f"the mesh has {', '.join(known)}")
        return known.index(self.axis)


def liftings(data: Any) -> list[str]:
    """What can be made of the data, the likeliest first."""
    if isinstance(data, Complex):
        return [MESH]
    if not isinstance(data, np.ndarray):
        return [CLIQUE]
    near = [ALPHA] if 2 <= data.shape[1] <= 3 else []
    square = len(data) > 1 and data.shape == data.T.shape and np.array_equal(data, data.T)
    matrix = [DISTANCES] if square and not data.diagonal().any() else []
    return [*matrix, *near, RIPS]


def axes(mesh: Complex) -> list[str]:
    """The axes of a mesh: x, y and, in space, z."""
    if mesh.positions is None:
        raise InvalidInput("axes", mesh, "a mesh with positions is needed")
    return list(AXES[: mesh.positions.shape[1]])


def suggested_edge(data: Any, lifting: str) -> float | None:
    """A longest edge that shows something and stays below about `COMFORT` cells of rank 0 to 2;
    None for a lifting that has no scale."""
    if lifting not in SCALED:
        return None
    lengths = _some_lengths(data, lifting)
    if not len(lengths) or not np.isfinite(lengths).any():
        return 1.0
    lengths = np.sort(lengths[np.isfinite(lengths)])
    share = 1.0
    while share > 1e-6:
        scale = float(lengths[int(share * (len(lengths) - 1))])
        if Plan(data, lifting, scale or 1.0).expected().total <= COMFORT:
            break
        share *= 0.6
    digits = 10.0 ** (2 - np.floor(np.log10(scale))) if scale else 1.0
    return float(f"{np.ceil(scale * digits) / digits:.3g}") or 1.0


def _some_lengths(data: np.ndarray, lifting: str) -> np.ndarray:
    chosen = np.random.default_rng(0).permutation(len(data))[:500]
    if lifting == RIPS:
        return pdist(data[chosen])
    return data[np.ix_(chosen, chosen)][np.triu_indices(len(chosen), 1)]
