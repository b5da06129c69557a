import numpy as np
import pytest

from tdlviz.core.errors import InvalidInput
from tdlviz.core.once import check_once


def test_a_pair_that_is_there_twice_is_named():
    check_once("index", np.array([[0, 1], [1, 0]]))
    check_once("index", np.zeros((0, 2), int))
    with pytest.raises(InvalidInput, match=r"\(2, 1\) in rows 0 and 3"):
        check_once("index", np.array([[2, 1], [1, 2], [0, 0], [2, 1]]))
