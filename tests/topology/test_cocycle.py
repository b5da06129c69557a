from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tdlviz.core.complex import Complex
from tdlviz.core.errors import InvalidInput
from tdlviz.core.field import Field
from tdlviz.data.circle import circle
from tdlviz.lift.cubical import cubical
from tdlviz.lift.rips import rips
from tdlviz.topology.boundary import boundary
from tdlviz.topology.cocycle import cocycle
from tdlviz.topology.persistence import persistence
from tdlviz.topology.representative import representative

Maker = Callable[[int], Complex]


def cochain(cx: Complex, field: Field) -> np.ndarray:
    values = np.zeros(cx.counts[field.rank or 0], dtype=np.int64)
    values[field.index] = field.values
    return values


def place(cx: Complex, rank: int) -> np.ndarray:
    births = cx.births
    assert births is not None
    found = np.empty(cx.counts[rank], dtype=np.int64)
    found[np.argsort(births[rank], kind="stable")] = np.arange(cx.counts[rank])
    return found


def check_cocycle(cx: Complex, bar: Field, prime: int) -> None:
    assert bar.rank is not None
    assert bar.index is not None
    births = cx.births
    assert births is not None
    rank, (birth, death) = bar.rank, bar.index[0].tolist()
    found = cocycle(cx, bar, prime)
    assert (found.name, found.kind, found.rank) == ("cocycle", "scalar", rank)
    values = cochain(cx, found)
    assert values[birth] == 1
    assert (2 * abs(values) <= prime).all()
    assert place(cx, rank)[found.index].min() == place(cx, rank)[birth]
    if rank < cx.dim:
        coboundary = boundary(cx, rank + 1).T @ values % prime
        entering = place(cx, rank + 1)
        # Cells that enter later than the death cell may meet cells that the cocycle leaves out.
        assert not coboundary[entering < (entering[death] if death >= 0 else np.inf)].any()
        if death >= 0:
            assert coboundary[death]
            assert births[rank][found.index].max() <= births[rank + 1][death]
    if rank:
        assert cochain(cx, representative(cx, bar, prime)) @ values % prime


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 10**6), prime=st.sampled_from([2, 3, 7]))
def test_a_cocycle_lives_as_long_as_its_bar(
    simplicial: Maker, polygonal: Maker, seed: int, prime: int
) -> None:
    for cx in (simplicial(seed), polygonal(seed)):
        for dim in range(cx.dim + 1):
            bars = persistence(cx, dim, prime, zero_length=True)
            for row in range(len(bars)):
                check_cocycle(cx, bars[row], prime)


@pytest.mark.parametrize("prime", [2, 3])
def test_cubes_have_cocycles(prime: int) -> None:
    cx = cubical(np.random.default_rng(0).random((4, 5)), periodic=True)
    for dim in range(3):
        bars = persistence(cx, dim, prime)
        for row in range(len(bars)):
            check_cocycle(cx, bars[row], prime)


def test_a_component_is_a_cocycle_of_rank_0() -> None:
    cx = rips([[0.0], [1.0], [5.0], [6.5]], max_edge=10)
    bars = persistence(cx, 0)
    alone = {tuple(cocycle(cx, bar).index.tolist()) for bar in bars}
    assert alone == {(0, 1, 2, 3), (1,), (2, 3), (3,)}


def test_a_circle_is_cut_by_its_cocycle() -> None:
    """The edges of the cocycle left out, no loop goes around any more."""
    cx = rips(circle(40, noise=0.05), max_edge=1.2)
    bar = persistence(cx, 1)
    longest = bar[int((bar.values[:, 1] - bar.values[:, 0]).argmax())]
    around, cut = representative(cx, longest), cocycle(cx, longest)
    assert len(np.intersect1d(around.index, cut.index)) % 2 == 1


SQUARE = rips([[0, 0], [0, 1], [1, 1], [1, 0]], max_edge=9)
H1 = persistence(SQUARE, 1)


@pytest.mark.parametrize(
    ("bar", "prime"), [(H1[:0], 2), (H1[0], 4), (SQUARE["birth1"], 2), (None, 2)]
)
def test_refuses(bar: object, prime: int) -> None:
    with pytest.raises(InvalidInput):
        cocycle(SQUARE, bar, prime)
