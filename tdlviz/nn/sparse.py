"""Sparse matrices of scipy as tensors of torch, once for each operator, device and form."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any
from weakref import finalize

import numpy as np
from scipy.sparse import csr_array, issparse

from tdlviz.core.door import one_of
from tdlviz.core.errors import InvalidInput

if TYPE_CHECKING:
    import torch

LAYOUTS = ("csr", "coo")
_kept: dict[tuple[int, ...], dict[tuple[Any, ...], torch.Tensor]] = {}


def to_torch(
    matrix: Any, device: str | Any = "auto", dtype: Any = None, layout: str | Any = "csr"
) -> torch.Tensor:
    """A scipy sparse matrix as a sparse tensor of the same shape.

    device: as torch names it; "auto" is CUDA where there is one, else the CPU.
    dtype:  a floating dtype of torch, None for float32.
    layout: "csr", or "coo" (coalesced).

    The operators of `tdlviz.topology` never change, so their tensors are kept as long as they are:
    do not write into them. Raises `InvalidInput` for what is no sparse matrix, device or floating
    dtype, and `UnknownName` for another layout.
    """
    import torch

    if not issparse(matrix) or matrix.ndim != 2 or matrix.dtype.kind not in "biuf":
        rule = "a real sparse matrix of scipy is needed"
        raise InvalidInput("to_torch", f"{type(matrix).__name__}", rule)
    dtype = torch.float32 if dtype is None else dtype
    if not isinstance(dtype, torch.dtype) or not dtype.is_floating_point:
        raise InvalidInput("to_torch(dtype=…)", repr(dtype), "a floating dtype of torch is needed")
    found = given_device("to_torch(device=…)", device)
    key = (one_of("to_torch(layout=…)", layout, LAYOUTS), found, dtype)
    rows = csr_array(matrix)
    rows.sum_duplicates()
    arrays = (rows.data, rows.indices, rows.indptr)
    if any(array.flags.writeable for array in arrays):
        return _tensor(rows, *key)
    places = (*rows.shape, *(array.ctypes.data for array in arrays))
    if places not in _kept:
        _kept[places] = {}
        for array in arrays:
            finalize(_owner(array), _kept.pop, places, None)
    tensors = _kept[places]
    if key not in tensors:
        tensors[key] = _tensor(rows, *key)
    return tensors[key]


def _owner(array: np.ndarray) -> np.ndarray:
    """The array whose memory a view shows: an operator has one, however many matrices show it."""
    while isinstance(array.base, np.ndarray):
        array = array.base
    return array


def given_device(asked: str, device: Any) -> torch.device:
    """A device of torch that is there; "auto" is CUDA where there is one, else the CPU."""
    import torch

    if isinstance(device, str) and device == "auto":
        device = "cuda" if torch.cuda.is_available() else "cpu"
    if not isinstance(device, (str, torch.device)):
        raise InvalidInput(asked, repr(device), "a device of torch is needed")
    try:
        found = torch.device(device)
        torch.empty(0, device=found)
    except (RuntimeError, AssertionError, NotImplementedError) as error:
        rule = f"a device of torch is needed ({str(error).splitlines()[0]})"
        raise InvalidInput(asked, repr(device), rule) from error
    return found


def _tensor(rows: csr_array, layout: str, device: torch.device, dtype: torch.dtype) -> torch.Tensor:
    import torch

    # what is kept in inference mode, training could not use
    with torch.inference_mode(False), warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Sparse CSR tensor support", UserWarning)
        starts, columns = (torch.tensor(a, dtype=torch.int64) for a in (rows.indptr, rows.indices))
        values = torch.tensor(rows.data, dtype=dtype)
        tensor = torch.sparse_csr_tensor(
            starts, columns, values, size=rows.shape, check_invariants=False
        )
        if layout == "coo":
            tensor = tensor.to_sparse_coo().coalesce()
        return tensor.to(device)
