import numpy as np
import pytest

import tdlviz as tv
from tdlviz.core.errors import InvalidInput
from tdlviz.topology.matching import split

FIRST = np.array([[0, np.inf], [1, 2], [-3, np.inf], [0, 4]])
SECOND = np.array([[5, 6], [-1, np.inf]])


def test_endless_bars_by_their_births():
    bars = split("here", FIRST, SECOND)
    assert [names.tolist() for names in bars.names] == [[1, 3], [0]]
    assert bars.endless.tolist() == [[2, 1], [0, -1]]
    assert bars.costs.tolist() == [2, np.inf]
    pairs = bars.matched(np.array([1]), np.array([0]))
    assert pairs.tolist() == [[3, 0], [1, -1], [2, 1], [0, -1]]


@pytest.mark.parametrize(
    ("second", "says"),
    [
        ([FIRST, SECOND], "a list of 2; two diagrams are needed"),
        (tv.persistence(tv.rips(np.eye(3)), 1), "both have one dimension"),
    ],
)
def test_refused(second, says):
    with pytest.raises(InvalidInput, match=says):
        split("here", tv.persistence(tv.rips(np.eye(3)), 0), second)
