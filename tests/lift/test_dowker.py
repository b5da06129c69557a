from itertools import combinations

import numpy as np
import pytest
from compare import as_dict, bars, same, sound
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import sparse
from scipy.spatial.distance import cdist

import tdlviz as tv
from tdlviz.core.errors import InvalidInput, TooLarge
from tdlviz.lift import dowker as module

SHAPES = st.tuples(st.integers(1, 5), st.integers(1, 5))
RELATIONS = SHAPES.flatmap(lambda shape: arrays(bool, shape)).filter(lambda r: r.any())
BIRTHS = SHAPES.flatmap(
    lambda shape: arrays(float, shape, elements=st.sampled_from([0.0, 0.5, 1.0, 2.0, np.inf]))
).filter(lambda r: np.isfinite(r).any())


def by_brute_force(relation, max_dim):
    every = {}
    for size in range(1, max_dim + 2):
        for chosen in combinations(range(len(relation)), size):
            birth = relation[list(chosen)].max(axis=0).min()
            if birth < np.inf:
                every[chosen] = birth
    return every


@pytest.fixture(params=["listed", "searched"])
def way(request, monkeypatch):
    """Both ways to find the cells."""
    monkeypatch.setattr(module, "LISTED", 0 if request.param == "listed" else 10**9)


@pytest.mark.parametrize("seed", range(3))
def test_equals_all_sets_of_rows(way, seed):
    rng = np.random.default_rng(seed)
    relation = np.where(rng.random((9, 12)) < 0.4, rng.integers(-3, 5, (9, 12)), np.inf)
    every = by_brute_force(relation, 3)
    assert as_dict(tv.dowker(relation, max_birth=np.inf, max_dim=3)) == every
    cut = {simplex: birth for simplex, birth in every.items() if birth <= 1}
    assert as_dict(tv.dowker(relation, max_birth=1, max_dim=3)) == cut
    bools = tv.dowker(relation < np.inf, max_dim=3)
    assert bools.births is None
    assert as_dict(bools).keys() == every.keys()


@settings(max_examples=15, deadline=None)
@given(BIRTHS)
def test_duality(relation):
    """The functorial Dowker theorem: rows and columns have the same diagrams."""
    # So many ranks that no homology is cut off.
    rows, columns = (tv.dowker(r, max_dim=5) for r in (relation, relation.T))
    assert sound(rows)
    for dim in range(5):
        assert same(bars(rows, dim), bars(columns, dim))


@settings(max_examples=15, deadline=None)
@given(RELATIONS)
def test_duality_of_bools(relation):
    assert tv.betti(tv.dowker(relation, max_dim=5)) == tv.betti(tv.dowker(relation.T, max_dim=5))


@settings(max_examples=10, deadline=None)
@given(BIRTHS)
def test_nothing_changes_once_a_column_has_all_rows(relation):
    short, full = tv.dowker(relation, max_dim=5), tv.dowker(relation, max_birth=np.inf, max_dim=5)
    for dim in range(5):
        assert same(bars(short, dim), bars(full, dim))


def test_rows_that_are_never_related_are_no_vertices():
    cx = tv.dowker([[np.inf, np.inf], [1.0, 2.0], [3.0, np.inf]], max_dim=1)
    assert cx["vertex"].values.tolist() == [1, 2]
    assert as_dict(cx) == {(1,): 1, (2,): 3, (1, 2): 3}
    assert "vertex" not in tv.dowker([[True]]).fields


def test_points_and_balls_are_the_cech_complex_of_the_points_seen():
    """Balls around rows meet in a column: fewer centres than all of space, so never earlier."""
    points = np.random.default_rng(0).random((12, 2))
    dense = np.stack(np.meshgrid(*[np.linspace(0, 1, 150)] * 2), axis=-1).reshape(-1, 2)
    seen = as_dict(tv.dowker(cdist(points, dense), max_birth=np.inf))
    cech = as_dict(tv.cech(points))
    assert seen.keys() == cech.keys()
    assert all(cech[s] - 1e-12 <= seen[s] <= cech[s] + 0.005 for s in cech)


def test_sparse_relations():
    rng = np.random.default_rng(0)
    relation = rng.random((60, 80)) < 0.05
    assert as_dict(tv.dowker(sparse.csr_array(relation))) == as_dict(tv.dowker(relation))


def test_counts_are_foreseen():
    rng = np.random.default_rng(0)
    relation = rng.random((300, 400)) < 0.02
    expected = tv.expect(tv.dowker, relation, max_dim=3)
    assert expected.exact
    assert expected.counts == tv.dowker(relation, max_dim=3).counts
    full = tv.expect(tv.dowker, rng.random((60, 500)))
    assert full.counts == pytest.approx((60, 60 * 59 / 2, 60 * 59 * 58 / 6), rel=0.05)


def test_bad_input():
    with pytest.raises(TooLarge, match="lower max_dim"):
        tv.dowker(np.ones((300, 2), dtype=bool), max_dim=3)
    with pytest.raises(InvalidInput, match="bools has no births"):
        tv.dowker([[True]], max_birth=1)
    with pytest.raises(InvalidInput, match="first birth is 2"):
        tv.dowker([[2.0]], max_birth=1)
    with pytest.raises(InvalidInput, match="a number is needed"):
        tv.dowker([[2.0]], max_birth=np.nan)


def test_animals_and_their_features_have_one_homology(data_dir):
    table = np.loadtxt(
        data_dir / "hypergraphs-uci/zoo.data",
        delimiter=",",
        usecols=range(1, 17),
        dtype=int,
        skiprows=1,
    )
    legs = table[:, 12]
    features = np.column_stack([table[:, np.arange(16) != 12] == 1, legs == 2, legs == 4])
    animals = tv.betti(tv.dowker(features), prime=2)
    assert features.shape == (101, 17)
    assert animals[:2] == tv.betti(tv.dowker(features.T), prime=2)[:2]
