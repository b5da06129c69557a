import numpy as np
import pytest

import tdlviz as tv
from tdlviz.core.errors import InvalidInput
from tdlviz.core.field import Field
from tdlviz.views.image_grid import image_grid, told_by_pixels

SHAPES = [(1,), (5,), (1, 4), (4, 5), (3, 3), (3, 4, 3), (1, 3, 4)]


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("pixels", ["cells", "vertices"])
@pytest.mark.parametrize("wrap", [False, True])
def test_the_grid_of_an_image_is_found_again(shape, pixels, wrap):
    image = np.random.default_rng(0).integers(0, 9, shape).astype(float)
    for axis in range(len(shape)):
        wraps = tuple(wrap and n >= 3 and a != axis for a, n in enumerate(shape))
        cx = tv.cubical(image, pixels=pixels, periodic=wraps)
        grid = image_grid(cx)
        assert (grid.shape, grid.wraps, grid.cells) == (shape, wraps, pixels == "cells")
        assert np.array_equal(grid.spread(cx["image"]), image.ravel())
        assert told_by_pixels(cx, grid)


def test_values_on_some_pixels_leave_the_others_missing():
    cx = tv.cubical([3.0, 1.0, 2.0], periodic=True)  # edges close up, out of the order of pixels
    some = Field("some", [7.0], 1, [1], kind="image")
    spread = image_grid(cx).spread(some)
    assert np.flatnonzero(~np.isnan(spread)).tolist() == [cx["pixel"].values[1]]


def test_births_of_ones_own_are_told_apart():
    cx = tv.cubical(np.arange(6.0).reshape(2, 3), pixels="vertices")
    later = cx.with_fields(Field("birth2", cx["birth2"].values + 1, 2, kind="scalar"))
    assert not told_by_pixels(later, image_grid(later))


def test_other_complexes_have_no_image():
    cx = tv.cubical(np.zeros((3, 4)))
    batch = tv.batch([cx, cx])
    moved = cx.with_positions(cx.positions**2)
    for other in (tv.rips(tv.data.circle(5), max_edge=1), batch, moved, cx.with_positions(None)):
        with pytest.raises(InvalidInput, match=r"as tv\.cubical\(image\) makes it"):
            image_grid(other)
