"""All distances among many diagrams."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from jaxtyping import Float

from tdlviz.core.door import listed
from tdlviz.core.errors import InvalidInput
from tdlviz.topology.bars import DiagramLike
from tdlviz.topology.bottleneck import bottleneck
from tdlviz.topology.matching import Matching
from tdlviz.topology.wasserstein import wasserstein


def diagram_distances(
    diagrams: Sequence[DiagramLike] | Any,
    others: Sequence[DiagramLike] | Any | None = None,
    distance: Callable[..., Matching] | Any = wasserstein,
    **options: Any,
) -> Float[np.ndarray, "n m"]:
    """The distance of each diagram to each of the others, or to each in the same list: (n, m).

    distance: `bottleneck` or `wasserstein`; `options` are passed on to it, as `order=2`. Sliced
    Wasserstein distances of lists come at once from `sliced_wasserstein`. Raises what `distance`
    raises, and `InvalidInput` for another one and for what is no list.
    """
    if not any(distance is known for known in (bottleneck, wasserstein)):
        rule = "tv.bottleneck or tv.wasserstein is needed"
        raise InvalidInput("diagram_distances(distance=…)", repr(distance), rule)
    rows = listed("diagram_distances", diagrams)
    columns = rows if others is None else listed("diagram_distances(others=…)", others)
    matrix = np.zeros((len(rows), len(columns)))
    for i, j in np.ndindex(matrix.shape):
        if others is None and j < i:
            matrix[i, j] = matrix[j, i]
        elif others is not None or j > i:
            matrix[i, j] = distance(rows[i], columns[j], **options).distance
    return matrix
