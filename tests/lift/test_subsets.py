from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tdlviz.core.errors import TooLarge
from tdlviz.lift import expansion, subsets
from tdlviz.lift.expected import Limit
from tdlviz.lift.subsets import Columns, least

SIZES = st.lists(st.integers(0, 6), min_size=1, max_size=5)
ENDLESS = Limit(10**9, "test", "")


def random_columns(seed, density=0.3):
    rng = np.random.default_rng(seed)
    return np.where(rng.random((9, 25)) < density, rng.integers(0, 4, (9, 25)), np.inf)


def by_brute_force(matrix, width):
    every = {}
    for chosen in combinations(range(len(matrix)), width):
        value = matrix[list(chosen)].max(axis=0).min()
        if value < np.inf:
            every[chosen] = value
    return every


def last(columns):
    return lambda owner, places: columns.values[columns.offsets[owner] + places[:, -1]]


@settings(max_examples=30, deadline=None)
@given(SIZES, st.integers(1, 4))
def test_every_set_of_every_column_once(sizes, width):
    parts = list(subsets.subsets(np.array(sizes), width))
    found = [
        (j, *p) for owner, places in parts for j, p in zip(owner, places.tolist(), strict=True)
    ]
    every = [(j, *p) for j, size in enumerate(sizes) for p in combinations(range(size), width)]
    assert sorted(found) == every


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("block", [3, 2**20])
def test_the_least_value_of_each_set(monkeypatch, seed, block):
    monkeypatch.setattr(expansion, "BLOCK", block)
    monkeypatch.setattr(subsets, "BLOCK", block)
    matrix = random_columns(seed)
    columns = Columns.of(matrix)
    assert np.array_equal(columns.dense(), matrix)
    assert np.array_equal(columns.up_to(1).dense(), np.where(matrix <= 1, matrix, np.inf))
    for width in (1, 2, 3):
        rows, values = least(columns, width, last(columns), np.inf, ENDLESS, 0)
        found = dict(zip(map(tuple, rows.tolist()), values.tolist(), strict=True))
        assert found == by_brute_force(matrix, width)
        assert list(found) == sorted(found)
        assert len(found) <= columns.sets(width)


def test_too_many_are_refused():
    columns = Columns.of(random_columns(0))
    with pytest.raises(TooLarge):
        least(columns, 2, last(columns), np.inf, Limit(10, "test", "lower"), 5)
