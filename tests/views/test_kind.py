import pytest

import tdlviz as tv
from tdlviz.core.errors import InvalidInput, UnknownName
from tdlviz.core.field import Field
from tdlviz.views.kind import known_kind


def test_fields_and_declared_tracks_have_a_kind():
    assert known_kind("show", "view", Field("n", 1.0, kind="number"), {"number": 1}) == "number"
    track = tv.Tape().declare("n", "number")
    assert known_kind("show", "view", track, {"number": 1}) == "number"


@pytest.mark.parametrize(
    ("given", "error", "says"),
    [
        ([1.0], InvalidInput, "list"),
        (Field("n", 1.0, kind="number"), UnknownName, "kinds with a view: .*maps"),
        (tv.Tape()["n"], UnknownName, "kind None"),
    ],
)
def test_what_has_no_row_is_refused(given, error, says):
    with pytest.raises(error, match=says):
        known_kind("show", "view", given, {"maps": 1})
