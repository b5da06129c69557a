"""Pickles that hold arrays, sparse matrices and lists, and nothing that could run."""

from __future__ import annotations

import collections
import io
import pickle
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix

from tdlviz.core.errors import UnreadableFile


def _bytes(text: str, encoding: str) -> bytes:
    """Bytes as Python 3 writes them for Python 2."""
    if encoding != "latin1":
        raise pickle.UnpicklingError(f"bytes in {encoding}")
    return text.encode("latin1")


_ARRAY = np.zeros(0).__reduce__()[0]  # numpy's own maker of arrays, wherever this version keeps it
ALLOWED: dict[tuple[str, str], Any] = {
    ("numpy", "ndarray"): np.ndarray,
    ("numpy", "dtype"): np.dtype,
    ("numpy.core.multiarray", "_reconstruct"): _ARRAY,
    ("numpy._core.multiarray", "_reconstruct"): _ARRAY,
    ("scipy.sparse.csr", "csr_matrix"): csr_matrix,
    ("scipy.sparse._csr", "csr_matrix"): csr_matrix,
    ("_codecs", "encode"): _bytes,
    ("collections", "defaultdict"): collections.defaultdict,
    ("__builtin__", "list"): list,
    ("builtins", "list"): list,
}


class _Restricted(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        if (module, name) not in ALLOWED:
            raise pickle.UnpicklingError(f"{module}.{name} is not allowed")
        return ALLOWED[module, name]


def load(asked: str, data: bytes) -> Any:
    """What a pickle of Python 2 or 3 holds, where it names no class but those in `ALLOWED`.

    Sparse matrices are checked. Raises `UnreadableFile` for other classes and broken files.
    """
    try:
        found = _Restricted(io.BytesIO(data), encoding="latin1").load()
        if isinstance(found, csr_matrix):
            found.check_format(full_check=True)
    except Exception as error:  # a broken pickle can raise anything
        rule = "a whole pickle of arrays, sparse matrices or lists is needed"
        raise UnreadableFile(asked, f"{type(error).__name__}: {error}", rule) from error
    return found
