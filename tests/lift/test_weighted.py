import gzip

import gudhi
import numpy as np
import pytest
from compare import as_dict, bars, lasting, same, sound, tree_dict
from gudhi.dtm_rips_complex import DTMRipsComplex
from gudhi.weighted_rips_complex import WeightedRipsComplex
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.spatial.distance import cdist

import tdlviz as tv
from tdlviz.core.errors import InvalidInput, TooLarge
from tdlviz.core.field import Field
from tdlviz.lift import neighbours
from tdlviz.lift import weighted as module

POINTS = np.random.default_rng(0).random((20, 2))


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10**6), st.sampled_from([0.0, 0.3, 3.0]))
def test_equals_gudhi(seed, scale):
    """Also with weights that are far from 1-Lipschitz."""
    rng = np.random.default_rng(seed)
    points, weights = rng.random((9, 2)), scale * rng.random(9)
    tree = WeightedRipsComplex(cdist(points, points), weights).create_simplex_tree(3)
    for given_ in ({"points": points}, {"distances": cdist(points, points)}):
        cx = tv.rips(**given_, weights=weights, max_edge=np.inf, max_dim=3)
        assert same(as_dict(cx), tree_dict(tree))
        assert sound(cx)


def test_births_are_those_of_anai_et_al_in_diameters():
    """p = 1: when the balls of radius t - f meet, twice."""
    cx = tv.rips([[0.0], [1.0], [9.0]], weights=[0.25, 0.5, 6], max_edge=np.inf, max_dim=1)
    assert cx["birth0"].values.tolist() == [0.5, 1, 12]
    assert cx["birth1"].values.tolist() == [1.75, 15.25, 14.5]
    late = tv.rips([[0.0], [1.0]], weights=[0, 4], max_edge=np.inf, max_dim=1)
    assert late["birth1"].values.tolist() == [8]


def test_s039_weights_of_zero_are_the_rips_complex_of_gudhi():
    cx = tv.rips(POINTS, weights=np.zeros(20), max_edge=0.6)
    assert as_dict(cx) == as_dict(tv.rips(POINTS, max_edge=0.6))
    tree = gudhi.RipsComplex(points=POINTS, max_edge_length=0.6).create_simplex_tree(2)
    tree.compute_persistence(persistence_dim_max=True)
    for dim in (0, 1):
        assert same(bars(cx, dim), lasting(tree.persistence_intervals_in_dimension(dim)))


def test_s039_weights_do_not_change_with_rotation_translation_and_order():
    rng = np.random.default_rng(1)
    turn = np.linalg.qr(rng.normal(size=(3, 3)))[0]
    points, order = rng.random((50, 3)), rng.permutation(50)
    weights = np.asarray(tv.distance_to_measure(points, k=6))
    moved = np.asarray(tv.distance_to_measure((points @ turn + 3)[order], k=6))
    assert np.allclose(moved, weights[order], atol=1e-5)


@pytest.mark.parametrize("source", ["points", "distances"])
def test_nothing_changes_beyond_the_default(source):
    weights = np.random.default_rng(1).random(20)
    given_ = {source: POINTS if source == "points" else cdist(POINTS, POINTS)}
    short, full = (tv.rips(**given_, weights=weights, max_edge=e) for e in (None, np.inf))
    assert short.counts[1] < full.counts[1]
    for dim in (0, 1):
        assert same(bars(short, dim), bars(full, dim))


def test_collapse_keeps_the_diagram():
    points = tv.data.circle(60, noise=0.1)
    options = {"weights": tv.distance_to_measure(points, k=5), "max_edge": np.inf}
    whole, less = (tv.rips(points, collapse=c, **options) for c in (False, True))
    assert less.counts[1] < whole.counts[1]
    for dim in (0, 1):
        assert same(bars(whole, dim), bars(less, dim))


def test_many_points_go_through_a_tree(monkeypatch):
    points = np.random.default_rng(0).random((300, 2))
    weights = np.random.default_rng(1).random(300) / 10 + 0.05
    dense = as_dict(tv.rips(points, weights=weights, max_edge=0.25))
    for part in (neighbours, module):
        monkeypatch.setattr(part, "DENSE", 10)
    assert as_dict(tv.rips(points, weights=weights, max_edge=0.25)) == pytest.approx(dense)
    monkeypatch.setattr(module, "COUNTABLE", 100)
    with pytest.raises(TooLarge, match="near enough to be looked at"):
        tv.rips(points, weights=weights, max_edge=0.4, max_cells=500)
    assert tv.rips(points, weights=weights, max_edge=0.01).counts == (300, 0, 0)


def test_counts_are_foreseen():
    expected = tv.expect(tv.rips, POINTS, weights=np.ones(20), max_edge=2.4)
    assert expected.exact
    assert expected.counts == tv.rips(POINTS, weights=np.ones(20), max_edge=2.4).counts


@pytest.mark.parametrize(
    ("weights", "words"),
    [
        ([1.0], r"\(20,\) is needed"),
        (np.ones((20, 1)), r"\(20,\) is needed"),
        (np.full(20, np.nan), "finite and >= 0"),
        (np.full(20, np.inf), "finite and >= 0"),
        (np.full(20, 1e308), "finite and >= 0"),
        ([*np.ones(19), -1], "-1.0 for vertex 19"),
        (["a"] * 20, "real numbers"),
        (np.ones(20, bool), "real numbers"),
        (Field("f", np.ones(20), 1, kind="scalar"), "scalar field on all vertices"),
        (Field("f", np.ones(20, int), 0, kind="label"), "scalar field on all vertices"),
    ],
)
def test_bad_input(weights, words):
    with pytest.raises(InvalidInput, match=words):
        tv.rips(POINTS, weights=weights)


def test_the_noisy_trefoil_equals_gudhi(data_dir):
    with gzip.open(data_dir / "gudhi-data/tutorial/NoisyTrefoil180.txt.gz", "rt") as file:
        points = np.loadtxt(file)
    tree = DTMRipsComplex(points=points, k=8).create_simplex_tree(2)
    tree.compute_persistence()
    cx = tv.rips(points, weights=tv.distance_to_measure(points, k=8), collapse=True)
    for dim in (0, 1):
        assert same(bars(cx, dim), lasting(tree.persistence_intervals_in_dimension(dim)))


def test_outliers_inside_a_circle_hide_it_from_rips_alone():
    inside = np.random.default_rng(0).uniform(-0.7, 0.7, (12, 2))
    points = np.vstack([tv.data.circle(120, seed=0), inside])
    options = {"distance_to_measure": {"weights": tv.distance_to_measure(points, k=12)}, "rips": {}}
    longest = {}
    for name, more in options.items():
        spans = np.sort(np.diff(bars(tv.rips(points, collapse=True, **more), 1)).ravel())
        longest[name] = spans[-1] / spans[-2]
    assert longest["distance_to_measure"] > 2 * longest["rips"]
