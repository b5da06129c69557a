"""At most so many messages a second, and never without the last one."""

from __future__ import annotations

from collections.abc import Callable
from threading import Condition, Thread, current_thread
from time import monotonic

LINGER = 5.0
"""Seconds that a thread waits for something to do before it ends."""


class Pacer:
    """Calls `action` when asked, at most `rate` times a second.

    A request that comes too early is answered a little later, once for all that came meanwhile,
    so the browser always ends with the newest state. Safe to call from any thread; `action` runs
    in one of its own, because to start a thread for each call costs whoever asks 0.3 ms.

    wait: how many seconds, counted from when it is asked, a call has to wait at least.
    """

    def __init__(
        self,
        action: Callable[[], None],
        rate: float = 24.0,
        wait: Callable[[], float] = lambda: 0.0,
    ) -> None:
        self.action, self.pause, self.wait = action, 1.0 / rate, wait
        self._changed, self._closed = Condition(), False
        self._thread: Thread | None = None
        self._next = 0.0  # by the rate alone
        self._at: float | None = None  # when a call is due, None while none waits

    def __call__(self) -> None:
        """Ask for a call."""
        with self._changed:
            if not self._closed and self._at is None:
                self._ask(monotonic() + self.wait())

    def hurry(self) -> None:
        """Let a call that waits come as soon as the rate allows."""
        with self._changed:
            if not self._closed and self._at is not None:
                self._ask(monotonic())

    def _ask(self, at: float) -> None:
        self._at = max(self._next, at)
        if self._thread is None:
            self._thread = Thread(target=self._serve, name="pacer", daemon=True)
            self._thread.start()
        self._changed.notify()

    def _serve(self) -> None:
        try:
            while self._due():
                self.action()
        finally:
            with self._changed:
                if self._thread is current_thread():
                    self._thread = self._at = None

    def _due(self) -> bool:
        """Wait until a call is due; False, and the end of the thread, where none comes."""
        with self._changed:
            while not self._closed:
                left = LINGER if self._at is None else self._at - monotonic()
                if self._at is not None and left <= 0:
                    # From when it was due: waking late must not make all later calls late.
                    self._next, self._at = self._at + self.pause, None
                    return True
                if not self._changed.wait(left) and self._at is None:
                    break
            self._thread = None
            return False

    def close(self) -> None:
        """Forget what is still waiting; later calls do nothing."""
        with self._changed:
            self._closed = True
            self._changed.notify()
