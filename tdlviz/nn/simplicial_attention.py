"""Simplicial attention: cells attend to those that share a face, or a coface, with them."""

from __future__ import annotations

from typing import Any

from tdlviz.core.door import whole_number
from tdlviz.nn.neighbourhood_attention import NeighbourhoodAttention
from tdlviz.nn.neighbourhoods import MOST_RANK


class SAN(NeighbourhoodAttention):
    """Giusti, Battiloro, Di Lorenzo, Sardellitti and Barbarossa, "Simplicial Attention Networks"
    (2022): logits (cells of `rank`, classes), `rank` at least 1.

    x ← σ(Σ_p (A_lower)^p x W_p + Σ_p (A_upper)^p x W'_p + (1 - εL)^J x W), with attention over the
    cells where the lower and the upper Laplacian are not zero, p from 1 to `filters`, and J
    `harmonic`. It is `NeighbourhoodAttention` with these neighbourhoods: see there for the options,
    for what can be watched, and what `signs` do.
    """

    def __init__(
        self,
        classes: int | Any = 2,
        hidden: int | Any = 64,
        layers: int | Any = 2,
        features: int | Any | None = None,
        *,
        rank: int | Any = 1,
        heads: int | Any = 1,
        filters: int | Any = 2,
        harmonic: int | Any | None = 5,
        **options: Any,
    ) -> None:
        rank = whole_number("SAN(rank=…)", rank, 1, MOST_RANK)
        options |= {"heads": heads, "filters": filters, "harmonic": harmonic}
        over = ("lower_laplacian", rank), ("upper_laplacian", rank)
        super().__init__(
            classes, hidden, layers, features, rank=rank, neighbourhoods=over, **options
        )
