"""The figure of numbers: lines over the steps of a track, points where there are no steps."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from tdlviz.core.complex import Complex
from tdlviz.core.field import Field
from tdlviz.core.track import Track
from tdlviz.figures.heat import check_entries, heat, scale_of, with_bar
from tdlviz.figures.look import DASHES, axis, hue
from tdlviz.figures.panes import Pane, Part

FEW = 8  # numbers of one track that lines can tell apart; more are a heat map over steps
MOST = 300_000


def timeline_figure(_: Complex, *given: Field | Track, theme: str = "light") -> Part:
    """Tracks over their steps: a line each, and a heat map where one holds over `FEW` numbers; what
    is no track is points in their order."""
    tracks = [track for track in given if isinstance(track, Track)]
    fields = [field for field in given if isinstance(field, Field)]
    lines = [track for track in tracks if _width(track) <= FEW]
    maps = [track for track in tracks if _width(track) > FEW]
    panes = [_lines(lines, theme)] if lines else []
    panes += [_map(track, theme) for track in maps]
    panes += [_values(fields, theme)] if fields else []
    return Part(panes, _title(given), _note(tracks))


def _width(track: Track) -> int:
    """How many numbers the latest step of a track has."""
    latest = track.latest
    return 0 if latest is None else latest.values.size


def _history(track: Track) -> np.ndarray:
    """(steps, numbers)"""
    values = track.history()
    check_entries(track.name, values.size, "tv.show(cx, …) draws more")
    return values.reshape(len(values), values.size // max(len(values), 1)).astype(float)


def _lines(tracks: Sequence[Track], theme: str) -> Pane:
    from plotly.graph_objects import Scatter

    traces: list[Any] = []
    for track in tracks:
        history = _history(track)
        for entry, values in enumerate(history.T):
            place = len(traces)
            name = track.name if history.shape[1] == 1 else f"{track.name}[{entry}]"
            traces.append(
                Scatter(
                    x=track.steps,
                    y=values,
                    # A single step is a point, or nothing would be seen.
                    mode="lines" if len(values) > 1 else "markers",
                    line={"color": hue(theme, place), "dash": DASHES[place // 4 % 4], "width": 2},
                    name=name,
                    hovertemplate="step %{x}: %{y:.4~g}",
                )
            )
    single = tracks[0].name if len(traces) == 1 else ""
    return Pane(traces, axis(theme, "step"), axis(theme, single))


def _map(track: Track, theme: str) -> Pane:
    z = _history(track).T
    words = "step %{x}, entry %{y}: %{z:.4~g}<extra></extra>"
    look = {"x": track.steps, "hovertemplate": words}
    traces = heat(track.name, z, ~np.isfinite(z), scale_of([z]), theme, **look)
    bar = with_bar(traces[0], theme)
    x, y = axis(theme, "step", showgrid=False), axis(theme, "entry", showgrid=False)
    return Pane(traces, x, y, track.name, bar=bar)


def _values(fields: Sequence[Field], theme: str) -> Pane:
    from plotly.graph_objects import Scatter

    traces = [
        Scatter(
            y=np.atleast_1d(field.values).astype(float),
            mode="lines+markers",
            line={"color": hue(theme, place), "dash": DASHES[place // 4 % 4], "width": 1},
            marker={"size": 7},
            name=field.name,
            hovertemplate="entry %{x}: %{y:.4~g}",
        )
        for place, field in enumerate(fields)
    ]
    single = fields[0].name if len(fields) == 1 else ""
    return Pane(traces, axis(theme, "entry", tickformat="d"), axis(theme, single))


def _title(given: Sequence[Field | Track]) -> str:
    return ", ".join(_words(each) for each in given)


def _words(given: Field | Track) -> str:
    if isinstance(given, Field):
        return given.name
    return f"{given.name}: {f'{len(given):,} steps' if len(given) else 'nothing logged yet'}"


def _note(tracks: Sequence[Track]) -> str:
    short = [track for track in tracks if track.dropped]
    gone = ", ".join(f"{track.dropped:,} of {track.name}" for track in short)
    said = [f"Steps left out: {gone}."] if short else []
    missing = sum(int((~np.isfinite(track.history())).sum()) for track in tracks)
    if missing:
        said.append(f"{missing:,} numbers are not finite and leave gaps.")
    return " ".join(said)
