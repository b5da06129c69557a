import numpy as np

from tdlviz.core.cells import Cells
from tdlviz.core.complex import Complex
from tdlviz.topology.gudhi_intervals import coned, intervals_of_places


def test_intervals_of_an_edge_are_places() -> None:
    cx = Complex.from_facets([[0, 1]])
    assert not coned(cx)
    found = intervals_of_places(cx, (np.array([7, 3]), np.array([9])), 2)
    assert [rows.tolist() for rows in found] == [[[7, 9]], []]


def test_a_square_kills_with_the_last_cell_of_its_cone() -> None:
    """Vertices at 0 to 3, sides at 4 to 7, the square at 16 = 8 + 2 * 4."""
    cx = Complex.from_polygons([[0, 1, 2, 3]], 4)
    assert coned(cx)
    found = intervals_of_places(cx, (np.arange(4), np.arange(4, 8), np.array([16])), 2)
    loops = {tuple(row) for row in found[1].tolist()}
    assert (7, 16) in loops
    within = {row for row in loops if row[0] >= 8}
    assert loops - within == {(7, 16)}
    assert all(death == birth + 1 for birth, death in within)
    components = found[0].tolist()
    assert sorted(birth for birth, _ in components if birth < 8) == [1, 2, 3]
    assert [8, 9] in components


def test_empty_ranks_are_no_trouble() -> None:
    ranks = (Cells.of([[0], [1]]), Cells.of([[0, 1]]), Cells.of(np.zeros((0, 3), np.int64)))
    found = intervals_of_places(Complex(ranks), (np.arange(2), np.array([2]), np.arange(0)), 3)
    assert [rows.tolist() for rows in found] == [[[1, 2]], [], []]
