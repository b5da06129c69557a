"""The thread in which a run does its steps, and the orders that it is given meanwhile."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from time import perf_counter

from tdlviz.live.interrupt import on_idle_interrupt
from tdlviz.live.running import engines, halt_all
from tdlviz.live.surroundings import surroundings
from tdlviz.live.trainer import Trainer


class Engine:
    """Does steps while there are any left to do, in a thread that lives only as long.

    phase: ready, playing, rewinding, paused, finished, stopped or failed.
    words: why it is in this phase, where there is something to say.
    error: what a step has raised.
    report is called after each step, and with True where it should be heard at once.
    pause: seconds that a step takes at the least.
    """

    def __init__(self, trainer: Trainer, report: Callable[[bool], None]) -> None:
        self.trainer, self.report = trainer, report
        self.phase, self.words, self.pause, self._then = "ready", "", 0.0, "finished"
        self.error: BaseException | None = None
        self.left = 0.0
        self._turn = threading.Condition()
        self._target: int | None = None
        self._thread: threading.Thread | None = None
        engines.add(self)

    @property
    def busy(self) -> bool:
        """Whether something is being done, or will be."""
        return self._thread is not None

    def go(self, left: float, then: str = "finished") -> None:
        """Do so many steps from now on; `then` is the phase once they are done."""
        self._step_in()
        with self._turn:
            self.left, self._then = left, then
            self.phase, self.words, self.error = "playing", "", None
            self._start()

    def halt(self, phase: str, words: str = "") -> None:
        """Do no more once the present step has ended."""
        with self._turn:
            self.left, self.words = 0, words or self.words
            if self.busy or phase == "stopped":
                self.phase = phase
            self._turn.notify_all()

    def back(self, target: int) -> None:
        """Rewind to a step, once the present one has ended."""
        self._step_in()
        with self._turn:
            self._target, self.left, self.phase = target, 0, "rewinding"
            self.error = None
            self._start()

    def join(self, timeout: float | None = None) -> None:
        """Wait until nothing is left to do; an interrupt halts first, and comes through."""
        thread = self._thread
        if thread is None or thread is threading.current_thread():
            return
        try:
            thread.join(timeout)
        except KeyboardInterrupt:
            self.halt("paused")
            thread.join()
            raise

    def _step_in(self) -> None:
        """Halt another run that trains the same, and let no two steps of both overlap."""
        for other in list(engines):
            if other is not self and other.busy and other.trainer.shares(self.trainer):
                other.halt("paused", "another run of the same step or optimiser took over")
                if not self.busy:
                    self.trainer.turn = other.trainer.turn

    def _start(self) -> None:
        self._turn.notify_all()
        if self._thread is None:
            on_idle_interrupt(partial(halt_all, "paused"))
            work = partial(self._work, surroundings())
            self._thread = threading.Thread(target=work, name="tdlviz run", daemon=True)
            self._thread.start()

    def _work(self, settle: Callable[[], None]) -> None:
        settle()
        try:
            with self.trainer.turn:
                self.trainer.begin()
            while self._next():
                pass
        except BaseException as error:  # noqa: BLE001, whatever it is, the reader must see it
            with self._turn:
                self.phase, self.error, self.left, self._thread = "failed", error, 0, None
        self.trainer.tape.meter.rest()
        self.report(True)

    def _next(self) -> bool:
        """Do what comes next. Whether there was anything, decided and acted on under one lock."""
        with self._turn:
            target, self._target = self._target, None
            if target is None and self.left <= 0:
                if self.phase == "playing":
                    self.phase = self._then
                self._thread = None
                return False
        if target is not None:
            self._rewind(target)
        else:
            self._step()
        self.report(False)
        return True

    def _rewind(self, target: int) -> None:
        with self.trainer.turn:
            words = self.trainer.rewind(target, self._goes_on)
        with self._turn:  # whoever has pressed play meanwhile goes on from there
            self.words, self.phase = words, "playing" if self.left else "paused"

    def _goes_on(self) -> bool:
        self.report(False)
        return self.phase not in ("paused", "stopped")

    def _step(self) -> None:
        begin = perf_counter()
        with self.trainer.turn:
            words = self.trainer.advance()
        with self._turn:
            self.left = max(self.left - 1, 0)
            if words:
                self.left, self.words, self.phase = 0, words, "paused"
            rest = self.pause - (perf_counter() - begin)
            if self.left and rest > 0:
                waits = perf_counter()
                self._turn.wait_for(lambda: self.left <= 0 or self._target is not None, rest)
                self.trainer.tape.meter.idle(perf_counter() - waits)
