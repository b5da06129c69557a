"""How much a section of a sheaf disagrees across each edge."""

from __future__ import annotations

from typing import Any

import numpy as np
from jaxtyping import Float
from numpy.typing import ArrayLike

from tdlviz.core.field import Field
from tdlviz.topology.restriction_maps import Incidences
from tdlviz.topology.section import given_section
from tdlviz.topology.sheaf import Sheaf


def energy(
    where: Incidences,
    maps: Float[np.ndarray, "incidences d e"],
    section: Float[np.ndarray, "n e"],
    edges: int,
) -> Float[np.ndarray, "edges"]:
    """‖F_{u⊴e} x_u − F_{v⊴e} x_v‖² on each edge e = {u, v}; NaN where a map or a vector is missing.

    Its sum is xᵀ L x with the sheaf Laplacian L = δᵀ δ (Hansen and Ghrist 2019, "Toward a spectral
    theory of cellular sheaves")."""
    cell, face = where.pairs.T
    images = np.einsum("mde,me->md", maps, section[face])
    ends = np.searchsorted(cell, np.arange(edges))
    # A loop has one incidence: both its ends are the same, and agree.
    last = np.searchsorted(cell, np.arange(edges), side="right") - 1
    return np.square(images[ends] - images[last]).sum(axis=1)


def disagreement(sheaf: Sheaf | Any, section: Field | ArrayLike | Any) -> Field:
    """‖F_{u⊴e} x_u − F_{v⊴e} x_v‖ on each edge e = {u, v}: a scalar field (edges,) of rank 1.

    section: a vector `Field` on all vertices, or an array (vertices, e), with e the dimension of
             the stalks on vertices.

    It is zero on all edges where the section is a global one, and its squares are the energy that
    `MapsView` shows. Raises `InvalidInput` for another shape and for numbers that are not finite.
    """
    return Field(
        "disagreement", np.sqrt(_energies("disagreement", sheaf, section)), 1, kind="scalar"
    )


def dirichlet_energy(sheaf: Sheaf | Any, section: Field | ArrayLike | Any) -> float:
    """xᵀ L x = Σ_e ‖F_{u⊴e} x_u − F_{v⊴e} x_v‖², with L the plain sheaf Laplacian of rank 0.

    Raises `InvalidInput` as `disagreement` does.
    """
    return float(_energies("dirichlet_energy", sheaf, section).sum())


def consistency_radius(sheaf: Sheaf | Any, section: Field | ArrayLike | Any) -> float:
    """The largest `disagreement` of a section on any edge, 0 where there are no edges.

    It is 0 for global sections alone (Robinson, "Understanding networks and their behaviors using
    sheaf theory", 2013; "Assignments to sheaves of pseudometric spaces", 2020, where values on the
    edges are given too: the best ones, half way between the two ends, have half this radius).
    Raises `InvalidInput` as `disagreement` does.
    """
    return float(np.sqrt(_energies("consistency_radius", sheaf, section).max(initial=0)))


def _energies(asked: str, sheaf: Any, section: Any) -> Float[np.ndarray, "edges"]:
    x = given_section(asked, sheaf, section)
    return energy(sheaf.where(0), sheaf.maps[0].values, x, sheaf.counts[1])
