from collections.abc import Callable
from time import monotonic

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tdlviz.core.complex import Complex
from tdlviz.topology import reduction as module
from tdlviz.topology.boundary import boundary
from tdlviz.topology.filtration import lower_star
from tdlviz.topology.reduction import OutOfTime, Reduction, reduction

Maker = Callable[[int], Complex]


def dense(found: Reduction, column: object) -> np.ndarray:
    rows, values = found.algebra.entries(column)
    array = np.zeros(len(found.rows), dtype=np.int64)
    array[rows] = values
    return array


@settings(max_examples=50, deadline=None)
@given(seed=st.integers(0, 10**6), prime=st.sampled_from([2, 3, 7]))
def test_reduced_columns_are_boundaries_of_chains(
    simplicial: Maker, polygonal: Maker, seed: int, prime: int
) -> None:
    """R = ∂V with V upper triangular and distinct pivots, column after column in a random order."""
    for cx in (simplicial(seed), polygonal(seed)):
        for rank in range(1, cx.dim + 1):
            found = reduction.__wrapped__(cx, rank, prime)
            matrix = boundary(cx, rank).toarray()[np.ix_(found.rows, found.cells)]
            pivots = []
            for place in np.random.default_rng(seed).permutation(cx.counts[rank]).tolist():
                column, chain = found.reduce(place), found.chain(place)
                vector = np.zeros(cx.counts[rank])
                vector[list(chain)] = list(chain.values())
                assert np.array_equal(matrix @ vector % prime, dense(found, column))
                assert max(chain) == place
                assert chain[place] == 1
                pivots.append(found.algebra.pivot(column))
                if pivots[-1] >= 0:
                    assert found.killer[pivots[-1]] == place
            killing = [pivot for pivot in pivots if pivot >= 0]
            assert len(set(killing)) == len(killing)


def bumpy_grid(side: int) -> Complex:
    corners = np.arange(side * side).reshape(side, side)
    low = np.stack([corners[:-1, :-1], corners[1:, :-1], corners[1:, 1:]], -1).reshape(-1, 3)
    high = np.stack([corners[:-1, :-1], corners[:-1, 1:], corners[1:, 1:]], -1).reshape(-1, 3)
    cx = Complex.from_polygons(np.concatenate([low, high]), side * side)
    return lower_star(cx, np.random.default_rng(0).normal(size=side * side))


def test_stops_at_the_deadline_and_goes_on_later() -> None:
    cx = bumpy_grid(12)
    fresh, late = reduction.__wrapped__(cx, 2, 2), reduction.__wrapped__(cx, 2, 2)
    steps = [len(fresh.steps[place]) for place in range(cx.counts[2]) if fresh.reduce(place)]
    needy = int(np.argmax(steps))
    with pytest.raises(OutOfTime):
        late.reduce(needy, deadline=monotonic() - 1)
    assert late.reduce(needy) == fresh.reduce(needy)


def test_many_rows_are_kept_as_dicts(monkeypatch: pytest.MonkeyPatch) -> None:
    cx = bumpy_grid(8)
    bits = reduction.__wrapped__(cx, 2, 2)
    monkeypatch.setattr(module, "MANY_ROWS", 10)
    dicts = reduction.__wrapped__(cx, 2, 2)
    assert type(bits.algebra) is not type(dicts.algebra)
    for place in range(cx.counts[2]):
        pair = [dense(found, found.reduce(place)) for found in (bits, dicts)]
        assert np.array_equal(*pair)


def test_a_reduction_is_shared() -> None:
    cx = bumpy_grid(3)
    assert reduction(cx, 2, 2) is reduction(cx, 2, 2)
    assert reduction(cx, 2, 2) is not reduction(cx, 2, 3)
