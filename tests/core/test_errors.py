"""Every error says what was asked, what was given and the rule."""

from __future__ import annotations

import pickle

import pytest

from tdlviz.core import errors

BUILTIN = {
    "InvalidInput": ValueError,
    "TooLarge": ValueError,
    "UnknownName": LookupError,
    "UnreadableFile": ValueError,
    "MissingPackage": ImportError,
}


@pytest.mark.parametrize(("name", "builtin"), BUILTIN.items())
def test_errors_say_all_three_and_are_what_python_expects(name, builtin):
    error = getattr(errors, name)("rips(points)", "12 NaN", "coordinates are finite")
    assert isinstance(error, errors.TdlvizError)
    assert isinstance(error, builtin)
    assert str(error) == "rips(points): given 12 NaN; coordinates are finite"
    assert (error.asked, error.given, error.rule) == (
        "rips(points)", "12 NaN", "coordinates are finite",
    )  # fmt: skip


@pytest.mark.parametrize("name", BUILTIN)
def test_errors_travel_between_processes(name):
    error = getattr(errors, name)("a", 3, "c")
    back = pickle.loads(pickle.dumps(error))
    assert type(back) is type(error)
    assert (str(back), back.given) == (str(error), 3)
