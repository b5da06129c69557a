"""The figure of persistence diagrams: barcode, diagram, Betti curves or landscapes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from tdlviz.core.complex import Complex
from tdlviz.core.door import one_of, whole_number
from tdlviz.core.errors import TooLarge
from tdlviz.core.field import Field
from tdlviz.core.track import Track
from tdlviz.figures.barcode import barcode
from tdlviz.figures.bunches import Bunch, bunches
from tdlviz.figures.curves import betti_curves, landscapes
from tdlviz.figures.diagram_points import points_pane
from tdlviz.figures.panes import Pane, Part
from tdlviz.views.diagram_frame import Shown, by_place, shown
from tdlviz.views.diagram_matching import check_matching, given_seconds
from tdlviz.views.diagram_table import bars_of
from tdlviz.views.span import bars_span

MODES = ("barcode", "diagram", "curves", "landscape")
MAX_BARS = 300_000


def diagram_figure(
    cx: Complex,
    *diagrams: Field,
    mode: str | Any = "barcode",
    levels: int | Any = 5,
    against: Field | Track | Sequence[Field | Track] | Any | None = None,
    matching: str | Any | None = "bottleneck",
    theme: str = "light",
) -> Part:
    """Bars of one or several dimensions, each with a hue and a shape of its own, those of extended
    persistence with a filling for each class.

    mode:     "barcode", "diagram", "curves" (Betti curves) or "landscape".
    levels:   how many landscapes λ1, λ2, … there are of each diagram.
    against:  a second diagram for each of the first, drawn hollow.
    matching: "bottleneck" or "wasserstein", which matches the bars of the two, or None.
    """
    mode, levels = one_of("mode", mode, MODES), whole_number("levels", levels, 1, 100)
    matching = check_matching(matching)
    every = by_place(diagrams, given_seconds(against, len(diagrams)))
    latest = {k: d.latest if isinstance(d, Track) else d for k, d in every.items()}
    known = {name: field for name, field in latest.items() if field is not None}
    _check([*known.values()])
    seen = shown(cx, known, matching)
    named = zip(seen.names, seen.diagrams, strict=True)
    title = ", ".join(f"{name}: {bars_of(field)}" for name, field in named)
    pane, said = _drawn(seen, bars_span(cx, seen.diagrams), mode, levels, theme)
    remarks = [found.words for *_, found in seen.pairs if found.words]
    remarks += [f"{every[k].name}: nothing yet." for k in every if latest[k] is None]
    return Part([pane], title, " ".join([*remarks, *said]))


def _check(diagrams: Sequence[Field]) -> None:
    from tdlviz.topology.bars import given_bars

    count = sum(map(len, diagrams))
    if count > MAX_BARS:
        rule = f"a figure takes {MAX_BARS:,}: tv.show(cx, …) draws more"
        raise TooLarge("figure", f"{count:,} bars", rule)
    # Of bars that run backwards the same is asked as of others.
    tables = [field.values for field in diagrams]
    backwards = [table[:, 1] < table[:, 0] for table in tables]
    turned = [np.where(b[:, None], t[:, ::-1], t) for t, b in zip(tables, backwards, strict=True)]
    given_bars("figure", turned)


def _drawn(
    seen: Shown, span: tuple[float, float], mode: str, levels: int, theme: str
) -> tuple[Pane, list[str]]:
    """The pane of a mode, and what is left out."""
    found = bunches(seen)
    if mode == "barcode":
        pane, note = barcode(found, *span, theme)
        return pane, [note] if note else []
    if mode == "diagram":
        return points_pane(seen, found, *span, theme), []
    forwards = [bunch for bunch in found if not bunch.backwards]
    said = _turned(found)
    if mode == "curves":
        return betti_curves(forwards, *span, theme), said
    return landscapes(forwards, *span, levels, theme), said + _cut(forwards, span[1])


def _turned(found: Sequence[Bunch]) -> list[str]:
    count = sum(len(bunch.bars) for bunch in found if bunch.backwards)
    return [f"Bars that run backwards, {count:,} of them, are not counted."] if count else []


def _cut(found: Sequence[Bunch], high: float) -> list[str]:
    endless = sum(int(np.isinf(bunch.values[:, 1]).sum()) for bunch in found)
    return [f"Endless bars, {endless:,} of them, are cut off at {high:.4g}."] if endless else []
