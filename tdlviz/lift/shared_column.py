"""When sets of rows first share a column: compiled by numba, at first use, and kept on disk."""

from __future__ import annotations

from typing import no_type_check

import numpy as np
from numba import njit


@no_type_check
@njit(cache=True)
def first_shared(matrix, order, sets):
    """For each set of rows the least over all columns of its largest entry in that column.

    matrix: (n, m) values. order: (n, m) the columns of each row by increasing value: once the value
    of the first row alone is no less than the best, no later column can do better.
    """
    best = np.full(len(sets), np.inf)
    for i in range(len(sets)):
        first = sets[i, 0]
        for column in order[first]:
            value = matrix[first, column]
            if value >= best[i]:
                break
            for row in sets[i, 1:]:
                value = max(value, matrix[row, column])
            best[i] = min(best[i], value)
    return best
