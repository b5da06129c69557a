import numpy as np
import pytest

import tdlviz as tv
from tdlviz.core.cells import Cells
from tdlviz.core.complex import Complex
from tdlviz.core.errors import InvalidInput
from tdlviz.topology.faces import check_rank, faces

POINTS = Cells.of([[0], [1], [2], [3]])


def test_faces_of_a_triangle_by_vertex_left_out() -> None:
    found = faces(Complex.from_facets([[0, 1, 2]]), 2)
    assert found.names.tolist() == [2, 1, 0]
    assert found.signs.tolist() == [1, -1, 1]
    assert found.offsets.tolist() == [0, 3]


def test_faces_of_a_square_by_side() -> None:
    found = faces(Complex.from_polygons([[0, 1, 3, 2]], 4), 2)
    assert found.names.tolist() == [0, 2, 3, 1]
    assert found.signs.tolist() == [1, 1, -1, -1]


def test_ranks_without_cells_have_no_faces() -> None:
    empty = Cells.of(np.zeros((0, 3), dtype=np.int64))
    assert len(faces(Complex((POINTS, Cells.of([[0, 1]]), empty)), 2).names) == 0


BROKEN = {
    "missing side": ((POINTS, Cells.of([[0, 1], [1, 2]]), Cells.of([[0, 1, 2]])), "without [0, 2]"),
    "hyperedge": ((POINTS, Cells.of([[0, 1, 2]])), "cell 0 of rank 1 with 3 vertices"),
    "digon": ((POINTS, Cells.of([[0, 1]]), Cells.of([[0, 1]])), "cell 0 of rank 2 with 2 vertices"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_refuses_cells_without_faces(case: str) -> None:
    ranks, said = BROKEN[case]
    with pytest.raises(InvalidInput) as error:
        faces(Complex(ranks), len(ranks) - 1)
    assert said in str(error.value)


def test_refuses_solids_over_polygons() -> None:
    square = Complex.from_polygons([[0, 1, 3, 2]], 4)
    with pytest.raises(InvalidInput, match="cell 0 of rank 2 with 4 vertices"):
        faces(Complex((*square.ranks, Cells.of([[0, 1, 2, 3]]))), 3)


@pytest.mark.parametrize("rank", [-1, 3, 1.0, True, "1", None])
def test_check_rank_refuses(rank: object) -> None:
    with pytest.raises(InvalidInput, match="an integer from 0 to 2"):
        check_rank("asked", Complex.from_facets([[0, 1, 2]]), rank)


def test_triangles_left_of_polygons_have_sides_still():
    cx = Complex.from_polygons([[2, 0, 1], [0, 1, 3, 2]], 4)
    left = tv.subcomplex(cx, [[True] * 4, [True] * 5, [True, False]])
    names, signs, _ = faces(left, 2)
    assert np.asarray(left.cells(1))[names].tolist() == [[0, 2], [0, 1], [1, 2]]
    assert signs.tolist() == [-1, 1, 1]
    again = tv.unbatch(tv.batch([cx, left]))[1]
    assert faces(again, 2).names.tolist() == names.tolist()
    assert tv.betti(again) == (1, 1, 0)  # the square has gone, and its sides are a circle
