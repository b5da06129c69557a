"""What holds for the complexes of every lifting, whatever it lifts."""

from __future__ import annotations

from collections.abc import Callable

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import tdlviz as tv
from tdlviz.core.complex import Complex
from tdlviz.core.errors import TooLarge
from tdlviz.lift.expect import COUNTS
from tdlviz.topology.filtration import check_monotone

Arguments = tuple[tuple, dict]


def graph(rng: np.random.Generator) -> nx.Graph:
    return nx.gnp_random_graph(int(rng.integers(2, 11)), 0.4, seed=int(rng.integers(10**6)))


def points(rng: np.random.Generator) -> np.ndarray:
    return rng.random((int(rng.integers(1, 12)), int(rng.integers(1, 4))))


def arcs(rng: np.random.Generator) -> nx.DiGraph:
    return nx.gnp_random_graph(7, 0.5, seed=int(rng.integers(10**6)), directed=True)


def sets(rng: np.random.Generator) -> list[list[int]]:
    return [rng.choice(7, int(size), replace=False).tolist() for size in rng.integers(1, 5, 6)]


SAMPLES: dict[Callable, Callable[[np.random.Generator], Arguments]] = {
    tv.rips: lambda rng: ((points(rng),), {"max_edge": 0.6, "max_dim": 3}),
    tv.alpha: lambda rng: ((points(rng),), {}),
    tv.delaunay: lambda rng: ((points(rng),), {}),
    tv.cech: lambda rng: ((points(rng),), {"max_radius": 0.35, "max_dim": 3}),
    tv.witness: lambda rng: ((cloud := rng.random((20, 2)), cloud[:6]), {"max_dim": 2}),
    tv.nearest_neighbours: lambda rng: ((rng.random((12, 2)),), {"k": 3}),
    tv.dowker: lambda rng: ((rng.random((6, 5)),), {"max_dim": 3}),
    tv.clique: lambda rng: ((graph(rng),), {"max_dim": 3}),
    tv.rings: lambda rng: ((graph(rng),), {"max_length": 5}),
    tv.cycle_basis: lambda rng: ((graph(rng),), {}),
    tv.neighbourhood: lambda rng: ((graph(rng),), {"hops": 2}),
    tv.hypergraph: lambda rng: ((sets(rng),), {}),
    tv.combinatorial: lambda _: (([[0, 1], [1, 2], [0, 1, 2, 3]], [1, 1, 2]), {}),
    tv.simplicial_closure: lambda rng: ((tv.hypergraph(sets(rng)),), {"max_dim": 3}),
    tv.nerve: lambda rng: ((sets(rng),), {"max_dim": 3}),
    tv.directed_flag: lambda rng: ((arcs(rng),), {"max_dim": 3}),
    tv.linial_meshulam: lambda rng: ((int(rng.integers(4, 8)), 0.4), {"seed": 1}),
    tv.degree_size: lambda _: (([2, 2, 2, 1, 1], [3, 3, 2]), {"steps": 20}),
    tv.mesh: lambda rng: ((rng.random((6, 3)), [[0, 1, 2], [1, 2, 3, 4], [0, 5, 1]]), {}),
    tv.cubical: lambda rng: ((rng.random(tuple(rng.integers(3, 5, 3))),), {"periodic": True}),
}


def lifted(lifting: Callable, seed: int) -> tuple[Complex, Arguments]:
    given, options = SAMPLES[lifting](np.random.default_rng(seed))
    return lifting(*given, **options), (given, options)


def test_every_lifting_is_here() -> None:
    assert set(SAMPLES) == set(COUNTS)


every = pytest.mark.parametrize("lifting", SAMPLES, ids=lambda lifting: lifting.__name__)


@every
@settings(max_examples=10)
@given(seed=st.integers(0, 10**6))
def test_theorems(lifting: Callable, seed: int) -> None:
    cx, _ = lifted(lifting, seed)
    if cx.births is not None and cx.oriented:
        check_monotone(cx, cx.births)
    if not cx.oriented:
        return
    for rank in range(1, cx.dim):
        assert abs(tv.boundary(cx, rank) @ tv.boundary(cx, rank + 1)).sum() == 0
    numbers, signs = tv.betti(cx), (-1) ** np.arange(cx.dim + 1)
    assert signs @ numbers == signs @ cx.counts
    for rank, number in enumerate(numbers):
        spectrum = np.linalg.eigvalsh(tv.hodge_laplacian(cx, rank).toarray())
        assert int((abs(spectrum) < 1e-9).sum()) == number


@every
def test_counts_that_are_sure_are_right_and_the_limit_is_kept(lifting: Callable) -> None:
    cx, (given, options) = lifted(lifting, 3)
    expected = tv.expect(lifting, *given, **options)
    assert len(expected.counts) == len(cx.counts)
    for count, sure, real in zip(expected.counts, expected.sure, cx.counts, strict=True):
        assert not sure or count == real
    assert lifting(*given, **options, max_cells=sum(cx.counts)).counts == cx.counts
    with pytest.raises(TooLarge, match="max_cells is"):
        lifting(*given, **options, max_cells=sum(cx.counts) - 1)


@every
def test_a_batch_is_as_one_by_one(lifting: Callable) -> None:
    complexes = [lifted(lifting, 5)[0], lifted(lifting, 5)[0]]
    union = tv.batch(complexes)
    assert union.counts == tuple(2 * n for n in complexes[0].counts)
    if union.oriented:
        assert tv.betti_of_each(union).tolist() == [list(tv.betti(cx)) for cx in complexes]
    if union.births is not None and union.oriented:
        for dim in range(union.dim + 1):
            one, two = tv.persistence(complexes[0], dim), tv.persistence(union, dim)
            twice = np.concatenate([one.values, one.values])
            assert np.array_equal(np.sort(two.values, axis=0), np.sort(twice, axis=0))
