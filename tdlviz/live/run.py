"""Run: training in the background that can be played, paused, stepped, rewound and looked at."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Mapping
from typing import Any

from tdlviz.core.door import real_number, whole_number
from tdlviz.core.errors import InvalidInput, UnknownName
from tdlviz.core.meter import Meter
from tdlviz.core.tape import Tape
from tdlviz.live import trainer
from tdlviz.live.engine import Engine
from tdlviz.live.patience import Patience
from tdlviz.live.snapshots import ROOM, Snapshots
from tdlviz.live.state import State
from tdlviz.live.trainer import Trainer
from tdlviz.views.run_view import RunView


class Run:
    """Calls a function of yours again and again in a thread, and logs what it returns.

    step:     does one step of training; takes nothing, returns a mapping from names to numbers and
              `Field`s to be logged, or one number, the loss; or None where it logs by itself.
    tape:     where it is logged, such as that of `tdlviz.watch`; None for a new one.
    state:    by name, what a rewind restores: things with a state_dict (models, optimisers,
              schedulers) and random generators. None: those that `step` names, as it stands.
              Global random numbers are always restored; anything else is not.
    patience: stop early, as {"val_loss": 200}: once that number was not lower for 200 steps.
    budget:   the share of the time of a step that watching and showing may take before they are
              thinned; None for as much as they like.
    room:     bytes of states kept for rewinds.
    name:     shown beside the buttons, to tell several runs apart.

    Shown in a cell it has buttons, progress and what watching costs; the kernel stays free. A step
    that raises ends the run, with its traceback in the view and the tape intact. A number that
    stops being finite pauses it, and it says where that came first; whoever plays on is not told
    again. A run is paused, too, by another that trains the same, and where names that `step` looks
    up stand for other things than before, as after a cell was run anew: played on, it trains those.
    Raises `InvalidInput` for what is no function, tape, state or patience.
    """

    def __init__(
        self,
        step: Callable[[], Any] | Any,
        tape: Tape | Any | None = None,
        *,
        state: Mapping[str, Any] | Any | None = None,
        patience: Mapping[str, int] | Any | None = None,
        budget: float | Any | None = 0.05,
        room: int | Any = ROOM,
        name: str | Any = "",
    ) -> None:
        if not callable(step):
            raise InvalidInput("Run(step=…)", type(step).__name__, "a function without arguments")
        if tape is not None and not isinstance(tape, Tape):
            raise InvalidInput("Run(tape=…)", type(tape).__name__, "a Tape is needed")
        if not isinstance(name, str):
            raise InvalidInput("Run(name=…)", repr(name), "a name, a string, is needed")
        self.name = name
        kept = State.of(step) if state is None else State(state)
        self._snapshots = Snapshots(kept, whole_number("Run(room=…)", room, 0))
        self.tape = Tape() if tape is None else tape
        self.tape.meter.budget = Meter(budget).budget
        self._trainer = Trainer(step, self.tape, self._snapshots, Patience(patience))
        self._engine = Engine(self._trainer, self._report)
        self._first, self._end = -1, None
        self.view = RunView(self._status, self._obey, self.tape.meter)

    _end: int | None

    @property
    def phase(self) -> str:
        """ready, playing, rewinding, paused, finished, stopped or failed."""
        return self._engine.phase

    @property
    def speed(self) -> float | None:
        """How many steps are done a second at the most, None for as many as can be."""
        return 1 / self._engine.pause if self._engine.pause else None

    @speed.setter
    def speed(self, speed: float | Any | None) -> None:
        self._engine.pause = 0.0 if speed is None else 1 / real_number("speed", speed, above=0)
        self._report()

    def play(self, steps: int | Any | None = None) -> Run:
        """Train on, so many steps further; None: what a pause has left, or else without end."""
        now = self.tape.step
        if steps is not None:
            self._first, self._end = now, now + whole_number("play", steps, 1)
        elif self._end is None or self._end <= now:
            self._first, self._end = now, None
        self._engine.go(float("inf") if self._end is None else self._end - now)
        self._report()
        return self

    def step(self, steps: int | Any = 1) -> Run:
        """Train so many steps and wait for them. Raises what a step raises."""
        self._engine.go(whole_number("step", steps, 1), then="paused")
        return self.wait()

    def pause(self) -> Run:
        """Let the present step end, and do no other until asked."""
        return self._halt("paused")

    def stop(self) -> Run:
        """As `pause`, and forget how many steps were still to come."""
        self._end = None
        return self._halt("stopped")

    def rewind(self, step: int | Any) -> Run:
        """Be as after `step` again, -1 for the start: state restored, later steps forgotten.

        Training goes on from there when played. Raises `InvalidInput` for steps before the first
        whose state was kept, or after the last."""
        step = whole_number("rewind", step, -1)
        self.pause()
        self._trainer.check(step)
        self._engine.back(step)
        return self.wait()

    def fit(self, steps: int | Any) -> Run:
        """Train so many steps and wait for them, with a progress bar where there is a terminal.

        Raises what a step raises. An interrupt pauses the run, and comes through."""
        from tqdm import tqdm

        first, total = self.tape.step, whole_number("fit", steps, 1)
        with tqdm(total=total, disable=None, unit="step") as bar:
            try:
                self.play(steps)
                while self._engine.busy:
                    self._engine.join(0.2)
                    bar.update(self.tape.step - first - bar.n)
            except KeyboardInterrupt:  # also one that came while the bar was drawn
                self.pause()
                raise
        return self.wait()

    def wait(self) -> Run:
        """Wait until nothing is left to do. Raises what a step has raised."""
        self._engine.join()
        if self._engine.error is not None:
            raise self._engine.error
        return self

    def close(self) -> None:
        """Pause, and free the view. The tape stays."""
        self.pause()
        self.view.close()

    def _halt(self, phase: str) -> Run:
        self._engine.halt(phase)
        self._engine.join()
        self._report()
        return self

    def _obey(self, order: str, value: Any) -> None:
        """Do what a button says, without waiting for it."""
        if order == "play":
            self.play(value)
        elif order in ("pause", "stop"):
            self._end = self._end if order == "pause" else None
            self._engine.halt({"pause": "paused", "stop": "stopped"}[order])
        elif order == "step":
            self._engine.go(1, then="paused")
        elif order == "rewind":
            self._trainer.check(whole_number("rewind", value, -1))
            self._engine.back(value)
        elif order == "speed":
            self.speed = value
        else:
            raise UnknownName("a run", repr(order), "play, pause, step, stop, rewind or speed")
        self._report()

    def _report(self, at_once: bool = True) -> None:
        self.view.report(at_once)

    def _status(self) -> dict[str, Any]:
        engine, kept = self._engine, self._snapshots
        return {
            "name": self.name,
            "phase": engine.phase,
            "words": engine.words or self.tape.fault,
            "fault": _told(engine.error),
            "step": self.tape.step,
            "first": self._first,
            "end": self._end,
            "limit": self.speed,
            "parts": [*kept.state.parts],
            "earliest": kept.earliest,
            "meter": self.tape.meter.figures,
        }

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        shown: Any = self.view._repr_mimebundle_  # none once the view is closed
        return shown(**kwargs) if shown else {"text/plain": repr(self)}

    def __repr__(self) -> str:
        return f"Run({f'{self.name}, ' if self.name else ''}{self.phase}, step {self.tape.step})"

    def __panel__(self) -> Any:
        return self.view.__panel__()


def _told(error: BaseException | None) -> str:
    """A traceback, from the user's own code on."""
    if error is None:
        return ""
    frame = own = error.__traceback__
    while frame is not None:
        if frame.tb_frame.f_code.co_filename == trainer.__file__:
            own = frame.tb_next
        frame = frame.tb_next
    return "".join(traceback.format_exception(type(error), error, own))
