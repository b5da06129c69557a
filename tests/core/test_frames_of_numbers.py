"""All numbers are kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tdlviz.core.frames_of_numbers import Numbers


@given(st.lists(st.floats(allow_nan=False), max_size=200), st.integers(-1, 220))
def test_numbers_are_all_kept_until_they_are_cut(values, step):
    numbers = Numbers("loss")
    for at, value in enumerate(values):
        numbers.append(2 * at, value)
    assert numbers.cut(2 * step) == (len(values) > step + 1)
    kept = values[: step + 1]
    steps, found = numbers.after(-1)
    assert (steps.tolist(), found.tolist()) == ([2 * i for i in range(len(kept))], kept)
    for at, value in enumerate(kept):
        assert numbers.place(2 * at) == numbers.place(2 * at + 1) == at
        assert numbers.load(numbers.item(at)).values == value
    assert numbers.after(0)[1].tolist() == kept[1:]


def test_what_was_read_does_not_change_when_the_run_is_cut():
    numbers = Numbers("loss")
    for step in range(4):
        numbers.append(step, float(step))
    _, before = numbers.after(-1)
    numbers.cut(0)
    numbers.append(1, 9.0)
    assert before.tolist() == [0, 1, 2, 3]
    with pytest.raises(IndexError):
        numbers.at(2)
