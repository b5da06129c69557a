"""To TopoNetX: simplicial, cell and combinatorial complexes, and coloured hypergraphs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from tdlviz.core.complex import Complex, given_complex
from tdlviz.core.door import one_of
from tdlviz.core.errors import InvalidInput
from tdlviz.lift.convert.attributes import (
    field_columns,
    names_of,
    put_positions,
    unordered,
    vertex_names,
    write_columns,
)
from tdlviz.lift.convert.package import package

FORMS = {
    "simplicial": "SimplicialComplex",
    "cell": "CellComplex",
    "combinatorial": "CombinatorialComplex",
    "coloured": "ColoredHyperGraph",
}
RESERVED = ("cell", "check_skeleton", "key", "node", "rank", "self", "simplex")
"""Names of parameters of TopoNetX, which cannot be those of attributes."""


def to_toponetx(
    cx: Complex | Any, form: str | Any | None = None, *, leave: Iterable[str] | Any = ()
) -> Any:
    """The TopoNetX complex of a complex, with its fields as attributes.

    form:  "simplicial", "cell", "combinatorial" or "coloured". None: simplicial for simplices, cell
           for polygons, combinatorial for a complex without orientation. "coloured" is for one that
           has a set twice, or sets of a higher rank than sets that they lie in.
    leave: names of fields to leave out.

    Names and attributes as in `from_toponetx`; TopoNetX adds a weight of 1 where a combinatorial or
    coloured cell has none. Raises `InvalidInput` for a form that does not fit, ordered simplices,
    and fields of other kinds than scalar, label and vector or with a name that TopoNetX needs;
    `UnknownName` for other forms, `MissingPackage` without toponetx.
    """
    toponetx = package("to_toponetx", "toponetx", "convert")
    chosen = _form(cx, form)
    leave = names_of("to_toponetx(leave=…)", leave)
    columns = field_columns("to_toponetx", cx, leave, ("vertex",))
    put_positions("to_toponetx", cx, columns[0], "position")
    taken = sorted({name for tables in columns for name in tables if name in RESERVED})
    if taken:
        rule = f"TopoNetX has these names for itself: leave={taken}"
        raise InvalidInput("to_toponetx", f"fields {', '.join(taken)}", rule)
    names = np.array(vertex_names("to_toponetx", cx), dtype=np.int64)
    made = getattr(toponetx, FORMS[chosen])()
    for rank, cells in enumerate(cx.ranks):
        rows = [names[cell].tolist() for cell in cells]
        for row, table in zip(rows, write_columns(columns[rank], len(rows)), strict=True):
            _add(made, chosen, rank, row, table)
    return made


def _form(cx: Complex | Any, form: Any) -> str:
    given_complex("to_toponetx", cx)
    if form is not None:
        one_of("to_toponetx(form=…)", form, FORMS)
    polygonal = unordered(cx, 2) and cx.incidence is None and not any(cx.counts[3:])
    simplicial = unordered(cx, len(cx.ranks))
    fitting = {"simplicial": simplicial, "cell": polygonal, "combinatorial": not cx.oriented}
    if form is None:
        form = next((name for name, fits in fitting.items() if fits), "")
    if not {**fitting, "coloured": not cx.oriented}.get(form, False):
        rule = "simplices, polygons, or sets without orientation are needed, as the form says"
        raise InvalidInput(f"to_toponetx(form={form or None!r})", cx.summary(), rule)
    return str(form)


def _add(made: Any, form: str, rank: int, row: list[int], table: dict[str, Any]) -> None:
    if form == "simplicial":
        made.add_simplex(row, **table)
    elif rank == 0:
        made.add_node(row[0], **table)
    elif form == "cell" and rank == 1:
        made.add_edge(*row, **table)
    else:
        if form == "combinatorial" and row in made.cells:
            given, rule = f"the cell {row} twice", 'say form="coloured"'
            raise InvalidInput("to_toponetx", given, rule)
        try:
            made.add_cell(row, rank=rank, **table)
        except ValueError as error:
            raise InvalidInput("to_toponetx", f"cell {row}: {error}", "see form") from error
