"""RunView: the buttons, the progress and the cost of a run."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from threading import RLock
from time import thread_time
from typing import Any

import traitlets

from tdlviz.core.errors import TdlvizError
from tdlviz.core.meter import Meter
from tdlviz.views.pacer import Pacer
from tdlviz.views.view import View

RATE = 3  # reports a second, of some hundred bytes: too few to count, and as many as one reads


class RunView(View):
    """Buttons to train, pause, step, stop and rewind a run; how far it is, and what it costs.

    status: gives what there is to report now: see `Run`.
    obey:   is called with the name of a button and its value when it is pressed. What it raises is
            shown in the view.
    meter:  is told what reports cost.
    """

    module = "run_view.js"
    status = traitlets.Dict().tag(sync=True)
    order = traitlets.List(traitlets.Any()).tag(sync=True)

    def __init__(
        self,
        status: Callable[[], dict[str, Any]],
        obey: Callable[[str, Any], None],
        meter: Meter,
    ) -> None:
        super().__init__()
        self._ask, self._obey, self._meter = status, obey, meter
        self._telling = RLock()
        self._pacer = Pacer(self._tell_along, RATE)
        self._undo.append(self._pacer.close)
        self._tell()
        self.observe(self._ordered, "order")

    def report(self, at_once: bool = False) -> None:
        """Tell the page how things stand: soon, or at once."""
        (self._tell if at_once else self._pacer)()

    def _tell(self) -> None:
        # Asked and told in one, lest a thread that asked before another tells after it.
        with self._telling:
            self.status = self._ask()

    def _tell_along(self) -> None:
        """Tell how far it is, whatever the budget leaves for pictures."""
        begin = thread_time()
        self._tell()
        self._meter.showed(thread_time() - begin)

    def _ordered(self, change: dict[str, Any]) -> None:
        # The number of the order makes one that is given twice count twice.
        _, name, value = change["new"]
        try:
            self._obey(name, value)
            self.fault = ""
        except TdlvizError as error:
            self.fault = str(error)

    def describe(self) -> str:
        """What is drawn, in words."""
        status = self._ask()
        end = f" of {status['end'] + 1}" if status["end"] is not None else ""
        more = f": {status['words']}" if status["words"] else ""
        run, one = f"Run {status['name']}".rstrip(), status["step"] == 0 and not end
        steps = f"{status['step'] + 1}{end} step{'' if one else 's'}"
        return f"{run}, {status['phase']} after {steps}{more}"

    def table(self) -> Iterator[Sequence[Any]]:
        """A line for each figure."""
        status = self._ask()
        yield ["figure", "value"]
        yield from ((name, status[name]) for name in ("phase", "step", "end", "words"))
        yield from status["meter"].items()

    def draw(self, axes: Any) -> None:
        """Draw how far the run is."""
        status = self._ask()
        begin, end = status["first"], status["end"]
        whole = max(1, (status["step"] if end is None else end) - begin)
        axes.barh([0], [whole], color="#D5D9E0")
        axes.barh([0], [status["step"] - begin], color="#0072B2")
        axes.set_yticks([])
        axes.set_xlabel("steps")
        axes.set_ylim(-2, 2)
        axes.set_title(self.describe(), fontsize=9, wrap=True)
