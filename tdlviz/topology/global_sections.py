"""Global sections of a sheaf: what all stalks agree on."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from tdlviz.core.errors import TooLarge
from tdlviz.core.field import Field
from tdlviz.topology.kernel import kernel
from tdlviz.topology.section import given_section, given_sheaf
from tdlviz.topology.sheaf import Sheaf
from tdlviz.topology.sheaf_coboundary import sheaf_coboundary

MAX_NUMBERS = 100_000_000


def global_sections(sheaf: Sheaf | Any) -> tuple[Field, ...]:
    """An orthonormal basis of H⁰ = ker δ, the vectors x on vertices with F_{u⊴e} x_u = F_{v⊴e} x_v
    on every edge e = {u, v}: vector fields (vertices, e), each of which `tv.show(cx, maps,
    section=…)` takes.

    Exact but for singular values of δ below a millionth of (a bound on) the largest, which count as
    zero. Parts of the complex, and of the stalks, that no map joins have their own sections.
    Raises `InvalidInput` for what is no sheaf, `TooLarge` for more than 1e8 numbers in all: of many
    isolated vertices each has its own.
    """
    basis = kernel(sheaf_coboundary(given_sheaf("global_sections", sheaf), 0), sheaf.stalks[0])
    numbers = basis.shape[0] * basis.shape[1]
    if numbers > MAX_NUMBERS:
        given = f"{basis.shape[1]:,} sections of {basis.shape[0]:,} numbers each"
        rule = f"at most {MAX_NUMBERS:,} in all; sheaf_cohomology counts them"
        raise TooLarge("global_sections", given, rule)
    sections = basis.toarray().T.reshape(basis.shape[1], sheaf.counts[0], sheaf.stalks[0])
    return tuple(Field(f"section{k}", x, 0, kind="vector") for k, x in enumerate(sections))


def nearest_global_section(sheaf: Sheaf | Any, section: Field | ArrayLike | Any) -> Field:
    """The global section with the least distance to `section`: its orthogonal projection, a vector
    field (vertices, e), and where `heat_diffusion` leads.

    section: a vector `Field` on all vertices, or an array (vertices, e).
    Raises `InvalidInput` for another shape and for numbers that are not finite.
    """
    x = given_section("nearest_global_section", sheaf, section)
    return Field("nearest_global_section", project(sheaf, x), 0, kind="vector")


def project(sheaf: Sheaf, x: np.ndarray) -> np.ndarray:
    """The part of a section (vertices, e) that is global."""
    basis = kernel(sheaf_coboundary(sheaf, 0), sheaf.stalks[0])
    return (basis @ (basis.T @ x.reshape(-1))).reshape(x.shape)
