"""What torch keeps for each thread, taken along into the thread of a run."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable


def surroundings() -> Callable[[], None]:
    """Note the default device and the CUDA device of this thread; what is returned is called in
    another, and sets them there. There torch may use all cores but one: the kernel has to answer,
    too."""
    torch = sys.modules.get("torch")
    if torch is None:
        return lambda: None
    device = torch.get_default_device()
    cuda = torch.cuda.current_device() if torch.cuda.is_initialized() else None

    def settle() -> None:
        torch.set_num_threads(max(1, min(torch.get_num_threads(), (os.cpu_count() or 2) - 1)))
        if device != torch.get_default_device():
            torch.set_default_device(device)
        if cuda is not None:
            torch.cuda.set_device(cuda)

    return settle
