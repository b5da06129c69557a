from collections.abc import Callable
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from topology.test_representative import is_boundary

from tdlviz.core.complex import Complex
from tdlviz.core.errors import InvalidInput
from tdlviz.core.field import Field
from tdlviz.data.circle import circle
from tdlviz.data.torus import torus
from tdlviz.lift.rips import rips
from tdlviz.topology.boundary import boundary
from tdlviz.topology.filtration import lower_star
from tdlviz.topology.persistence import persistence
from tdlviz.topology.representative import representative
from tdlviz.topology.tighten import tighten

Maker = Callable[[int], Complex]


def chain_of(cx: Complex, field: Field) -> np.ndarray:
    chain = np.zeros(cx.counts[1], dtype=np.int64)
    chain[field.index] = field.values
    return chain


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 10**6), prime=st.sampled_from([2, 3, 7]))
def test_a_shorter_loop_dies_with_its_bar(
    simplicial: Maker, polygonal: Maker, seed: int, prime: int
) -> None:
    for cx in (simplicial(seed), polygonal(seed)):
        bars = persistence(cx, 1, prime, zero_length=True) if cx.dim else []
        births = cx.births
        assert births is not None
        lengths = np.random.default_rng(seed).random(cx.counts[1] if cx.dim else 0)
        for bar in bars:
            ((_, death),) = bar.index.tolist()
            first, found = representative(cx, bar, prime), tighten(cx, bar, lengths, prime, 60)
            assert lengths[found.index].sum() <= lengths[first.index].sum() + 1e-12
            assert not (boundary(cx, 1) @ chain_of(cx, found) % prime).any()
            if cx.dim == 1:
                continue
            columns = boundary(cx, 2).toarray()[:, np.argsort(births[2], kind="stable")]
            order = np.argsort(births[2], kind="stable").tolist()
            last = len(order) if death < 0 else order.index(death)
            difference = chain_of(cx, found) - chain_of(cx, first)
            assert is_boundary(difference, columns[:, :last], prime)
            if death >= 0:
                assert births[1][found.index].max() <= births[2][death]


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_nothing_in_the_class_is_shorter(seed: int) -> None:
    """On a ring of squares, against all sums of faces: one hole, so that it is a shortest."""
    rng = np.random.default_rng(seed)
    inner, outer = np.arange(5), np.arange(5, 10)
    squares = np.stack([inner, np.roll(inner, -1), np.roll(outer, -1), outer], axis=1)
    cx = Complex.from_polygons(squares, 10)
    cx, lengths = lower_star(cx, rng.random(10)), rng.random(15)
    bars = persistence(cx, 1)
    bar = bars[int(np.flatnonzero(np.isinf(bars.values[:, 1]))[0])]
    found, first = tighten(cx, bar, lengths), chain_of(cx, representative(cx, bar))
    columns = boundary(cx, 2).toarray().astype(np.int64)
    every = [(first + columns @ sides) % 2 @ lengths for sides in product((0, 1), repeat=5)]
    assert np.isclose(lengths[found.index].sum(), min(every))


def test_around_a_circle_and_a_torus() -> None:
    points = circle(60, noise=0.1)
    cx = rips(points, max_edge=1.5)
    bars = persistence(cx, 1)
    longest = bars[int((bars.values[:, 1] - bars.values[:, 0]).argmax())]
    found, first = tighten(cx, longest), representative(cx, longest)
    lengths = np.linalg.norm(np.diff(points[np.asarray(cx.cells(1))], axis=1)[:, 0], axis=1)
    assert lengths[found.index].sum() < 0.95 * lengths[first.index].sum()
    # a loop that meets itself nowhere
    assert set(np.bincount(np.asarray(cx.cells(1))[found.index].reshape(-1))) == {0, 2}


@pytest.mark.parametrize("prime", [2, 3])
def test_the_two_loops_of_a_torus(prime: int) -> None:
    cx = rips(torus(300), max_edge=1.0, max_dim=2)
    bars = persistence(cx, 1, prime)
    order = np.argsort(bars.values[:, 0] - bars.values[:, 1])
    assert cx.positions is not None
    ends = cx.positions[np.asarray(cx.cells(1))]
    lengths = np.linalg.norm(ends[:, 0] - ends[:, 1], axis=1)
    for row in order[:2].tolist():
        found = tighten(cx, bars[row], prime=prime, seconds=60)
        first = representative(cx, bars[row], prime)
        assert lengths[found.index].sum() <= lengths[first.index].sum()


def test_points_given_twice_and_no_time() -> None:
    points = np.repeat(circle(12), 2, axis=0)
    cx = rips(points, max_edge=1.9)
    bar = persistence(cx, 1)[0]
    assert len(tighten(cx, bar)) <= 12 * 2
    again, first = tighten(cx, bar, seconds=0), representative(cx, bar)
    assert np.array_equal(again.index, first.index)
    assert np.array_equal(again.values, first.values)


RING = rips(circle(8), max_edge=1.9)
H1 = persistence(RING, 1)
REFUSED = {
    "another dimension": (persistence(RING, 0)[0], {}),
    "two bars": (persistence(RING, 0), {}),
    "too few lengths": (H1[0], {"lengths": [1.0]}),
    "negative lengths": (H1[0], {"lengths": -np.ones(RING.counts[1])}),
    "endless lengths": (H1[0], {"lengths": np.full(RING.counts[1], np.inf)}),
    "no prime": (H1[0], {"prime": 1}),
    "seconds": (H1[0], {"seconds": -1}),
}


@pytest.mark.parametrize("case", REFUSED)
def test_refuses(case: str) -> None:
    bar, options = REFUSED[case]
    with pytest.raises(InvalidInput):
        tighten(RING, bar, **options)
