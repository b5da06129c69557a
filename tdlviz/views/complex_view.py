"""ComplexView: a complex in space or in the plane, coloured by a field, cut by its filtration."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from tdlviz.core.cells import Cells
from tdlviz.core.complex import Complex, given_complex
from tdlviz.core.door import length, listed
from tdlviz.core.errors import InvalidInput, TooLarge
from tdlviz.core.field import Field
from tdlviz.core.tape import Track
from tdlviz.views.assets import script
from tdlviz.views.channel import Channel, channel, checked, flow
from tdlviz.views.layout import layout, lifted, raised
from tdlviz.views.payload import pack, single
from tdlviz.views.span import span
from tdlviz.views.triangulate import triangulate
from tdlviz.views.view import View

MAX_CELLS = 3_000_000
RANKS = {"colour": (0, 1, 2), "size": (0,), "flow": (1,), "heights": (0,)}


class ComplexView(View):
    """A complex in the browser: orbit, pan, zoom, hover, select, and slide along its filtration.

    color:   a scalar or label `Field` on vertices, edges or faces, a `Track` of such fields (then
             live), or the name of a field of the complex.
    size:    the same on vertices.
    edge:    a flow: a scalar on edges, drawn as arrows. A positive number runs along the edge, from
             its smaller vertex to its larger, a negative one against it; width says how strong.
    height:  a scalar on vertices that lifts a complex drawn in the plane, as a landscape.
    labels:  names beside the vertices: a list of words, one a vertex, or True for their numbers.
             A button shows and hides them.
    opacity: of the faces, 0 to 1; by default solid for surfaces in space and light otherwise.
    filtration: where the slider stands at first; None for all.
    tall:    the height of the stage in pixels.

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
        edge: Field | Track | str | Any | None = None,
        height: Field | Track | str | Any | None = None,
        labels: Sequence[str] | bool | Any = False,
        opacity: float | Any | None = None,
        filtration: float | Any | None = None,
        tall: int | Any = 420,
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
        self.edge = checked(cx, "edge", edge, (1,), ("scalar",))
        self.height = checked(cx, "height", height, (0,), ("scalar",))
        if self.height is not None:
            self.drawing = lifted(self.drawing)
        self.labels = label_words(cx, labels)
        self.opacity = self._usual_opacity() if opacity is None else float(opacity)
        super().__init__(tall=tall, theme=theme, filtration=filtration)
        self.geometry = self._pack_geometry()
        given = {"colour": self.color, "size": self.size, "flow": self.edge, "heights": self.height}
        self.play(given)

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
            named=self.labels is not None,
            **({"labels": self.labels} if self.labels else {}),
        )

    def painted(self, fields: dict[str, Field]) -> dict[str, Channel]:
        """These channels ready to be drawn."""
        for name, field in fields.items():
            checked(self.cx, name, field, RANKS[name])
        return {
            name: flow(self.cx, field) if name == "flow" else channel(self.cx, field)
            for name, field in fields.items()
        }

    def frame(self, fields: dict[str, Field]) -> tuple[dict[str, np.ndarray], dict[str, Any]]:
        """What colours, sizes, crosses and lifts the cells at one step."""
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
        from tdlviz.views.picture import cut, draw_complex, draw_flow, draw_labels

        ready = self.painted(self.fields(self.step))
        drawing = self.drawing
        if "heights" in ready:
            drawing = raised(drawing, ready["heights"].values)
        kept = cut(
            self.cx, drawing.places, [ready.get("colour"), ready.get("flow")], self.filtration
        )
        cx, places, (colour, flows) = kept
        drawing = drawing._replace(places=places)
        draw_complex(axes, cx, drawing, colour, self.opacity)
        if flows is not None:
            draw_flow(axes, cx, drawing, flows)
        if self.labels is not None:
            draw_labels(axes, drawing, self.labels)


def _spread(field: Field, rank: int, count: int) -> Sequence[Any]:
    """The values of a field on the cells of one rank; nothing where it has none."""
    out: list[Any] = [""] * count
    if field.rank == rank:
        names = range(count) if field.index is None else field.index.tolist()
        for cell, value in zip(names, field.values.tolist(), strict=True):
            out[cell] = value
    return out


def label_words(cx: Complex, labels: Sequence[str] | bool | Any) -> list[str] | None:
    """A word for each vertex; an empty list for their numbers, None for no labels."""
    if isinstance(labels, bool):
        return [] if labels else None
    given = [str(label) for label in listed("labels=", labels)]
    if len(given) != cx.counts[0]:
        rule = f"a word for each of {cx.counts[0]:,} vertices, or True for their numbers"
        raise InvalidInput("labels=", f"{len(given):,} words", rule)
    return given
