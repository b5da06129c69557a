"""What can be seen in a model: its Probes, and the layers that the table of sources knows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from fnmatch import fnmatchcase
from functools import partial
from typing import Any, NamedTuple
from weakref import ref

import torch

from tdlviz.core.errors import InvalidInput, UnknownName
from tdlviz.nn.modules import named_modules
from tdlviz.nn.probe import Probe
from tdlviz.nn.sources import source_of

MOST_NAMES = 30
"""How many names an error lists."""


class Place(NamedTuple):
    """Where one can look. `listen(hear)` begins, and returns its undoing."""

    name: str
    kind: str
    rank: int | None
    listen: Callable[[Any], Callable[[], None]]
    module: ref[torch.nn.Module]
    hidden: str | None = None

    def why(self) -> str | None:
        """Why nothing can be seen there now, and what helps; None where it can."""
        module = self.module()
        row = None if module is None else source_of(module)
        return row.hidden(module) if row else None


def places(model: torch.nn.Module) -> list[Place]:
    """All of them, also those which are hidden at present."""
    found = []
    for name, module, above in named_modules(model):
        name = name or type(module).__name__
        weakly, holders = ref(module), [ref(part) for part in above]
        if isinstance(module, Probe):
            listen = partial(_listen, weakly, _hear_probe, holders)
            found.append(Place(name, module.kind, module.rank, listen, weakly))
        elif row := source_of(module):
            listen = partial(_listen, weakly, row.listen, holders)
            why = row.hidden(module) or _compiled((module, *above))
            found.append(Place(name, row.kind, row.rank, listen, weakly, why))
    return found


def _listen(module: ref, listen: Any, above: list[ref], hear: Any) -> Callable[[], None]:
    return listen(module(), hear, tuple(part() for part in above))


def _hear_probe(probe: Probe, hear: Any, _above: Any) -> Callable[[], None]:
    return probe.listen(hear)


def _compiled(modules: tuple[torch.nn.Module, ...]) -> str | None:
    whole = any(getattr(module, "_compiled_call_impl", None) is not None for module in modules)
    if whole or any("_orig_mod" in module._modules for module in modules):
        return "torch.compile passes by what listens to it: do not compile, or put a Probe there"
    return None


def matches(name: str, patterns: Sequence[str]) -> bool:
    """Whether a name fits one of the patterns, or there are none."""
    return not patterns or any(fnmatchcase(name, pattern) for pattern in patterns)


def check_patterns(
    model: torch.nn.Module, known: list[Place], more: dict[str, str], patterns: Sequence[str]
) -> None:
    """Raise where a pattern fits nothing, or something hidden, or there is nothing to see.

    more: names that can be seen beside the places, and their kinds."""
    open_ones = {place.name: place.kind for place in known if not place.hidden} | more
    for pattern in patterns:
        asked = f"watch(model, {pattern!r})"
        _check_hidden(asked, [p for p in known if fnmatchcase(p.name, pattern)])
        if not any(fnmatchcase(name, pattern) for name in open_ones):
            rule = f"there are {_listed(f'{n} ({kind})' for n, kind in open_ones.items())}"
            raise UnknownName(asked, repr(pattern), rule if open_ones else _nothing(model))
    if not open_ones:
        _check_hidden("watch", known)
        raise UnknownName("watch", "a model with nothing to see", _nothing(model))


def _check_hidden(asked: str, places: list[Place]) -> None:
    for place in places:
        if place.hidden:
            raise InvalidInput(
                asked, f"{place.name} ({type(place.module()).__name__})", place.hidden
            )


def _nothing(model: torch.nn.Module) -> str:
    modules = (f"{n or 'itself'} ({type(m).__name__})" for n, m, _ in named_modules(model))
    return (
        "put a tdlviz.nn.Probe where you want to look, or say weights=True or gradients=True; "
        f"its modules: {_listed(modules)}"
    )


def _listed(names: Iterable[str]) -> str:
    every = [*names]
    more = f", and {len(every) - MOST_NAMES} more" if len(every) > MOST_NAMES else ""
    return ", ".join(every[:MOST_NAMES]) + more
