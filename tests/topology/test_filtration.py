from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tdlviz.core.complex import Complex
from tdlviz.core.errors import InvalidInput
from tdlviz.core.field import Field
from tdlviz.topology.filtration import filtration, lower_star, upper_star

PATH = Complex.from_facets([[0, 1], [1, 2]])

REFUSED = {
    "too few ranks": ([[0, 0, 0]], "one for each rank 0 to 1"),
    "too many ranks": ([[0, 0, 0], [1, 1], [2]], "one for each rank 0 to 1"),
    "too few cells": ([[0, 0, 0], [1]], "(2,) is needed"),
    "NaN": ([[0, np.nan, 0], [1, 1]], "nan for cell 1"),
    "infinite": ([[0, 0, 0], [1, np.inf]], "inf for cell 1"),
    "words": ([["a", "b", "c"], [1, 1]], "real numbers are needed"),
    "ragged": ([[0, 0, 0], [[1], [1, 2]]], "alike"),
    "not monotone": (
        [[0, 0, 3], [1, 2]],
        "cell 1 of rank 1 = [1, 2] at 2.0 before its face cell 2 of rank 0 = [2] at 3.0",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_filtration_refuses(case: str) -> None:
    births, said = REFUSED[case]
    with pytest.raises(InvalidInput) as error:
        filtration(PATH, births)
    assert said in str(error.value)


def test_births_become_fields() -> None:
    cx = filtration(PATH, [[0, 0, 1], [2, 3]])
    assert cx.births is not None
    assert [b.tolist() for b in cx.births] == [[0, 0, 1], [2, 3]]
    assert PATH.births is None
    assert cx.ranks is PATH.ranks


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_lower_star_is_the_largest_vertex(
    simplicial: Callable[[int], Complex], polygonal: Callable[[int], Complex], seed: int
) -> None:
    for cx in (simplicial(seed), polygonal(seed)):
        heights = np.random.default_rng(seed).normal(size=cx.counts[0])
        births = lower_star(cx, heights).births
        assert births is not None
        for cells, own in zip(cx.ranks, births, strict=True):
            assert own.tolist() == [max(heights[v] for v in cell) for cell in cells]


def test_lower_star_takes_a_field() -> None:
    births = lower_star(PATH, Field("h", np.array([3, 1, 2]), 0, kind="scalar")).births
    assert births is not None
    assert [b.tolist() for b in births] == [[3, 1, 2], [3, 2]]


@pytest.mark.parametrize(
    "values",
    [
        [1.0, 2.0],
        [[1.0, 2.0, 3.0]],
        [0.0, np.nan, 1.0],
        Field("h", np.ones(2), 1, kind="scalar"),
        Field("h", np.ones(2), 0, np.array([0, 1]), kind="scalar"),
        Field("h", np.array([1, 2, 3]), 0, kind="label"),
    ],
)
def test_lower_star_refuses(values: object) -> None:
    with pytest.raises(InvalidInput):
        lower_star(PATH, values)


def test_upper_star_comes_down() -> None:
    cx = upper_star(PATH, [3.0, 1.0, 2.0])
    births = cx.births
    assert births is not None
    assert [b.tolist() for b in births] == [[-3, -1, -2], [-1, -1]]
    other = lower_star(PATH, [-3.0, -1.0, -2.0]).births
    assert other is not None
    assert all(np.array_equal(a, b) for a, b in zip(births, other, strict=True))
