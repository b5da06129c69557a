import pytest

from tdlviz.core.errors import TooLarge
from tdlviz.lift.expected import Expected, Limit, number


@pytest.mark.parametrize(
    ("count", "sure", "words"),
    [
        (1234567, True, "1,234,567"),
        (1234567, False, "about 1,230,000"),
        (0, False, "about 0"),
        (10**12 - 1, False, "about 1e+12"),
        (123456789012345, False, "about 1.23e+14"),
    ],
)
def test_numbers(count, sure, words):
    assert number(count, sure) == words


def test_words():
    exact = Expected((4, 6, 4, 1, 0), (True,) * 5)
    assert str(exact) == "4 vertices, 6 edges, 4 triangles, 1 tetrahedra, 0 4-simplices"
    assert (exact.total, exact.exact) == (15, True)
    guess = Expected((8, 12, 1234), (True, True, False), faces="faces")
    assert str(guess) == "8 vertices, 12 edges, about 1,230 faces"
    assert not guess.exact


def test_the_limit_itself_is_allowed():
    limit = Limit(15, "rips", "lower max_dim")
    limit.check(Expected((4, 6, 4, 1), (True,) * 4))
    limit.check_found(15)
    with pytest.raises(TooLarge, match=r"rips: given 16 cells \(16 vertices\); max_cells is 15"):
        limit.check(Expected((16,), (True,)))
    with pytest.raises(TooLarge, match=r"16 cells or more.*lower max_dim, or raise max_cells"):
        limit.check_found(16)


def test_a_guess_is_refused_from_twice_the_limit():
    limit = Limit(15, "alpha", "take fewer points")
    limit.foresee(Expected((30,), (False,)))
    for expected in (Expected((31,), (False,)), Expected((16,), (True,))):
        with pytest.raises(TooLarge, match="max_cells is 15"):
            limit.foresee(expected)
