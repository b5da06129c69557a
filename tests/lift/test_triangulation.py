import numpy as np
import pytest
from scipy.spatial import Delaunay

from tdlviz.core.errors import InvalidInput, TooLarge
from tdlviz.lift.triangulation import triangulation, triangulation_counts


@pytest.mark.parametrize("d", [2, 3, 4])
def test_the_same_cells_as_qhull(d):
    points = np.random.default_rng(d).random((60, d))
    made = triangulation("name", points, None, 10**6)
    theirs = np.sort(Delaunay(points).simplices, axis=1)
    assert np.array_equal(made.ranks[-1], theirs[np.lexsort(theirs.T[::-1])])
    assert all((births == 0).all() for births in made.births)


def test_estimates_are_named_and_of_the_right_size():
    points = np.random.default_rng(0).random((500, 3))
    counts = triangulation_counts("name", points).counts
    made = [len(rows) for rows in triangulation("name", points, None, 10**6).ranks]
    assert np.allclose(counts, made, rtol=0.34)


def test_refusals_are_in_the_words_of_the_lifting():
    with pytest.raises(InvalidInput, match=r"name\(points\).*6 dimensions"):
        triangulation("name", np.zeros((3, 7)), "alpha", 10)
    with pytest.raises(TooLarge, match=r"name: .*take fewer points"):
        triangulation("name", np.random.default_rng(0).random((50, 2)), "alpha", 10)
    with pytest.raises(InvalidInput, match=r"name\(max_cells=…\)"):
        triangulation("name", np.zeros((3, 2)), "alpha", 0)
