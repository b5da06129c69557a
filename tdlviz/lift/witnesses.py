"""Landmarks and their witnesses, as they are asked for."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from jaxtyping import Float, Int
from scipy.spatial.distance import cdist

from tdlviz.core.door import length, plain_array, point_array, whole_number
from tdlviz.core.errors import InvalidInput, TooLarge, UnknownName
from tdlviz.lift.crowd import check_spread
from tdlviz.lift.expected import MAX_DIM

KINDS = ("lazy", "weak", "strong")
MOST = 2**27
"""So many distances from landmarks to witnesses fit into a gigabyte."""


class Witnesses(NamedTuple):
    """What was asked for, once it has been checked."""

    squares: Float[np.ndarray, "landmarks witnesses"]
    places: Float[np.ndarray, "landmarks d"]
    names: Int[np.ndarray, "landmarks"] | None
    kind: str
    nu: int
    most: float | None
    max_dim: int


def witnesses(
    points: Any, landmarks: Any, kind: Any, nu: Any, max_birth: Any, max_dim: Any
) -> Witnesses:
    """The arguments of `witness`, checked, and all distances under the square."""
    if not isinstance(kind, str) or kind not in KINDS:
        raise UnknownName("witness(kind=…)", repr(kind), f"known: {', '.join(KINDS)}")
    if nu is not None and kind != "lazy":
        raise InvalidInput("witness(nu=…)", f"{nu!r} with kind {kind!r}", 'it belongs to "lazy"')
    max_dim = whole_number("witness(max_dim=…)", max_dim, 0, MAX_DIM)
    most = None if max_birth is None else length("witness(max_birth=…)", max_birth)
    cloud = point_array("witness(points)", points)
    places, names = _landmarks(cloud, landmarks)
    check_spread("witness(points)", np.concatenate([cloud, places]))
    nu = 1 if nu is None else whole_number("witness(nu=…)", nu, 0, len(places))
    if len(cloud) * len(places) > MOST:
        given = f"{len(places):,} landmarks and {len(cloud):,} points"
        raise TooLarge("witness", given, f"at most {MOST:,} distances: take fewer of either")
    squares = cdist(places, cloud, "sqeuclidean")
    return Witnesses(squares, places, names, kind, nu, most, max_dim)


def _landmarks(
    cloud: Float[np.ndarray, "n d"], landmarks: Any
) -> tuple[Float[np.ndarray, "l d"], Int[np.ndarray, "l"] | None]:
    array = plain_array("witness(landmarks)", landmarks)
    if array.ndim != 1:
        places = point_array("witness(landmarks)", array)
        if places.shape[1] != cloud.shape[1]:
            rule = f"(l, {cloud.shape[1]}) coordinates, as the points have, or names are needed"
            raise InvalidInput("witness(landmarks)", f"shape {places.shape}", rule)
        return places, None
    if array.dtype.kind not in "iu" or array.size == 0:
        given = f"{array.size} of {array.dtype}"
        raise InvalidInput("witness(landmarks)", given, "at least one name, an integer, is needed")
    if array.min() < 0 or array.max() >= len(cloud):
        given = f"names {array.min()} to {array.max()}"
        raise InvalidInput("witness(landmarks)", given, f"points are 0 to {len(cloud) - 1:,}")
    if len(np.unique(array)) < len(array):
        raise InvalidInput("witness(landmarks)", "a name twice", "landmarks are distinct")
    return cloud[array], array.astype(np.int64)
