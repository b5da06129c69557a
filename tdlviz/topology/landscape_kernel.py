"""The compiled loop of persistence landscapes: sorting all tents takes fifty times as long."""

from __future__ import annotations

from typing import no_type_check

import numpy as np
from numba import njit


@no_type_check
@njit(cache=True)
def keep_highest(highest, owner, born, died, grid):
    """Enter each bar into `highest` (count, levels, g), by height, over the grid values inside it.

    `highest` names the bars of the highest tents, in order, -1 where there is none yet. The tent of
    a bar (born, died) of diagram `owner` is min(t - born, died - t) at the value t of the `grid`.
    """
    for bar in range(len(owner)):
        first = np.searchsorted(grid, born[bar], side="right")
        for column in range(first, np.searchsorted(grid, died[bar])):
            entering, value = bar, grid[column]
            height = min(value - born[bar], died[bar] - value)
            for level in range(highest.shape[1]):
                there = highest[owner[bar], level, column]
                if there < 0:
                    highest[owner[bar], level, column] = entering
                    break
                tent = min(value - born[there], died[there] - value)
                if tent < height:
                    highest[owner[bar], level, column] = entering
                    entering, height = there, tent
