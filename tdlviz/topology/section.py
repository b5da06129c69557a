"""What every function of a sheaf asks of its arguments before it believes them."""

from __future__ import annotations

from typing import Any

import numpy as np
from jaxtyping import Float
from numpy.typing import ArrayLike

from tdlviz.core.door import real_array
from tdlviz.core.errors import InvalidInput
from tdlviz.core.field import Field
from tdlviz.topology.sheaf import Sheaf

MOST = 1e75
"""What maps make of such numbers, squared and summed, is finite still."""


def given_sheaf(asked: str, sheaf: Sheaf | Any) -> Sheaf:
    """`sheaf`, refused where it is no `Sheaf`."""
    if not isinstance(sheaf, Sheaf):
        rule = "a Sheaf is needed: make one with tv.sheaf, tv.constant_sheaf or tv.connection_sheaf"
        raise InvalidInput(asked, type(sheaf).__name__, rule)
    return sheaf


def given_section(
    asked: str, sheaf: Sheaf | Any, section: Field | ArrayLike | Any
) -> Float[np.ndarray, "n e"]:
    """A finite vector of the stalk on every vertex: a vector field, or an array (vertices, e)."""
    given_sheaf(asked, sheaf)
    if isinstance(section, Field):
        if (section.kind, section.rank) != ("vector", 0) or section.index is not None:
            raise InvalidInput(asked, repr(section), "a vector field on all vertices is needed")
        section = section.values
    x, shape = real_array(f"{asked}(section)", section), (sheaf.counts[0], sheaf.stalks[0])
    if x.shape != shape:
        rule = f"{shape} is needed: {shape[0]} vertices with stalks of dimension {shape[1]}"
        raise InvalidInput(f"{asked}(section)", f"shape {x.shape}", rule)
    if not (abs(x) <= MOST).all():
        given = "NaN or a number beyond 1e75"
        raise InvalidInput(f"{asked}(section)", given, "finite numbers are needed")
    return x
