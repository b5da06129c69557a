"""What all views have in common: the traits that cross to the browser, the picture, the end."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator, Mapping, Sequence
from inspect import getdoc
from os import PathLike
from pathlib import Path
from time import thread_time
from typing import Any, ClassVar
from uuid import uuid4

import anywidget
import numpy as np
import traitlets
from traitlets import Bytes

from tdlviz.core.door import real_array, whole_number
from tdlviz.core.errors import InvalidInput
from tdlviz.core.field import Field
from tdlviz.core.meter import Meter
from tdlviz.core.track import Track
from tdlviz.views.assets import script, style
from tdlviz.views.pacer import Pacer
from tdlviz.views.payload import pack
from tdlviz.views.reel import reel
from tdlviz.views.save import save

TALL = (120, 4000)


class View(anywidget.AnyWidget):
    """A widget on the page. Numbers cross as one payload: `geometry` once, `channels` when changed.

    What changes with the steps of a track is a frame: the page keeps those that have come, and
    `history` holds those that came before it looked.

    selection:  what is selected, as marks `{"role", "rank", "cells", "text"}`; linked views share
                it. Roles are selected, birth, death and cycle. May be set from Python.
    filtration: the threshold of the filtration slider, None for all. Setting it moves the slider;
                what the reader does comes back when the pointer or the focus leaves the view.
    step:       the step of a run that is shown, None for the newest; otherwise like `filtration`.
    group:      views with the same group are linked.
    theme:      "auto" follows the page; "light" and "dark" force one.
    fault:      an error in words, shown inside the view; "" for none.

    A subclass names its ES module in `module`, and calls `play` with what may be tracks; `frame`
    then packs them into the trait that `framed` names.
    """

    module: ClassVar[str]
    framed: ClassVar[str] = "channels"
    _css = style()

    geometry = Bytes(b"").tag(sync=True)
    channels = Bytes(b"").tag(sync=True, echo_update=False)
    options = traitlets.Dict().tag(sync=True)
    group = traitlets.Unicode().tag(sync=True)
    selection = traitlets.List(traitlets.Dict()).tag(sync=True)
    filtration = traitlets.Float(None, allow_none=True).tag(sync=True)
    step = traitlets.Int(None, allow_none=True).tag(sync=True)
    history = Bytes(b"").tag(sync=True)
    recalled = traitlets.Int(0).tag(sync=True)
    theme = traitlets.Enum(["auto", "light", "dark"], "auto").tag(sync=True)
    fault = traitlets.Unicode("").tag(sync=True)
    _undo = traitlets.List(traitlets.Callable())

    def __init_subclass__(cls, **kwargs: Any) -> None:
        if "module" in vars(cls):
            cls._esm = script(cls.module)
        super().__init_subclass__(**kwargs)

    def __init__(
        self,
        *,
        tall: int | Any = 420,
        theme: str | Any = "auto",
        filtration: float | Any | None = None,
        **options: Any,
    ) -> None:
        tall = whole_number("tall, in pixels", tall, *TALL)
        if not isinstance(theme, str) or theme not in ("auto", "light", "dark"):
            raise InvalidInput("theme", repr(theme), '"auto", "light" or "dark"')
        if filtration is not None and not np.isfinite(real_array("filtration", filtration)).all():
            raise InvalidInput("filtration", filtration, "a finite number, or None for all")
        traits = {"group": uuid4().hex, "theme": theme, "filtration": filtration}
        crossing = self.class_traits(sync=True).items()
        payloads = [name for name, trait in crossing if isinstance(trait, Bytes)]
        options = {"tall": tall, "uid": uuid4().hex, "payloads": payloads, **options}
        self._given: dict[str, Field | Track | None] = {}
        super().__init__(options=options, **traits)

    def describe(self) -> str:
        """What is drawn, in words: for `text/plain`, alt texts and screen readers.

        A view that does not say it is described by the first line of its docstring."""
        return (getdoc(type(self)) or type(self).__name__).partition("\n")[0]

    def draw(self, axes: Any) -> None:
        """Draw the static picture on matplotlib axes."""
        raise NotImplementedError

    def table(self) -> Iterator[Sequence[Any]]:
        """What is drawn, in numbers: a head and a line for each cell or bar."""
        raise NotImplementedError

    def complete(self) -> None:
        """Have at hand all that the page could ask from Python, as far as time allows."""
        self.recall()

    def synced(self) -> list[str]:
        """The traits that cross to the browser, without those of every widget."""
        inherited = {"_esm", "_css", "_anywidget_id", *anywidget.AnyWidget.class_traits()}
        return [name for name in self.traits(sync=True) if name not in inherited]

    def save(self, path: str | PathLike[str] | Any) -> Path:
        """Write to a file: .html (alive, without kernel or network), .png, .svg or .csv."""
        return save([self], path)

    def picture(self) -> bytes:
        """The static picture as PNG, for GitHub, nbviewer and print."""
        from tdlviz.views.picture import png

        return png([self])

    def frame(self, fields: dict[str, Field]) -> tuple[dict[str, np.ndarray], dict[str, Any]]:
        """The arrays and values of one step: what `play` was given, as it stood then."""
        raise NotImplementedError

    def play(self, given: Mapping[str, Field | Track | None]) -> None:
        """Show these, and follow those that are tracks, 24 frames a second at most, till closed.

        Where a run has a budget, frames come no quicker than it allows, but for the last."""
        self._given = dict(given)
        self._cut = self.cuts
        self.refresh()
        self.recall()
        pacer = Pacer(self._follow, wait=lambda: max((m.wait for m in self._meters), default=0.0))
        self._undo.append(pacer.close)
        self._undo += [meter.at_rest(pacer.hurry) for meter in self._meters]
        for track in self.tracks:
            self._undo.append(track.subscribe(lambda _: pacer()))
        self.observe(lambda _: self._guarded(self.recall), "recalled")

    @property
    def tracks(self) -> list[Track]:
        """The tracks that this view follows."""
        return [given for given in self._given.values() if isinstance(given, Track)]

    def fields(self, step: int | None = None) -> dict[str, Field]:
        """What is shown, by name, as it stood at `step`, None for now."""
        found = {}
        for name, given in self._given.items():
            field = _at(given, step) if isinstance(given, Track) else given
            if field is not None:
                found[name] = field
        return found

    def refresh(self) -> None:
        """Send the newest frame."""
        cuts = self.cuts
        setattr(self, self.framed, self._packed(None))
        if cuts != self._cut and len(cuts) > 1:
            self.recall()  # of the other tapes the page has forgotten what still holds
        self._cut = cuts

    def recall(self) -> None:
        """Send the frames of all steps that the tracks still hold."""
        steps = self.steps
        missing = max((track.dropped for track in self.tracks), default=0)
        self.history = reel(steps, self._packed, missing) if len(steps) > 1 else b""

    @property
    def cuts(self) -> list[list[int]]:
        """The cuts of each tape that is followed: a page forgets frames that are later."""
        tapes = {id(track.tape): track.tape for track in self.tracks}
        return [list(tape.cuts) for tape in tapes.values()]

    @property
    def steps(self) -> list[int]:
        """The steps that the tracks keep, in increasing order."""
        return sorted({step for track in self.tracks for step in track.steps})

    @property
    def newest(self) -> int:
        """The last step of the tracks, -1 where there is none."""
        return max((track.ends[1] for track in self.tracks if track.ends), default=-1)

    @property
    def _meters(self) -> set[Meter]:
        return {track.tape.meter for track in self.tracks}

    def _follow(self) -> None:
        """Send the newest frame, and tell the meters of its tapes."""
        for meter in self._meters:
            meter.begins()
        begin = thread_time()
        self._guarded(self.refresh)
        for meter in self._meters:
            meter.showed(thread_time() - begin, len(getattr(self, self.framed)))

    def _packed(self, step: int | None) -> bytes:
        # Cuts first: a frame of before a cut that says it is of after would never be forgotten.
        cuts = self.cuts
        step = self.newest if step is None else step
        arrays, values = self.frame(self.fields(step if step >= 0 else None))
        return pack(arrays, step=step, **({"cuts": cuts} if any(cuts) else {}), **values)

    def _guarded(self, action: Callable[[], None]) -> None:
        # An error in a background thread would be lost: it is shown where the picture is.
        try:
            action()
            self.fault = "; ".join(f"{t.name}: {t.fault}" for t in self.tracks if t.fault)
        except Exception as error:  # noqa: BLE001, whatever it is, the reader must see it
            self.fault = f"{type(error).__name__}: {error}"

    def close(self) -> None:
        """Free the widget, in the browser and here, and stop following tracks."""
        while self._undo:
            self._undo.pop()()
        super().close()

    def __repr__(self) -> str:
        return f"{type(self).__name__}: {self.describe()}"

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        data, metadata = super()._repr_mimebundle_(**kwargs) or ({}, {})
        return with_picture(data, metadata, self.describe(), self.picture())

    def __panel__(self) -> Any:
        from tdlviz.apps.bridge import pane

        return pane(self)


def with_picture(
    data: dict[str, Any], metadata: dict[str, Any], words: str, png: bytes
) -> tuple[dict[str, Any], dict[str, Any]]:
    """A mime bundle that also shows something where no widget can live."""
    image = base64.b64encode(png).decode()
    return (
        {**data, "text/plain": words, "image/png": image},
        {**metadata, "image/png": {"alt": words}},
    )


def _at(track: Track, step: int | None) -> Field | None:
    """The field of a track at a step, None before its first."""
    if step is None:
        return track.latest
    return track.at(step) if track.ends and track.ends[0] <= step else None
