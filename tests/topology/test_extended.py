from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tdlviz.core.batch import batch
from tdlviz.core.complex import Complex
from tdlviz.core.errors import InvalidInput
from tdlviz.core.field import Field
from tdlviz.lift.clique import clique
from tdlviz.topology.betti import betti
from tdlviz.topology.extended import Extended, extended_persistence
from tdlviz.topology.filtration import filtration, lower_star
from tdlviz.topology.persistence import persistence

Maker = Callable[[int], Complex]
PRIMES = st.sampled_from([2, 3, 7])


def heights(cx: Complex, seed: int) -> Complex:
    rng = np.random.default_rng(seed)
    ties = rng.integers(0, 3, cx.counts[0])
    return lower_star(Complex(cx.ranks), ties if seed % 2 else rng.normal(size=cx.counts[0]))


def theirs(cx: Complex, dim: int, prime: int) -> list[list[list[float]]]:
    """Gudhi's four diagrams; bars of zero length apart from the essential ones are left out."""
    from gudhi import SimplexTree

    tree = SimplexTree()
    for cells in cx.ranks:
        for cell in cells:
            tree.insert(cell.tolist(), 1e9)
    for vertex, height in enumerate(cx["birth0"].values):
        tree.assign_filtration([vertex], height)
    tree.extend_filtration()
    found = tree.extended_persistence(homology_coeff_field=prime, min_persistence=-1.0)
    rows = [[list(bar) for rank, bar in part if rank == dim] for part in found]
    return [sorted(rows[0]), sorted(rows[1]), sorted(rows[2] + rows[3])]


def ours(found: Extended) -> list[list[list[float]]]:
    across = found.upwards.values.tolist() + found.downwards.values.tolist()
    return [
        sorted(found.ordinary.values.tolist()),
        sorted(found.relative.values.tolist()),
        sorted(across),
    ]


def long_ones(bars: list[list[float]]) -> np.ndarray:
    rows = np.reshape(bars, (-1, 2))
    return rows[abs(rows[:, 0] - rows[:, 1]) > 1e-6]


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10**6), prime=PRIMES)
def test_gudhi_has_the_same(simplicial: Maker, seed: int, prime: int) -> None:
    cx = heights(simplicial(seed), seed)
    for dim in range(cx.dim + 1):
        pairs = zip(ours(extended_persistence(cx, dim, prime)), theirs(cx, dim, prime), strict=True)
        for mine, other in pairs:
            mine_rows, their_rows = long_ones(mine), long_ones(other)
            assert mine_rows.shape == their_rows.shape
            assert np.allclose(mine_rows, their_rows, atol=1e-6)


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_random_graphs_as_gudhi_has_them(seed: int) -> None:
    rng = np.random.default_rng(seed)
    pairs = np.array([(i, j) for i in range(12) for j in range(i) if rng.random() < 0.2])
    cx = heights(clique(pairs.reshape(-1, 2).T, max_dim=1, vertices=12), seed)
    for dim in range(2):
        for mine, other in zip(
            ours(extended_persistence(cx, dim)), theirs(cx, dim, 2), strict=True
        ):
            assert np.allclose(long_ones(mine), long_ones(other), atol=1e-6)


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 10**6), prime=PRIMES)
def test_every_cell_comes_and_goes_in_one_bar(
    simplicial: Maker, polygonal: Maker, seed: int, prime: int
) -> None:
    """Going up each cell is in one bar of Ord or Ext, coming down in one of Rel or Ext."""
    for given_cx in (simplicial(seed), polygonal(seed)):
        cx = heights(given_cx, seed)
        up: list[list[int]] = [[] for _ in cx.ranks]
        down: list[list[int]] = [[] for _ in cx.ranks]
        for dim in range(cx.dim + 1):
            found = extended_persistence(cx, dim, prime, zero_length=True)
            assert len(found.upwards) + len(found.downwards) == betti(cx, prime)[dim]
            for field in found:
                field.check(cx)
            for field, births, deaths in (
                (found.ordinary, up[dim], up[min(dim + 1, cx.dim)]),
                (found.relative, down[max(dim - 1, 0)], down[dim]),
                (found.upwards, up[dim], down[dim]),
                (found.downwards, up[dim], down[dim]),
            ):
                assert field.index is not None
                births += field.index[:, 0].tolist()
                deaths += field.index[:, 1].tolist()
        for rank, count in enumerate(cx.counts):
            assert sorted(up[rank]) == sorted(down[rank]) == list(range(count))


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_ordinary_bars_are_those_of_persistence(polygonal: Maker, seed: int) -> None:
    cx = heights(polygonal(seed), seed)
    for dim in range(cx.dim + 1):
        bars, found = persistence(cx, dim), extended_persistence(cx, dim)
        dying = np.isfinite(bars.values[:, 1])
        assert np.array_equal(found.ordinary.values, bars.values[dying])
        assert np.array_equal(found.ordinary.index, bars[np.flatnonzero(dying)].index)


def torus(side: int = 12) -> Complex:
    i, j = np.divmod(np.arange(side * side), side)
    squares = np.stack([i, j, (i + 1) % side, (j + 1) % side]).T
    names = squares[:, [0, 2, 2, 0]] * side + squares[:, [1, 1, 3, 3]]
    a, b = 2 * np.pi * i / side, 2 * np.pi * j / side
    cx = Complex.from_polygons(names, side * side)
    return lower_star(cx, (2 + np.cos(b)) * np.cos(a) + 1e-3 * np.cos(b + 1))


def test_a_standing_torus() -> None:
    """Heights -3, -1, 1, 3: the shell and the component live throughout, one loop each way."""
    bars = [extended_persistence(torus(), dim) for dim in range(3)]
    assert np.allclose(bars[0].upwards.values, [[-3, 3]], atol=0.01)
    assert np.allclose(bars[1].upwards.values, [[-1, 1]], atol=0.01)
    assert np.allclose(bars[1].downwards.values, [[1, -1]], atol=0.01)
    assert np.allclose(bars[2].downwards.values, [[3, -3]], atol=0.01)
    assert all(len(part) == 0 for found in bars for part in (found.ordinary, found.relative))


def test_names_and_kinds() -> None:
    found = extended_persistence(torus(), 1)
    assert [field.name for field in found] == ["Ord1", "Rel1", "Ext+1", "Ext-1"]
    assert [field.kind for field in found] == ["diagram", "diagram", "extended", "extended"]
    assert [field.rank for field in found] == [1, 0, 1, 1]


PATH = Complex.from_facets([[0, 1], [1, 2]])
REFUSED = {
    "no filtration": (PATH, {}, "lower_star"),
    "no lower star": (filtration(PATH, [[0, 0, 0], [0, 1]]), {}, "cell 1 of rank 1 at 1.0"),
    "dim": (lower_star(PATH, [0, 1, 2]), {"dim": 2}, "an integer from 0 to 1"),
    "prime": (lower_star(PATH, [0, 1, 2]), {"prime": 4}, "Z/p for a prime p"),
    "zero_length": (lower_star(PATH, [0, 1, 2]), {"zero_length": 1}, "True or False"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_refuses(case: str) -> None:
    cx, options, said = REFUSED[case]
    with pytest.raises(InvalidInput, match=said):
        extended_persistence(cx, **options)


def test_an_extended_diagram_is_pairs() -> None:
    with pytest.raises(InvalidInput, match="pairs"):
        Field("Ext+0", np.zeros((1, 3)), 0, np.zeros((1, 2), int), kind="extended")


@settings(max_examples=6, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_a_batch_has_the_bars_of_its_parts(simplicial: Maker, seed: int) -> None:
    parts = [heights(simplicial(seed + i), seed) for i in range(3)]
    union = batch(parts)
    for dim in range(union.dim + 1):
        alone = [ours(extended_persistence(cx, dim)) for cx in parts if dim <= cx.dim]
        together = ours(extended_persistence(union, dim))
        for kind in range(3):
            assert together[kind] == sorted(bar for bars in alone for bar in bars[kind])
