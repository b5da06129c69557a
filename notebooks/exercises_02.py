"""The checks of notebook 02: each says whether an answer is right, and hints where it is not."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

import tdlviz as tv


def check_twist(matrix: ArrayLike | None) -> str:
    """Exercise 1: a map around the ring that keeps one direction and is no mirror."""
    if matrix is None:
        return "Yours to find. Hint: which matrices leave the vector (1, 0) as it is?"
    twist = np.asarray(matrix, dtype=float)
    if twist.shape != (2, 2) or not np.isfinite(twist).all():
        return "Not yet: a 2 × 2 matrix of finite numbers is needed."
    if abs(np.linalg.det(twist)) < 1e-6:
        return "Not yet: without an inverse nothing comes home; stretch or shear."
    kept = tv.sheaf_cohomology(ring_of_one_twist(twist))[0]
    if kept != 1:
        return f"Not yet: dim H0 = {kept}."
    if np.allclose(twist.T @ twist, np.eye(2)):
        return "Not yet: that is a mirror, and we have that one already."
    return "Right: it keeps one direction, and so one global section."


def check_odd(sections: int | None) -> str:
    """Exercise 2: global sections of a signed sheaf with a cycle of an odd number of edges."""
    if sections is None:
        return "Yours to find. Hint: go around the cycle it closes; how often does the sign change?"
    if sections == 0:
        return "Right: around an odd cycle x comes home as -x, and only 0 is its own opposite."
    return "Not yet: the new edge closes a cycle of an odd number of edges."


def check_total(degrees: float | None) -> str:
    """Exercise 3: the curvature of a sphere, by the theorem of Gauss and Bonnet."""
    if degrees is None:
        return "Yours to find. Hint: 2π times the Euler characteristic, 2; or sum up tv.holonomy."
    if abs(degrees - 720) < 1:
        return "Right: 4π, whatever the size of the sphere and the triangles."
    return "Not yet: a hemisphere is a cap, whose area of 2π turns a vector by 360°."


def check_threshold(threshold: float | None, sheaf: tv.Sheaf, readings: ArrayLike) -> str:
    """Exercise 4: a disagreement at which all stations but number 5 have joined."""
    if threshold is None:
        return "Yours to find. Hint: slide until one station is alone, or read where bars end."
    cx = tv.consistency_filtration(sheaf, readings)
    near = tv.subcomplex(cx, [births <= threshold for births in cx.births])
    parts = tv.betti(near)[0]
    if parts == 1:
        return f"Not yet: at {threshold:g} all have joined, the broken one too."
    if parts > 2:
        return f"Not yet: at {threshold:g} there are {parts} parts still."
    if 5 in np.asarray(near.cells(1)):
        return "Not yet: it is another one that is alone."
    return "Right: eleven agree, and number 5 is alone."


def ring_of_one_twist(twist: np.ndarray) -> tv.Sheaf:
    """A ring of three vertices, with identities but for one map."""
    ring = tv.Complex.from_facets([[0, 1], [1, 2], [0, 2]])
    index = tv.constant_sheaf(ring, 2).maps[0].index
    maps = np.tile(np.eye(2), (len(index), 1, 1))
    maps[0] = twist
    return tv.sheaf(ring, tv.Field("F", maps, 0, index, kind="maps"))
