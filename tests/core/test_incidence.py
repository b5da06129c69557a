import pickle

import numpy as np
import pytest

from tdlviz.core.cells import Cells
from tdlviz.core.complex import Complex
from tdlviz.core.errors import InvalidInput
from tdlviz.core.incidence import Faces

RANKS = (Cells.of([[0], [1]]), Cells.of([[0, 1], [0, 1]]))


def faces(names: list[int], signs: list[int], offsets: list[int]) -> Faces:
    return Faces(*(np.array(part, dtype=np.int64) for part in (names, signs, offsets)))


TWO = faces([0, 1, 0, 1], [-1, 1, -1, 1], [0, 2, 4])


def test_a_circle_of_two_edges():
    cx = Complex(RANKS, incidence=(None, TWO))
    assert not cx.simplicial
    assert TWO.owner.tolist() == [0, 0, 1, 1]
    again = pickle.loads(pickle.dumps(cx))
    assert again.incidence[1].names.tolist() == [0, 1, 0, 1]
    assert cx.with_positions([[0], [1]]).incidence is cx.incidence
    with pytest.raises(ValueError, match="read-only"):
        cx.incidence[1].names[0] = 1


@pytest.mark.parametrize(
    ("incidence", "rule"),
    [
        ((TWO,), "for rank 0 to 1"),
        ([None, TWO], "a tuple"),
        ((TWO, None), "from rank 1 on"),
        ((None, "faces"), "from rank 1 on"),
        ((None, faces([0, 1], [1, 1], [0, 2])), "3 offsets from 0"),
        ((None, faces([0, 1, 0, 1], [1, 1, 1, 1], [0, 3, 2])), "3 offsets from 0"),
        ((None, faces([0, 1, 0, 1], [1, 1, 1, 2], [0, 2, 4])), "a sign 1 or -1"),
        ((None, faces([0, 1, 0, 2], [1, 1, 1, 1], [0, 2, 4])), "faces are cells 0 to 1"),
        ((None, Faces(np.zeros(4), np.ones(4), np.array([0, 2, 4]))), "integer arrays"),
    ],
)
def test_what_is_refused(incidence, rule):
    with pytest.raises(InvalidInput, match=rule):
        Complex(RANKS, incidence=incidence)
