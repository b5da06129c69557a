"""Early stopping: how long a run goes on without getting better."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from tdlviz.core.door import whole_number, words
from tdlviz.core.errors import InvalidInput
from tdlviz.core.tape import Tape


class Patience:
    """So many steps that each number may go on without being lower than ever before.

    given: {"val_loss": 200} and the like, or None for endless patience. Of what should rise, log
    its negative. Raises `InvalidInput` for what is no such mapping.
    """

    def __init__(self, given: Mapping[str, int] | Any | None = None) -> None:
        if given is not None and not isinstance(given, Mapping):
            rule = 'a mapping such as {"val_loss": 200}'
            raise InvalidInput("patience", type(given).__name__, rule)
        self.steps = {
            words("patience", name): whole_number(f"patience {name!r}", most, 1)
            for name, most in (given or {}).items()
        }
        self._best: dict[str, tuple[float, int]] = {}

    def lost(self, tape: Tape) -> str:
        """Why the run should end, in words; "" while there is hope."""
        for name, most in self.steps.items():
            latest = tape[name].latest
            if latest is None or latest.kind != "number":
                continue
            best, step = self._best.get(name, (np.inf, tape.step))
            if latest.values < best:
                best, step = float(latest.values), tape.step
            self._best[name] = (best, step)
            if tape.step - step >= most:
                return f"{name} was lowest, {best:.4g}, at step {step}, and not again in {most}"
        return ""

    def again(self) -> None:
        """Begin anew, as after a rewind or where someone plays on all the same."""
        self._best = {}
