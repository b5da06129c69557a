import numpy as np
import pytest

from tdlviz.core.errors import InvalidInput
from tdlviz.views.plane import chosen_plane, principal_plane


@pytest.fixture
def vectors(rng):
    return rng.normal(size=(50, 5)) * [9, 5, 1, 0.1, 0.1]


def test_the_principal_axes_are_those_of_the_singular_vectors(vectors):
    plane = principal_plane(vectors)
    centred = vectors - vectors.mean(axis=0)
    _, singular, directions = np.linalg.svd(centred)
    np.testing.assert_allclose(np.abs(plane.basis.T @ directions[:2].T), np.eye(2), atol=1e-9)
    np.testing.assert_allclose(np.abs(plane.places), np.abs(centred @ directions[:2].T), atol=1e-9)
    kept = (singular[:2] ** 2).sum() / (singular**2).sum()
    assert f"keep {kept:.0%} of the variance" in plane.remark


def test_axes_that_flip_and_change_places_are_brought_back(vectors, rng):
    first = principal_plane(vectors)
    moved = vectors * [0.4, 1.6, 1, 1, 1] + 0.01 * rng.normal(size=vectors.shape)
    alone, turned = principal_plane(moved), principal_plane(moved, first.basis)
    assert np.linalg.norm(alone.basis - first.basis) > 1
    assert np.linalg.norm(turned.basis - first.basis) < 0.1
    # turned within its plane: distances and the plane itself stay
    np.testing.assert_allclose(
        np.linalg.norm(turned.places, axis=1), np.linalg.norm(alone.places, axis=1)
    )
    np.testing.assert_allclose(
        turned.basis @ turned.basis.T, alone.basis @ alone.basis.T, atol=1e-12
    )
    assert "turned within their plane" in turned.remark


def test_a_vector_that_is_not_finite_has_no_place(vectors):
    whole = principal_plane(vectors[1:])
    vectors[0, 3] = np.nan
    plane = principal_plane(vectors)
    assert np.isnan(plane.places[0]).all()
    np.testing.assert_allclose(plane.places[1:], whole.places)
    assert np.isnan(chosen_plane(vectors, (0, 1)).places[0]).all()


@pytest.mark.parametrize("shape", [(0, 4), (1, 4), (3, 1), (3, 2)])
def test_few_vectors_and_few_coordinates(shape):
    plane = principal_plane(np.ones(shape))
    assert plane.places.shape == (shape[0], 2)
    assert np.isfinite(plane.places).all()


def test_coordinates_are_drawn_as_they_are(vectors):
    plane = chosen_plane(vectors, (4, 1))
    np.testing.assert_array_equal(plane.places, vectors[:, [4, 1]])
    assert plane.labels == ("coordinate 4", "coordinate 1")
    with pytest.raises(InvalidInput, match="coordinates 0 to 4"):
        chosen_plane(vectors, (0, 5))
