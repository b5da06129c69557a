from itertools import combinations

import gudhi
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import sparse
from scipy.spatial.distance import pdist, squareform

import tdlviz as tv
from tdlviz.core.errors import InvalidInput, TooLarge

NAN, INF = float("nan"), float("inf")
COORDINATES = st.integers(-3, 3).map(lambda n: n / 2)
CLOUDS = st.tuples(st.integers(1, 9), st.integers(1, 4)).flatmap(
    lambda shape: arrays(np.float64, shape, elements=COORDINATES)
)


def as_dict(cx):
    """Simplex to birth, whatever the order."""
    pairs = zip(cx.ranks, cx.births, strict=True)
    return {tuple(s): b for cells, births in pairs for s, b in zip(cells, births, strict=True)}


def brute_force(distances, max_edge, max_dim):
    """All subsets, one by one."""
    every = {}
    for size in range(1, max_dim + 2):
        for subset in combinations(range(len(distances)), size):
            diameter = max((distances[a, b] for a, b in combinations(subset, 2)), default=0.0)
            if diameter <= max_edge:
                every[subset] = diameter
    return every


def diagrams(cx, dims):
    tree = tv.to_gudhi(cx)
    tree.compute_persistence(persistence_dim_max=True)
    return [np.sort(tree.persistence_intervals_in_dimension(k), axis=0) for k in range(dims)]


@settings(max_examples=60, deadline=None)
@given(CLOUDS, st.floats(0, 4), st.integers(0, 4))
def test_equals_all_subsets_and_gudhi(points, max_edge, max_dim):
    cx = tv.rips(points, max_edge=max_edge, max_dim=max_dim)
    distances = squareform(pdist(points)) if len(points) > 1 else np.zeros((1, 1))
    assert cx.dim == max_dim
    assert as_dict(cx) == brute_force(distances, max_edge, max_dim)
    if max_dim == 0:  # gudhi would add the edges
        return
    # gudhi's iterator does not keep its tree alive: it needs a name.
    lift = gudhi.RipsComplex(distance_matrix=distances, max_edge_length=max_edge)
    tree = lift.create_simplex_tree(max_dim)
    assert as_dict(cx) == {tuple(s): b for s, b in tree.get_simplices()}


@pytest.mark.parametrize("seed", range(3))
def test_equals_gudhi_on_random_points_in_order(seed):
    points = np.random.default_rng(seed).normal(size=(70, 3))
    cx = tv.rips(points, max_edge=1.5, max_dim=3)
    tree = gudhi.RipsComplex(points=points, max_edge_length=1.5).create_simplex_tree(3)
    other = tv.from_gudhi(tree)
    assert cx.counts == other.counts
    for rank in range(4):
        assert np.array_equal(np.asarray(cx.cells(rank)), np.asarray(other.cells(rank)))
        assert np.allclose(cx.births[rank], other.births[rank], rtol=0, atol=1e-12)


def test_a_tree_of_points_finds_the_same_edges_as_all_distances():
    points = tv.data.torus(3500, noise=0.05)
    cx = tv.rips(points, max_edge=0.25, max_dim=2)
    lengths = pdist(points)
    assert len(points) > 3000
    assert cx.counts[1] == (lengths <= 0.25).sum()
    assert np.allclose(np.sort(cx["birth1"]), np.sort(lengths[lengths <= 0.25]), atol=1e-14)


def test_an_edge_exactly_as_long_as_allowed_is_in_either_way():
    few = np.arange(8.0)[:, None]
    many = np.arange(4000.0)[:, None]
    assert tv.rips(few, max_edge=1).counts == (8, 7, 0)
    assert tv.rips(many, max_edge=1).counts == (4000, 3999, 0)
    tenths = np.arange(4000)[:, None] * 0.1
    expected = (np.diff(tenths[:, 0]) <= 0.1).sum()
    assert tv.rips(tenths, max_edge=0.1).counts[1] == expected


@pytest.mark.parametrize("seed", range(4))
def test_nothing_changes_beyond_the_enclosing_radius(seed):
    points = np.random.default_rng(seed).normal(size=(25, 2))
    short, full = tv.rips(points), tv.rips(points, max_edge=INF)
    radius = squareform(pdist(points)).max(axis=1).min()
    assert short["birth1"].values.max() <= radius < full["birth1"].values.max()
    for ours, theirs in zip(diagrams(short, 2), diagrams(full, 2), strict=True):
        assert np.array_equal(ours, theirs)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("max_edge", [1.0, None])
def test_collapse_keeps_the_diagram_with_fewer_cells(seed, max_edge):
    points = tv.data.torus(80, seed=seed)
    whole = tv.rips(points, max_edge=max_edge, max_dim=2)
    less = tv.rips(points, max_edge=max_edge, max_dim=2, collapse=True)
    assert less.counts[0] == whole.counts[0]
    assert less.counts[1] < whole.counts[1]
    for ours, theirs in zip(diagrams(less, 2), diagrams(whole, 2), strict=True):
        assert np.allclose(lasting(ours), lasting(theirs), atol=1e-12)


def lasting(diagram):
    return diagram[diagram[:, 1] > diagram[:, 0]]


def test_distances_give_the_same_complex_as_points():
    points = np.random.default_rng(0).normal(size=(40, 2))
    near = squareform(pdist(points))
    cx = tv.rips(points, max_edge=1.0)
    stored = sparse.csr_array(np.where(near <= 1, near, 0))
    cut = np.where(near <= 1, near, INF)
    for other in (near, near.astype(np.float32), stored, sparse.coo_matrix(stored), cut):
        again = tv.rips(distances=other, max_edge=1.0)
        assert again.counts == cx.counts
        assert np.allclose(again["birth2"], cx["birth2"], rtol=1e-6)
        assert again.positions is None


def test_missing_sparse_entries_are_no_edges_and_stored_zeros_are():
    ends = ([0, 1, 1, 2], [1, 0, 2, 1])
    cx = tv.rips(distances=sparse.coo_array(([0.0, 0.0, 2.0, 2.0], ends), shape=(4, 4)))
    assert as_dict(cx) == {(0,): 0, (1,): 0, (2,): 0, (3,): 0, (0, 1): 0, (1, 2): 2}


def test_enclosing_radius_of_distances():
    near = squareform(pdist(np.random.default_rng(1).normal(size=(20, 2))))
    assert tv.rips(distances=near)["birth1"].values.max() <= near.max(axis=1).min()
    assert tv.rips(distances=sparse.csr_array(near)).counts == tv.rips(distances=near).counts


@pytest.mark.parametrize(
    ("points", "counts"),
    [
        ([[1.0, 2.0]], (1, 0, 0)),
        ([[0, 0], [0, 0]], (2, 1, 0)),
        (np.zeros((4, 2)), (4, 6, 4)),
        (np.zeros((3, 1), dtype=np.float16), (3, 3, 1)),
        (np.eye(3, dtype=np.uint8), (3, 3, 1)),
        (np.eye(3, dtype=np.float32), (3, 3, 1)),
    ],
)
def test_small_and_repeated(points, counts):
    cx = tv.rips(points)
    assert cx.counts == counts
    assert cx.births[0].dtype == np.float64
    assert np.array_equal(cx.positions, np.asarray(points, dtype=float))


BAD = [
    ({"points": [[0, 0], [NAN, 1]]}, "row 1"),
    ({"points": [[0, 0], [1, 1], [0, INF]]}, "row 2"),
    ({"points": [[0, 0], [1]]}, "alike"),
    ({"points": [["a", "b"]]}, "real numbers"),
    ({"points": [[True, False]]}, "real numbers"),
    ({"points": [[1j, 0]]}, "real numbers"),
    ({"points": []}, "shape"),
    ({"points": np.zeros((0, 2))}, "shape"),
    ({"points": np.zeros((3, 0))}, "shape"),
    ({"points": [1.0, 2.0]}, "shape"),
    ({"points": np.zeros((2, 2, 2))}, "shape"),
    ({}, "neither"),
    ({"points": [[0.0]], "distances": [[0.0]]}, "both"),
    ({"distances": [[0, 1], [2, 0]]}, r"d\(0, 1\) = 1.0 and d\(1, 0\) = 2.0.*symmetric"),
    ({"distances": [[0, -1], [-1, 0]]}, r"d\(0, 1\) = -1.0.*>= 0"),
    ({"distances": [[0, NAN], [NAN, 0]]}, r"d\(0, 1\) = nan"),
    ({"distances": [[0, INF], [1, 0]]}, "symmetric"),
    ({"distances": [[0, 1], [1, 2]]}, r"d\(1, 1\) = 2.0"),
    ({"distances": [[NAN, 1], [1, 0]]}, r"d\(0, 0\) = nan"),
    ({"distances": [[0, 1, 2], [1, 0, 2]]}, "shape"),
    ({"distances": np.zeros((0, 0))}, "shape"),
    ({"distances": [0, 1]}, "shape"),
    ({"distances": [["a"]]}, "real numbers"),
    ({"distances": sparse.coo_array(([1.0], ([0], [1])), shape=(2, 2))}, "mirror"),
    ({"distances": sparse.coo_array(([1.0], ([1], [0])), shape=(2, 2))}, "mirror"),
    ({"distances": sparse.csr_array([[0, 1.0], [2.0, 0]])}, "symmetric"),
    ({"distances": sparse.csr_array([[0, -1.0], [-1.0, 0]])}, ">= 0"),
    ({"distances": sparse.csr_array([[3.0, 1.0], [1.0, 0]])}, r"d\(0, 0\) = 3.0"),
    ({"distances": sparse.csr_array([[0.0, 1.0]])}, "shape"),
    ({"distances": sparse.coo_array(([1.0, 1, 2], ([0, 0, 1], [1, 1, 0])))}, "twice"),
    ({"points": [[0.0]], "max_edge": -1}, ">= 0"),
    ({"points": [[0.0]], "max_edge": NAN}, ">= 0"),
    ({"points": [[0.0]], "max_edge": "1"}, ">= 0"),
    ({"points": [[0.0]], "max_edge": True}, ">= 0"),
    ({"points": [[0.0]], "max_dim": -1}, "at least 0"),
    ({"points": [[0.0]], "max_dim": 1.0}, "integer"),
    ({"points": [[0.0]], "max_dim": True}, "integer"),
    ({"points": [[0.0]], "max_cells": 0}, "at least 1"),
    ({"points": [[0.0]], "collapse": 1}, "True or False"),
]


@pytest.mark.parametrize(("arguments", "words"), BAD)
def test_bad_input(arguments, words):
    with pytest.raises(InvalidInput, match=words):
        tv.rips(**arguments)


def test_points_too_far_apart_for_floats_are_refused():
    with pytest.raises(InvalidInput, match="finite"):
        tv.rips([[1e200], [-1e200]])


@pytest.mark.parametrize("n", [200, 4000])
def test_too_many_cells_are_refused_with_their_number(n):
    with pytest.raises(TooLarge, match=r"cells \(.*edges.*lower max_edge or max_dim"):
        tv.rips(tv.data.torus(n), max_edge=3.9, max_dim=4, max_cells=20_000)


def test_real_distances_of_the_projective_plane(data_dir):
    near = np.loadtxt(data_dir / "ripser-reference/inputs/projective_plane.csv", delimiter=",")
    cx = tv.rips(distances=near, max_edge=1)
    assert cx.counts[0] == 13
    # Its Euler characteristic.
    assert cx.counts[0] - cx.counts[1] + cx.counts[2] == 1
