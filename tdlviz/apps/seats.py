"""How many visitors a dashboard serves at once."""

from __future__ import annotations

from threading import Lock
from typing import Any

from tdlviz.core.door import whole_number


class Seats:
    """A seat for each visitor, and no more than there are. Safe to use from several threads."""

    def __init__(self, most: int | Any) -> None:
        self.most = whole_number("seats", most, 1)
        self._lock, self._taken = Lock(), set[object]()

    @property
    def taken(self) -> int:
        """How many are taken now."""
        return len(self._taken)

    def take(self, visitor: object) -> bool:
        """Whether there is a seat for this visitor, who has it from now on."""
        with self._lock:
            if visitor not in self._taken and len(self._taken) >= self.most:
                return False
            self._taken.add(visitor)
            return True

    def leave(self, visitor: object) -> None:
        """Give the seat back."""
        with self._lock:
            self._taken.discard(visitor)
