"""TimelineView: numbers and spectra over the steps of a run, and the scrubber of linked views."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from threading import Lock
from typing import Any

import numpy as np
import traitlets

from tdlviz.core.complex import Complex, given_complex
from tdlviz.core.door import one_of, real_number
from tdlviz.core.errors import InvalidInput
from tdlviz.core.field import Field
from tdlviz.core.track import Track
from tdlviz.views.payload import pack
from tdlviz.views.story import Story, story, told_apart
from tdlviz.views.timeline_picture import draw_timeline
from tdlviz.views.view import View

KINDS = ("number", "numbers", None)
PANELS, SCALES = ("auto", "together", "apart"), ("linear", "log")


class TimelineView(View):
    """Numbers as lines and spectra as fans of lines, over steps.

    given:  tracks or fields of kind "number" and "numbers". A field of numbers that has no steps
            is a line over its entries.
    scale:  "linear" or "log", of the values; a button changes it.
    panels: numbers "together" in one panel, or each "apart" in its own; "auto" parts them where
            their ranges differ more than 20 times. Spectra have panels of their own.
    smooth: in [0, 1): how much of the smoothed line comes from the steps before, 0 for none. The
            numbers as they are stay, faint. A slider changes it.

    Two runs are compared by giving the tracks of both; those of one name are numbered.
    A drag in the plot, the slider or the keys show an earlier step in all linked views. All steps
    cross to the page once, afterwards what is new. Numbers beyond 3.4e38 count as infinite.
    """

    module = "timeline_view.js"
    tail = traitlets.Bytes(b"").tag(sync=True, echo_update=False)

    def __init__(
        self,
        cx: Complex | Any,
        *given: Field | Track | Any,
        scale: str | Any = "linear",
        panels: str | Any = "auto",
        smooth: float | Any = 0.0,
        tall: int | Any = 420,
        theme: str | Any = "auto",
    ) -> None:
        given_complex("TimelineView", cx)
        if not given:
            raise InvalidInput("TimelineView", "no fields", "kinds number and numbers are needed")
        for one in given:
            _check(one)
        if real_number("smooth", smooth, 0) >= 1:
            raise InvalidInput("smooth", smooth, "less than 1 is needed")
        self._told: dict[str, int] | None = None
        self._cuts: dict[str, int] = {}
        self._telling = Lock()
        options = {"scale": one_of("scale", scale, SCALES), "smooth": float(smooth)}
        options["panels"] = one_of("panels", panels, PANELS)
        super().__init__(tall=tall, theme=theme, **options)
        self.play({str(place): one for place, one in enumerate(given)})

    def refresh(self) -> None:
        """Send what was logged since the page was last told."""
        with self._telling:
            if self._told is not None:
                self.tail = self._tell(self._told)

    def recall(self) -> None:
        """Send all steps that the tracks still hold."""
        with self._telling:
            self.channels = self._tell({})

    def stories(self, told: Mapping[str, int] | None = None) -> dict[str, Story]:
        """What each track has told, or what it has told after a step of its own."""
        given = {key: _check(one) for key, one in self._given.items()}
        names = told_apart([one.name for one in given.values()])
        found = [story(one, (told or {}).get(key, -1)) for key, one in given.items()]
        named = (one._replace(name=name) for one, name in zip(found, names, strict=True))
        return dict(zip(given, named, strict=True))

    def _tell(self, told: dict[str, int]) -> bytes:
        arrays: dict[str, np.ndarray] = {}
        told = self._still(told)
        stories, last = self.stories(told), dict(told)
        for key, one in stories.items():
            arrays |= one.arrays(key)
            last[key] = int(one.steps[-1]) if len(one.steps) else told.get(key, -1)
        tracks = [{**one.meaning, "after": told.get(key, -1)} for key, one in stories.items()]
        self._told = last
        return pack(arrays, tracks=tracks)

    def _still(self, told: dict[str, int]) -> dict[str, int]:
        """What was told and has not been cut away since."""
        still = dict(told)
        for key, one in self._given.items():
            cuts = one.tape.cuts if isinstance(one, Track) else ()
            if key in told:
                still[key] = min(told[key], *cuts[self._cuts[key] :], told[key])
            self._cuts[key] = len(cuts)
        return still

    def describe(self) -> str:
        """What is drawn, in words."""
        return "; ".join(one.describe() for one in self.stories().values())

    def table(self) -> Iterator[Sequence[Any]]:
        """A line a step: the step, and a column for each number, empty where it has none."""
        tracks = [(one.name, one.kind, one.rows()) for one in self.stories().values()]
        widths = [max(map(len, rows.values()), default=1) for _, _, rows in tracks]
        head = ["step"]
        for (name, kind, _), width in zip(tracks, widths, strict=True):
            head += [name] if kind == "number" else [f"{name}[{i}]" for i in range(width)]
        yield head
        for step in sorted({step for _, _, rows in tracks for step in rows}):
            line: list[Any] = [step]
            for (_, _, rows), width in zip(tracks, widths, strict=True):
                numbers = rows.get(step, [])
                line += [*numbers, *[None] * (width - len(numbers))]
            yield line

    def draw(self, axes: Any) -> None:
        """Draw the static picture on matplotlib axes."""
        look = {name: self.options[name] for name in ("scale", "panels", "smooth")}
        draw_timeline(axes, list(self.stories().values()), step=self.step, **look)


def _check(given: Any) -> Field | Track:
    # A track that holds nothing yet has no kind, and may turn out to be something else.
    if not isinstance(given, (Field, Track)) or given.kind not in KINDS:
        rule = "fields and tracks of kind number or numbers are needed"
        raise InvalidInput("TimelineView", repr(given), rule)
    return given
