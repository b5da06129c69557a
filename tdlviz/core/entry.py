"""What may be logged: numbers, fields, and fields that are still on their way."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from copy import copy
from typing import Any, NamedTuple

from tdlviz.core.door import words
from tdlviz.core.errors import InvalidInput
from tdlviz.core.field import Field
from tdlviz.core.pending import Pending

Value = float | Field
Fetch = Callable[[str, Any], Pending]


class Entry(NamedTuple):
    """What was logged at one step, and how many cuts there had been."""

    step: int
    values: Mapping[str, Value | Pending]
    cuts: int

    @property
    def ready(self) -> bool:
        """Whether all of it is there."""
        return all(v.ready() for v in self.values.values() if not isinstance(v, (float, Field)))

    def resolved(self) -> dict[str, Value]:
        """All of it; waits for what is not there yet."""
        return {
            name: value if isinstance(value, (float, Field)) else as_value(name, value.field())
            for name, value in self.values.items()
        }


def gathered(given: Iterable[Any], fetch: Fetch | None) -> dict[str, Value | Pending]:
    """What several mappings give to the same step. Raises `InvalidInput` for a name given twice."""
    values: dict[str, Value | Pending] = {}
    for some in given:
        if not isinstance(some, Mapping):
            raise InvalidInput("log", type(some).__name__, "a mapping from names to numbers")
        for name, value in some.items():
            words("log", name)
            if name in values:
                raise InvalidInput(f"log {name!r}", "two values", "one value a name and step")
            values[name] = _coming(name, value, fetch)
    return values


def _coming(name: str, value: Any, fetch: Fetch | None) -> Value | Pending:
    if isinstance(value, (float, int, Field)):
        return as_value(name, value)
    if fetch is not None and getattr(value, "is_cuda", False) and value.ndim == 0:
        return fetch(name, value)
    return value if isinstance(value, Pending) else as_value(name, value)


def as_value(name: str, value: Any) -> Value:
    """A number as float, a field under this name. Raises `InvalidInput` for anything else."""
    if isinstance(value, Field):
        if value.kind == "number":
            return float(value.values)
        if value.name == name:
            return value
        twin = copy(value)  # not `replace`, which would copy its arrays
        object.__setattr__(twin, "name", name)
        return twin
    # item() takes the number out of a numpy or torch scalar, on any device, detached
    number = value.item() if getattr(value, "ndim", None) == 0 else value
    if not isinstance(number, (bool, int, float)):
        rule = "give a number, or a Field that says its kind"
        raise InvalidInput(f"log {name!r}", type(value).__name__, rule)
    try:
        return float(number)
    except OverflowError as error:
        raise InvalidInput(f"log {name!r}", "a huge integer", "float64 holds numbers") from error
