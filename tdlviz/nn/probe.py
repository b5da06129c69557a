"""Probe: a named place inside a model that can be looked at."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter
from typing import Any

import torch

from tdlviz.core.door import one_of, whole_number
from tdlviz.core.errors import InvalidInput
from tdlviz.core.field import KINDS

Listener = Callable[[torch.Tensor, torch.Tensor | None], None]


class Probe(torch.nn.Module):
    """The identity, which tells those who listen what passes through: see `tdlviz.watch`.

    kind: what the values are, a key of `tdlviz.core.field.KINDS`.
    rank: that of the (first) cell which each value sits on; None for the whole complex.

    It has no parameters and adds nothing to a `state_dict`. While nobody listens it costs one call;
    copies and pickles of a model have no listeners. Raises `UnknownName` for another kind and
    `InvalidInput` for a rank that the kind cannot have.
    """

    def __init__(self, kind: str | Any, rank: int | Any | None = None) -> None:
        super().__init__()
        self.kind = one_of("Probe(kind=…)", kind, KINDS)
        if KINDS[self.kind].offsets:
            rank = whole_number("Probe(rank=…)", rank, 0)
        elif rank is not None:
            raise InvalidInput("Probe(rank=…)", repr(rank), f"a {kind} has no rank")
        self.rank = rank
        self._listeners: list[Listener] = []
        self.making = 0.0

    def forward(self, values: torch.Tensor, index: torch.Tensor | None = None) -> torch.Tensor:
        """`values` as they came.

        index: the cells that they sit on, as in `Field`: (m,), (m, 2) or (m, 3) integers.
        """
        for heard in tuple(self._listeners):
            heard(values, index)
        return values

    @property
    def heard(self) -> bool:
        """Whether anyone listens: for values whose index is costly too."""
        return bool(self._listeners)

    def offer(
        self,
        make: Callable[[], torch.Tensor],
        index: torch.Tensor | Callable[[], torch.Tensor] | None = None,
    ) -> None:
        """Tell of values that the model itself does not need: made only if someone listens, without
        gradients, as is an index that is a function. `making` is how many seconds that took."""
        if self.heard:
            begin = perf_counter()
            with torch.no_grad():
                values, index = make(), index() if callable(index) else index
            self.making = perf_counter() - begin
            self(values, index)
            self.making = 0.0

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Call `listener(values, index)` at each pass. Returns its undoing."""
        listeners = self._listeners  # and not the probe, which no listener keeps alive
        listeners.append(listener)

        def undo() -> None:
            if listener in listeners:
                listeners.remove(listener)

        return undo

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_listeners": []}

    def extra_repr(self) -> str:
        """What the printout of a model shows."""
        return f"{self.kind!r}, rank={self.rank}"
