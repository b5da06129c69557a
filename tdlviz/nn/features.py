"""Features of cells in every form that people have them, as tensors."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from types import MappingProxyType
from typing import Any

import numpy as np
import torch

from tdlviz.core.complex import Complex
from tdlviz.core.door import real_array, words
from tdlviz.core.errors import InvalidInput
from tdlviz.core.field import Field


def given_dtype(asked: str, dtype: Any) -> torch.dtype:
    """A floating dtype of torch."""
    if not isinstance(dtype, torch.dtype) or not dtype.is_floating_point:
        raise InvalidInput(asked, repr(dtype), "a floating dtype of torch is needed")
    return dtype


def given_features(
    cx: Complex, x: Any, device: torch.device, dtype: torch.dtype
) -> Mapping[int, torch.Tensor]:
    """Features by rank, as `tdlviz.nn.cells` takes them: (cells, d) tensors, all finite."""
    given = {} if x is None else dict(x) if isinstance(x, Mapping) else {0: x}
    for rank in given:
        cx.cells(rank)
    make = partial(_feature, cx, device=device, dtype=dtype)
    return MappingProxyType({rank: make(rank, value) for rank, value in given.items()})


def _feature(
    cx: Complex, rank: int, x: Any, device: torch.device, dtype: torch.dtype
) -> torch.Tensor:
    asked = f"features of rank {rank}"
    if isinstance(x, str):
        x = cx[words(asked, x)]
    if isinstance(x, Field):
        if x.rank != rank or x.index is not None or x.kind not in ("scalar", "vector", "label"):
            rule = f"scalars or vectors on all cells of rank {rank} are needed"
            raise InvalidInput(asked, repr(x), rule)
        x = x.values
    if not isinstance(x, torch.Tensor):
        x = torch.tensor(np.ascontiguousarray(real_array(asked, x, "biuf")))
    array: torch.Tensor = x
    if array.is_complex() or array.is_quantized or array.layout != torch.strided or array.is_meta:
        raise InvalidInput(asked, f"{array.dtype} {array.layout}", "a dense real tensor is needed")
    rows = array[:, None] if array.ndim == 1 else array
    if rows.ndim != 2 or len(rows) != cx.counts[rank] or not rows.shape[1]:
        rule = f"({cx.counts[rank]}, d) with d >= 1 is needed"
        raise InvalidInput(asked, f"shape {tuple(array.shape)}", rule)
    found = rows.to(device, dtype)
    if not torch.isfinite(found).all():
        row = int((~torch.isfinite(found).all(dim=1)).nonzero()[0, 0])
        raise InvalidInput(asked, f"a number that is not finite in row {row}", f"in {dtype}")
    return found
