import numpy as np
import pytest
from matplotlib.figure import Figure

import tdlviz as tv

IMAGE = np.arange(12.0).reshape(3, 4)


def drawn(view):
    axes = Figure().subplots()
    view.draw(axes)
    return axes


def test_pixels_above_the_filtration_value_are_veiled():
    cx = tv.cubical(IMAGE)
    axes = drawn(tv.show(cx, cx["image"], filtration=4.0))
    image, veil = (layer.get_array() for layer in axes.images)
    assert np.array_equal(image, IMAGE)
    assert np.array_equal(veil[..., 3] > 0, IMAGE > 4)
    assert axes.get_title() == "image: 3 × 4 pixels, up to 4"
    assert len(drawn(tv.show(cx, cx["image"])).images) == 1


@pytest.mark.parametrize("axis", [0, 1, 2])
def test_a_volume_shows_the_slice_that_is_asked_for(axis):
    volume = np.arange(24.0).reshape(2, 3, 4)
    cx = tv.cubical(volume)
    axes = drawn(tv.show(cx, cx["image"], cx["image"], axis=axis, at=1, map="grey"))
    assert np.array_equal(axes.images[0].get_array(), volume.take(1, axis=axis))
    assert axes.get_title() == f"image (1 of 2): 2 × 3 × 4 pixels, slice 1 of axis {axis}"


def test_a_line_is_a_row():
    cx = tv.cubical([1.0, 3.0, 2.0])
    assert drawn(tv.show(cx, cx["image"])).images[0].get_array().shape == (1, 3)
