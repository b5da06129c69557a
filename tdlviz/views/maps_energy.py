"""How much a section of a sheaf disagrees across each edge."""

from __future__ import annotations

import numpy as np
from jaxtyping import Float

from tdlviz.core.complex import Complex
from tdlviz.core.errors import InvalidInput
from tdlviz.core.field import Field
from tdlviz.views.maps_incidences import Incidences, Maps


def checked_section(cx: Complex, field: Field, rank: int, width: int) -> Float[np.ndarray, "n e"]:
    """A vector of the stalk on every vertex, NaN where the field has none."""
    if field.kind != "vector" or field.rank != 0 or rank != 0:
        rule = "kind vector on vertices, with maps from vertices to edges"
        raise InvalidInput("section=", repr(field), rule)
    field.check(cx)
    if width and field.values.shape[1] != width:
        rule = f"the stalks on vertices have {width} dimensions"
        raise InvalidInput("section=", f"{field.values.shape[1]} columns", rule)
    section = np.full((cx.counts[0], field.values.shape[1]), np.nan)
    section[slice(None) if field.index is None else field.index] = field.values
    return section


def energy(
    where: Incidences, maps: Maps, section: Float[np.ndarray, "n e"], edges: int
) -> Float[np.ndarray, "edges"]:
    """‖F_{u⊴e} x_u − F_{v⊴e} x_v‖² on each edge e = {u, v}; NaN where a map or a vector is missing.

    Its sum is xᵀ L x with the sheaf Laplacian L = δᵀ δ (Hansen and Ghrist 2019, "Toward a spectral
    theory of cellular sheaves")."""
    cell, face = where.pairs.T
    images = np.einsum("mde,me->md", maps.values, section[face])
    ends = np.searchsorted(cell, np.arange(edges))
    # A loop has one incidence: both its ends are the same, and agree.
    last = np.searchsorted(cell, np.arange(edges), side="right") - 1
    return np.square(images[ends] - images[last]).sum(axis=1)
