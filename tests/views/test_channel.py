import numpy as np
import pytest

from tdlviz.core.complex import Complex
from tdlviz.core.errors import InvalidInput, UnknownName
from tdlviz.core.field import Field
from tdlviz.views.channel import channel, checked

CX = Complex.from_facets([[0, 1, 2], [2, 3]])


def scalar(values, rank=0, index=None):
    return Field("f", values, rank, index, kind="scalar")


def test_values_are_scaled_and_missing_ones_counted():
    values, meaning = channel(CX, scalar([2.0, np.nan, 4.0, np.inf]))
    np.testing.assert_array_equal(values, np.array([0, -1, 1, -1], np.float32))
    assert (meaning["low"], meaning["high"], meaning["missing"]) == (2.0, 4.0, 2)


def test_a_field_on_some_cells_leaves_the_others_missing():
    values, meaning = channel(CX, scalar([5.0, 7.0], 1, [3, 0]))
    np.testing.assert_array_equal(values, np.array([1, -1, -1, 0], np.float32))
    assert meaning["missing"] == 2


@pytest.mark.parametrize("values", [[3.0] * 4, [np.nan] * 4])
def test_constant_or_wholly_missing_values_do_not_divide_by_zero(values):
    scaled, _ = channel(CX, scalar(values))
    assert set(scaled) == ({0.5} if values[0] == 3 else {-1})


def test_labels_are_numbered_in_order_and_named():
    values, meaning = channel(CX, Field("class", [7, 3, 7, 5], 0, kind="label"))
    np.testing.assert_allclose(values * 255, [2, 0, 2, 1], atol=1e-4)
    assert meaning["labels"] == ["3", "5", "7"]


@pytest.mark.parametrize(
    ("given", "error", "says"),
    [
        ("nothing", UnknownName, "nothing"),
        ([1, 2, 3, 4], InvalidInput, "list"),
        (scalar([1, 2, 3]), InvalidInput, "4 cells have rank 0"),
        (scalar([1.0], 2), InvalidInput, "rank 0, 1"),
        (Field("n", 3.0, kind="number"), InvalidInput, "kind scalar or label"),
    ],
)
def test_what_cannot_be_a_colour_is_refused_at_the_door(given, error, says):
    with pytest.raises(error, match=says):
        checked(CX, "color", given, (0, 1))


def test_a_range_beyond_any_float_is_still_a_range():
    values, _ = channel(CX, scalar([-1e308, 0.0, 1e308, 1e308]))
    np.testing.assert_allclose(values, [0, 0.5, 1, 1])
