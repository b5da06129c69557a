"""What is let in, what is refused, and in which words."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tdlviz.core.door import (
    MOST,
    file_path,
    length,
    listed,
    plain_array,
    point_array,
    real_array,
    real_number,
    switch,
    whole_number,
    words,
)
from tdlviz.core.errors import InvalidInput

ROWS = [[0.0, 1.0], [2.0, 3.0]]


class Unreadable:
    def __array__(self, dtype: object = None, copy: object = None) -> np.ndarray:
        raise RuntimeError("the file under this array is gone")


REFUSED = [
    (plain_array, [[1], [1, 2]], "rows must be alike"),
    (plain_array, np.ma.masked_array([1.0, 2.0], mask=[True, False]), "masked"),
    (plain_array, Unreadable(), "Unreadable .the file under this array is gone"),
    (real_array, ["1"], "dtype <U1"),
    (real_array, [True], "dtype bool"),
    (real_array, [1j], "dtype complex128"),
    (real_array, [2**70], "dtype object"),
    (real_array, [np.longdouble("1e4000")], "float64 holds all"),
    (point_array, [[0, np.nan]], r"row 0 = \[ 0. nan\]; coordinates are finite"),
    (point_array, [[0], [-np.inf]], "row 1"),
    (point_array, [1.0, 2.0], r"shape \(2,\)"),
    (point_array, np.zeros((0, 2)), r"shape \(0, 2\)"),
    (whole_number, 2.0, "an integer is needed"),
    (whole_number, True, "an integer is needed"),
    (whole_number, 0, "at least 1"),
    (whole_number, 10**30, "at most 20,000,000"),
    (length, -1, "a number >= 0"),
    (length, np.nan, "a number >= 0"),
    (length, "1", "a number >= 0"),
    (switch, 1, "True or False"),
    (words, "", "a name"),
    (words, ["a"], "a name"),
    (listed, "abc", "a list"),
    (listed, None, "a list"),
    (listed, np.array(3), "a list"),
    (file_path, b"a.csv", "the path of a file"),
    (file_path, 3, "the path of a file"),
]


@pytest.mark.parametrize(("ask", "given", "says"), REFUSED)
def test_refused(ask, given, says):
    bounds = {"least": 1, "most": MOST} if ask is whole_number else {}
    with pytest.raises(InvalidInput, match=f"f.x=…..*{says}"):
        ask("f(x=…)", given, **bounds)


@pytest.mark.parametrize(
    "given",
    [
        ROWS,
        np.asfortranarray(ROWS),
        np.array(ROWS, ">f4"),
        np.array(ROWS, np.float16),
        np.array(ROWS, np.uint8),
        np.ma.masked_array(ROWS),
        np.array(ROWS)[::-1][::-1],
    ],
)
def test_points_in_any_form_are_the_same_points(given):
    points = point_array("f", given)
    assert points.dtype == np.float64
    assert points.tolist() == ROWS


def test_tensors_are_detached_and_what_numpy_cannot_hold_is_refused():
    torch = pytest.importorskip("torch")
    tensor = torch.tensor(ROWS, requires_grad=True)
    assert plain_array("f", tensor).tolist() == ROWS
    for strange in (tensor.bfloat16(), tensor.to_sparse(), torch.empty(2, device="meta")):
        with pytest.raises(InvalidInput, match=r"Tensor .*numpy can read"):
            plain_array("f", strange)


def test_numbers_beyond_any_float_are_infinite_lengths():
    assert length("f", 10**400) == np.inf
    assert length("f", np.float32(2)) == 2.0


def test_real_numbers_and_their_bounds():
    assert real_number("f", np.float32(-2)) == -2.0
    assert real_number("f", 0, least=0) == 0
    for value, says in ((np.inf, "finite"), (10**400, "finite"), (True, "finite"), ("1", "finite")):
        with pytest.raises(InvalidInput, match=says):
            real_number("f", value)
    with pytest.raises(InvalidInput, match="at least 1"):
        real_number("f", 0.5, least=1)
    with pytest.raises(InvalidInput, match="more than 0"):
        real_number("f", 0, above=0)


def test_lists_stay_and_the_rest_is_made_one():
    array = np.zeros((2, 2))
    assert listed("f", array) is array
    assert listed("f", (i for i in range(3))) == [0, 1, 2]


def test_paths(tmp_path: Path):
    assert file_path("f", "a.csv") == Path("a.csv")
    assert file_path("f", tmp_path) == tmp_path
