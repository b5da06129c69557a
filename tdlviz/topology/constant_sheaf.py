"""The constant sheaf: the same space over every cell, and identities between them."""

from __future__ import annotations

from typing import Any

import numpy as np

from tdlviz.core.complex import Complex, given_complex
from tdlviz.core.door import whole_number
from tdlviz.core.errors import InvalidInput, TooLarge
from tdlviz.core.field import Field
from tdlviz.topology.restriction_maps import incidences
from tdlviz.topology.sheaf import Sheaf, sheaf

LARGEST_STALK = 256
MAX_NUMBERS = 100_000_000


def constant_sheaf(cx: Complex | Any, stalk: int | Any = 1) -> Sheaf:
    """The sheaf of stalks R^`stalk` on all cells of `cx`, with identities as maps.

    Its Laplacians are the Hodge Laplacians ⊗ I, and its cohomology that of `cx`, `stalk` times.
    Raises `InvalidInput` for a complex without a boundary and a `stalk` outside of 1 to 256,
    `TooLarge` for more than 1e8 entries of maps.
    """
    given_complex("constant_sheaf", cx)
    stalk = whole_number("constant_sheaf(stalk=…)", stalk, 1, LARGEST_STALK)
    if not cx.oriented:
        rule = "cells need a boundary: take tv.simplicial_closure(cx)"
        raise InvalidInput("constant_sheaf", cx.summary(), rule)
    total = sum(len(incidences(cx, rank).pairs) for rank in range(cx.dim)) * stalk**2
    if total > MAX_NUMBERS:
        rule = f"at most {MAX_NUMBERS:,}"
        raise TooLarge("constant_sheaf", f"{total:,} entries of maps", rule)
    fields = []
    for rank in range(max(cx.dim, 1)):
        index = incidences(cx, rank).pairs[:, ::-1]
        values = np.broadcast_to(np.eye(stalk), (len(index), stalk, stalk))
        fields.append(Field(f"identities{rank}", values, rank, index, kind="maps"))
    return sheaf(cx, fields)
