"""A callback that fills a tape from a Lightning training."""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.util import find_spec
from os import PathLike
from typing import Any

import torch

from tdlviz.core.door import file_path, whole_number
from tdlviz.core.errors import InvalidInput, MissingPackage
from tdlviz.core.tape import Tape
from tdlviz.nn.snapshot import fetch

HOMES = ("lightning.pytorch", "pytorch_lightning")


def _callbacks() -> tuple[type, ...]:
    """The class of each Lightning that is loaded; of the first that is installed, if none is."""
    loaded = [home for home in HOMES if home in sys.modules]
    found = loaded or [home for home in HOMES if find_spec(home.split(".")[0])][:1]
    if not found:
        given = "neither lightning nor pytorch-lightning"
        raise MissingPackage("nn.TapeCallback", given, "pip install lightning")
    return tuple(import_module(home).Callback for home in found)


class TapeCallback(*_callbacks()):  # type: ignore[misc]
    """Logs what the model logs, to a tape: `Trainer(callbacks=[tv.nn.TapeCallback(tape)])`.

    After every so many training batches, each validation and each training epoch, that is one log
    of all `trainer.callback_metrics` that are new, with `epoch` and `global_step`. A tape of
    `tdlviz.watch` takes what it watches at the same steps. A metric that is logged both by step and
    by epoch stands as `name_step` and `name_epoch`.

    tape:  where to.
    every: how many training batches from one log to the next.
    path:  a run file (see `Tape.record`), begun with the fit. On several devices only rank 0 logs
           and records, so that there is one file; each process has a tape of its own.

    The tape stays open at the end. Raises `InvalidInput` for what is no tape, number or path,
    `MissingPackage` without Lightning.
    """

    def __init__(
        self,
        tape: Tape | Any,
        every: int | Any = 1,
        path: str | PathLike[str] | Any | None = None,
    ) -> None:
        super().__init__()
        if not isinstance(tape, Tape):
            raise InvalidInput("TapeCallback", type(tape).__name__, "a Tape is needed")
        self.tape, self.every = tape, whole_number("TapeCallback(every=…)", every, 1)
        self.path = None if path is None else file_path("TapeCallback(path=…)", path)
        self._seen: dict[str, Any] = {}
        if tape.fetch is None:
            tape.fetch = fetch

    def on_fit_start(self, trainer: Any, _model: Any) -> None:
        """Begin the run file, in one process."""
        if self.path is not None and trainer.is_global_zero:
            self.tape.record(self.path)
            self.path = None

    def on_train_batch_start(self, trainer: Any, *_: Any) -> None:
        """Note what is there already."""
        self._new(trainer)

    def on_train_batch_end(self, trainer: Any, _model: Any, _out: Any, _batch: Any, i: int) -> None:
        """Log what this batch has logged."""
        if i % self.every == 0:
            self._log(trainer, self._new(trainer))

    def on_validation_start(self, trainer: Any, _model: Any) -> None:
        """Note what is there already."""
        self._new(trainer)

    def on_validation_end(self, trainer: Any, _model: Any) -> None:
        """Log what the validation has logged; that before the training is only a rehearsal."""
        new = self._new(trainer)
        if new and not trainer.sanity_checking:
            self._log(trainer, new)

    def on_train_epoch_end(self, trainer: Any, _model: Any) -> None:
        """Log what holds for the whole epoch."""
        new = self._new(trainer)
        new = {name: value for name, value in new.items() if f"{name}_epoch" not in new}
        if new:
            self._log(trainer, new)

    def on_fit_end(self, _trainer: Any, _model: Any) -> None:
        """Let all arrive."""
        self.tape.flush()

    def _new(self, trainer: Any) -> dict[str, Any]:
        """What was logged earlier stands beside it, and is known by its place in memory.

        That place is not given away meanwhile, because `_seen` holds it."""
        now = dict(trainer.callback_metrics)
        before = {name: _place(value) for name, value in self._seen.items()}
        self._seen = now
        return {n: v for n, v in now.items() if n not in before or _place(v) != before[n]}

    def _log(self, trainer: Any, new: dict[str, Any]) -> None:
        if trainer.is_global_zero:
            new = {name: value for name, value in new.items() if f"{name}_step" not in new}
            where = {"epoch": trainer.current_epoch, "global_step": trainer.global_step}
            self.tape.log(where | new)


def _place(value: Any) -> Any:
    return value.data_ptr() if isinstance(value, torch.Tensor) else value
