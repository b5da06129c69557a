from collections.abc import Callable

import numpy as np
import pytest

from tdlviz.core.complex import Complex
from tdlviz.core.errors import InvalidInput
from tdlviz.lift.convert.gudhi import to_gudhi
from tdlviz.lift.rips import rips
from tdlviz.topology.betti import betti
from tdlviz.topology.cluster import cluster, topological_signature
from tdlviz.topology.laplacian import hodge_laplacian

pytest.importorskip("sklearn")
from sklearn.cluster import SpectralClustering
from sklearn.metrics import adjusted_rand_score

Cloud = tuple[np.ndarray, np.ndarray]


def circle(n: int) -> np.ndarray:
    angles = np.linspace(0, 2 * np.pi, n, endpoint=False)
    return np.column_stack([np.cos(angles), np.sin(angles)])


def two_loops(seed: int) -> Cloud:
    """Two circles and a bridge between them."""
    bridge = np.column_stack([np.linspace(1.1, 2.9, 20), np.zeros(20)])
    points = np.vstack([circle(60), circle(60) + np.array([4, 0]), bridge])
    noise = 0.03 * np.random.default_rng(seed).standard_normal(points.shape)
    return points + noise, np.repeat([0, 1, 2], [60, 60, 20])


@pytest.mark.parametrize("seed", [0, 1])
def test_s167_planted_parts_better_than_spectral_clustering(seed: int) -> None:
    """TPCC (Grande and Schaub 2023): kernels, signs and the planted parts."""
    points, planted = two_loops(seed)
    cx = rips(points, max_edge=0.4, max_dim=2)
    assert betti(cx)[:2] == (1, 2)
    tree = to_gudhi(cx)
    tree.compute_persistence(min_persistence=-1, persistence_dim_max=True)
    theirs = tree.persistent_betti_numbers(np.inf, np.inf)
    assert theirs[:2] == [1, 2]
    for rank in range(2):
        values = np.linalg.eigvalsh(hodge_laplacian(cx, rank).toarray())
        assert values.min() > -1e-9
        assert (values < 1e-9).sum() == theirs[rank]
    ours = adjusted_rand_score(planted, cluster(cx, 3).values)
    affinity = np.exp(-((points[:, None] - points) ** 2).sum(-1) / (2 * 0.13**2))
    spectral = SpectralClustering(3, affinity="precomputed", random_state=0).fit_predict(affinity)
    assert ours > 0.85
    assert ours > adjusted_rand_score(planted, spectral)


def test_signatures_are_shares() -> None:
    points, _ = two_loops(0)
    signature = topological_signature(rips(points, max_edge=0.4), ranks=[1])
    assert signature.values.shape == (140, 3)
    assert np.allclose(signature.values.sum(axis=1), 1)
    assert topological_signature(rips(points, max_edge=0.4), ranks=[]).values.shape == (140, 0)


def test_components_are_clusters() -> None:
    cx = Complex.from_facets([[0, 1], [2, 3], [3, 4], [5]])
    assert cluster(cx, 3, ranks=[0]).values.tolist() == [0, 0, 1, 1, 1, 2]


def test_labels_do_not_depend_on_chance(simplicial: Callable[[int], Complex]) -> None:
    points, _ = two_loops(0)
    cx = rips(points, max_edge=0.4)
    first = cluster(cx, 3).values
    assert np.array_equal(first, cluster(Complex(cx.ranks), 3).values)
    assert first[0] == 0
    assert first.max() == 2


@pytest.mark.parametrize(
    ("clusters", "ranks"), [(0, None), (2, None), (1, [3]), (1, 1), (1.5, None)]
)
def test_refuses(clusters: object, ranks: object) -> None:
    with pytest.raises(InvalidInput, match=r"cluster|signature"):
        cluster(Complex.from_facets([[0, 1, 2]]), clusters, ranks)
