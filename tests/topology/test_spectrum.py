from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tdlviz.core.complex import Complex
from tdlviz.core.errors import InvalidInput
from tdlviz.lift.clique import clique
from tdlviz.topology import spectrum as module
from tdlviz.topology.betti import betti
from tdlviz.topology.laplacian import hodge_laplacian
from tdlviz.topology.spectrum import spectrum
from tdlviz.topology.walk import walk_weights

Maker = Callable[[int], Complex]


def is_right(cx: Complex, rank: int, k: int, weights: object = None) -> None:
    """Against all eigenvalues by LAPACK."""
    laplacian = hodge_laplacian(cx, rank, weights).toarray()
    found = spectrum(cx, rank, k, weights)
    values, vectors = found.values.values, found.vectors.values
    scale = max(abs(laplacian).sum(axis=0).max(), 1)
    assert np.allclose(values, np.linalg.eigvalsh(laplacian)[:k], rtol=0, atol=1e-8 * scale)
    assert np.allclose(vectors.T @ vectors, np.eye(k), rtol=0, atol=1e-8)
    assert np.allclose(laplacian @ vectors, vectors * values, rtol=0, atol=1e-6 * scale)


@settings(max_examples=12)
@given(seed=st.integers(0, 10**6))
def test_small_complexes(simplicial: Maker, polygonal: Maker, seed: int) -> None:
    rng = np.random.default_rng(seed)
    for cx in (simplicial(seed), polygonal(seed)):
        weights = {rank: rng.uniform(0.1, 10, n) for rank, n in enumerate(cx.counts)}
        for rank, count in enumerate(cx.counts):
            if count:
                k = int(rng.integers(1, count + 1))
                is_right(cx, rank, k)
                is_right(cx, rank, k, weights)


def cycles(many: int, length: int) -> Complex:
    start = length * np.arange(many)[:, None]
    step = np.arange(length)
    tails, heads = start + step, start + (step + 1) % length
    return clique(np.stack([tails.reshape(-1), heads.reshape(-1)]), 1)


def test_repeated_eigenvalues_are_all_found() -> None:
    """12 cycles: eigenvalues 2 - 2 cos(2πj/60) come 12 times for j = 0, then 24 times each."""
    cx = cycles(12, 60)
    expected = np.repeat(2 - 2 * np.cos(2 * np.pi * np.array([0, 1, 2]) / 60), [12, 24, 4])
    for rank in (0, 1):
        assert np.allclose(spectrum(cx, rank, 40).values.values, expected, rtol=0, atol=1e-8)


def test_random_graphs_and_their_flows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where factors fill up, so that ARPACK has to do without."""
    monkeypatch.setattr(module, "easily_cut", lambda _: False)
    monkeypatch.setattr(module, "DENSE", 0)
    rng = np.random.default_rng(0)
    pairs = np.unique(np.sort(rng.integers(0, 60, (250, 2)), axis=1), axis=0)
    cx = clique(pairs[pairs[:, 0] < pairs[:, 1]].T, 2, vertices=60)
    k = betti(cx)[1] + 6
    is_right(cx, 1, k)
    is_right(cx, 1, k, walk_weights(cx, 1))


def test_ocean(data_dir: Path) -> None:
    ocean = np.load(data_dir / "ocean-drifters" / "ocean.npz")
    cx = Complex.from_facets([*ocean["triangles"], *ocean["edges"]])
    values = spectrum(cx, 1, 5).values.values
    assert (values[:2] < 1e-9).all()
    assert values[2] > 1e-3
    is_right(cx, 0, 10)


@pytest.mark.parametrize("k", [0, -1, 4, 1.5, True, None])
def test_refuses_numbers_of_eigenvalues(k: object) -> None:
    with pytest.raises(InvalidInput, match="spectrum"):
        spectrum(Complex.from_facets([[0, 1, 2]]), 1, k)


def test_a_rank_without_cells_has_no_eigenvalue() -> None:
    with pytest.raises(InvalidInput, match="0 cells have rank 2"):
        spectrum(clique([[0, 1], [1, 2]]), 2, 1)
