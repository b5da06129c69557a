import numpy as np
import pytest

import tdlviz as tv
from tdlviz.core.errors import InvalidInput

CLOUDS = {"circle": 60, "torus": 400, "sphere": 300, "figure_eight": 100}


@pytest.mark.parametrize(("name", "n"), CLOUDS.items())
def test_size_seed_and_noise(name, n):
    make = getattr(tv.data, name)
    clean = make()
    assert clean.shape == (n, clean.shape[1])
    assert clean.dtype == np.float64
    assert np.array_equal(make(37, 0.1, 5), make(37, 0.1, 5))
    assert not np.array_equal(make(37, 0.1, 5), make(37, 0.1, 6))
    shift = make(4000, 0.1) - make(4000)
    assert shift.std() == pytest.approx(0.1, rel=0.05)
    assert make(1).shape[0] == 1


@pytest.mark.parametrize("name", CLOUDS)
@pytest.mark.parametrize(
    "options",
    [{"n": 0}, {"n": 2.5}, {"n": True}, {"noise": -1}, {"noise": float("nan")}, {"seed": -1}],
)
def test_bad_arguments(name, options):
    with pytest.raises(InvalidInput, match=name):
        getattr(tv.data, name)(**options)
