import pytest

import tdlviz as tv
from tdlviz.core.errors import InvalidInput
from tdlviz.views.attention_against import OTHER, other_layers, parted

TRACKS = [tv.Tape().declare(name, "attention", 0) for name in ("one", "two")]


def test_one_may_stand_for_itself_and_none_for_none():
    assert other_layers((TRACKS[0],), TRACKS[1]) == (TRACKS[1],)
    assert other_layers(tuple(TRACKS), reversed(TRACKS)) == (TRACKS[1], TRACKS[0])
    assert other_layers(tuple(TRACKS), ()) == ()


@pytest.mark.parametrize("against", [TRACKS[0], TRACKS[:1], TRACKS * 2, 3, "att", None])
def test_others_are_as_many_as_are_shown(against):
    with pytest.raises(InvalidInput, match="against"):
        other_layers(tuple(TRACKS), against)


def test_they_are_told_apart_by_name():
    assert parted({"0": 1, "1": 2, f"{OTHER}1": 3}) == ({"0": 1, "1": 2}, {"1": 3})
