"""The frames of a view over the steps of its tracks, in one payload."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from tdlviz.views.payload import pack

FRAMES, BYTES = 300, 24_000_000


def reel(steps: Sequence[int], frame: Callable[[int], bytes], missing: int = 0) -> bytes:
    """The frames of these increasing steps; an even choice of them, the last among them, where
    there are more than `FRAMES` or they would take more than `BYTES`. `missing` steps more are
    left out already."""
    chosen = _even(steps, FRAMES)
    if chosen:
        chosen = _even(chosen, max(1, BYTES // len(frame(chosen[-1]))))
    parts = [frame(step) for step in chosen]
    return pack(
        {
            "frames": np.frombuffer(b"".join(parts), np.uint8),
            "offsets": np.cumsum([0, *map(len, parts)]).astype(np.int32),
            "steps": np.array(chosen, dtype=np.int32),
        },
        dropped=len(steps) - len(chosen) + missing,
    )


def _even(steps: Sequence[int], most: int) -> list[int]:
    if len(steps) <= most:
        return list(steps)
    places = np.linspace(len(steps) - 1, 0, most).round().astype(int)[::-1]
    return [steps[place] for place in places]
