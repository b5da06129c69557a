"""Where in a model a number first stops being finite."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any


class Hunt:
    """Looks at all that passes through models during a step, and afterwards at what has changed.

    models: by name, those among the parts of a run that have `named_modules`.

    `first` says in words which tensor it was, "" for none. Looking costs a pass over every tensor,
    so a run does it only once it knows that something is wrong.
    """

    def __init__(self, parts: Mapping[str, Any]) -> None:
        self.models = {name: p for name, p in parts.items() if hasattr(p, "named_modules")}
        self.first = ""
        self._undo: list[Callable[[], None]] = []

    def __enter__(self) -> Hunt:
        for name, module in self._modules():
            before = module.register_forward_pre_hook(partial(self._before, name))
            after = module.register_forward_hook(partial(self._after, name))
            self._undo += [before.remove, after.remove]
        return self

    def __exit__(self, *_: object) -> None:
        while self._undo:
            self._undo.pop()()

    def look(self) -> str:
        """Look at gradients and then at parameters, as a step has left them. Returns `first`."""
        for model, module in self.models.items():
            for name, value in module.named_parameters():
                self._seen(f"the gradient of {model}.{name}", value.grad)
        self.look_at_parameters()
        return self.first

    def look_at_parameters(self) -> None:
        """Look at parameters and buffers."""
        for model, module in self.models.items():
            for name, value in (*module.named_parameters(), *module.named_buffers()):
                self._seen(f"the parameter {model}.{name}", value)

    def _modules(self) -> Iterator[tuple[str, Any]]:
        for model, whole in self.models.items():
            for name, module in whole.named_modules():
                yield f"{model}.{name}".rstrip("."), module

    def _before(self, name: str, _: Any, inputs: tuple[Any, ...]) -> None:
        self._seen(f"what goes into {name}", inputs)

    def _after(self, name: str, _: Any, __: Any, output: Any) -> None:
        self._seen(f"what comes out of {name}", output)

    def _seen(self, words: str, value: Any) -> None:
        if not self.first and any(not bool(t.isfinite().all()) for t in tensors(value)):
            self.first = words


def tensors(value: Any) -> Iterator[Any]:
    """Every tensor of floating numbers in nested lists, tuples and mappings."""
    if hasattr(value, "is_floating_point") and hasattr(value, "isfinite"):
        if value.is_floating_point() and not value.is_sparse:
            yield value.detach()
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from tensors(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from tensors(inner)
