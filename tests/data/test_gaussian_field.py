import numpy as np
import pytest

from tdlviz.core.errors import InvalidInput, TooLarge
from tdlviz.data.gaussian_field import gaussian_field, wave_numbers


def test_standardised_and_seeded():
    field = gaussian_field(16, seed=3)
    assert field.shape == (16, 16, 16)
    assert (field.mean(), field.std()) == (pytest.approx(0), pytest.approx(1))
    assert np.array_equal(field, gaussian_field(16, seed=3))
    assert not np.allclose(field, gaussian_field(16, seed=4))


@pytest.mark.parametrize("index", [-2.0, 0.0, 1.0])
def test_power_spectrum(index):
    fields = [gaussian_field(64, index, seed, smoothing=1, axes=2) for seed in range(20)]
    power = np.mean([abs(np.fft.fftn(field)) ** 2 for field in fields], axis=0)
    k = np.sqrt(sum(wave**2 for wave in wave_numbers((64, 64))))
    band = (k > 0.2) & (k < 1.5)
    slope, _ = np.polyfit(np.log(k[band]), np.log(power[band]) + k[band] ** 2, 1)
    assert slope == pytest.approx(index, abs=0.15)


def test_values_are_normal():
    field = gaussian_field(32, index=0, smoothing=0)
    assert (abs(field) < 1).mean() == pytest.approx(0.683, abs=0.01)


@pytest.mark.parametrize(
    "given", [{"n": 1}, {"index": np.nan}, {"index": 1e9}, {"smoothing": np.inf}, {"axes": 4}]
)
def test_refused(given):
    with pytest.raises(InvalidInput):
        gaussian_field(**given)


def test_too_many_cells():
    with pytest.raises(TooLarge, match="lower n"):
        gaussian_field(1000)
