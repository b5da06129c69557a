"""Sparse matrices computed once for each complex, which no caller can change for another."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from scipy.sparse import csr_array

from tdlviz.core.complex import Complex
from tdlviz.topology.cache import memoised

Rest = ParamSpec("Rest")
Operator = Callable[Concatenate[Complex, Rest], csr_array]


def operator(function: Operator[Rest]) -> Operator[Rest]:
    """`memoised` for a function that makes a CSR matrix, kept in canonical format.

    The arrays of the matrix are read-only. Each caller gets his own matrix around the same arrays,
    so that replacing or reshaping its parts stays his affair.
    """

    @memoised
    def kept(cx: Complex, *rest: Rest.args, **named: Rest.kwargs) -> csr_array:
        matrix = function(cx, *rest, **named)
        matrix.sum_duplicates()
        for array in (matrix.data, matrix.indices, matrix.indptr):
            array.setflags(write=False)
        return matrix

    @wraps(function)
    def shared(cx: Complex, *rest: Rest.args, **named: Rest.kwargs) -> csr_array:
        return csr_array(kept(cx, *rest, **named))

    return shared
