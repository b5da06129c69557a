import numpy as np
import pytest

from tdlviz.views.codes import codes


@pytest.mark.parametrize("seed", range(5))
def test_numbers_come_back_to_half_a_step(seed):
    values = np.random.default_rng(seed).normal(3 * (seed % 2), 1, (20, 30))
    found = codes(values)
    step = (found.high - found.low) / 254
    back = found.low + (found.codes.astype(float) - 1) * step
    np.testing.assert_allclose(back, values, atol=step / 2 + 1e-12)
    assert found.signed == (values.min() < 0 < values.max())


def test_zero_is_the_middle_of_a_signed_scale():
    found = codes(np.array([-1.0, 0.0, 5.0]))
    assert (found.low, found.high) == (-5, 5)
    assert found.codes[1] == 128


def test_what_is_missing_is_zero_and_counted():
    found = codes(np.array([np.nan, 1.0, np.inf, 2.0]))
    assert found.codes.tolist() == [0, 1, 0, 255]
    assert found.missing == 2
    assert codes(np.full(3, np.nan)).codes.tolist() == [0, 0, 0]


def test_the_strangest_scales_are_even_too():
    assert codes(np.array([7.0, 7.0])).codes.tolist() == [128, 128]
    most = np.finfo(float).max
    assert codes(np.array([-most, most])).codes.tolist() == [1, 255]
    assert codes(np.array([-3.0, 0.5, 9.0]), (0.0, 1.0)).codes.tolist() == [1, 128, 255]
