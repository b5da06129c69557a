import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tdlviz.core.errors import InvalidInput
from tdlviz.data.gaussian_field import gaussian_field
from tdlviz.data.zeldovich import zeldovich


@settings(max_examples=25)
@given(st.integers(1, 3), st.floats(0, 5), st.integers(0, 99))
def test_mass_is_kept(axes, growth, seed):
    density = zeldovich(gaussian_field(8, seed=seed, smoothing=1, axes=axes), growth)
    assert density.shape == (8,) * axes
    assert density.sum() == pytest.approx(8**axes)
    assert density.min() >= 0


def test_nothing_has_moved_at_the_start():
    assert np.array_equal(zeldovich(gaussian_field(8), 0), np.ones((8, 8, 8)))


def test_linear_theory():
    field = gaussian_field(32, index=0, smoothing=3, axes=2)
    moved = zeldovich(field, 0.01) - 1
    assert np.corrcoef(moved.ravel(), field.ravel())[0, 1] > 0.9
    assert moved.std() == pytest.approx(0.01, rel=0.1)


def test_one_wave_collapses_into_one_wall():
    wave = np.cos(2 * np.pi * np.arange(64) / 64)
    assert zeldovich(wave, 1.0).argmax() in (0, 63)
    assert zeldovich(wave, 1.0).max() > 5


@pytest.mark.parametrize("given", [np.zeros((2,) * 4), [np.nan], "cube", 3.0, np.zeros((0, 2))])
def test_refused(given):
    with pytest.raises(InvalidInput):
        zeldovich(given)


def test_growth_is_bounded():
    with pytest.raises(InvalidInput, match="their product"):
        zeldovich([1.0, -1.0], np.inf)
