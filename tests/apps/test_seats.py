from __future__ import annotations

import pytest

from tdlviz.apps.seats import Seats
from tdlviz.core.errors import InvalidInput


def test_there_are_as_many_as_there_are():
    seats, (a, b, c) = Seats(2), "abc"
    assert seats.take(a)
    assert seats.take(b)
    assert seats.take(a)
    assert not seats.take(c)
    seats.leave(a)
    assert seats.take(c)
    assert seats.taken == 2
    seats.leave("nobody")


@pytest.mark.parametrize("most", [0, -1, 1.5, None])
def test_one_at_least(most):
    with pytest.raises(InvalidInput):
        Seats(most)
