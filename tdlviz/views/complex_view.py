"""ComplexView: a complex in space or in the plane, coloured by a field, cut by its filtration."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from tdlviz.core.cells import Cells
from tdlviz.core.complex import Complex, given_complex
from tdlviz.core.errors import InvalidInput, TooLarge
from tdlviz.core.field import Field
from tdlviz.core.tape import Track
from tdlviz.views.assets import script
from tdlviz.views.channel import Channel, channel, checked
from tdlviz.views.layout import layout
from tdlviz.views.opacity import checked_opacity
from tdlviz.views.payload import pack, single
from tdlviz.views.span import span
from tdlviz.views.triangulate import triangulate
from tdlviz.views.view import View

MAX_CELLS = 3_000_000


class ComplexView(View):
    """A complex in the browser: orbit, pan, zoom, hover, select, and slide along its filtration.

    color:   a scalar or label `Field` on vertices, edges or faces, a `Track` of such fields (then
             live), or the name of a field of the complex.
    size:    the same on vertices.
    opacity: of the faces, 0 to 1; by default solid for surfaces in space and light otherwise.
    filtration: where the slider stands at first; None for all.
    height:  pixels.

    Cells of rank 3 and more are seen by their faces. Raises `TooLarge` above `MAX_CELLS` cells.
    """

    module = "complex_view.js"
    _esm = script(module)

    def __init__(
        self,
        cx: Complex | Any,
        *,
        color: Field | Track | str | Any | None = None,
        size: Field | Track | str | Any | None = None,
        opacity: float | Any | None = None,
        filtration: float | Any | None = None,
        height: int | Any = 420,
        theme: str | Any = "auto",
    ) -> None:
        given_complex("ComplexView", cx)
        if not cx.oriented:
            rule = "hypergraphs and ranked complexes are seen through tv.simplicial_closure(cx)"
            raise InvalidInput("show", cx.summary(), rule)
        if sum(cx.counts) > MAX_CELLS:
            rule = f"a view takes {MAX_CELLS:,}: lower max_edge or max_dim"
            raise TooLarge("show", f"{sum(cx.counts):,} cells", rule)
        if filtration is not None and cx.births is None:
            raise InvalidInput("filtration", filtration, "this complex has no births")
        self.cx, self.drawing = cx, layout(cx)
        self.color = checked(cx, "color", color, tuple(range(min(cx.dim, 2) + 1)))
        self.size = checked(cx, "size", size, (0,))
        self.opacity = checked_opacity(cx, self.drawing.flat, opacity)
        super().__init__(height=height, theme=theme, filtration=filtration)
        self.geometry = self._pack_geometry()
        self._send_channels()
        for given in (self.color, self.size):
            if isinstance(given, Track):
                self.follow(given, self._send_channels)

    def _pack_geometry(self) -> bytes:
        arrays: dict[str, np.ndarray] = {"positions": self.drawing.places}
        edges = self.cx.ranks[1].flat if self.cx.dim >= 1 else np.zeros(0)
        arrays["edges"] = edges.astype(np.int32)
        triangles, owner = triangulate(self.cx.ranks[2] if self.cx.dim >= 2 else Cells.of([]))
        arrays["triangles"] = triangles.astype(np.int32)
        if len(owner) and not self.cx.ranks[2].uniform(3):
            arrays["owner"] = owner.astype(np.int32)
        if self.cx.dim >= 3 and self.cx.ranks[3].uniform(4):
            arrays["solids"] = self.cx.ranks[3].flat.astype(np.int32)
        births = self.cx.births
        if births is not None:
            arrays |= {f"birth{k}": single(f"birth{k}", b) for k, b in enumerate(births)}
        every = np.concatenate(births or [np.zeros(0)])
        finite = every[np.isfinite(every)]
        return pack(
            arrays,
            counts=self.cx.counts,
            flat=self.drawing.flat,
            extent=self.drawing.extent,
            remark=self.drawing.remark,
            range=None if births is None else span(births),
            last=float(finite.max()) if len(finite) else 0.0,
            words=f"Complex of {self.cx.summary()}",
        )

    def painted(self) -> dict[str, Channel]:
        """The channels as they are now, ready to be drawn; a track without steps gives none."""
        ready = {}
        for name, field in self._fields().items():
            checked(self.cx, name, field, (0, 1, 2) if name == "colour" else (0,))
            ready[name] = channel(self.cx, field)
        return ready

    def _fields(self) -> dict[str, Field]:
        given = {"colour": self.color, "size": self.size}
        latest = {n: f.latest if isinstance(f, Track) else f for n, f in given.items()}
        return {name: field for name, field in latest.items() if field is not None}

    def _send_channels(self) -> None:
        ready = self.painted()
        arrays = {name: found.values for name, found in ready.items()}
        if "size" in arrays:
            arrays["size"] = 0.5 + 2.5 * np.sqrt(np.maximum(arrays["size"], 0))
        meaning = {name: found.meaning for name, found in ready.items()}
        self.channels = pack(arrays, opacity=self.opacity, **meaning)

    def describe(self) -> str:
        """What is drawn, in words."""
        coloured = f", coloured by {self.color.name}" if self.color is not None else ""
        return f"Complex of {self.cx.summary()}{coloured}"

    def table(self) -> Iterator[Sequence[Any]]:
        """A line a cell: its rank, name and vertices, its birth, and what colours and sizes it."""
        given = self._fields()
        births = self.cx.births
        yield ["rank", "cell", "vertices", *(["birth"] if births else []), *given]
        for rank, cells in enumerate(self.cx.ranks):
            columns = [] if births is None else [births[rank]]
            columns += [_spread(field, rank, len(cells)) for field in given.values()]
            for cell, *row in zip(range(len(cells)), *columns, strict=True):
                yield [rank, cell, " ".join(map(str, cells[cell])), *row]

    def draw(self, axes: Any) -> None:
        """Draw the static picture on matplotlib axes."""
        from tdlviz.views.picture import cut, draw_complex

        colour = self.painted().get("colour")
        cx, places, colour = cut(self.cx, self.drawing.places, colour, self.filtration)
        draw_complex(axes, cx, self.drawing._replace(places=places), colour, self.opacity)


def _spread(field: Field, rank: int, count: int) -> Sequence[Any]:
    """The values of a field on the cells of one rank; nothing where it has none."""
    out: list[Any] = [""] * count
    if field.rank == rank:
        names = range(count) if field.index is None else field.index.tolist()
        for cell, value in zip(names, field.values.tolist(), strict=True):
            out[cell] = value
    return out
