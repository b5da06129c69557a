"""What a step of training changes: models, optimisers, random numbers; kept and put back."""

from __future__ import annotations

import copy
import random
import sys
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

import numpy as np

from tdlviz.core.errors import InvalidInput
from tdlviz.live.homes import WAYS, Home, homes_of, is_stateful

Snapshot = dict[str, Any]


class State:
    """Everything that is restored when a run is rewound.

    parts: by name, things with `state_dict` and `load_state_dict` (models, optimisers, schedulers)
           or with a state to get and set (generators of random numbers). The global generators of
           `random`, numpy and torch are always among them.
    """

    def __init__(self, parts: Mapping[str, Any] | Any) -> None:
        if not isinstance(parts, Mapping):
            raise InvalidInput("state", type(parts).__name__, "a mapping from names to parts")
        for name, part in parts.items():
            if not is_stateful(part):
                rule = "it has neither state_dict() and load_state_dict() nor a random state"
                raise InvalidInput(f"state {name!r}", type(part).__name__, rule)
        self.parts = dict(parts)
        self._homes: list[Home] = []

    @classmethod
    def of(cls, step: Callable[..., Any]) -> State:
        """The parts that the function `step` names, and those that its own helpers name."""
        parts: dict[str, Any] = {}
        homes = homes_of(step)
        for name, part, _ in homes:
            parts[name if name not in parts else f"{name} {len(parts)}"] = part
        state = cls(parts)
        state._homes = homes
        return state

    @property
    def replaced(self) -> list[str]:
        """Names that now stand for something else than they did, as where a cell was run anew."""
        return [home.name for home in self._homes if home.moved]

    @property
    def ready(self) -> bool:
        """Whether all parts have values yet; lazy layers have none before their first call."""
        return not any(
            getattr(value, "materialize", None)
            for part in self.parts.values()
            if hasattr(part, "parameters")
            for value in part.parameters()
        )

    def take(self) -> Snapshot:
        """A copy of all that the parts hold now."""
        return {name: detached(get()) for name, (get, _) in self._ways()}

    def restore(self, snapshot: Snapshot) -> None:
        """Put back what `take` gave. The snapshot stays as it is, and may be used again."""
        for name, (_, put) in self._ways():
            if name in snapshot:
                put(detached(snapshot[name]))

    def _ways(self) -> Iterator[tuple[str, tuple[Callable[[], Any], Callable[[Any], Any]]]]:
        for name, part in self.parts.items():
            yield name, _way(part)
        yield "global random", (random.getstate, random.setstate)
        yield "global numpy", (np.random.get_state, np.random.set_state)
        torch = sys.modules.get("torch")
        if torch is not None:
            yield "global torch", (torch.get_rng_state, torch.set_rng_state)
            if torch.cuda.is_available() and torch.cuda.is_initialized():
                yield "global cuda", (torch.cuda.get_rng_state_all, torch.cuda.set_rng_state_all)


def _way(part: Any) -> tuple[Callable[[], Any], Callable[[Any], Any]]:
    if isinstance(part, np.random.Generator):
        bits = part.bit_generator
        return (lambda: bits.state), partial(setattr, bits, "state")
    get, put = next(way for way in WAYS if hasattr(part, way[0]) and hasattr(part, way[1]))
    return getattr(part, get), getattr(part, put)


def detached(value: Any) -> Any:
    """A deep copy in which tensors have no history and stay on their devices."""
    if hasattr(value, "detach") and hasattr(value, "clone"):
        return value.detach().clone()
    if isinstance(value, Mapping):
        return {key: detached(inner) for key, inner in value.items()}
    if type(value) in (list, tuple):
        return type(value)(detached(inner) for inner in value)
    return copy.deepcopy(value)


def size(value: Any) -> int:
    """About how many bytes a snapshot takes."""
    if hasattr(value, "nbytes"):
        return int(value.nbytes)
    if isinstance(value, Mapping):
        return sum(map(size, value.values()))
    if isinstance(value, (list, tuple)):
        return sum(map(size, value))
    return sys.getsizeof(value)
