"""ComplexView: a complex in space or in the plane, coloured by a field, cut by its filtration."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from tdlviz.core.cells import Cells
from tdlviz.core.complex import Complex, given_complex
from tdlviz.core.door import length
from tdlviz.core.errors import InvalidInput, TooLarge
from tdlviz.core.field import Field
from tdlviz.core.tape import Track
from tdlviz.views.assets import script
from tdlviz.views.channel import Channel, channel, checked
from tdlviz.views.layout import layout
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
        if opacity is not None and length("opacity", opacity) > 1:
            raise InvalidInput("opacity", opacity, "between 0 and 1")
        if filtration is not None and cx.births is None:
            raise InvalidInput("filtration", filtration, "this complex has no births")
        self.cx, self.drawing = cx, layout(cx)
        self.color = checked(cx, "color", color, tuple(range(min(cx.dim, 2) + 1)))
        self.size = checked(cx, "size", size, (0,))
        self.opacity = self._usual_opacity() if opacity is None else float(opacity)
        super().__init__(height=height, theme=theme, filtration=filtration)
        self.geometry = self._pack_geometry()
        self.play({"colour": self.color, "size": self.size})

    def _usual_opacity(self) -> float:
        # On a surface an edge has two faces at the most; where there are more, look through.
        sides = len(self.cx.ranks[2].flat) if self.cx.dim >= 2 else 0
        surface = self.cx.dim == 2 and sides <= 2 * self.cx.counts[1]
        return 1.0 if surface and not self.drawing.flat else 0.35

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

    def painted(self, fields: dict[str, Field]) -> dict[str, Channel]:
        """These channels ready to be drawn."""
        for name, field in fields.items():
            checked(self.cx, name, field, (0, 1, 2) if name == "colour" else (0,))
        return {name: channel(self.cx, field) for name, field in fields.items()}

    def frame(self, fields: dict[str, Field]) -> tuple[dict[str, np.ndarray], dict[str, Any]]:
        """What colours and sizes the cells at one step."""
        ready = self.painted(fields)
        arrays = {name: found.values for name, found in ready.items()}
        if "size" in arrays:
            arrays["size"] = 0.5 + 2.5 * np.sqrt(np.maximum(arrays["size"], 0))
        meaning = {name: found.meaning for name, found in ready.items()}
        return arrays, {"opacity": self.opacity, **meaning}

    def describe(self) -> str:
        """What is drawn, in words."""
        coloured = f", coloured by {self.color.name}" if self.color is not None else ""
        return f"Complex of {self.cx.summary()}{coloured}"

    def table(self) -> Iterator[Sequence[Any]]:
        """A line a cell: its rank, name and vertices, its birth, and what colours and sizes it."""
        given = self.fields(self.step)
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

        colour = self.painted(self.fields(self.step)).get("colour")
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
