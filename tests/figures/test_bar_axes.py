import numpy as np
import pytest

from tdlviz.figures.bar_axes import end_of, ends_of, filtration_axis, round_numbers


@pytest.mark.parametrize(
    ("low", "high", "numbers"),
    [
        (0, 1, [0, 0.2, 0.4, 0.6, 0.8, 1]),
        (-0.3, 7.9, [0, 2, 4, 6]),
        (0, 0, [0]),
        (1e-9, 2e-9, [1e-9, 1.2e-9, 1.4e-9, 1.6e-9, 1.8e-9, 2e-9]),
    ],
)
def test_numbers_are_round_and_within(low, high, numbers):
    assert round_numbers(low, high) == pytest.approx(numbers)
    assert not any(str(number) == "-0.0" for number in round_numbers(low, high))


def test_infinity_is_the_last_number_and_bars_end_there():
    axis = filtration_axis("light", "death", 0, 2)
    assert axis["ticktext"][-1] == "∞"
    assert axis["tickvals"][-1] == end_of(0, 2) == pytest.approx(2.16)
    assert axis["range"][0] < 0 < 2.16 < axis["range"][1]
    assert ends_of(np.array([[0, np.inf], [0, 1]]), 2.16).tolist() == [[0, 2.16], [0, 1]]
