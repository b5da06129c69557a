from itertools import combinations

import numpy as np

from tdlviz.lift import subset_count
from tdlviz.lift.subset_count import count_sets, draw
from tdlviz.lift.subsets import Columns


def random_matrix(seed):
    rng = np.random.default_rng(seed)
    return np.where(rng.random((9, 25)) < 0.5, rng.integers(0, 4, (9, 25)), np.inf)


def test_draws_are_even():
    columns = Columns.of(random_matrix(1))
    owner, places = draw(columns, 3, 20_000, np.random.default_rng(0))
    assert (np.diff(places, axis=1) > 0).all()
    assert (places[:, -1] < columns.sizes[owner]).all()
    _, times = np.unique(np.column_stack([owner, places]), axis=0, return_counts=True)
    assert len(times) == columns.sets(3)
    assert times.std() < 1.5 * np.sqrt(times.mean())


def test_counts_by_sampling_are_unbiased(monkeypatch):
    matrix = random_matrix(2)
    sets = combinations(range(9), 3)
    exact = sum(np.isfinite(matrix[list(s)]).all(axis=0).any() for s in sets)
    columns = Columns.of(matrix)
    assert count_sets(columns, 3) == (exact, 0)
    monkeypatch.setattr(subset_count, "CHEAP", 0)
    runs = [count_sets(columns, 3, seed) for seed in range(20)]
    mean, error = np.mean(runs, axis=0)
    assert abs(mean - exact) < 4 * error / np.sqrt(20)
    assert exact <= columns.bound(2) <= columns.sets(1) + columns.sets(2) + columns.sets(3)
