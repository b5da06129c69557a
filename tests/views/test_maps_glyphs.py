import numpy as np
import pytest

from tdlviz.views.maps_glyphs import glyphs, words


def turn(angle):
    return np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])


@pytest.mark.parametrize("shape", [(2, 2), (3, 3), (2, 3), (5, 5)])
def test_the_axes_are_as_long_as_the_singular_values(shape):
    maps = np.random.default_rng(0).normal(size=(7, *shape))
    found, s = glyphs(maps), np.linalg.svd(maps, compute_uv=False)
    shown = min(2, s.shape[1])
    lengths = np.linalg.norm(found.axes, axis=1)
    np.testing.assert_allclose(lengths[:, :shown], s[:, :shown])
    np.testing.assert_allclose(found.sigma, s[:, [0, -1]])


def test_the_ellipse_is_the_image_of_the_ball():
    maps = np.random.default_rng(1).normal(size=(5, 3, 3))
    axes = glyphs(maps).axes
    np.testing.assert_allclose(axes @ axes.swapaxes(1, 2), maps @ maps.swapaxes(1, 2), atol=1e-12)


def test_angle_and_sign_tell_rotations_from_reflections():
    found = glyphs(np.stack([turn(0.7), turn(0.7) @ np.diag([1, -1]), np.zeros((2, 2))]))
    np.testing.assert_allclose(found.angle[:2], 0.7)
    assert found.sign.tolist() == [1, -1, 0]
    assert words(found) == "1 rotation, 1 reflection, 1 not orthogonal"


def test_the_area_of_a_number_is_its_size():
    found = glyphs(np.array([[[4.0]], [[-1.0]]]))
    assert found.axes[:, 0, 0].tolist() == [2, 1]
    assert found.sign.tolist() == [1, -1]


def test_what_is_not_finite_has_no_glyph():
    found = glyphs(np.full((1, 2, 2), np.nan))
    assert np.isnan(found.axes).all()
    assert found.reach == 0
