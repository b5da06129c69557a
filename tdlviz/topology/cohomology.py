"""Persistent cohomology of one rank: which cell one rank up ends the class that a cell begins.

The coboundary columns of the faces, from the last to enter to the first, are reduced until no two
share their earliest coface: that one kills (de Silva, Morozov, Vejdemo-Johansson, "Dualities in
persistent (co)homology", 2011). Any signed incidence will do: simplices, polygons, cubes, cones.

Three things make it quick. Faces that kill themselves are known from the rank below and have no
column to reduce ("clearing", Chen and Kerber 2011). Most columns are done as they stand, and only
those to which others were added are stored anew (Bauer, "Ripser", 2021). And the column
at work is an array of coefficients beside a tree of bits, each of which says whether the 64 below
it hold anything, so that its earliest entry is three or four steps away, however long it is.

Compiled by numba at first use, and kept on disk from then on.
"""

from __future__ import annotations

from typing import no_type_check

import numpy as np
from numba import njit


@no_type_check
@njit(cache=True)
def killers(names, signs, offsets, faces, cells, cleared, prime):
    """The cell that kills each face, -1 where there is none; over Z/`prime`.

    names, signs, offsets: the faces of each cell, as in `Faces`. A face may come more than once.
    faces, cells: the names of all faces and of all cells in the order in which they enter.
    cleared: (faces,) bool, the faces that kill.
    """
    begin, end, rows, values = _coboundary(names, signs, offsets, cells, len(faces), prime)
    used = len(rows)
    owner = np.full(len(cells), -1, np.int64)
    found = np.full(len(faces), -1, np.int64)
    column = np.zeros(len(cells), np.int64)
    bits, starts = _tree(len(cells))
    for face in faces[::-1]:
        if cleared[face] or begin[face] == end[face]:
            continue
        first = rows[begin[face]]
        if owner[first] >= 0:
            _add(column, bits, starts, rows, values, begin[face], end[face], 1, prime)
            while first >= 0 and owner[first] >= 0:
                other, factor = owner[first], prime - column[first]
                _add(column, bits, starts, rows, values, begin[other], end[other], factor, prime)
                first = _first(bits, starts)
            begin[face] = used
            row = first
            while row >= 0:
                if used == len(rows):
                    rows = np.concatenate((rows, np.empty(used + 64, np.int32)))
                    values = np.concatenate((values, np.empty(used + 64, np.int32)))
                rows[used], values[used] = row, column[row]
                _set(column, bits, starts, row, 0)
                row, used = _first(bits, starts), used + 1
            end[face] = used
        if first >= 0:
            scale = _inverse(values[begin[face]], prime)
            for k in range(begin[face], end[face]):
                values[k] = values[k] * scale % prime
            owner[first], found[face] = face, cells[first]
    return found


@no_type_check
@njit(cache=True)
def _coboundary(names, signs, offsets, cells, count, prime):
    """The cofaces of face `i` in the order in which they enter, as places in `cells`, and their
    coefficients: `rows` and `values` from `begin[i]` to `end[i]`. None of these is zero."""
    starts = np.zeros(count + 1, np.int64)
    for name in names:
        starts[name + 1] += 1
    starts = np.cumsum(starts)
    begin, end = starts[:-1].copy(), starts[:-1].copy()
    rows, values = np.empty(len(names), np.int32), np.empty(len(names), np.int32)
    for place in range(len(cells)):
        for k in range(offsets[cells[place]], offsets[cells[place] + 1]):
            face, sum_ = names[k], signs[k]
            if end[face] > begin[face] and rows[end[face] - 1] == place:
                end[face] -= 1
                sum_ += values[end[face]]
            if sum_ % prime:
                rows[end[face]], values[end[face]] = place, sum_ % prime
                end[face] += 1
    return begin, end, rows, values


@no_type_check
@njit(cache=True)
def _add(column, bits, starts, rows, values, begin, end, factor, prime):
    for k in range(begin, end):
        _set(column, bits, starts, rows[k], (column[rows[k]] + factor * values[k]) % prime)


@no_type_check
@njit(cache=True)
def _set(column, bits, starts, row, value):
    """Put `value` into the column and keep the bits above it true."""
    was, column[row] = column[row], value
    if (was == 0) == (value == 0):
        return
    for start in starts:
        word, bit = start + (row >> 6), np.uint64(1) << np.uint64(row & 63)
        others = bits[word] & ~bit
        bits[word] = others if value == 0 else others | bit
        if others != 0:
            return
        row >>= 6


@no_type_check
@njit(cache=True)
def _first(bits, starts):
    """The first row of the column that is not zero, -1 for none."""
    place = 0
    for start in starts[::-1]:
        word = bits[start + place]
        if word == 0:
            return -1
        place <<= 6
        for half in (32, 16, 8, 4, 2, 1):
            if not word & ((np.uint64(1) << np.uint64(half)) - np.uint64(1)):
                word >>= np.uint64(half)
                place += half
    return place


@no_type_check
@njit(cache=True)
def _tree(size):
    """No bits set over `size` rows, and where each level begins, the lowest first."""
    starts, total = [], 0
    while True:
        size = max((size + 63) >> 6, 1)
        starts.append(total)
        total += size
        if size == 1:
            return np.zeros(total, np.uint64), np.array(starts)


@no_type_check
@njit(cache=True)
def _inverse(value, prime):
    """By Fermat: value^(p - 2), squaring."""
    power, base, exponent = 1, np.int64(value), prime - 2
    while exponent > 0:
        if exponent & 1:
            power = power * base % prime
        base = base * base % prime
        exponent >>= 1
    return power
