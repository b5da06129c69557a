"""Heads of attention side by side with those whose barcodes are like theirs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from tdlviz.core.door import listed, real_array
from tdlviz.core.errors import InvalidInput
from tdlviz.core.field import Field
from tdlviz.core.track import Track
from tdlviz.topology.seriation import seriation
from tdlviz.topology.sliced_wasserstein import sliced_wasserstein


def head_order(
    bars: Sequence[Sequence[Field | Track]] | Any, distances: ArrayLike | Any | None = None
) -> list[tuple[int, int]]:
    """All heads as (layer, head), those with like barcodes side by side.

    bars:      for each layer the diagrams of its heads, as `tv.attention_bars` gives them; of a
               track its latest.
    distances: (n, n) among all of them, layer by layer, as `tv.diagram_distances`; None for their
               sliced Wasserstein distances, where bars that never die end at 1, with the last
               weight.

    By `seriation` of the distances. Raises `InvalidInput` for what is no diagram, a track that
    holds nothing yet, and another shape.
    """
    layers = [_layer(layer) for layer in listed("head_order", bars)]
    places = [(layer, head) for layer, own in enumerate(layers) for head in range(len(own))]
    if not places:
        raise InvalidInput("head_order", "no heads", "at least one is needed")
    if distances is None:
        flat = [_diagram(given) for own in layers for given in own]
        distances = sliced_wasserstein(flat, end=1.0)
    matrix = real_array("head_order(distances=…)", distances)
    if matrix.shape != (len(places), len(places)):
        rule = f"one number for every two of {len(places)} heads is needed"
        raise InvalidInput("head_order(distances=…)", matrix.shape, rule)
    if not ((matrix >= 0).all() and np.allclose(matrix, matrix.T)):
        rule = "distances are numbers of at least 0, the same both ways"
        raise InvalidInput("head_order(distances=…)", "others", rule)
    order, _ = seriation(matrix, together=True)
    return [places[place] for place in order.tolist()]


def _diagram(given: Any) -> Any:
    if not isinstance(given, Track):
        return given
    if given.latest is None:
        raise InvalidInput("head_order", repr(given), "its tape has not derived a barcode yet")
    return given.latest


def _layer(given: Any) -> Sequence[Any] | np.ndarray:
    if isinstance(given, (Field, Track)):  # its bars would pass for heads
        rule = "a list for each layer: [tv.attention_bars(cx, layer) for layer in …]"
        raise InvalidInput("head_order", repr(given), rule)
    return listed("head_order", given)
