"""The few array operations that numpy and torch spell alike, found without importing torch."""

from __future__ import annotations

import sys
from typing import Any

import numpy as np
from jaxtyping import Int


def namespace(array: Any) -> Any:
    """numpy or torch: the library that `array` comes from, which is therefore loaded."""
    return sys.modules[type(array).__module__.partition(".")[0]]


def like(reference: Any, array: np.ndarray) -> Any:
    """`array` as what `reference` is: itself, or a tensor of the same type on the same device."""
    return reference.new_tensor(array) if hasattr(reference, "new_tensor") else array


def scatter_sum(values: Any, place: Int[np.ndarray, "n"], size: int) -> Any:
    """(size,) sums of the `values` (n,) that go to each place. Tensors keep their gradients."""
    if not hasattr(values, "index_add"):
        return np.bincount(place, values, minlength=size)
    indices = namespace(values).asarray(place, device=values.device)
    return values.new_zeros(size).index_add(0, indices, values)
