import numpy as np
import pytest

import tdlviz as tv
from tdlviz.core.errors import InvalidInput
from tdlviz.data.gaussian_field import wave_numbers


def test_s190_gaussian_fields_match_theory():
    levels = np.linspace(-3, 3, 13)
    curves, wanted = [], []
    for seed in range(6):
        field = tv.data.gaussian_field(32, index=-1, smoothing=2, seed=seed)
        power = abs(np.fft.fftn(field)) ** 2
        squared = sum(wave**2 for wave in wave_numbers(field.shape))
        slope = np.sqrt((squared * power).sum() / power.sum() / 3)
        wanted.append(tv.gaussian_euler(levels, slope, field.size))
        curves.append(tv.superlevel_betti(field, levels) @ [1, -1, 1, -1])
    error = np.std(curves, axis=0) / np.sqrt(len(curves))
    apart = abs(np.mean(curves, axis=0) - np.mean(wanted, axis=0))
    assert (apart < 4 * error + 1).all()
    assert np.mean(wanted, axis=0).min() < -15  # so that the match says something


def test_literal_values():
    assert tv.gaussian_euler([0.0, 1.0], 2.0, 3.0) == pytest.approx([-24 / (4 * np.pi**2), 0])
    # In one dimension half the crossings of Rice's formula.
    assert tv.gaussian_euler(0.0, np.pi, 10.0, axes=1) == pytest.approx(5)


@pytest.mark.parametrize(
    "given", [([np.inf], 1, 1), ([0.0], -1, 1), ([0.0], 1, np.inf), ([0.0], 1, 1, 0)]
)
def test_refused(given):
    with pytest.raises(InvalidInput):
        tv.gaussian_euler(*given)
