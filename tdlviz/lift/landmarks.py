"""Landmarks: a few points that stand for many."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from jaxtyping import Float, Int
from numpy.typing import ArrayLike

from tdlviz.core.door import point_array, whole_number, words
from tdlviz.core.errors import InvalidInput, UnknownName
from tdlviz.lift.crowd import check_spread


def landmarks(
    points: ArrayLike | Any,
    count: int | Any,
    *,
    method: str | Any = "maxmin",
    seed: int | Any = 0,
) -> Int[np.ndarray, "count"]:
    """The names of `count` of the points, distinct, in the order in which they are chosen.

    points: (n, d) real numbers.
    method: "maxmin": a random point, then each time the one furthest from those chosen, so that
            every point is as near to a landmark as the next landmark was (Gonzalez, "Clustering to
            minimize the maximum intercluster distance", 1985). Even, but fond of outliers.
            "random": all choices equally likely, denser where the points are.
    seed:   of the random choices.

    Of points of equal distance the first is taken. Raises `InvalidInput` where there are fewer
    points, for "maxmin" fewer distinct ones, and `UnknownName` for another method.
    """
    cloud = point_array("landmarks(points)", points)
    check_spread("landmarks(points)", cloud)
    count = whole_number("landmarks(count)", count, 1, len(cloud))
    seed = whole_number("landmarks(seed=…)", seed, 0)
    if words("landmarks(method=…)", method) not in ("maxmin", "random"):
        raise UnknownName("landmarks(method=…)", repr(method), 'known: "maxmin", "random"')
    random = np.random.default_rng(seed)
    if method == "random":
        return random.choice(len(cloud), count, replace=False)
    order, away = farthest_first(cloud_row(cloud), count, int(random.integers(len(cloud))))
    if away[-1] == 0:
        given = f"{count} of {np.argmin(away)} distinct points"
        raise InvalidInput("landmarks(count)", given, "twins are no landmarks: take fewer")
    return order


def cloud_row(cloud: Float[np.ndarray, "n d"]) -> Callable[[int], Float[np.ndarray, "n"]]:
    """From a point to its distances to all."""
    return lambda point: np.sqrt(((cloud - cloud[point]) ** 2).sum(axis=1))


def farthest_first(
    row: Callable[[int], Float[np.ndarray, "n"]], count: int, start: int
) -> tuple[Int[np.ndarray, "count"], Float[np.ndarray, "count"]]:
    """The first `count` vertices of a greedy permutation, and how far each is from those before it.

    row: from a vertex to its distances to all vertices. The first is infinitely far.
    """
    order, away = np.full(count, start), np.full(count, np.inf)
    nearest = np.array(row(start))
    nearest[start] = -1  # so that a twin comes last, and what is taken never again
    for place in range(1, count):
        order[place] = nearest.argmax()
        away[place] = nearest[order[place]]
        np.minimum(nearest, row(int(order[place])), out=nearest)
        nearest[order[place]] = -1
    return order, away
