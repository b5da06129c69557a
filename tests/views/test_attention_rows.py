import numpy as np
from scipy.stats import entropy

from tdlviz.views.attention_rows import attention_rows


def test_entropy_is_that_of_scipy_row_by_row_in_any_order(rng):
    weights = rng.dirichlet(np.ones(9) / 3, size=(4, 7))
    source = np.repeat(np.arange(7), 9)
    order = rng.permutation(63)
    flat = weights.reshape(4, 63).astype(np.float32)
    found = attention_rows(source[order], flat[:, order], 7)
    np.testing.assert_allclose(found.entropy, entropy(weights, base=2, axis=2), atol=1e-4)
    np.testing.assert_allclose(found.total, 1, atol=1e-5)
    assert (found.support == (weights.astype(np.float32) != 0).sum(axis=2)).all()


def test_rows_that_sum_to_less_are_told_and_measured_over_their_sum():
    found = attention_rows(np.array([1, 1]), np.array([[0.25, 0.25]], dtype=np.float32), 3)
    np.testing.assert_allclose(found.total[0], [np.nan, 0.5, np.nan])
    np.testing.assert_allclose(found.entropy[0, 1], 1, atol=1e-6)


def test_a_masked_row_sums_to_nothing_and_a_negative_one_has_no_entropy():
    source = np.array([0, 0, 1, 1])
    found = attention_rows(source, np.array([[0, 0, -1, 2]], dtype=np.float32), 2)
    assert np.isnan(found.entropy).all()
    assert found.total.tolist() == [[0, 1]]
    assert found.support.tolist() == [[0, 2]]


def test_no_weights_at_all():
    found = attention_rows(np.zeros(0, int), np.zeros((2, 0), dtype=np.float32), 3)
    assert found.entropy.shape == (2, 3)
    assert np.isnan(found.entropy).all()


def test_rows_without_a_finite_sum_have_no_entropy():
    weights = np.array([[np.inf, 1, 3e38, 3e38, 0.5, 0.5]], dtype=np.float32)
    found = attention_rows(np.repeat([0, 1, 2], 2), weights, 3)
    assert np.isnan(found.entropy[0, :2]).all()
    assert found.entropy[0, 2] == 1
    assert found.total.tolist() == [[np.inf, np.inf, 1]]
