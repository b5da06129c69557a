"""The data sets of Otter et al., "A roadmap for the computation of persistent homology" (2017)."""

import gzip
from math import comb

import gudhi
import numpy as np
import pytest
from compare import bars, lasting, same
from scipy.spatial.distance import pdist, squareform

import tdlviz as tv

SETS = {
    "random_point_cloud_50_16": (50, 1.0),
    "random_point_cloud_100_4": (100, 0.6),
    "senate104": (103, 0.7),
    "Vicsek__particles_300_distance_1_noise_0.1_v0_0.03_box_25_timestep_3000": (300, 0.08),
    "celegans": (297, 0.06),
    "klein_bottle_pointcloud_new_400": (400, 0.06),
    "network379": (379, 0.06),
    "house104": (445, 0.04),
}
"""How many points, and which part of all pairs is joined: as much as gudhi does in a second."""


def distances(data_dir, name):
    file = next((data_dir / "ph-roadmap/distmat").glob(f"{name}*.txt.gz"))
    with gzip.open(file, "rt") as text:
        return np.loadtxt(text)


@pytest.mark.parametrize("name", SETS)
def test_cells_are_as_expected_and_diagrams_are_those_of_gudhi(data_dir, name):
    matrix, (size, part) = distances(data_dir, name), SETS[name]
    reach = float(np.quantile(squareform(matrix, checks=False), part))
    cx = tv.rips(distances=matrix, max_edge=reach)
    expected = tv.expect(tv.rips, distances=matrix, max_edge=reach)
    assert cx.counts[0] == size
    assert expected.exact
    assert expected.counts == cx.counts
    tree = gudhi.RipsComplex(distance_matrix=matrix, max_edge_length=reach).create_simplex_tree(2)
    assert tree.num_simplices() == sum(cx.counts)
    tree.compute_persistence()
    for dim in (0, 1):
        assert same(bars(cx, dim), lasting(tree.persistence_intervals_in_dimension(dim)))


@pytest.mark.parametrize(
    ("name", "published"), [("klein_bottle_pointcloud_new_400", 1.1e7), ("celegans", 4.4e6)]
)
def test_whole_complexes_are_of_the_published_size(data_dir, name, published):
    matrix = distances(data_dir, name)
    expected = tv.expect(tv.rips, distances=matrix, max_edge=np.inf)
    assert expected.counts == tuple(comb(len(matrix), k) for k in (1, 2, 3))
    assert float(f"{expected.total:.1e}") == published


def test_points_have_the_distances_of_the_matrix(data_dir):
    points = np.loadtxt(data_dir / "ph-roadmap/point_cloud/random_point_cloud_100_4_.txt")
    matrix = distances(data_dir, "random_point_cloud_100_4")
    assert np.allclose(squareform(pdist(points)), matrix, atol=2e-4)


@pytest.mark.parametrize(
    ("name", "text"), [("senate104", "senate104"), ("random_50_16", "random_point_cloud_50_16")]
)
def test_matrices_for_dipha_are_the_same(data_dir, name, text):
    raw = (data_dir / f"ph-roadmap/distmat/dipha/{name}.bin").read_bytes()
    magic, kind, size = np.frombuffer(raw, "<i8", 3)
    matrix = np.frombuffer(raw, "<f8", offset=24).reshape(size, size)
    assert (magic, kind) == (8067171840, 7)
    theirs = distances(data_dir, text)
    scale = theirs.max() / matrix.max()
    assert scale in (pytest.approx(1, rel=1e-4), pytest.approx(2, rel=1e-4))
    assert np.allclose(scale * matrix, theirs, atol=1e-4)


def test_cheaper_complexes_of_the_klein_bottle(data_dir):
    """It is immersed in space with 400 points: what surrounds it has the homology of alpha."""
    points = np.loadtxt(data_dir / "ph-roadmap/point_cloud/klein_bottle_pointcloud_new_400.txt")
    cx = tv.delaunay(points)
    for dim in range(3):
        assert same(bars(cx, dim), bars(tv.alpha(points), dim), 1e-7)
    assert sum(cx.counts) < 1.1e7 / 500
