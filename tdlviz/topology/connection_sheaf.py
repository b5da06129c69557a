"""The connection sheaf of points: tangent spaces, turned into each other along the edges."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from tdlviz.core.complex import Complex, given_complex
from tdlviz.core.door import point_array, whole_number
from tdlviz.core.errors import InvalidInput
from tdlviz.core.field import Field
from tdlviz.topology.constant_sheaf import LARGEST_STALK
from tdlviz.topology.restriction_maps import incidences
from tdlviz.topology.sheaf import Sheaf, sheaf
from tdlviz.topology.tangent_frames import tangent_frames

FURTHEST = 1e100


def connection_sheaf(
    cx: Complex | Any, stalk: int | Any, points: ArrayLike | Any | None = None
) -> Sheaf:
    """The sheaf of tangent spaces of dimension `stalk` on the graph of `cx`, with orthogonal maps
    (Barbero et al. 2022, "Sheaf neural networks with connection Laplacians", after Singer and Wu
    2012).

    Each vertex has an orthonormal frame O_v (p, stalk), by local principal component analysis of
    its neighbours. On an edge e = [u, v] the map of u is the identity, and that of v the orthogonal
    matrix closest to O_uᵀ O_v (Procrustes), so that `transport` from v to u turns the frame at v
    into the one at u as well as can be. The Laplacian is then the connection Laplacian.

    points: (vertices, p) float, p >= stalk: positions or features. None: the positions of `cx`.

    A vertex with under `stalk` neighbours, as an isolated one, takes its `stalk` nearest points
    too; neighbours that span less than `stalk` dimensions leave the rest to the principal
    directions of all points. The same points always give the same maps. Cells of rank 2 and more
    have no stalks: around a curved triangle the maps do not come back to the identity.

    Raises `InvalidInput` for a complex without a boundary, without positions where there are no
    points, for points that are not finite or beyond 1e100, and for a `stalk` beyond p or 256.
    """
    given_complex("connection_sheaf", cx)
    if not cx.oriented:
        rule = "cells need a boundary: take tv.simplicial_closure(cx)"
        raise InvalidInput("connection_sheaf", cx.summary(), rule)
    places = _points(cx, points)
    most = min(places.shape[1], LARGEST_STALK)
    stalk = whole_number("connection_sheaf(stalk=…)", stalk, 1, most)
    where = incidences(cx, 0)
    cell, face = where.pairs.T
    first = np.flatnonzero(cell[:-1] == cell[1:])  # of two incidences; a loop has one
    ends = np.column_stack([face[first], face[first + 1]])
    neighbours = np.unique(np.concatenate([ends, ends[:, ::-1]]), axis=0)
    frames = tangent_frames(places, neighbours, stalk)
    values = np.broadcast_to(np.eye(stalk), (len(cell), stalk, stalk)).copy()
    left, _, right = np.linalg.svd(np.swapaxes(frames[ends[:, 0]], 1, 2) @ frames[ends[:, 1]])
    values[first + 1] = left @ right
    return sheaf(cx, Field("connection", values, 0, where.pairs[:, ::-1], kind="maps"))


def _points(cx: Complex, points: Any) -> np.ndarray:
    asked = "connection_sheaf(points=…)"
    given = cx.positions if points is None else points
    if given is None:
        raise InvalidInput(asked, "None and no positions", "points (vertices, p) are needed")
    places = point_array(asked, given)
    if len(places) != cx.counts[0] or abs(places).max() > FURTHEST:
        rule = f"({cx.counts[0]}, p) finite numbers of at most {FURTHEST} are needed"
        raise InvalidInput(asked, f"shape {places.shape}", rule)
    return places
