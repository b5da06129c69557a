"""ScatterView: vectors on cells as points of a plane, linked with the cells that they stand for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from tdlviz.core.complex import Complex, given_complex
from tdlviz.core.door import listed, whole_number
from tdlviz.core.errors import InvalidInput
from tdlviz.core.field import Field
from tdlviz.core.track import Track
from tdlviz.views.channel import Channel, channel, checked
from tdlviz.views.payload import single
from tdlviz.views.plane import Plane, chosen_plane, principal_plane
from tdlviz.views.scatter_picture import draw_scatter
from tdlviz.views.view import View


class ScatterView(View):
    """Vectors on the cells of one rank as points: latent spaces, embeddings, hidden features.

    vectors: one field or track of kind "vector".
    color:   a field, a track or the name of a field of `cx`, scalar or label, on the same rank.
    size:    likewise; larger values are larger points.
    axes:    two coordinates to draw, as (0, 3). None draws two coordinates as they are and more by
             their first two principal axes, turned alike at all steps of a track.

    Click a point, or draw a lasso around several: their cells are selected in all linked views.
    """

    module = "scatter_view.js"

    def __init__(
        self,
        cx: Complex | Any,
        *vectors: Field | Track | Any,
        color: Field | Track | str | Any | None = None,
        size: Field | Track | str | Any | None = None,
        axes: Sequence[int] | Any | None = None,
        tall: int | Any = 420,
        theme: str | Any = "auto",
    ) -> None:
        given_complex("ScatterView", cx)
        if len(vectors) != 1:
            rule = "one field of kind vector a view: link several views"
            raise InvalidInput("ScatterView", f"{len(vectors)} fields", rule)
        self.cx, self.axes = cx, None if axes is None else _pair(axes)
        given = _vectors(cx, vectors[0])
        ranks = tuple(range(cx.dim + 1)) if given.rank is None else (given.rank,)
        channels = {"color": color, "size": size}
        found = {name: checked(cx, name, one, ranks) for name, one in channels.items()}
        # What is drawn before the first step of a track.
        nobody, nowhere = np.zeros(0, np.int64), np.zeros((0, 2))
        self._none = Field(given.name, nowhere, given.rank or 0, nobody, kind="vector")
        self._towards: dict[int, np.ndarray] = {}
        super().__init__(tall=tall, theme=theme)
        self.play({"vectors": given, **found})

    def plane(self, field: Field) -> Plane:
        """The points that are drawn; the axes of all steps match those that were found first."""
        _vectors(self.cx, field)
        vectors = field.values.astype(float)
        if self.axes is not None and len(vectors):
            return chosen_plane(vectors, self.axes)
        if not self.tracks:
            return principal_plane(vectors)
        d = vectors.shape[1]
        if d not in self._towards and np.isfinite(vectors).any():
            self._towards[d] = principal_plane(vectors).basis
        return principal_plane(vectors, self._towards.get(d))

    def frame(self, fields: dict[str, Field]) -> tuple[dict[str, np.ndarray], dict[str, Any]]:
        """The points of one step, with the channels of the cells that they stand for."""
        field = fields.get("vectors", self._none)
        plane, cells = self.plane(field), _cells(field)
        arrays = {"places": single("places", plane.places), "cells": cells.astype(np.int32)}
        values = {"name": field.name, "rank": field.rank, "labels": plane.labels}
        for name, one in self._channels(fields).items():
            arrays[name] = one.values[cells]
            values[name] = one.meaning
        lost = int((~np.isfinite(plane.places).all(axis=1)).sum())
        remark = plane.remark if "vectors" in fields else "No vectors yet."
        values |= {"remark": remark, "extent": _extent(plane.places), "lost": lost}
        return arrays, {**values, "words": self._words(fields)}

    def _channels(self, fields: dict[str, Field]) -> dict[str, Channel]:
        found = {}
        for name in ("color", "size"):
            one = fields.get(name)
            if one is None:
                continue
            rank = fields.get("vectors", self._none).rank
            if one.rank != rank:
                rule = f"{self._none.name} lies on cells of rank {rank}"
                raise InvalidInput(f"{name}=", f"{one.name!r} of rank {one.rank}", rule)
            found[name] = channel(self.cx, one)
        return found

    def describe(self) -> str:
        """What is drawn, in words."""
        return self._words(self.fields(self.step))

    def _words(self, fields: dict[str, Field]) -> str:
        field = fields.get("vectors")
        if field is None:
            return f"{self._none.name}: no vectors yet"
        m, d = field.values.shape
        by = [f"{name} by {fields[name].name}" for name in ("color", "size") if name in fields]
        colour = f", {', '.join(by)}".replace("color", "colour") if by else ""
        return f"{field.name}: {m:,} points of R^{d} on cells of rank {field.rank}{colour}"

    def table(self) -> Iterator[Sequence[Any]]:
        """A line a point: its cell, its place, its vector, and the channels."""
        fields = self.fields(self.step)
        field = fields.get("vectors")
        if field is None:
            yield ["cell"]
            return
        shown = {name: one for name, one in fields.items() if name != "vectors"}
        entries = [f"{field.name}[{i}]" for i in range(field.values.shape[1])]
        yield ["cell", "x", "y", *entries, *(one.name for one in shown.values())]
        known = [
            dict(zip(_cells(one).tolist(), one.values.tolist(), strict=True))
            for one in shown.values()
        ]
        places = self.plane(field).places.tolist()
        for cell, place, vector in zip(
            _cells(field).tolist(), places, field.values.tolist(), strict=True
        ):
            yield [cell, *place, *vector, *(values.get(cell) for values in known)]

    def draw(self, axes: Any) -> None:
        """Draw the static picture on matplotlib axes."""
        fields = self.fields(self.step)
        field = fields.get("vectors")
        if field is None:
            axes.set_axis_off()
            return
        channels = {name: one.values[_cells(field)] for name, one in self._channels(fields).items()}
        labels = fields["color"].kind == "label" if "color" in fields else False
        draw_scatter(axes, self.plane(field), channels.get("color"), channels.get("size"), labels)
        axes.set_title(self._words(fields), fontsize=9)


def _vectors(cx: Complex, given: Any) -> Field | Track:
    if not isinstance(given, (Field, Track)) or given.kind not in ("vector", None):
        raise InvalidInput("ScatterView", repr(given), "a field or track of kind vector is needed")
    if isinstance(given, Field):
        given.check(cx)
    return given


def _pair(axes: Any) -> tuple[int, int]:
    pair = tuple(whole_number("axes", axis, 0) for axis in listed("axes", axes))
    if len(pair) != 2 or pair[0] == pair[1]:
        raise InvalidInput("axes", axes, "two different coordinates are needed, as (0, 3)")
    return pair


def _cells(field: Field) -> np.ndarray:
    return np.arange(len(field.values)) if field.index is None else np.asarray(field.index)


def _extent(places: np.ndarray) -> list[float] | None:
    """Left, bottom, right and top of the points, None where there are none."""
    known = places[np.isfinite(places).all(axis=1)]
    return [*known.min(axis=0).tolist(), *known.max(axis=0).tolist()] if len(known) else None
