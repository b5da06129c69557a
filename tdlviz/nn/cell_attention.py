"""Cell attention: that of simplices on cells of any shape, each beside a term of its own."""

from __future__ import annotations

from typing import Any

from tdlviz.core.door import whole_number
from tdlviz.nn.neighbourhood_attention import NeighbourhoodAttention
from tdlviz.nn.neighbourhoods import MOST_RANK


class CAN(NeighbourhoodAttention):
    """Giusti, Battiloro, Testa, Di Lorenzo, Sardellitti and Barbarossa, "Cell Attention Networks"
    (2022): logits (cells of `rank`, classes), `rank` at least 1.

    x ← σ(A_lower x W + A_upper x W' + x W''), with attention to other cells that share a face, and
    to those that share a coface. The factor 1 + ε of the skip term is left to W''; features of
    edges made of those of vertices, and the pooling of edges, are left out. It is
    `NeighbourhoodAttention` with these neighbourhoods: see there for the options and for what can
    be watched.
    """

    def __init__(
        self,
        classes: int | Any = 2,
        hidden: int | Any = 64,
        layers: int | Any = 2,
        features: int | Any | None = None,
        *,
        rank: int | Any = 1,
        **options: Any,
    ) -> None:
        rank = whole_number("CAN(rank=…)", rank, 1, MOST_RANK)
        over = ("lower", rank), ("upper", rank)
        super().__init__(
            classes, hidden, layers, features, rank=rank, neighbourhoods=over, **options
        )
