"""The modules of a model under the names that its maker gave them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import torch

WRAPPED = {"_orig_mod", "_fsdp_wrapped_module", "_checkpoint_wrapped_module"}
"""What torch.compile, sharding and checkpointing put into names."""
HOLDERS = ("torch.nn.parallel.", "torch.distributed.", "torch.optim.swa_utils")
"""Where the classes are that hold a whole model as their `module`."""


class Named(NamedTuple):
    """A module, its name, and the modules that hold it, the innermost first."""

    name: str
    module: torch.nn.Module
    above: tuple[torch.nn.Module, ...]


def named_modules(model: torch.nn.Module) -> Iterator[Named]:
    """Every module once, the model itself first, whose name is empty.

    The parts of a name that wrappers add are left out: `module` of DataParallel and its kin, and
    `_orig_mod` of torch.compile."""
    seen, rest = set[int](), [Named("", model, ())]
    while rest:
        here = rest.pop()
        if id(here.module) in seen:
            continue
        seen.add(id(here.module))
        yield here
        above = (here.module, *here.above)
        rest += [
            Named(_joined(here, part), child, above)
            for part, child in reversed(here.module._modules.items())
            if child is not None
        ]


def named_parameters(model: torch.nn.Module) -> dict[str, torch.nn.Parameter]:
    """Every parameter under the name of its module; the first name where it has several."""
    found: dict[int, tuple[str, torch.nn.Parameter]] = {}
    for name, module, _ in named_modules(model):
        for part, parameter in module._parameters.items():
            if parameter is not None and not torch.nn.parameter.is_lazy(parameter):
                found.setdefault(id(parameter), (f"{name}.{part}" if name else part, parameter))
    return dict(found.values())


def fingerprint(model: torch.nn.Module) -> list[int]:
    """Another one, as good as surely, once a module was added, replaced or removed."""
    found, rest = [], [model]
    while rest:
        module = rest.pop()
        found.append(id(module))
        rest += [child for child in module._modules.values() if child is not None]
    return found


def _joined(above: Named, part: str) -> str:
    kin = type(above.module).__mro__
    held = part == "module" and any(c.__module__.startswith(HOLDERS) for c in kin)
    if held or part in WRAPPED:
        return above.name
    return f"{above.name}.{part}" if above.name else part
