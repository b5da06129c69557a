"""What a cell keeps of itself in a layer: a filter that leaves the harmonic part alone."""

from __future__ import annotations

from collections.abc import Iterator

import torch
from jaxtyping import Float

from tdlviz.nn.cochains import Cochains
from tdlviz.nn.pattern import Pattern
from tdlviz.nn.sparse_features import first_linear
from tdlviz.topology.laplacian import hodge_laplacian


class HarmonicFilter(torch.nn.Module):
    """x ↦ (1 - εL)^steps x W on cells of one rank, with L their Hodge Laplacian.

    What L sends to zero stays, and for ε below 2 over its largest eigenvalue all else fades as
    steps grow. No power of a matrix is made. Without steps it is a linear map, and asks for no L.
    """

    def __init__(
        self, rank: int, features: int | None, outputs: int, steps: int, epsilon: float
    ) -> None:
        super().__init__()
        self.rank, self.steps, self.epsilon = rank, steps, epsilon
        self.linear = first_linear("features", features, outputs, bias=False)

    def linears_of(self, rank: int) -> Iterator[torch.nn.Linear]:
        """What features of this rank go into."""
        if rank == self.rank:
            yield self.linear

    def forward(
        self, x: Float[torch.Tensor, "cells d"], cells: Cochains
    ) -> Float[torch.Tensor, "cells outputs"]:
        """x filtered."""
        y: torch.Tensor = self.linear(x)
        if self.steps:
            laplacian = cells.keep(("Hodge Laplacian", self.rank), lambda: self._laplacian(cells))
            for _ in range(self.steps):
                y = y - self.epsilon * laplacian.product(laplacian.value, y)
        return y

    def _laplacian(self, cells: Cochains) -> Pattern:
        matrix = hodge_laplacian(cells.complex, self.rank)
        return Pattern.of(matrix, 1, cells.device, cells.dtype)
