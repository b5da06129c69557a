"""Columns of a boundary matrix while it is reduced, over Z/2 and over Z/p.

Over Z/2 a column is one Python integer with a bit for each row, so that adding is XOR and the pivot
is `bit_length`: adding a column with 100,000 rows takes about a microsecond, whatever it holds. For
other primes, and for vertices, where columns never have more than two entries, a column is a dict
from rows to coefficients.
"""

from __future__ import annotations

from typing import Protocol, TypeVar

import numpy as np
from jaxtyping import Int

Column = TypeVar("Column")


class Columns(Protocol[Column]):
    """How to make, read and add columns."""

    def make(self, rows: list[int], coefficients: list[int]) -> Column: ...

    def pivot(self, column: Column) -> int:
        """The last row of the column, -1 for zero."""
        ...

    def cancel(self, column: Column, other: Column, row: int) -> tuple[Column, int]:
        """`column` + c `other`, and the c that makes the entry in `row` vanish."""
        ...

    def entries(self, column: Column) -> tuple[Int[np.ndarray, "n"], Int[np.ndarray, "n"]]:
        """Rows in increasing order and their coefficients, in 1 to p - 1."""
        ...


class BitColumns:
    """Over Z/2: Python integers."""

    def make(self, rows: list[int], coefficients: list[int]) -> int:
        column = 0
        for row in rows:
            column ^= 1 << row
        return column

    def pivot(self, column: int) -> int:
        return column.bit_length() - 1

    def cancel(self, column: int, other: int, row: int) -> tuple[int, int]:
        return column ^ other, 1

    def entries(self, column: int) -> tuple[np.ndarray, np.ndarray]:
        octets = np.frombuffer(column.to_bytes((column.bit_length() + 7) // 8, "little"), np.uint8)
        rows = np.flatnonzero(np.unpackbits(octets, bitorder="little"))
        return rows, np.ones(len(rows), dtype=np.int64)


class DictColumns:
    """Over Z/p: dicts from rows to coefficients in 1 to p - 1."""

    def __init__(self, prime: int) -> None:
        self.prime = prime

    def make(self, rows: list[int], coefficients: list[int]) -> dict[int, int]:
        return {row: c % self.prime for row, c in zip(rows, coefficients, strict=True)}

    def pivot(self, column: dict[int, int]) -> int:
        return max(column, default=-1)

    def cancel(
        self, column: dict[int, int], other: dict[int, int], row: int
    ) -> tuple[dict[int, int], int]:
        factor = -column[row] * pow(other[row], -1, self.prime) % self.prime
        total = dict(column)
        for key, value in other.items():
            entry = (total.get(key, 0) + factor * value) % self.prime
            if entry:
                total[key] = entry
            else:
                total.pop(key)
        return total, factor

    def entries(self, column: dict[int, int]) -> tuple[np.ndarray, np.ndarray]:
        rows = np.array(sorted(column), dtype=np.int64)
        return rows, np.array([column[row] for row in rows.tolist()], dtype=np.int64)
