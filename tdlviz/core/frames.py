"""What is kept of one name over the steps, whatever it is and wherever it lies."""

from __future__ import annotations

from typing import Any, Protocol, runtime_checkable

import numpy as np
from jaxtyping import Int64

from tdlviz.core.field import Field


@runtime_checkable
class Frames(Protocol):
    """Values at increasing steps. Not safe across threads: whoever holds them holds a lock."""

    @property
    def dropped(self) -> int:
        """How many came and are no longer here."""

    def __len__(self) -> int: ...

    @property
    def steps(self) -> Int64[np.ndarray, "steps"]:
        """The steps that are kept, a copy."""

    def at(self, place: int) -> int:
        """The step at a place."""

    def place(self, step: int) -> int:
        """The place of the last step at or before this one, -1 before the first."""

    def item(self, place: int) -> Any:
        """What is kept there, for `load`."""

    def load(self, item: Any) -> Field:
        """The field that an item stands for. Needs no lock."""

    def append(self, step: int, value: Any) -> None:
        """Keep what came at a later step."""

    def cut(self, step: int) -> bool:
        """Forget what is later: whether there was any."""
