"""A thread that does what it is given, in order, away from who gave it."""

from __future__ import annotations

from collections.abc import Callable
from math import inf
from threading import Condition, Thread, current_thread
from typing import Any

LINGER = 2.0
"""Seconds that the thread waits for more before it ends; the next item starts a new one."""


class Worker:
    """Hands `do` all that has come since it was last called. `do` must not raise.

    pause: seconds to gather before each call, none while somebody waits for the end.
    most:  the weight of what may be on its way before `make_room` waits.
    """

    def __init__(
        self, name: str, do: Callable[[list[Any]], None], pause: float = 0.0, most: float = inf
    ) -> None:
        self.name, self.do, self.pause, self.most = name, do, pause, most
        self._changed, self._thread = Condition(), None
        self._items, self._in_hand, self._awaited = list[Any](), False, 0
        self._weight = self._taken_weight = 0.0

    _thread: Thread | None

    @property
    def idle(self) -> bool:
        """Whether all is done."""
        return not self._items and not self._in_hand

    def put(self, item: Any, weight: float = 1.0) -> None:
        """Add what is to be done. Never waits."""
        with self._changed:
            self._items.append(item)
            self._weight += weight
            if self._thread is None:
                self._start()
            elif len(self._items) == 1 or self._crowded:
                self._changed.notify_all()

    def make_room(self) -> None:
        """Wait while more than `most` is on its way."""
        if self._weight > self.most and current_thread() is not self._thread:
            with self._changed:
                self._changed.wait_for(lambda: self._weight <= self.most)

    def wait(self, timeout: float | None = None) -> bool:
        """Wait until all is done: whether it is. The thread itself does not wait for itself."""
        if current_thread() is self._thread:
            return True
        with self._changed:
            self._awaited += 1
            self._changed.notify_all()
            done = self._changed.wait_for(lambda: self.idle, timeout)
            self._awaited -= 1
        return done

    def _start(self) -> None:
        self._thread = Thread(target=self._run, name=self.name, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        try:
            while items := self._taken():
                self.do(items)
                self._done()
        finally:
            self._ended()

    def _done(self) -> None:
        with self._changed:
            self._in_hand = False
            self._weight -= self._taken_weight
            self._changed.notify_all()

    def _ended(self) -> None:
        # Still the thread: something ended it, as SystemExit does. Nobody must wait for it.
        with self._changed:
            if self._thread is current_thread():
                self._thread = None
                self._done()
                if self._items:
                    self._start()

    def _taken(self) -> list[Any]:
        with self._changed:
            if not self._changed.wait_for(lambda: self._items, LINGER):
                self._thread = None
                return []
            if self.pause:
                self._changed.wait_for(lambda: self._awaited or self._crowded, self.pause)
            self._in_hand = True  # first, for those who look at `idle` without the lock
            items, self._items = self._items, []
            self._taken_weight = self._weight
            return items

    @property
    def _crowded(self) -> bool:
        return self._weight > self.most
