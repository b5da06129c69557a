"""All runs of this process: halted together, and in order where it ends or forks."""

from __future__ import annotations

import atexit
import os
from typing import TYPE_CHECKING
from weakref import WeakSet

if TYPE_CHECKING:
    from tdlviz.live.engine import Engine

engines: WeakSet[Engine] = WeakSet()


def halt_all(phase: str) -> None:
    """Let no run do a further step."""
    for engine in list(engines):
        if engine.busy:
            engine.halt(phase)


@atexit.register
def _end_all() -> None:
    # A thread inside of torch while the interpreter is taken down would crash it: however long its
    # step takes, it is waited for.
    halt_all("stopped")
    for engine in list(engines):
        engine.join()


# A child that was forked has no such threads, and locks that they held would never come free.
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=engines.clear)
