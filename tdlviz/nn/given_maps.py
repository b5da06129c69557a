"""Restriction maps that somebody gave: a field of the complex, in the order of incidences."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch
from jaxtyping import Float

from tdlviz.core.errors import InvalidInput
from tdlviz.nn.cochains import Cochains


def given_maps(cells: Cochains, name: str | Any) -> Float[torch.Tensor, "incidences d d"]:
    """The field `name` of kind maps, on each (vertex, edge) once, as `cells.incidences` has them.

    Raises `UnknownName` where there is none of that name, and `InvalidInput` where it is of another
    kind, lacks an incidence, has one twice, or has NaN or maps that are not square.
    """
    field, asked = cells.complex[name], f"the maps {name!r}"
    if field.kind != "maps" or field.rank != 0:
        raise InvalidInput(asked, repr(field), "a field of kind maps and rank 0 is needed")
    values, wanted = field.values, cells.incidences.cpu().numpy()
    if values.shape[1] != values.shape[2] or not np.isfinite(values).all():
        rule = "square maps of finite numbers are needed: all stalks have one dimension"
        raise InvalidInput(asked, f"shape {values.shape}", rule)
    order, places = np.lexsort(field.index.T), np.lexsort(wanted.T)
    if not np.array_equal(field.index[order], wanted[places]):
        rule = "one map for each end of each edge is needed"
        raise InvalidInput(asked, f"{len(values)} maps, {len(wanted)} ends", rule)
    sorted_back = np.empty_like(values, dtype=np.float64)
    sorted_back[places] = values[order]
    return torch.tensor(sorted_back, dtype=cells.dtype, device=cells.device)
