import gzip
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csc_array

from tdlviz.core.complex import Complex
from tdlviz.core.errors import InvalidInput
from tdlviz.core.field import Field
from tdlviz.topology.boundary import boundary
from tdlviz.topology.filtration import lower_star
from tdlviz.topology.persistence import persistence
from tdlviz.topology.representative import representative, representatives

Maker = Callable[[int], Complex]


def rank_mod(matrix: np.ndarray, prime: int) -> int:
    """The rank over Z/p by Gaussian elimination."""
    rows, rank = matrix.astype(np.int64) % prime, 0
    for column in range(rows.shape[1]):
        found = np.flatnonzero(rows[rank:, column]) + rank
        if len(found):
            rows[[rank, found[0]]] = rows[[found[0], rank]]
            rows[rank] = rows[rank] * pow(int(rows[rank, column]), -1, prime) % prime
            others = np.arange(len(rows)) != rank
            rows[others] = (rows[others] - np.outer(rows[others, column], rows[rank])) % prime
            rank += 1
    return rank


def is_boundary(chain: np.ndarray, columns: np.ndarray, prime: int) -> bool:
    return rank_mod(np.column_stack([columns, chain]), prime) == rank_mod(columns, prime)


def entered(cx: Complex, rank: int) -> np.ndarray:
    """The cells of a rank in the order in which they enter: by birth, then by name."""
    births = cx.births
    assert births is not None
    return np.lexsort((np.arange(cx.counts[rank]), births[rank]))


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 10**6), prime=st.sampled_from([2, 3, 7]))
def test_a_cycle_is_born_and_dies_with_its_bar(
    simplicial: Maker, polygonal: Maker, seed: int, prime: int
) -> None:
    for cx in (simplicial(seed), polygonal(seed)):
        for dim in range(cx.dim + 1):
            bars = persistence(cx, dim, prime, zero_length=True)
            for row in range(len(bars)):
                check_cycle(cx, bars[row], prime)


def check_cycle(cx: Complex, bar: Field, prime: int) -> None:
    assert bar.rank is not None
    assert bar.index is not None
    rank, (birth, death) = bar.rank, bar.index[0].tolist()
    cycle = representative(cx, bar, prime)
    assert (cycle.name, cycle.kind, cycle.rank) == ("cycle", "scalar", rank)
    assert cycle.index is not None
    chain = np.zeros(cx.counts[rank], dtype=np.int64)
    chain[cycle.index] = cycle.values
    assert chain[birth] == 1
    assert (2 * abs(cycle.values) <= prime).all()
    order = entered(cx, rank).tolist()
    assert max(order.index(cell) for cell in cycle.index) == order.index(birth)
    if rank:
        assert not (boundary(cx, rank) @ chain % prime).any()
    if rank == cx.dim:
        assert death == -1
        return
    columns = boundary(cx, rank + 1).toarray()[:, entered(cx, rank + 1)]
    last = columns.shape[1] if death < 0 else entered(cx, rank + 1).tolist().index(death)
    if rank or death >= 0:
        assert not is_boundary(chain, columns[:, :last], prime)
    if death >= 0:
        assert is_boundary(chain, columns[:, : last + 1], prime)


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10**6), prime=st.sampled_from([2, 3]))
def test_components_meet_an_elder(simplicial: Maker, seed: int, prime: int) -> None:
    """Against a union-find that keeps the oldest vertex as the root of each component."""
    cx = simplicial(seed)
    age = {vertex: i for i, vertex in enumerate(entered(cx, 0).tolist())}
    root = {vertex: vertex for vertex in age}
    met: dict[int, tuple[int, int]] = {}
    for edge in entered(cx, 1).tolist() if cx.dim else []:
        ends = sorted({root[v] for v in cx.cells(1)[edge].tolist()}, key=age.__getitem__)
        if len(ends) == 2:
            old, young = ends
            met[young] = (old, edge)
            root = {v: old if r == young else r for v, r in root.items()}
    bars = persistence(cx, 0, prime, zero_length=True)
    assert bars.index is not None
    for row, (birth, death) in enumerate(bars.index.tolist()):
        cycle = representative(cx, bars[row], prime)
        assert cycle.index is not None
        found = dict(zip(cycle.index.tolist(), (cycle.values % prime).tolist(), strict=True))
        if death < 0:
            assert found == {birth: 1}
        else:
            elder, edge = met[birth]
            assert (found, death) == ({birth: 1, elder: prime - 1}, edge)


def torus(side: int, noise: float = 0.01) -> Complex:
    """A torus of squares, by the height of a lying ring with noise."""
    i, j = np.divmod(np.arange(side * side), side)
    a, b = 2 * np.pi * i / side, 2 * np.pi * j / side
    squares = np.stack([i, j, (i + 1) % side, (j + 1) % side]).T
    names = squares[:, [0, 2, 2, 0]] * side + squares[:, [1, 1, 3, 3]]
    places = np.stack([(2 + np.cos(b)) * np.cos(a), (2 + np.cos(b)) * np.sin(a), np.sin(b)]).T
    cx = Complex.from_polygons(names, side * side, places)
    return lower_star(cx, places[:, 0] + np.random.default_rng(0).normal(0, noise, side * side))


@pytest.mark.parametrize("prime", [2, 3])
def test_the_loops_and_the_shell_of_a_torus(prime: int) -> None:
    cx = torus(20)
    loops = persistence(cx, 1, prime)
    endless = np.flatnonzero(np.isinf(loops.values[:, 1]))
    assert len(endless) == 2
    for row in endless.tolist():
        assert 20 <= len(representative(cx, loops[row], prime)) <= 40
    shell = representative(cx, persistence(cx, 2, prime)[0], prime)
    assert len(shell) == 400
    assert (abs(shell.values) == 1).all()


def assert_cycles(cx: Complex, dim: int, prime: int, limit: int = 50) -> np.ndarray:
    bars = persistence(cx, dim, prime)
    found = representatives(cx, bars, limit, 60.0, prime)
    owner = np.repeat(np.arange(len(found.bars)), np.diff(found.offsets))
    shape = (cx.counts[dim], len(found.bars))
    chains = csc_array((found.values, (found.cells, owner)), shape=shape)
    if dim:
        assert not ((boundary(cx, dim) @ chains).data % prime).any()
    births = cx.births
    assert births is not None
    youngest = np.maximum.reduceat(births[dim][found.cells], found.offsets[:-1])
    assert np.array_equal(youngest, bars.values[found.bars, 0])
    return found.bars


@pytest.fixture(scope="module")
def bunny(data_dir: Path) -> Complex:
    with gzip.open(data_dir / "meshes-common" / "stanford-bunny.obj.gz", "rt") as file:
        lines = [line.split() for line in file]
    points = np.array([line[1:4] for line in lines if line[:1] == ["v"]], dtype=float)
    faces = [[word.split("/")[0] for word in line[1:]] for line in lines if line[:1] == ["f"]]
    mesh = Complex.from_polygons(np.array(faces, dtype=np.int64) - 1, len(points), points)
    return lower_star(mesh, points[:, 1])


@pytest.mark.parametrize(("prime", "limit"), [(2, 25), (3, 5)])
def test_cycles_of_the_stanford_bunny(bunny: Complex, prime: int, limit: int) -> None:
    bars = persistence(bunny, 1, prime)
    assert np.isinf(bars.values[:, 1]).sum() == 4  # five holes in a sphere
    for dim in range(2):
        assert len(assert_cycles(bunny, dim, prime, limit)) == limit


def test_the_longest_bars_come_first() -> None:
    cx = torus(12, noise=0.5)
    bars = persistence(cx, 1)
    found = representatives(cx, bars, limit=5)
    lengths = bars.values[:, 1] - bars.values[:, 0]
    assert len(found.bars) == 5
    assert np.array_equal(lengths[found.bars], np.sort(lengths)[::-1][:5])
    for i, row in enumerate(found.bars.tolist()):
        part = slice(found.offsets[i], found.offsets[i + 1])
        one = representative(cx, bars[row])
        assert np.array_equal(found.cells[part], one.index)
        assert np.array_equal(found.values[part], one.values)


def test_no_time_no_cycles() -> None:
    cx = torus(6)
    found = representatives(cx, persistence(cx, 1), seconds=0)
    assert [len(array) for array in found] == [0, 1, 0, 0]
    assert len(representatives(cx, persistence(cx, 1), limit=0).bars) == 0


TORUS = torus(4)
LOOPS = persistence(TORUS, 1)
REFUSED = {
    "many bars": (LOOPS, {}, "one bar is needed"),
    "no bar": (LOOPS[:0], {}, "one bar is needed"),
    "another kind": (TORUS["birth1"], {}, "a diagram of this complex is needed"),
    "no such bar": (
        Field("H1", np.array([[0.0, 1.0]]), 1, np.array([[0, 0]]), kind="diagram"),
        {},
        "no bar of this complex over Z/2 is that",
    ),
    "cells of another complex": (
        Field("H1", np.array([[0.0, 1.0]]), 1, np.array([[99, 0]]), kind="diagram"),
        {},
        "there are 32 of that rank",
    ),
    "no prime": (LOOPS[0], {"prime": 6}, "Z/p for a prime p"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_representative_refuses(case: str) -> None:
    bar, options, said = REFUSED[case]
    with pytest.raises(InvalidInput, match=said):
        representative(TORUS, bar, **options)


@pytest.mark.parametrize("options", [{"limit": -1}, {"seconds": float("nan")}, {"prime": 1}])
def test_representatives_refuses(options: dict) -> None:
    with pytest.raises(InvalidInput):
        representatives(TORUS, LOOPS, **options)
