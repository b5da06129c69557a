from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tdlviz.core.complex import Complex
from tdlviz.core.errors import InvalidInput
from tdlviz.core.field import Field
from tdlviz.topology.pairing import homology_pairing, pairing

Maker = Callable[[int], Complex]
Reducer = Callable[[Complex, int], set[tuple[int, int, int]]]


def as_set(bars: tuple[np.ndarray, ...]) -> set[tuple[int, int, int]]:
    return {(k, *pair) for k, pairs in enumerate(bars) for pair in pairs.tolist()}


@settings(max_examples=80, deadline=None)
@given(seed=st.integers(0, 10**6), prime=st.sampled_from([2, 3, 7]))
def test_pairs_of_simplices_and_ties(
    simplicial: Maker, reduce_plainly: Reducer, seed: int, prime: int
) -> None:
    cx = simplicial(seed)
    assert as_set(pairing(cx, prime).bars) == reduce_plainly(cx, prime)


@settings(max_examples=80, deadline=None)
@given(seed=st.integers(0, 10**6), prime=st.sampled_from([2, 3, 7]))
def test_pairs_of_polygons(
    polygonal: Maker, reduce_plainly: Reducer, seed: int, prime: int
) -> None:
    cx = polygonal(seed)
    assert not cx.simplicial
    assert as_set(pairing(cx, prime).bars) == reduce_plainly(cx, prime)


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_every_cell_is_in_one_bar(simplicial: Maker, polygonal: Maker, seed: int) -> None:
    for cx in (simplicial(seed), polygonal(seed)):
        found = pairing(cx, 2)
        for rank, count in enumerate(cx.counts):
            killers = found.bars[rank - 1][:, 1] if rank else np.zeros(0, dtype=np.int64)
            cells = np.concatenate([found.bars[rank][:, 0], killers[killers >= 0]])
            assert sorted(cells.tolist()) == list(range(count))
            assert sorted(found.order[rank].tolist()) == list(range(count))


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_homology_does_not_depend_on_the_filtration(
    simplicial: Maker, polygonal: Maker, seed: int
) -> None:
    for cx in (simplicial(seed), polygonal(seed)):
        counts = [
            [int((bars[:, 1] < 0).sum()) for bars in found.bars]
            for found in (pairing(cx, 2), homology_pairing(cx, 2))
        ]
        assert counts[0] == counts[1]


def test_refuses_a_complex_without_filtration() -> None:
    with pytest.raises(InvalidInput, match="lower_star or filtration"):
        pairing(Complex.from_facets([[0, 1]]), 2)


@pytest.mark.parametrize(("edge", "said"), [(-1.0, "before its face"), (np.nan, "NaN for cell 0")])
def test_refuses_births_that_are_no_filtration(edge: float, said: str) -> None:
    births = [
        Field(f"birth{k}", b, k, kind="scalar")
        for k, b in ((0, np.zeros(2)), (1, np.array([edge])))
    ]
    with pytest.raises(InvalidInput, match=said):
        pairing(Complex.from_facets([[0, 1]]).with_fields(*births), 2)
