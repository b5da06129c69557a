from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tdlviz.core.complex import Complex
from tdlviz.core.errors import InvalidInput
from tdlviz.core.field import Field
from tdlviz.data.torus import torus
from tdlviz.lift.alpha import alpha
from tdlviz.lift.clique import clique
from tdlviz.topology.betti import betti
from tdlviz.topology.boundary import boundary
from tdlviz.topology.harmonic import harmonic
from tdlviz.topology.hodge_decomposition import hodge_decomposition
from tdlviz.topology.laplacian import hodge_laplacian
from tdlviz.topology.path_flow import path_flow

Maker = Callable[[int], Complex]


def projection(matrix: np.ndarray) -> np.ndarray:
    """Onto the image, by the singular values."""
    u, sizes, _ = np.linalg.svd(matrix)
    u = u[:, : int((sizes > 1e-9).sum())]
    return u @ u.T


@settings(max_examples=12)
@given(seed=st.integers(0, 10**6))
def test_parts_are_the_projections(simplicial: Maker, polygonal: Maker, seed: int) -> None:
    rng = np.random.default_rng(seed)
    for cx in (simplicial(seed), polygonal(seed)):
        for rank in range(cx.dim + 1):
            n = cx.counts[rank]
            x = rng.standard_normal((n, 2)) * 10.0 ** rng.integers(-8, 8)
            parts = hodge_decomposition(cx, x, rank)
            down, up = np.zeros((n, n)), np.zeros((n, n))
            if rank:
                down = projection(boundary(cx, rank).toarray().T)
            if rank < cx.dim:
                up = projection(boundary(cx, rank + 1).toarray())
            size = np.linalg.norm(x)
            assert np.allclose(parts.gradient.values, down @ x, rtol=0, atol=1e-9 * size)
            assert np.allclose(parts.curl.values, up @ x, rtol=0, atol=1e-9 * size)
            total = parts.gradient.values + parts.curl.values + parts.harmonic.values
            assert np.allclose(total, x, rtol=0, atol=1e-15 * size)


@settings(max_examples=10)
@given(seed=st.integers(0, 10**6))
def test_weighted_parts_are_orthogonal_for_the_weights(simplicial: Maker, seed: int) -> None:
    cx, rng = simplicial(seed), np.random.default_rng(seed)
    weights = {rank: rng.uniform(0.1, 10, n) for rank, n in enumerate(cx.counts)}
    for rank in range(cx.dim + 1):
        x = rng.standard_normal(cx.counts[rank])
        found = hodge_decomposition(cx, x, rank, weights)
        parts = [part.values for part in found[:3]]
        assert np.allclose(sum(parts), x)
        for one, other in ((0, 1), (0, 2), (1, 2)):
            assert abs((weights[rank] * parts[one] * parts[other]).sum()) < 1e-8
        walk = hodge_laplacian(cx, rank, weights, "walk")
        assert abs(walk @ parts[2]).max(initial=0) < 1e-8
        if found.potential is not None:
            assert np.allclose(boundary(cx, rank).T @ found.potential.values, parts[0])
        if found.circulation is not None:
            curl = boundary(cx, rank + 1) @ (weights[rank + 1] * found.circulation.values)
            assert np.allclose(curl / weights[rank], parts[1])


def test_a_gradient_and_a_curl_are_found_again() -> None:
    cx = clique([[0, 0, 1, 3, 4, 4], [1, 2, 2, 4, 5, 6]], vertices=9)
    heights = np.arange(9.0) ** 2
    flow = Field("wind", boundary(cx, 1).T @ heights, 1, kind="scalar")
    parts = hodge_decomposition(cx, flow)
    assert np.allclose(parts.gradient.values, flow.values)
    assert parts.gradient.kind == "scalar"
    assert parts.potential is not None
    # Up to a constant on each component; of least norm, so that it sums to zero on each.
    for component in ([0, 1, 2], [3, 4, 5, 6], [7], [8]):
        expected = heights[component] - heights[component].mean()
        assert np.allclose(parts.potential.values[component], expected)
    around = hodge_decomposition(cx, boundary(cx, 2) @ [2.0])
    assert np.allclose(around.circulation.values, 2)
    assert np.allclose(around.harmonic.values, 0)


def test_large_and_thin_complexes() -> None:
    """A cycle of 20,000 edges, where iterations alone would need as many rounds."""
    n = 20_000
    ring = clique(np.array([np.arange(n), (np.arange(n) + 1) % n]))
    x = np.random.default_rng(0).standard_normal(n)
    parts = hodge_decomposition(ring, x)
    around = np.where(np.asarray(ring.cells(1))[:, 1] - np.asarray(ring.cells(1))[:, 0] == 1, 1, -1)
    assert np.allclose(parts.harmonic.values, around * (around @ x) / n, rtol=0, atol=1e-8)


def test_random_graphs_that_do_not_factorise(rng: np.random.Generator) -> None:
    cx = clique(np.unique(np.sort(rng.integers(0, 3000, (9000, 2)), 1), axis=0).T[:, 1:], 2)
    cx = clique(np.asarray(cx.cells(1)).T, 1, vertices=3000)
    parts = hodge_decomposition(cx, rng.standard_normal(cx.counts[1]))
    assert abs(parts.gradient.values @ parts.harmonic.values) < 1e-9
    assert abs(boundary(cx, 1) @ parts.harmonic.values).max() < 1e-9


def test_ocean_drifters_around_two_holes(data_dir: Path) -> None:
    """Schaub et al. (2020), §5: flows of buoys and the two harmonic forms of the sea."""
    ocean = np.load(data_dir / "ocean-drifters" / "ocean.npz")
    cx = Complex.from_facets([*ocean["triangles"], *ocean["edges"]], ocean["node_xy"])
    assert cx.counts == (133, 320, 186)
    assert betti(cx) == (1, 2, 0)
    flow = path_flow(cx, np.split(ocean["traj_nodes"], ocean["traj_ptr"][1:-1]))
    assert flow.values.shape == (320, 339)
    basis = harmonic(cx, 1).values
    assert basis.shape == (320, 2)
    parts = hodge_decomposition(cx, flow)
    gradient, curl, rest = (part.values for part in parts[:3])
    assert np.allclose(rest, basis @ (basis.T @ flow.values), rtol=0, atol=1e-9)
    assert np.allclose(gradient + curl + rest, flow.values)
    energy = (flow.values**2).sum(axis=0)
    assert np.allclose((gradient**2).sum(0) + (curl**2).sum(0) + (rest**2).sum(0), energy)
    # The ends of a path are in its gradient part alone.
    assert np.allclose(boundary(cx, 1) @ gradient, boundary(cx, 1) @ flow.values)


def test_a_torus_has_two_harmonic_flows() -> None:
    cx = alpha(torus(300, seed=1))
    assert cx.births is not None
    kept = tuple(
        cells.where(births <= 0.5) for cells, births in zip(cx.ranks, cx.births, strict=True)
    )
    cx = Complex(kept)
    x = np.random.default_rng(0).standard_normal((cx.counts[1], 3))
    rest = hodge_decomposition(cx, x).harmonic.values
    assert np.linalg.matrix_rank(rest, tol=1e-8) == min(betti(cx)[1], 3)
    assert abs(hodge_laplacian(cx, 1) @ rest).max() < 1e-9


def test_ranks_without_cells() -> None:
    cx = clique([[0, 1], [1, 2]])
    parts = hodge_decomposition(cx, [1.0, 2.0])
    assert parts.gradient.values.tolist() == pytest.approx([1, 2])
    assert parts.circulation is not None
    assert parts.circulation.values.shape == (0,)
    assert hodge_decomposition(cx, np.zeros((0,)), 2).harmonic.values.shape == (0,)
    assert hodge_decomposition(cx, [1, 2, 3], 0).potential is None


@pytest.mark.parametrize(
    ("signal", "rank"),
    [
        ([1, 2], None), ([1, 2, np.nan], None), ([1, 2, np.inf], None), ("abc", None),
        ([[1, 2, 3]], None), (np.zeros((3, 1, 1)), None), ([1, 2, 3], 5), ([1, 2, 3], True),
        (Field("f", [1.0, 2.0, 3.0], 1, kind="scalar"), 0),
        (Field("f", [1, 2, 3], 1, kind="label"), None),
        (Field("f", [1.0], 1, [0], kind="scalar"), None),
    ],
)  # fmt: skip
def test_refuses(signal: object, rank: object) -> None:
    with pytest.raises(InvalidInput, match="hodge_decomposition"):
        hodge_decomposition(Complex.from_facets([[0, 1, 2]]), signal, rank)
