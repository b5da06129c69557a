"""Numbers that stop being finite."""

import numpy as np

from tdlviz.core.field import Field
from tdlviz.live.finite import Finite

NAN, INF = float("nan"), float("inf")


def number(name: str, value: float) -> Field:
    return Field(name, np.asarray(value), kind="number")


def lost(finite: Finite, **numbers: float) -> list[str]:
    return finite.lost([number(name, value) for name, value in numbers.items()])


def test_what_was_finite_and_is_no_longer_is_told_once():
    finite = Finite()
    assert lost(finite, a=1, b=2) == []
    assert lost(finite, a=NAN, b=2) == ["a"]
    assert lost(finite, a=NAN, b=-INF) == ["b"]
    assert lost(finite, a=NAN, b=NAN) == []
    assert lost(finite, a=1, b=NAN) == []
    assert lost(finite, a=INF, b=NAN) == []
    finite.again()
    assert lost(finite, a=INF, b=NAN) == ["a", "b"]


def test_what_never_was_finite_is_nothing_to_tell():
    finite = Finite()
    assert lost(finite, loss=1, val=NAN) == []
    assert lost(finite, loss=1, val=0.5) == []
    assert lost(finite, loss=1, val=NAN) == ["val"]


def test_a_loss_is_told_from_the_first_step_and_so_is_a_step_without_any_number():
    assert lost(Finite(), loss=NAN, val=0.5) == ["loss"]
    assert lost(Finite(), train=INF, val=NAN) == ["train", "val"]
    assert lost(Finite()) == []
