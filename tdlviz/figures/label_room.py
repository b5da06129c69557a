"""Which names stand beside the vertices: as many as have room, the nearest first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from jaxtyping import Bool, Float, Int

MOST = 400
LINE, LETTER, GAP = 13, 6.4, 8  # pixels: from line to line, a letter, and before the first


class Labels(NamedTuple):
    """Words of all places, and those that are written.

    placed: places in the order in which they were given room.
    left:   which of these stand to the left, as they would be cut off on the right.
    unnamed: how many others have no room.
    """

    words: list[str]
    placed: Int[np.ndarray, "n"]
    left: Bool[np.ndarray, "n"]
    unnamed: int


def place_labels(
    words: Sequence[str], places: Float[np.ndarray, "v 3"], pixel: float, right: float
) -> Labels:
    """Give room to names beside places that are seen along their third axis, the last nearest.

    pixel: how long a pixel is in the drawing. right: where it ends. A name where another stands
    already is left out.
    """
    x, y, _ = places.T / pixel
    wide = LETTER * np.array([len(word) for word in words], dtype=float) + GAP
    left = x + wide > right / pixel
    start = np.where(left, x - wide, x)
    found: list[int] = []
    for place in np.argsort(-places[:, 2], kind="stable").tolist():
        near = np.abs(y[found] - y[place]) < LINE
        over = (start[found] < start[place] + wide[place]) & (
            start[place] < start[found] + wide[found]
        )
        if not (near & over).any():
            found.append(place)
        if len(found) == MOST:
            break
    placed = np.array(found, dtype=np.int64)
    return Labels([*words], placed, left[placed], len(words) - len(placed))
