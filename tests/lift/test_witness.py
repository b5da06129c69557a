import gzip
from itertools import combinations

import gudhi
import numpy as np
import pytest
from compare import as_dict, same, sound, tree_dict
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.spatial.distance import cdist

import tdlviz as tv
from tdlviz.core.errors import TooLarge

SEEDS = st.tuples(st.integers(0, 10**6), st.integers(1, 7), st.integers(1, 25))


def clouds(seed, landmarks, witnesses):
    rng = np.random.default_rng(seed)
    return rng.random((witnesses, 2)), rng.random((landmarks, 2))


def of_gudhi(kind, points, places, most):
    """Theirs without a limit, cut off here: theirs leaves out what is exactly at its limit."""
    lift = {"weak": gudhi.EuclideanWitnessComplex, "strong": gudhi.EuclideanStrongWitnessComplex}
    tree = lift[kind](witnesses=points, landmarks=places).create_simplex_tree(np.inf, 3)
    return {s: np.sqrt(b) for s, b in tree_dict(tree).items() if np.sqrt(b) <= most}


@settings(max_examples=20, deadline=None)
@given(SEEDS, st.sampled_from(["weak", "strong"]), st.sampled_from([0.05, 0.3, np.inf]))
def test_equals_gudhi(given_, kind, most):
    points, places = clouds(*given_)
    cx = tv.witness(points, places, kind=kind, max_birth=most, max_dim=3)
    assert same(as_dict(cx), of_gudhi(kind, points, places, most), 1e-7)
    assert sound(cx)


def lazily(points, places, nu, most):
    """W(D; R, nu) pair by pair, from its definition."""
    lengths = cdist(places, points)
    reach = np.sort(lengths, axis=0)[nu - 1] if nu else 0
    births = {(i,): 0.0 for i in range(len(places))}
    for a, b in combinations(range(len(places)), 2):
        birth = max(0.0, (np.maximum(lengths[a], lengths[b]) - reach).min())
        if birth <= most:
            births[a, b] = birth
    for corner in combinations(range(len(places)), 3):
        edges = list(combinations(corner, 2))
        if all(edge in births for edge in edges):
            births[corner] = max(births[edge] for edge in edges)
    return births


@settings(max_examples=20, deadline=None)
@given(SEEDS, st.integers(0, 3), st.sampled_from([0.0, 0.1, np.inf]))
def test_lazy_equals_the_definition(given_, nu, most):
    points, places = clouds(*given_)
    nu = min(nu, len(places))
    cx = tv.witness(points, places, nu=nu, max_birth=most)
    assert same(as_dict(cx), lazily(points, places, nu, most))


@pytest.mark.parametrize("kind", ["lazy", "weak", "strong"])
def test_nothing_changes_beyond_the_default(kind):
    points, places = clouds(0, 9, 40)
    short, full = (
        tv.witness(points, places, kind=kind, max_birth=most, max_dim=3) for most in (None, np.inf)
    )
    assert sum(short.counts) <= sum(full.counts)
    for dim in range(3):
        ours, theirs = (np.asarray(tv.persistence(cx, dim)) for cx in (short, full))
        assert np.array_equal(ours, theirs)


def test_landmarks_by_name_and_by_place():
    points = np.random.default_rng(0).random((60, 3)).astype(np.float32)
    names = tv.landmarks(points, 8)
    by_name = tv.witness(points, names)
    by_place = tv.witness(points, points[names])
    assert by_name["vertex"].values.tolist() == names.tolist()
    assert "vertex" not in by_place.fields
    assert np.array_equal(by_name.positions, points[names])
    assert np.array_equal(by_name["birth1"].values, by_place["birth1"].values)


def test_a_landmark_without_a_witness_is_no_vertex():
    cx = tv.witness([[0, 0], [1, 0]], [[0, 0], [9, 9], [1, 0]], kind="strong", max_birth=0)
    assert cx.counts == (2, 0, 0)
    assert cx["vertex"].values.tolist() == [0, 2]
    assert cx.positions.tolist() == [[0, 0], [1, 0]]


def test_one_landmark_and_twins():
    for kind in ("lazy", "weak", "strong"):
        assert tv.witness([[0, 0], [1, 1]], [1], kind=kind).counts == (1, 0, 0)
        assert (tv.witness([[0.0]], [[1.0], [1.0]], kind=kind)["birth1"].values == 0).all()


def test_counts_are_foreseen():
    points = np.random.default_rng(0).random((500, 2))
    names = tv.landmarks(points, 30)
    for options in (
        {},
        {"nu": 2},
        {"kind": "strong", "max_birth": 0.3},
        {"kind": "weak", "max_birth": 0.1},
    ):
        expected = tv.expect(tv.witness, points, names, **options)
        assert expected.exact
        assert expected.counts == tv.witness(points, names, **options).counts


@pytest.mark.parametrize("kind", ["lazy", "weak", "strong"])
def test_too_many_are_refused(kind):
    points = np.random.default_rng(0).random((300, 2))
    with pytest.raises(TooLarge, match="take fewer landmarks"):
        tv.witness(points, np.arange(200), kind=kind, max_dim=3, max_cells=10_000)


def test_rotations_have_the_homology_of_projective_space(data_dir):
    """SO(3) is RP³: one class in each dimension over Z/2, none between over Z/3."""
    with gzip.open(data_dir / "gudhi-data/SO3/SO3_10000.off.gz", "rt") as file:
        points = np.loadtxt(file, skiprows=2)
    assert points.shape == (10_000, 9)
    cx = tv.witness(points, tv.landmarks(points, 100), max_birth=0.4, max_dim=4)
    assert tv.betti(cx, prime=2)[:4] == (1, 1, 1, 1)
    assert tv.betti(cx, prime=3)[:4] == (1, 0, 0, 1)
    bars = np.asarray(tv.persistence(cx, 1))
    long = bars[:, 1] - bars[:, 0] > 0.1
    assert long.sum() == 1
