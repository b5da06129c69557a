import gudhi
import numpy as np
import pytest

import tdlviz as tv
from tdlviz.core.errors import InvalidInput
from tdlviz.topology.annuli import MOST, annuli, given_annuli, rips_diagrams


def test_annuli_by_all_distances(rng):
    points = rng.random((60, 2))
    asked = given_annuli("asked", points, 2, [[0.1, 0.3], [0.2, 0.25]], [3, 40])
    met = []
    for place, scale, ring in annuli(asked, rng):
        far = np.linalg.norm(points - points[asked.centres[place]], axis=1)
        inner, outer = asked.radii[scale]
        wanted = points[(far >= inner) & (far <= outer)]
        assert sorted(map(tuple, ring)) == sorted(map(tuple, wanted))
        met.append((place, scale))
    assert met == [(0, 0), (0, 1), (1, 0), (1, 1)]


def test_large_annuli_are_thinned(rng):
    asked = given_annuli("asked", rng.random((1000, 2)), 2, [[0.1, 9]], [0])
    assert [len(ring) for _, _, ring in annuli(asked, rng)] == [MOST]


@pytest.mark.parametrize("dims", [1, 2, 3])
def test_diagrams_are_those_of_the_whole_rips_complex(dims, rng):
    points = rng.random((20, 3))
    tree = gudhi.RipsComplex(points=points).create_simplex_tree(max_dimension=dims)
    tree.compute_persistence()
    for k, bars in enumerate(rips_diagrams(points, dims)):
        theirs = tree.persistence_intervals_in_dimension(k).reshape(-1, 2)
        assert np.sort(bars, axis=0) == pytest.approx(np.sort(theirs, axis=0))


def test_s029_the_annulus_of_a_smooth_point_of_a_surface_has_betti_1(rng):
    points = tv.data.sphere(3000)
    asked = given_annuli("asked", points, 2, [[0.4, 0.6]], np.arange(0, 3000, 300))
    for _, _, ring in annuli(asked, rng):
        loops = rips_diagrams(ring, 2)[1]
        assert ((loops[:, 0] <= 0.4) & (loops[:, 1] > 0.4 * np.sqrt(2))).sum() == 1


def test_default_radii_hold_a_quarter_of_few_points():
    points = tv.data.circle(40)
    radii = given_annuli("asked", points, 1, None, None).radii
    assert (radii[:, 0] < radii[:, 1]).all()
    far = np.linalg.norm(points - points[0], axis=1)
    assert (far <= radii.max() + 1e-9).sum() == 11


@pytest.mark.parametrize(
    ("radii", "at"),
    [
        ([1, 2], None),
        ([[2, 1]], None),
        ([[0, np.inf]], None),
        (None, [12]),
        (None, [0.5]),
        (None, 3),
    ],
)
def test_refused(radii, at):
    with pytest.raises(InvalidInput):
        given_annuli("asked", np.eye(4), 1, radii, at)
