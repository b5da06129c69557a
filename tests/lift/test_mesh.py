import numpy as np
import pytest

import tdlviz as tv
from tdlviz.core.errors import InvalidInput, TooLarge

CUBE = np.array([[x, y, z] for x in (0, 1) for y in (0, 1) for z in (0, 1)])
SQUARES = [[0, 1, 3, 2], [4, 5, 7, 6], [0, 1, 5, 4], [2, 3, 7, 6], [0, 2, 6, 4], [1, 3, 7, 5]]


@pytest.mark.parametrize(
    ("faces", "counts"),
    [
        (SQUARES, (8, 12, 6)),
        (np.array(SQUARES), (8, 12, 6)),
        ([[0, 1, 2], [1, 2, 3, 5]], (8, 6, 2)),
        ([[2, 1, 0], [0, 1, 2]], (8, 3, 1)),
        (np.array([[0, 1, 2]], dtype=np.uint16), (8, 3, 1)),
        (np.zeros((0, 3), dtype=int), (8, 0, 0)),
        ([], (8, 0, 0)),
    ],
)
def test_counts(faces, counts):
    cx = tv.mesh(CUBE, faces)
    assert cx.counts == counts == tv.expect(tv.mesh, CUBE, faces).counts
    assert np.array_equal(cx.positions, CUBE)


def test_torch_tensors():
    torch = pytest.importorskip("torch")
    vertices = torch.tensor(CUBE, dtype=torch.float32, requires_grad=True)
    assert tv.mesh(vertices, torch.tensor([[0, 1, 2], [1, 2, 3]])).counts == (8, 5, 2)


@pytest.mark.parametrize(
    ("vertices", "faces", "words"),
    [
        (CUBE, [[0, 1, 8]], r"face 0 = \[0, 1, 8\].*0 to 7"),
        (CUBE, [[0, 1, 2], [0, 1, 2, 9]], "face 1"),
        (CUBE, [[0, 1, -1]], "from 0"),
        (CUBE, [[0, 1]], "at least 3"),
        (CUBE, [[0, 1, 1]], "distinct"),
        (CUBE, [[0, 1, 2, 0]], "distinct"),
        (CUBE, [[0.0, 1.0, 2.0]], "integers"),
        (CUBE, [["a", "b", "c"]], "integers"),
        (CUBE, np.array([0, 1, 2]), "shape"),
        (CUBE, [0, 1, 2], "vertex list"),
        ([[0, 0, np.inf]], [], "row 0"),
        ([], [], "shape"),
    ],
)
def test_bad_input(vertices, faces, words):
    with pytest.raises(InvalidInput, match=words):
        tv.mesh(vertices, faces)


def test_too_many_cells():
    with pytest.raises(TooLarge, match=r"26 cells \(8 vertices, 12 edges, 6 faces\).*coarser"):
        tv.mesh(CUBE, SQUARES, max_cells=25)
    assert tv.mesh(CUBE, SQUARES, max_cells=26).counts == (8, 12, 6)
