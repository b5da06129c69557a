import time

import pytest

from tdlviz.core.errors import InvalidInput, TdlvizError
from tdlviz.nn.cadence import Cadence


def looks(every, logs):
    cadence, due, seen = Cadence("every", every), True, []
    for log in range(logs):
        if due:
            seen.append(log)
        due = cadence.passed(due)
    return seen


def test_every_so_many_logs():
    assert looks(1, 4) == [0, 1, 2, 3]
    assert looks(3, 9) == [0, 3, 6]


def test_a_step_on_which_nothing_was_seen_is_tried_again():
    cadence = Cadence("every", 2)
    assert cadence.passed(looked=False)
    assert cadence.passed(looked=False)
    assert not cadence.passed(looked=True)


def test_a_stride_makes_it_more_seldom():
    cadence = Cadence("every", 2)
    cadence.passed(looked=True)
    assert not any(cadence.passed(looked=False, stride=3) for _ in range(4))
    assert cadence.passed(looked=False, stride=3)


def test_every_so_many_seconds():
    cadence = Cadence("every", "50 ms")
    assert not cadence.passed(looked=True)
    time.sleep(0.06)
    assert cadence.passed(looked=False)
    assert Cadence("every", "0.5 s").seconds == 0.5
    assert Cadence("every", "2min").seconds == 120


@pytest.mark.parametrize("every", [0, -1, True, 1.5, None, "", "1", "s", "0 s", "-1 s", "nan s"])
def test_what_is_no_time(every):
    with pytest.raises(TdlvizError):
        Cadence("watch(every=…)", every)
    with pytest.raises(InvalidInput, match="such as '0"):
        Cadence("watch(every=…)", "now and then")
