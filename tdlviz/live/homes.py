"""The stateful things that a step of training names, and where it looks them up."""

from __future__ import annotations

import dis
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from inspect import isfunction, ismethod
from types import CellType, CodeType, FunctionType, ModuleType
from typing import Any, NamedTuple

import numpy as np

# how each sort of thing gives what it holds, and takes it back
WAYS = (
    ("state_dict", "load_state_dict"),
    ("get_state", "set_state"),
    ("getstate", "setstate"),
)


class Home(NamedTuple):
    """A stateful thing, its name, and where that name is looked up each time, if anywhere."""

    name: str
    part: Any
    place: Mapping[Any, Any]

    @property
    def moved(self) -> bool:
        """Whether the name stands for something else by now."""
        return self.place.get(self.name, self.part) is not self.part


def homes_of(step: Callable[..., Any]) -> list[Home]:
    """Where the function `step` finds them, and where its own helpers do; each thing once."""
    homes = list[Home]()
    for home in _named(step, set()):
        if not any(home.part is known.part for known in homes):
            homes.append(home)
    own = _stored(step)
    return [home._replace(place={}) if home.name in own else home for home in homes]


def is_stateful(part: Any) -> bool:
    """Whether a thing gives what it holds and takes it back. A class or a module does not."""
    if isinstance(part, np.random.Generator):
        return True
    return not isinstance(part, (type, ModuleType)) and any(
        hasattr(part, get) and hasattr(part, put) for get, put in WAYS
    )


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
