import numpy as np

from tdlviz.lift.shared_column import first_shared


def test_equals_all_columns():
    rng = np.random.default_rng(0)
    matrix = np.where(rng.random((12, 30)) < 0.6, rng.integers(0, 5, (12, 30)), np.inf)
    order = np.argsort(matrix, axis=1)
    for width in (1, 2, 3, 5):
        sets = np.sort(np.argsort(rng.random((200, 12)), axis=1)[:, :width], axis=1)
        found = first_shared(matrix, order, sets)
        assert np.array_equal(found, matrix[sets].max(axis=1).min(axis=1))
