"""MatrixView: an operator, a dissimilarity or a confusion matrix, down to its exact numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import traitlets

from tdlviz.core.complex import Complex, given_complex
from tdlviz.core.door import one_of
from tdlviz.core.errors import InvalidInput, TdlvizError
from tdlviz.core.field import Field
from tdlviz.core.track import Track
from tdlviz.topology.seriation import seriation
from tdlviz.views.codes import codes
from tdlviz.views.matrix_axis import axes_of
from tdlviz.views.matrix_picture import draw_matrix
from tdlviz.views.matrix_words import matrix_words
from tdlviz.views.payload import pack, single
from tdlviz.views.view import View

ORDERS = ("given", "clustered")
STILL, MOVING = 512 * 512, 64 * 64
"""Up to so many entries the numbers travel with the colours: of a field, of a track's step."""
WINDOW = 1 << 16


class MatrixView(View):
    """One matrix as squares of colour; zoomed in, they show their numbers.

    matrix:  a field of kind "matrix" of up to 4096 × 4096, or a track of such fields.
    rows:    the rank of the cells that rows stand for, None for none; `columns` likewise. Rows and
             columns are linked with these cells.
    names:   what rows and columns are called, as the classes of a confusion matrix: one list for
             both, or a pair of lists, either of which may be None.
    order:   "given", or "clustered": alike rows and columns stand side by side (see `seriation`),
             and keep their names. The order of the first step of a track stays.
    tall:    the height of the stage in pixels.

    Large matrices are painted from bytes; the page asks for the numbers of what it has zoomed to.
    Raises `TooLarge` above 4096 rows or columns, `InvalidInput` where counts differ.
    """

    module = "matrix_view.js"
    window: traitlets.List[Any] = traitlets.List().tag(sync=True)
    numbers = traitlets.Bytes(b"").tag(sync=True, echo_update=False)

    def __init__(
        self,
        cx: Complex | Any,
        *matrix: Field | Track | Any,
        rows: int | Any | None = None,
        columns: int | Any | None = None,
        names: Sequence[Any] | Any | None = None,
        order: str | Any = "given",
        tall: int | Any = 420,
        theme: str | Any = "auto",
    ) -> None:
        given_complex("MatrixView", cx)
        if len(matrix) != 1:
            rule = "one matrix a view: tv.link(tv.show(cx, a), tv.show(cx, b)) shows two"
            raise InvalidInput("MatrixView", f"{len(matrix)} matrices", rule)
        self.cx, self.axes = cx, axes_of(cx, rows, columns, names)
        self.ordering, self.orders = one_of("order", order, ORDERS), dict[Any, Any]()
        self.most = MOVING if isinstance(matrix[0], Track) else STILL
        super().__init__(tall=tall, theme=theme, order=order)
        try:
            self.play({"matrix": matrix[0]})
        except TdlvizError:
            self.close()
            raise
        self.geometry = self._pack_geometry()
        self.observe(self._fetch, "window")

    def _pack_geometry(self) -> bytes:
        rows, columns = self.axes
        arrays = rows.arrays("row") | columns.arrays("column")
        # A pair of vertices that is an edge lights that edge.
        if rows.rank == columns.rank == 0 and self.cx.dim and self.cx.ranks[1].uniform(2):
            arrays["edges"] = self.cx.ranks[1].flat.astype(np.int32)
        labels = [rows.names, columns.names]
        return pack(arrays, ranks=[rows.rank, columns.rank], names=labels, words=self.describe())

    def frame(self, fields: dict[str, Field]) -> tuple[dict[str, np.ndarray], dict[str, Any]]:
        """The colours of one step, its numbers where they are few, and the order of its rows."""
        if "matrix" not in fields:
            return {}, {"shape": [0, 0], "title": "no matrix yet"}
        matrix = self._checked(fields["matrix"])
        shown, order = self._arranged(matrix)
        coded = codes(shown)
        arrays = {"codes": coded.codes}
        if shown.size <= self.most:
            arrays["numbers"] = single(f"matrix {matrix.name!r}", shown)
        if self.ordering == "clustered":
            arrays |= {
                "rowOrder": order[0].astype(np.int32),
                "columnOrder": order[1].astype(np.int32),
            }
        return arrays, {"shape": list(shown.shape), "title": matrix.name, **coded.meaning}

    def _checked(self, field: Field) -> Field:
        if field.kind != "matrix":
            raise InvalidInput("MatrixView", repr(field), "kind matrix is needed")
        for axis, count in zip(self.axes, field.values.shape, strict=True):
            axis.check(field.name, field.values.shape, count)
        return field

    def _arranged(self, field: Field) -> tuple[np.ndarray, tuple[np.ndarray, np.ndarray]]:
        """The numbers as rows and columns stand, and which stands where."""
        values, shape = field.values, field.values.shape
        values = values if values.dtype.kind == "f" else values.astype(np.float64)
        if self.ordering == "given":
            return values, (np.arange(shape[0]), np.arange(shape[1]))
        if shape not in self.orders:
            same = shape[0] == shape[1] and self.axes[0].same(self.axes[1])
            self.orders[shape] = seriation(values, same)
        rows, columns = self.orders[shape]
        return values[np.ix_(rows, columns)], (rows, columns)

    def _fetch(self, change: dict[str, Any]) -> None:
        """Answer the page, which asks for the numbers of a window: step, row, column, and size."""
        if change["new"]:
            self._guarded(lambda: self._answer(*change["new"]))

    def _answer(self, step: int, top: int, left: int, rows: int, columns: int) -> None:
        field = self.fields(step if step >= 0 else None).get("matrix")
        if field is None or rows * columns > WINDOW or min(top, left) < 0:
            return
        part = self._arranged(field)[0][top : top + rows, left : left + columns]
        found = {"numbers": single(f"matrix {field.name!r}", part)}
        self.numbers = pack(found, step=step, window=[top, left, *part.shape])

    def _shown(self) -> Field | None:
        return self.fields(self.step).get("matrix")

    def describe(self) -> str:
        """What is drawn, in words."""
        return matrix_words(self._shown())

    def table(self) -> Iterator[Sequence[Any]]:
        """A line an entry: its row, its column, and its value."""
        yield ["row", "column", "value"]
        field = self._shown()
        for row, values in enumerate([] if field is None else field.values):
            names = [axis.names for axis in self.axes]
            for column, value in enumerate(values.tolist()):
                yield [_called(names[0], row), _called(names[1], column), value]

    def draw(self, axes: Any) -> None:
        """Draw the static picture on matplotlib axes."""
        field = self._shown()
        if field is None or not field.values.size:
            axes.set_axis_off()
            axes.set_title("no matrix yet" if field is None else self.describe(), fontsize=9)
            return
        shown, order = self._arranged(field)
        draw_matrix(
            axes,
            shown,
            self.describe(),
            [axis.labels(o) for axis, o in zip(self.axes, order, strict=True)],
        )


def _called(names: Sequence[str] | None, place: int) -> str | int:
    return place if names is None else names[place]
