"""Which graphs an invariant tells apart."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from jaxtyping import Int

from tdlviz.core.cells import Cells
from tdlviz.core.complex import Complex
from tdlviz.core.door import listed, real_array
from tdlviz.core.errors import InvalidInput, UnknownName
from tdlviz.core.field import Field
from tdlviz.lift.clique import clique
from tdlviz.lift.expected import MAX_DIM
from tdlviz.lift.graph import graph_edges
from tdlviz.topology.betti import betti_of_each
from tdlviz.topology.counts_of_each import bars_of_each, cells_of_each, colours_of_each
from tdlviz.topology.filtration import lower_star


@dataclass(frozen=True)
class Apart:
    """A verdict. classes: (graphs,) int64, the same for graphs that are not told apart."""

    classes: Int[np.ndarray, "graphs"]

    @property
    def pairs(self) -> int:
        """How many pairs of graphs there are."""
        return len(self.classes) * (len(self.classes) - 1) // 2

    @property
    def alike(self) -> int:
        """How many pairs are not told apart."""
        sizes = np.bincount(self.classes)
        return int((sizes * (sizes - 1) // 2).sum())
