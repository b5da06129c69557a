"""How often to look: every so many logs, or every so many seconds."""

from __future__ import annotations

import re
from math import inf
from time import monotonic
from typing import Any

from tdlviz.core.door import real_number, whole_number
from tdlviz.core.errors import InvalidInput

SECONDS = {"ms": 0.001, "s": 1.0, "min": 60.0}


class Cadence:
    """When to look next: at the first log, and then `every` so often.

    every: a number of logs, or a time such as "0.5 s", "200 ms" or "2 min" between two looks.
    Raises `InvalidInput` for what is neither, for a number below 1 and a time that is not above 0.
    """

    def __init__(self, asked: str, every: int | str | Any) -> None:
        self.logs, self.seconds = 1, 0.0
        if isinstance(every, str):
            self.seconds = _seconds(asked, every)
        else:
            self.logs = whole_number(asked, every, 1)
        self._since, self._at = 0, -inf

    def passed(self, looked: bool, stride: int = 1) -> bool:
        """A log has gone by, and whether it `looked`: whether to look at the next one.

        stride: look so many times more seldom than asked, as a budget may want."""
        if looked:
            self._since, self._at = 0, monotonic()
        else:
            self._since += 1
        return self._since + 1 >= self.logs * stride and monotonic() - self._at >= self.seconds


def _seconds(asked: str, every: str) -> float:
    found = re.fullmatch(r"\s*(\d+\.?\d*|\.\d+)\s*(ms|s|min)\s*", every, re.ASCII)
    if found is None:
        rule = "a number of steps or a time is needed, such as '0.5 s', '200 ms' or '2 min'"
        raise InvalidInput(asked, repr(every), rule)
    return real_number(asked, float(found[1]), above=0) * SECONDS[found[2]]
