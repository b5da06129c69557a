from collections.abc import Callable
from itertools import product
from pathlib import Path

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
from tdlviz.lift.read_mesh import read_mesh
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


@settings(max_examples=12, deadline=None)
@given(
    seed=st.integers(0, 10**6),
    prime=st.sampled_from([2, 3, 7]),
    part=st.sampled_from([None, 0.0, 0.5, 0.99]),
)
def test_a_shorter_loop_is_in_the_class_of_its_bar(
    simplicial: Maker, polygonal: Maker, seed: int, prime: int, part: float | None
) -> None:
    for cx in (simplicial(seed), polygonal(seed)):
        for bar in persistence(cx, 1, prime, zero_length=True) if cx.dim else []:
            check_class(cx, bar, prime, part, seed)


def check_class(cx: Complex, bar: Field, prime: int, part: float | None, seed: int) -> None:
    (begin, end), births = bar.values[0].tolist(), cx.births
    assert births is not None
    assert bar.index is not None
    at = None if part is None else begin + part * (min(end, 9.0) - begin)
    lengths = np.random.default_rng(seed).random(cx.counts[1])
    first = representative(cx, bar, prime)
    found = tighten(cx, bar, at, lengths=lengths, prime=prime, seconds=60)
    assert lengths[found.index].sum() <= lengths[first.index].sum() + 1e-12
    assert births[1][found.index].max() <= (begin if at is None else at)
    assert not (boundary(cx, 1) @ chain_of(cx, found) % prime).any()
    if cx.dim > 1:
        order, death = np.argsort(births[2], kind="stable"), bar.index[0, 1]
        before = order if death < 0 else order[: order.tolist().index(death)]
        there = before[births[2][before] <= (begin if at is None else at)]
        difference = chain_of(cx, found) - chain_of(cx, first)
        assert is_boundary(difference, boundary(cx, 2).toarray()[:, there], prime)


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
    found, first = tighten(cx, bar, 1.0, lengths=lengths), chain_of(cx, representative(cx, bar))
    columns = boundary(cx, 2).toarray().astype(np.int64)
    every = [(first + columns @ sides) % 2 @ lengths for sides in product((0, 1), repeat=5)]
    assert np.isclose(lengths[found.index].sum(), min(every))


def far_apart(cx: Complex) -> np.ndarray:
    assert cx.positions is not None
    ends = cx.positions[np.asarray(cx.cells(1))]
    return np.linalg.norm(ends[:, 0] - ends[:, 1], axis=1)


def test_loops_get_shorter_as_the_complex_grows() -> None:
    cx = rips(circle(60, noise=0.1), max_edge=2.5)
    bars, lengths = persistence(cx, 1), far_apart(cx)
    longest = bars[int((bars.values[:, 1] - bars.values[:, 0]).argmax())]
    begin, end = longest.values[0].tolist()
    moments = [None, begin, (begin + end) / 2, np.nextafter(end, 0)]
    found = [tighten(cx, longest, at, seconds=60) for at in moments]
    around = [lengths[loop.index].sum() for loop in found]
    assert around[0] == around[1] > around[2] > around[3]
    assert len(found[3]) == 4  # and of the triangle that kills it the longest side is not there yet
    for loop in found:  # it meets itself nowhere
        assert set(np.bincount(np.asarray(cx.cells(1))[loop.index].reshape(-1))) <= {0, 2}


@pytest.mark.parametrize("prime", [2, 3])
def test_the_two_loops_of_a_torus(prime: int) -> None:
    """Around the tube and around the hole: not much over 2π and 4π, or 2π (2 - 1) inside."""
    cx = rips(torus(500), max_edge=1.1)
    bars, lengths = persistence(cx, 1, prime), far_apart(cx)
    order = np.argsort(bars.values[:, 0] - bars.values[:, 1], kind="stable")
    for row in order[:2].tolist():
        found = tighten(cx, bars[row], 0.9, prime=prime, seconds=60)
        first = representative(cx, bars[row], prime)
        assert 5.0 < lengths[found.index].sum() < 7.5 < lengths[first.index].sum()


def test_the_bunny_has_shorter_loops_along_its_mesh(data_dir: Path) -> None:
    mesh = read_mesh(data_dir / "meshes-common" / "stanford-bunny.obj.gz")
    assert mesh.positions is not None
    cx = lower_star(mesh, mesh.positions[:, 1])
    bars, lengths = persistence(cx, 1), far_apart(cx)
    order = np.argsort(bars.values[:, 0] - bars.values[:, 1], kind="stable")
    shorter = 0
    for row in order[:4].tolist():
        found, first = tighten(cx, bars[row], seconds=60), representative(cx, bars[row])
        shorter += lengths[found.index].sum() < lengths[first.index].sum()
        assert np.isin(bars.index[row, 0], found.index)
    assert shorter >= 2


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
    "before birth": (H1[0], {"at": 0.1}),
    "at death": (H1[0], {"at": float(H1.values[0, 1])}),
    "at nothing": (H1[0], {"at": np.nan}),
}


@pytest.mark.parametrize("case", REFUSED)
def test_refuses(case: str) -> None:
    bar, options = REFUSED[case]
    with pytest.raises(InvalidInput):
        tighten(RING, bar, **options)
