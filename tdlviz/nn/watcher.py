"""Who listens inside a model, and hands what was heard to a tape."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter
from typing import Any
from weakref import ref

import torch

from tdlviz.core.door import FOREIGN
from tdlviz.core.errors import InvalidInput, TdlvizError
from tdlviz.core.field import Field
from tdlviz.core.pending import Pending
from tdlviz.core.tape import Tape
from tdlviz.nn.cadence import Cadence
from tdlviz.nn.modules import fingerprint
from tdlviz.nn.places import Place, matches, places
from tdlviz.nn.snapshot import Snapshot, snapshot
from tdlviz.nn.weights import in_short, weights_of


class Watcher:
    """A source for `Tape.feed`: it listens for a step on which to look, and is gone on others."""

    def __init__(
        self,
        model: torch.nn.Module,
        tape: Tape,
        patterns: tuple[str, ...],
        cadence: Cadence,
        dtype: str,
        beside: tuple[bool, bool],
    ) -> None:
        self._model, self._tape = ref(model), ref(tape)
        self._patterns, self._cadence, self._dtype = patterns, cadence, dtype
        self._beside, self._declared = beside, dict[str, tuple[str, int | None]]()
        self._heard: dict[str, Snapshot | None] = {}  # None for what made no field
        self._places, self._print = list[tuple[Place, Callable[..., None]]](), list[int]()
        self._undo, self._armed, self._ended = list[Callable[[], None]](), False, False
        self._cost = 0.0

    def __call__(self, _step: int) -> dict[str, Field | Pending]:
        """What was heard since it was last asked, at a step on which to look."""
        model, tape, begin = self._model(), self._tape(), perf_counter()
        if model is None or tape is None:
            return {}
        given, looked = self._taken(model) if self._armed else ({}, False)
        due = self._cadence.passed(looked, tape.meter.stride)
        if due and (not self._armed or self._stale(model)):
            self.arm(model)
        elif self._armed and not due:
            self.disarm()
        cost, self._cost = self._cost + perf_counter() - begin, 0.0
        tape.meter.watched(cost, looked)
        return given

    def arm(self, model: torch.nn.Module) -> None:
        """Listen to all places that the model has now."""
        self.disarm()
        if self._stale(model):
            self._find(model)
        if not self._ended:
            self._undo += [place.listen(heard) for place, heard in self._places]
            self._armed = True

    def end(self) -> None:
        """Leave no listener behind, and never listen again."""
        self._ended = True
        self.disarm()
        self._heard = {}

    def disarm(self) -> None:
        """Stop listening until the next `arm`."""
        while self._undo:
            self._undo.pop()()
        self._armed = False

    def _stale(self, model: torch.nn.Module) -> bool:
        gone = any(place.module() is None for place, _ in self._places)
        return gone or self._print != fingerprint(model)

    def _hear(self, place: Place) -> Callable[..., None]:
        name, kind, rank = place.name, place.kind, place.rank

        @torch.compiler.disable  # a copy that leaves the device is no part of a compiled graph
        def heard(values: Any, index: Any = None) -> None:
            begin = perf_counter() - getattr(place.module(), "making", 0.0)
            try:
                if values is None:
                    rule = place.why() or "its layer gave none"
                    raise InvalidInput(f"watch {name!r}", f"no {kind}", rule)
                self._heard[name] = snapshot(name, kind, rank, values, index, self._dtype)
            except FOREIGN as error:  # the model must not stop because it is watched
                self._heard[name] = None
                self._say(error)
            self._cost += perf_counter() - begin

        return heard

    def _find(self, model: torch.nn.Module) -> None:
        before, self._print = {place.name for place, _ in self._places}, fingerprint(model)
        self._places = [
            (place, self._hear(place))
            for place in places(model)
            if not place.hidden
            and matches(place.name, self._patterns)
            and self._agrees(place.name, place.kind, place.rank)
        ]
        if gone := before - {place.name for place, _ in self._places}:
            self._say(f"watch: no longer in the model: {', '.join(sorted(gone))}")

    def _taken(self, model: torch.nn.Module) -> tuple[dict[str, Field | Pending], bool]:
        heard, self._heard = self._heard, {}
        if self._places and not heard:
            return {}, False
        made = [one for one in (*heard.values(), *self._weights(model)) if one is not None]
        arrived = {one.name: self._arrived(one) for one in made}
        return {name: value for name, value in arrived.items() if value is not None}, True

    def _arrived(self, made: Snapshot) -> Field | Pending | None:
        """The field itself where it is there, so that a wrong one takes no other with it."""
        try:
            return made.field() if made.ready() else made
        except FOREIGN as error:
            self._say(error)
            return None

    def _weights(self, model: torch.nn.Module) -> list[Snapshot | None]:
        given = weights_of(model, *self._beside) if any(self._beside) else {}
        seen = {n: w for n, w in given.items() if matches(n, self._patterns) and not w.is_meta}
        return [self._weight(full, tensor) for full, tensor in seen.items()]

    def _weight(self, full: str, tensor: torch.Tensor) -> Snapshot | None:
        try:
            name, kind, values = in_short(full, tensor)
            agreed = self._agrees(name, kind, None)
            return snapshot(name, kind, None, values, dtype=self._dtype) if agreed else None
        except FOREIGN as error:
            self._say(error)
            return None

    def _agrees(self, name: str, kind: str, rank: int | None) -> bool:
        """Whether the tape takes it under this name: if not, it is left out and `fault` says so."""
        if self._declared.get(name) != (kind, rank):
            tape = self._tape()
            try:
                if tape is not None:
                    tape.declare(name, kind, rank)
            except TdlvizError as error:
                self._say(error)
                return False
            self._declared[name] = kind, rank
        return True

    def _say(self, fault: object) -> None:
        if (tape := self._tape()) is not None:
            tape.fault = str(fault)
