"""The kernel's interrupt, heard while no cell is running."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable
from typing import Any


def on_idle_interrupt(action: Callable[[], None]) -> bool:
    """Let the stop button of a notebook call `action` while the kernel has nothing else to do.

    ipykernel ignores an interrupt between cells, and keeps at hand the handler that it puts back
    after each message: that one is replaced, unless someone else has set it. Whether it was.
    """
    kernel = _kernel()
    if getattr(kernel, "saved_sigint_handler", None) is not signal.SIG_IGN:
        return False
    kernel.saved_sigint_handler = lambda *_: action()
    return True


def _kernel() -> Any:
    shell = sys.modules.get("IPython")
    found = shell.get_ipython() if shell is not None else None
    return getattr(found, "kernel", None)
