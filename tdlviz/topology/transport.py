"""Optimal transport between neighbours in a graph, exactly: small problems with distances 0 to 3.

The method is the primal-dual one (Ford and Fulkerson, "Solving the transportation problem", 1956).
As all costs are small integers the dual values are too, so that what is tight is known exactly.
"""

from __future__ import annotations

from typing import no_type_check

import numpy as np
from numba import njit

NOTHING = 1e-12
"""Mass below this is rounding."""


@no_type_check
@njit(cache=True)
def transport_cost(cost, supply, demand):
    """The least cost of moving `supply` (n,) to `demand` (m,) of the same total.

    cost: (n, m) int64. The masses are used up."""
    row_value, column_value = np.empty(len(supply), np.int64), np.zeros(len(demand), np.int64)
    for row in range(len(supply)):
        row_value[row] = cost[row].min()
    flow = np.zeros(cost.shape)
    while supply.max() > NOTHING:
        _push_directly(cost, supply, demand, row_value, column_value, flow)
        while _push_around(cost, supply, demand, row_value, column_value, flow):
            pass
        if not _raise_values(cost, supply, row_value, column_value, flow):
            break
    return (flow * cost).sum()


@no_type_check
@njit(cache=True)
def _push_directly(cost, supply, demand, row_value, column_value, flow):
    """Along every tight pair as much as it takes."""
    for row in range(len(supply)):
        for column in range(len(demand)):
            if cost[row, column] == row_value[row] + column_value[column]:
                mass = min(supply[row], demand[column])
                flow[row, column] += mass
                supply[row] -= mass
                demand[column] -= mass


@no_type_check
@njit(cache=True)
def _reach(cost, supply, row_value, column_value, flow):
    """From where each row and column is reached over tight pairs and back over flow: -2 if not,
    -1 for a row with supply left; and the columns in the order in which they are reached."""
    rows, columns = np.full(len(supply), -2), np.full(cost.shape[1], -2)
    queue, order = np.empty(len(supply), np.int64), np.empty(cost.shape[1], np.int64)
    waiting, done, found = 0, 0, 0
    for row in range(len(supply)):
        if supply[row] > NOTHING:
            rows[row], queue[waiting] = -1, row
            waiting += 1
    while done < waiting:
        row = queue[done]
        done += 1
        for column in range(len(columns)):
            tight = cost[row, column] == row_value[row] + column_value[column]
            if columns[column] != -2 or not tight:
                continue
            columns[column], order[found] = row, column
            found += 1
            for other in range(len(rows)):
                if rows[other] == -2 and flow[other, column] > NOTHING:
                    rows[other], queue[waiting] = column, other
                    waiting += 1
    return rows, columns, order[:found]


@no_type_check
@njit(cache=True)
def _push_around(cost, supply, demand, row_value, column_value, flow):
    """Along one shortest path from supply to demand; False where there is none."""
    rows, columns, order = _reach(cost, supply, row_value, column_value, flow)
    for end in order:
        if demand[end] <= NOTHING:
            continue
        mass, column = demand[end], end
        while rows[columns[column]] != -1:
            back = rows[columns[column]]
            mass, column = min(mass, flow[columns[column], back]), back
        mass = min(mass, supply[columns[column]])
        demand[end] -= mass
        supply[columns[column]] -= mass
        column = end
        flow[columns[column], column] += mass
        while rows[columns[column]] != -1:
            back = rows[columns[column]]
            flow[columns[column], back] -= mass
            flow[columns[back], back] += mass
            column = back
        return True
    return False


@no_type_check
@njit(cache=True)
def _raise_values(cost, supply, row_value, column_value, flow):
    """The dual step that makes another pair tight; False where every column is reached."""
    rows, columns, _ = _reach(cost, supply, row_value, column_value, flow)
    step = np.iinfo(np.int64).max
    for row in range(len(rows)):
        for column in range(len(columns)):
            if rows[row] != -2 and columns[column] == -2:
                step = min(step, cost[row, column] - row_value[row] - column_value[column])
    if step == np.iinfo(np.int64).max:
        return False
    row_value[rows != -2] += step
    column_value[columns != -2] -= step
    return True
