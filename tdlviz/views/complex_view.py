"""ComplexView: a complex in space or in the plane, coloured by a field, cut by its filtration."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from tdlviz.core.complex import Complex, given_complex
from tdlviz.core.errors import InvalidInput, TooLarge
from tdlviz.core.field import Field
from tdlviz.core.track import Track
from tdlviz.views.channel import Channel, channel, checked, flow
from tdlviz.views.complex_geometry import cell_arrays, hull_arrays, layer_arrays
from tdlviz.views.guise import HULL_OPACITY, KINDS, OPTIONS, guise
from tdlviz.views.hulls import Hulls
from tdlviz.views.labels import label_words
from tdlviz.views.layout import Layout, lifted
from tdlviz.views.opacity import checked_opacity
from tdlviz.views.payload import pack, single
from tdlviz.views.span import span
from tdlviz.views.view import View
from tdlviz.views.words import in_words, rank_names

MAX_CELLS = 3_000_000
MAX_HULLS = 100_000


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
    layout:  where things are: "positions" where there are any; "spring" or "spectral", by the
             graph; "layered", every cell at the height of its rank. "auto": the first or second.
    filtration: where the slider stands at first; None for all.
    tall:    the height of the stage in pixels.

    Cells of rank 3 and more are seen by their faces. Those of hypergraphs and ranked complexes are
    convex hulls of their vertices in the plane. In hulls and layers any rank can be coloured, but
    there are no edges for a flow and no ground for a landscape.
    Raises `TooLarge` above `MAX_CELLS` cells and `MAX_HULLS` hulls, `UnknownName` for a layout that
    does not exist.
    """

    module = "complex_view.js"
    drawing: Layout
    hulls: Hulls | None

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
        layout: str | Any = "auto",
        tall: int | Any = 420,
        theme: str | Any = "auto",
    ) -> None:
        _check(cx, filtration)
        self.cx, self.labels = cx, label_words(cx, labels)
        laid_out = guise(cx, layout)
        self.drawing, self.hulls = laid_out
        self.ranks = laid_out.ranks(cx)
        given = {"color": color, "size": size, "edge": edge, "height": height}
        self.color, self.size, self.edge, self.height = laid_out.channels(cx, given)
        if self.height is not None:
            self.drawing = lifted(self.drawing)
        usual = None if self.hulls is None else HULL_OPACITY
        opacity = usual if opacity is None else opacity
        self.opacity = checked_opacity(cx, self.drawing.flat, opacity)
        super().__init__(tall=tall, theme=theme, filtration=filtration)
        self.geometry = self._pack_geometry()
        shown = (self.color, self.size, self.edge, self.height)
        self.play(dict(zip(OPTIONS, shown, strict=True)))

    def _arrays(self) -> dict[str, np.ndarray]:
        if self.drawing.covers is not None:
            return layer_arrays(self.drawing)
        return cell_arrays(self.cx) if self.hulls is None else hull_arrays(self.cx, self.hulls)

    def _pack_geometry(self) -> bytes:
        arrays = {"positions": self.drawing.places, **self._arrays()}
        births = self.cx.births
        if births is not None:
            arrays |= {f"birth{k}": single(f"birth{k}", b) for k, b in enumerate(births)}
        every = np.concatenate(births or [np.zeros(0)])
        finite = every[np.isfinite(every)]
        return pack(
            arrays,
            counts=self.cx.counts,
            names=rank_names(self.cx),
            flat=self.drawing.flat,
            extent=self.drawing.extent,
            remark=self.drawing.remark,
            range=None if births is None else span(births),
            last=float(finite.max()) if len(finite) else 0.0,
            words=in_words(self.cx),
            named=self.labels is not None,
            **({"labels": self.labels} if self.labels else {}),
        )

    def painted(self, fields: dict[str, Field]) -> dict[str, Channel]:
        """These channels ready to be drawn."""
        for name, field in fields.items():
            checked(self.cx, OPTIONS[name], field, self.ranks[name], KINDS[name])
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
        given = self._given.items()
        waiting = [one.name for name, one in given if one is not None and name not in fields]
        return arrays, {"opacity": self.opacity, "waiting": waiting, **meaning}

    def describe(self) -> str:
        """What is drawn, in words."""
        coloured = f", coloured by {self.color.name}" if self.color is not None else ""
        return f"{in_words(self.cx)}{coloured}"

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
        from tdlviz.views.complex_picture import draw

        draw(axes, self, self.painted(self.fields(self.step)))


def _check(cx: Any, filtration: Any) -> None:
    given_complex("ComplexView", cx)
    if sum(cx.counts) > MAX_CELLS:
        rule = f"a view takes {MAX_CELLS:,}: lower max_edge or max_dim"
        raise TooLarge("show", f"{sum(cx.counts):,} cells", rule)
    if not cx.oriented and sum(cx.counts[1:]) > MAX_HULLS:
        rule = f"a view takes {MAX_HULLS:,}: see tv.simplicial_closure(cx)"
        raise TooLarge("show", f"{sum(cx.counts[1:]):,} hulls", rule)
    if filtration is not None and cx.births is None:
        raise InvalidInput("filtration", filtration, "this complex has no births")


def _spread(field: Field, rank: int, count: int) -> Sequence[Any]:
    """The values of a field on the cells of one rank; nothing where it has none."""
    out: list[Any] = [""] * count
    if field.rank == rank:
        names = range(count) if field.index is None else field.index.tolist()
        for cell, value in zip(names, field.values.tolist(), strict=True):
            out[cell] = value
    return out
