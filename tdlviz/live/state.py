"""What a step of training changes: models, optimisers, random numbers; kept and put back."""

from __future__ import annotations

import copy
import dis
import random
import sys
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from inspect import isfunction, ismethod
from types import CellType, CodeType, FunctionType, ModuleType
from typing import Any, NamedTuple

import numpy as np

from tdlviz.core.errors import InvalidInput

# how each sort of thing gives what it holds, and takes it back
WAYS = (
    ("state_dict", "load_state_dict"),
    ("get_state", "set_state"),
    ("getstate", "setstate"),
)
Snapshot = dict[str, Any]


class Home(NamedTuple):
    """A stateful thing, its name, and where that name is looked up each time, if anywhere."""

    name: str
    part: Any
    place: Mapping[Any, Any]

    @property
    def moved(self) -> bool:
        """Whether the name stands for something else by now."""
        return self.place.get(self.name, self.part) is not self.part


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
        homes = list[Home]()
        for home in _named(step, set()):
            if not any(home.part is known for known in parts.values()):
                name = home.name
                parts[name if name not in parts else f"{name} {len(parts)}"] = home.part
                homes.append(home)
        state = cls(parts)
        own = _stored(step)
        state._homes = [home for home in homes if home.name not in own]
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


def is_stateful(part: Any) -> bool:
    """Whether a thing gives what it holds and takes it back. A class or a module does not."""
    if isinstance(part, np.random.Generator):
        return True
    return not isinstance(part, (type, ModuleType)) and any(
        hasattr(part, get) and hasattr(part, put) for get, put in WAYS
    )


def _way(part: Any) -> tuple[Callable[[], Any], Callable[[Any], Any]]:
    if isinstance(part, np.random.Generator):
        bits = part.bit_generator
        return (lambda: bits.state), partial(setattr, bits, "state")
    get, put = next(way for way in WAYS if hasattr(part, way[0]) and hasattr(part, way[1]))
    return getattr(part, get), getattr(part, put)


def _named(step: Any, seen: set[int]) -> Iterator[Home]:
    """The stateful things that a function sees, through its closure, globals and own object."""
    if id(step) in seen:
        return
    seen.add(id(step))
    if isinstance(step, partial):
        yield from _stateful({**dict(enumerate(step.args)), **step.keywords})
        yield from _named(step.func, seen)
    elif ismethod(step):
        yield from _stateful(vars(step.__self__), vars(step.__self__))
        yield from _named(step.__func__, seen)
    elif isfunction(step):
        wide, near = _globals_of(step), _enclosed(step)
        yield from _stateful(wide, step.__globals__)
        yield from _stateful(near)
        for helper in (*wide.values(), *near.values()):
            if isfunction(helper) and helper.__module__ == step.__module__:
                yield from _named(helper, seen)
    elif hasattr(step, "__dict__"):
        yield from _stateful(vars(step), vars(step))


def _globals_of(function: FunctionType) -> dict[str, Any]:
    """What a function names outside of all functions; an attribute is no name."""
    names = _names(function.__code__, "LOAD_GLOBAL")
    return {name: function.__globals__[name] for name in names if name in function.__globals__}


def _enclosed(function: FunctionType) -> dict[str, Any]:
    """What a function names of the functions around it."""
    cells = zip(function.__code__.co_freevars, function.__closure__ or (), strict=True)
    return {name: content for name, cell in cells for content in _contents(cell)}


def _stored(step: Any) -> set[str]:
    """Names that a step gives to other things by itself."""
    code = getattr(step, "__code__", None) or getattr(type(step).__call__, "__code__", None)
    return _names(code, "STORE_GLOBAL", "STORE_ATTR") if code is not None else set()


def _contents(cell: CellType) -> list[Any]:
    try:
        return [cell.cell_contents]
    except ValueError:  # named, and not there yet
        return []


def _codes(code: CodeType) -> Iterator[CodeType]:
    yield code
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield from _codes(inner)


def _names(code: CodeType, *does: str) -> set[str]:
    lines = (line for inner in _codes(code) for line in dis.get_instructions(inner))
    return {line.argval for line in lines if line.opname in does}


def _stateful(visible: Mapping[Any, Any], place: Mapping[Any, Any] | None = None) -> Iterator[Home]:
    found = ((str(name), part) for name, part in visible.items() if is_stateful(part))
    return (Home(name, part, place or {}) for name, part in found)


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
