"""At most so many messages a second, and never without the last one."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock, Timer
from time import monotonic


class Pacer:
    """Calls `action` when asked, at most `rate` times a second.

    A request that comes too early is answered a little later, once for all that came meanwhile,
    so the browser always ends with the newest state. Safe to call from any thread.

    wait: how many seconds, counted from when it is asked, a call has to wait at least.
    """

    def __init__(
        self,
        action: Callable[[], None],
        rate: float = 24.0,
        wait: Callable[[], float] = lambda: 0.0,
    ) -> None:
        self.action, self.pause, self.wait = action, 1.0 / rate, wait
        self._lock, self._closed = Lock(), False
        self._next, self._at = 0.0, 0.0  # by the rate alone, and with the wait
        self._timer: Timer | None = None

    def __call__(self) -> None:
        """Ask for a call."""
        with self._lock:
            if not self._closed and self._timer is None:
                self._start(monotonic() + self.wait())

    def hurry(self) -> None:
        """Let a call that waits come as soon as the rate allows."""
        with self._lock:
            if not self._closed and self._timer is not None:
                self._timer.cancel()
                self._start(monotonic())

    def _start(self, at: float) -> None:
        self._at = max(self._next, at)
        self._timer = Timer(max(0.0, self._at - monotonic()), self._run)
        self._timer.daemon = True
        self._timer.start()

    def _run(self) -> None:
        with self._lock:
            if self._closed:
                return
            # From when it was due: a thread that wakes late would make all later calls late.
            self._timer, self._next = None, self._at + self.pause
        self.action()

    def close(self) -> None:
        """Forget what is still waiting; later calls do nothing."""
        with self._lock:
            self._closed = True
            if self._timer is not None:
                self._timer.cancel()
