import numpy as np
import pytest

from tdlviz.core.errors import InvalidInput
from tdlviz.data.noise import draw, shaken


def test_the_noise_has_the_deviation_asked_for():
    _, noise, generator = draw("circle", 1, 0.3, 5)
    moved = shaken(np.full((20_000, 2), 7.0), noise, generator) - 7
    assert moved.std() == pytest.approx(0.3, rel=0.02)
    assert abs(moved.mean()) < 0.01


def test_the_seed_says_it_all():
    first, second, other = (draw("circle", 3, 1, seed)[2].random(4) for seed in (1, 1, 2))
    np.testing.assert_array_equal(first, second)
    assert (first != other).all()


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ((0, 0, 0), r"circle\(n=…\): given 0; at least 1"),
        ((10**30, 0, 0), "at most 10,000,000"),
        ((1, np.inf, 0), "noise is finite"),
        ((1, 0, -1), "seed"),
    ],
)
def test_refused(given, says):
    with pytest.raises(InvalidInput, match=says):
        draw("circle", *given)
