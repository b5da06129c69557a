"""Annuli around points and their persistence: what a space looks like around each point."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
from jaxtyping import Float, Int
from numpy.typing import ArrayLike
from scipy.spatial import cKDTree

from tdlviz.core.door import plain_array, point_array, real_array
from tdlviz.core.errors import InvalidInput

MOST = 100
"""An annulus of more points is thinned to so many, which is the size that Rips complexes bear."""

FARTHEST = 1e150
"""The square of a larger number is none."""


class Annuli(NamedTuple):
    """points: (n, d); centres: (m,) places among them; radii: (scales, 2), inner < outer."""

    points: Float[np.ndarray, "n d"]
    centres: Int[np.ndarray, "m"]
    radii: Float[np.ndarray, "scales 2"]


def given_annuli(asked: str, points: Any, dim: int, radii: Any, at: Any) -> Annuli:
    """The annuli of a question, checked; radii and centres chosen where they are None."""
    cloud = point_array(asked, points)
    if abs(cloud).max() > FARTHEST:
        given = f"a coordinate of {abs(cloud).max():.1e}"
        raise InvalidInput(asked, given, f"coordinates up to {FARTHEST:.0e} have distances")
    if at is None:
        centres = np.arange(len(cloud))
    else:
        centres = plain_array(f"{asked}(at=…)", at)
        if centres.ndim != 1 or (centres.size and centres.dtype.kind not in "iu"):
            given = f"shape {centres.shape} of {centres.dtype}"
            raise InvalidInput(f"{asked}(at=…)", given, "(m,) names of points are needed")
        if centres.size and not 0 <= centres.min() <= centres.max() < len(cloud):
            given = f"{centres.min()} to {centres.max()}"
            raise InvalidInput(f"{asked}(at=…)", given, f"points are 0 to {len(cloud) - 1}")
    rings = _default_radii(cloud, dim) if radii is None else _checked_radii(asked, radii)
    return Annuli(cloud, centres.astype(np.int64), rings)


def _default_radii(cloud: Float[np.ndarray, "n d"], dim: int) -> Float[np.ndarray, "scales 2"]:
    """Outer radii that hold up to 100 `dim` points (median), but no more than a quarter of all."""
    count = min(len(cloud) // 4, 100 * dim) + 1
    reach = cKDTree(cloud).query(cloud, [count])[0]
    outer = float(np.median(reach)) or 1.0
    return np.array([[outer * b * a, outer * b] for b in (0.7, 0.85, 1.0) for a in (0.5, 0.75)])


def _checked_radii(asked: str, radii: ArrayLike | Any) -> Float[np.ndarray, "scales 2"]:
    array = real_array(f"{asked}(radii=…)", radii)
    if array.ndim != 2 or array.shape[1:] != (2,) or len(array) == 0:
        rule = "(scales, 2) inner and outer radii are needed"
        raise InvalidInput(f"{asked}(radii=…)", f"shape {array.shape}", rule)
    wrong = ~((array[:, 0] >= 0) & (array[:, 0] < array[:, 1]) & np.isfinite(array[:, 1]))
    if wrong.any():
        rule = "0 <= inner < outer < inf is needed"
        raise InvalidInput(f"{asked}(radii=…)", array[wrong][0].tolist(), rule)
    return array


def annuli(
    asked: Annuli, generator: np.random.Generator
) -> Iterator[tuple[int, int, Float[np.ndarray, "_ d"]]]:
    """Centre, scale and points of each annulus, thinned at random to at most `MOST`."""
    tree = cKDTree(asked.points)
    for place, centre in enumerate(asked.points[asked.centres]):
        near = np.array(tree.query_ball_point(centre, asked.radii[:, 1].max()), dtype=np.int64)
        far = np.linalg.norm(asked.points[near] - centre, axis=1)
        for scale, (inner, outer) in enumerate(asked.radii):
            within = near[(far >= inner) & (far <= outer) & (far > 0)]
            if len(within) > MOST:
                within = generator.choice(within, MOST, replace=False)
            yield place, scale, asked.points[within]


def rips_diagrams(points: Float[np.ndarray, "_ d"], dims: int) -> list[Float[np.ndarray, "_ 2"]]:
    """The diagrams of the Rips filtration in dimensions 0 to `dims` - 1, by gudhi."""
    from gudhi import RipsComplex

    tree = RipsComplex(points=points).create_simplex_tree(max_dimension=1)
    if dims > 1:
        tree.collapse_edges()
        tree.expansion(dims)
    tree.compute_persistence(persistence_dim_max=False)
    found = (tree.persistence_intervals_in_dimension(k) for k in range(dims))
    return [np.asarray(bars).reshape(-1, 2) for bars in found]
