import numpy as np
import pytest

from tdlviz.views.diagram_picture import _longest


@pytest.mark.parametrize("count", [0, 1, 5, 40, 1000])
@pytest.mark.parametrize("few_lengths", [True, False])
def test_the_longest_bars_are_those_that_sorting_finds(count, few_lengths):
    rng = np.random.default_rng(count)
    lengths = rng.integers(0, 4, count).astype(float) if few_lengths else rng.random(count)
    sorted_all = np.argsort(-lengths, kind="stable")
    for most in (1, 5, 40):
        assert np.array_equal(_longest(lengths, most), np.sort(sorted_all[:most]))
