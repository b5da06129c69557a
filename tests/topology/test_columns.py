import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tdlviz.topology.columns import BitColumns, Columns, DictColumns

SIZE = 70


def dense(algebra: Columns, column: object) -> np.ndarray:
    array = np.zeros(SIZE, dtype=np.int64)
    rows, values = algebra.entries(column)
    assert (np.diff(rows) > 0).all()
    array[rows] = values
    return array


@pytest.mark.parametrize("prime", [2, 3, 7])
@given(seed=st.integers(0, 10**6))
def test_columns_are_vectors(prime: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    first, second = rng.integers(0, prime, (2, SIZE))
    shared = int(rng.integers(SIZE))
    first[shared] = second[shared] = 1 if prime == 2 else rng.integers(1, prime)
    kinds: list[Columns] = [DictColumns(prime)] + ([BitColumns()] if prime == 2 else [])
    for algebra in kinds:
        a, b = (
            algebra.make(np.flatnonzero(v).tolist(), v[np.flatnonzero(v)].tolist())
            for v in (first, second)
        )
        assert np.array_equal(dense(algebra, a), first)
        assert algebra.pivot(a) == np.flatnonzero(first)[-1]
        total, factor = algebra.cancel(a, b, shared)
        assert np.array_equal(dense(algebra, total), (first + factor * second) % prime)
        assert dense(algebra, total)[shared] == 0
        assert np.array_equal(dense(algebra, a), first)


@pytest.mark.parametrize("algebra", [BitColumns(), DictColumns(5)])
def test_zero_has_no_pivot(algebra: Columns) -> None:
    zero = algebra.make([], [])
    assert algebra.pivot(zero) == -1
    assert len(algebra.entries(zero)[0]) == 0
