import numpy as np
import pytest

import tdlviz as tv
from tdlviz.core.errors import InvalidInput
from tdlviz.views.image_grid import image_grid
from tdlviz.views.image_values import (
    given_slice,
    image_ends,
    image_size,
    image_values,
    pixel_births,
    sliced,
)

PIXELS = np.random.default_rng(0).random((3, 4, 5))


@pytest.fixture(scope="module")
def cx():
    return tv.cubical(PIXELS)


def test_values_and_births_are_in_the_order_of_the_image(cx):
    grid = image_grid(cx)
    np.testing.assert_array_equal(image_values(cx, grid, cx["image"]), PIXELS.ravel())
    np.testing.assert_array_equal(pixel_births(cx, grid), PIXELS.ravel())
    assert image_size(grid) == "3 × 4 × 5 pixels"
    with pytest.raises(InvalidInput, match="kind image on the pixels"):
        image_values(cx, grid, cx["birth1"])


def test_slices(cx):
    grid = image_grid(cx)
    assert given_slice(grid, 2, None) == (2, 2)
    np.testing.assert_array_equal(sliced(grid, PIXELS.ravel(), 1, 3), PIXELS[:, 3])
    line = image_grid(tv.cubical(np.arange(4.0)))
    assert given_slice(line, 0, None) == (0, 0)
    assert sliced(line, np.arange(4.0), 0, 0).tolist() == [[0, 1, 2, 3]]
    with pytest.raises(InvalidInput, match="axis"):
        given_slice(line, 1, None)


def test_ends_are_those_of_what_is_known():
    assert image_ends(np.array([np.nan, 2.0, -1.0, np.inf])) == (-1, 2)
    assert image_ends(np.array([np.nan])) == (0, 1)
