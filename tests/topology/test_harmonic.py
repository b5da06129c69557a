from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tdlviz.core.complex import Complex
from tdlviz.core.errors import InvalidInput
from tdlviz.lift.clique import clique
from tdlviz.topology import harmonic as module
from tdlviz.topology.betti import betti
from tdlviz.topology.harmonic import harmonic, settled
from tdlviz.topology.laplacian import hodge_laplacian

Maker = Callable[[int], Complex]


def orthonormal_kernel(cx: Complex, rank: int, basis: np.ndarray, weights: object = None) -> None:
    assert basis.shape == (cx.counts[rank], betti(cx)[rank])
    assert np.allclose(basis.T @ basis, np.eye(basis.shape[1]), rtol=0, atol=1e-9)
    laplacian = hodge_laplacian(cx, rank, weights)
    assert abs(laplacian @ basis).max(initial=0) < 1e-7


@settings(max_examples=12)
@given(seed=st.integers(0, 10**6))
def test_a_basis_of_the_kernel_plain_and_weighted(
    simplicial: Maker, polygonal: Maker, seed: int
) -> None:
    rng = np.random.default_rng(seed)
    for cx in (simplicial(seed), polygonal(seed)):
        weights = {rank: rng.uniform(0.1, 10, n) for rank, n in enumerate(cx.counts)}
        for rank in range(cx.dim + 1):
            orthonormal_kernel(cx, rank, harmonic(cx, rank).values)
            orthonormal_kernel(cx, rank, harmonic(cx, rank, weights).values, weights)


@pytest.mark.parametrize("weighted", [False, True])
def test_both_ways_find_the_same_basis(
    simplicial: Maker, monkeypatch: pytest.MonkeyPatch, weighted: bool
) -> None:
    for seed in range(8):
        cx, rng = simplicial(seed), np.random.default_rng(seed)
        weights = {rank: rng.uniform(0.5, 2, n) for rank, n in enumerate(cx.counts)}
        for rank in range(cx.dim + 1):
            monkeypatch.setattr(module, "DENSE", 600)
            small = harmonic(Complex(cx.ranks), rank, weights if weighted else None).values
            monkeypatch.setattr(module, "DENSE", 0)
            large = harmonic(Complex(cx.ranks), rank, weights if weighted else None).values
            assert np.allclose(small @ small.T, large @ large.T, rtol=0, atol=1e-8)
            if weighted:  # without weights, cells may be equal, and rounding chooses among them
                assert np.allclose(small, large, rtol=0, atol=1e-6)


def test_many_holes_in_many_components() -> None:
    """200 squares apart: a kernel of dimension 300 at both ranks, found in full."""
    corner = 4 * np.arange(200)[:, None]
    ends = np.stack([corner + np.array(side) for side in ([0, 1, 2, 0], [1, 2, 3, 3])]).reshape(
        2, -1
    )
    cx = clique(ends)
    assert cx.counts[:2] == (800, 800)
    for rank in (0, 1):
        basis = harmonic(cx, rank).values
        orthonormal_kernel(cx, rank, basis)
        # One function for each square, as none is larger on a cell than one that lives there alone.
        assert np.allclose(abs(basis[basis != 0].round(9)) % 0.5, 0)
        assert ((abs(basis) > 1e-6).sum(axis=0) == 4).all()


def test_the_first_is_largest_and_positive_on_its_cell() -> None:
    cx = clique([[0, 1, 2, 0, 4, 5, 6, 7, 4], [1, 2, 3, 3, 5, 6, 7, 8, 8]])
    basis = harmonic(cx, 1).values
    assert np.allclose(abs(basis[:, 0]).max(), 0.5)
    assert np.allclose(abs(basis[:, 1]).max(), 5**-0.5)
    first = (abs(basis) > abs(basis).max(axis=0) - 1e-7).argmax(axis=0)
    assert (basis[first, [0, 1]] > 0).all()
    turned = basis @ np.array([[0.6, -0.8], [0.8, 0.6]])
    assert np.allclose(settled(turned), basis)


def test_no_hole_no_function() -> None:
    cx = Complex.from_facets([[0, 1, 2]])
    assert harmonic(cx, 1).values.shape == (3, 0)
    assert harmonic(clique([[0], [1]]), 2).values.shape == (0, 0)
    assert harmonic(cx, 1) is harmonic(cx, 1)


@pytest.mark.parametrize("rank", [3, -1, None, True])
def test_refuses_ranks(rank: object) -> None:
    with pytest.raises(InvalidInput, match="harmonic"):
        harmonic(Complex.from_facets([[0, 1, 2]]), rank)
