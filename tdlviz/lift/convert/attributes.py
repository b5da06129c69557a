"""Attributes of cells in other libraries, as fields and back. What does not fit is refused by name.

A field has a name of its own, an attribute may have the same on nodes, edges and cells: then it
becomes the fields `weight0`, `weight1`, …, as births do, and these become one attribute again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from jaxtyping import Int, Shaped

from tdlviz.core.complex import Complex
from tdlviz.core.door import listed, plain_array
from tdlviz.core.errors import InvalidInput
from tdlviz.core.field import Field

KINDS = ("scalar", "label", "vector", "image")
LABELS = ("vertex", "batch")


class Column(NamedTuple):
    """One attribute of the cells of a rank. cells: which have it; None for all."""

    values: Shaped[np.ndarray, "n ..."]
    cells: Int[np.ndarray, "n"] | None = None


Columns = dict[str, Column]


def names_of(asked: str, given: Iterable[str] | Any) -> tuple[str, ...]:
    """A list of names, such as those to be left out."""
    names = tuple(listed(asked, given))
    if not all(isinstance(name, str) for name in names):
        raise InvalidInput(asked, repr(names), "a list of names is needed")
    return names


def read_columns(
    asked: str, ranks: Sequence[Sequence[Mapping[Any, Any]]], leave: tuple[str, ...]
) -> list[Columns]:
    """The numeric attributes of each rank from one mapping a cell, without those to `leave`.

    Raises `InvalidInput` that names all others: numbers, or equally long rows of them, are carried.
    """
    read, bad = [], {}
    for tables in ranks:
        columns: Columns = {}
        for name in dict.fromkeys(name for table in tables for name in table):
            if name in leave:
                continue
            index = [cell for cell, table in enumerate(tables) if name in table]
            values = numbers([tables[cell][name] for cell in index])
            if values is None or not isinstance(name, str):
                bad[str(name)] = tables[index[0]][name]
            else:
                chosen = None if len(index) == len(tables) else np.array(index, dtype=np.int64)
                columns[name] = Column(values, chosen)
        read.append(columns)
    refuse_attributes(asked, bad)
    return read


def refuse_attributes(asked: str, bad: Mapping[str, Any]) -> None:
    """Raise `InvalidInput` where attributes are in the way, naming each, and how to leave them."""
    if bad:
        given = ", ".join(f"{name} such as {value!r}" for name, value in bad.items())
        rule = f"numbers are carried: leave the others out by leave={[*bad]}"
        raise InvalidInput(asked, f"the attributes {given}", rule)


def numbers(values: Any) -> Shaped[np.ndarray, "n ..."] | None:
    """Values of cells as an (n,) or (n, d) array of real numbers; None where they are not."""
    try:
        array = plain_array("attributes", values)
    except InvalidInput:
        return None
    return array if array.dtype.kind in "iubf" and array.ndim in (1, 2) else None


def column_fields(asked: str, ranks: Sequence[Columns], labels: tuple[str, ...]) -> list[Field]:
    """The columns of each rank as fields; those whose name is in `labels` as labels."""
    known = (*LABELS, *labels)
    fields = []
    for rank, columns in enumerate(ranks):
        for name, (values, cells) in columns.items():
            shared = sum(name in other for other in ranks) > 1
            own = f"{name}{rank}" if shared or name in ("birth", "batch") else name
            kind = "vector" if values.ndim == 2 else "label" if name in known else "scalar"
            fields.append(Field(own, values, rank, cells, kind=kind))
    twice = {f.name for f in fields if sum(g.name == f.name for g in fields) > 1}
    if twice:
        rule = "every field has a name of its own: rename one, or leave it out"
        raise InvalidInput(asked, f"attributes that both become {sorted(twice)}", rule)
    return fields


def field_columns(
    asked: str, cx: Complex, leave: tuple[str, ...], skip: tuple[str, ...] = ()
) -> list[Columns]:
    """The fields on cells of each rank as attributes.

    Raises `InvalidInput` that names all fields of other kinds; `skip` are carried otherwise.
    """
    gone = (*leave, *skip)
    fields = [field for field in cx.fields.values() if field.name not in gone]
    bad = [field.name for field in fields if field.kind not in KINDS]
    if bad:
        kinds = ", ".join(f"{name} of kind {cx[name].kind}" for name in bad)
        rule = f"kinds {', '.join(KINDS)} are carried: leave the others out by leave={bad}"
        raise InvalidInput(asked, f"fields {kinds}", rule)
    ranks: list[Columns] = [{} for _ in cx.ranks]
    for field in fields:
        assert field.rank is not None  # as all kinds that are left sit on cells
        ranks[field.rank][_shared(field, fields)] = Column(field.values, field.index)
    return ranks


def _shared(field: Field, fields: Sequence[Field]) -> str:
    """The name without its rank where another rank has the same: "birth" for `birth0`."""
    stem = field.name.removesuffix(str(field.rank))
    alike = [other.name == f"{stem}{other.rank}" for other in fields if other.rank != field.rank]
    return stem if stem and stem != field.name and any(alike) else field.name


def take_positions(columns: Columns, name: str) -> Shaped[np.ndarray, "n d"] | None:
    """The attribute that holds positions, taken out where every vertex has one."""
    place = columns.get(name)
    if place is None or place.cells is not None or place.values.ndim != 2:
        return None
    return columns.pop(name).values


def put_positions(asked: str, cx: Complex, columns: Columns, name: str) -> None:
    """The reverse of `take_positions`; refused where a field has that name."""
    if cx.positions is None:
        return
    if name in columns:
        rule = f"only one of them is the attribute {name!r}"
        raise InvalidInput(asked, f"positions and a field {name!r}", rule)
    columns[name] = Column(cx.positions)


def write_columns(columns: Columns, cells: int) -> list[dict[str, Any]]:
    """One dictionary of plain numbers a cell, the reverse of `read_columns`."""
    tables: list[dict[str, Any]] = [{} for _ in range(cells)]
    for name, (values, some) in columns.items():
        places = range(cells) if some is None else some.tolist()
        for place, value in zip(places, values.tolist(), strict=True):
            tables[place][name] = value
    return tables


def integer_names(asked: str, names: Iterable[Any]) -> Int[np.ndarray, "n"]:
    """Names of vertices or cells as an array, refused where one is no integer of 64 bits."""
    given = list(names)
    for name in given:
        whole = isinstance(name, (int, np.integer)) and not isinstance(name, bool)
        if not whole or abs(name) >= 2**63:
            rule = "names are integers below 2^63: number them first, and keep a list of the names"
            raise InvalidInput(asked, f"the name {name!r}", rule)
    return np.array(given, dtype=np.int64)


def unordered(cx: Complex, ranks: int) -> bool:
    """Whether the cells of the first `ranks` ranks are simplices with increasing vertices."""
    return cx.oriented and all(
        cells.uniform(rank + 1)
        and (np.diff(np.asarray(cells).reshape(-1, rank + 1), axis=1) > 0).all()
        for rank, cells in enumerate(cx.ranks[:ranks])
    )


def vertex_names(asked: str, cx: Complex) -> list[int]:
    """What other libraries call the vertices: the field `vertex`, or 0, 1, …"""
    field = cx.fields.get("vertex")
    if field is None:
        return list(range(cx.counts[0]))
    labels = field.values.tolist()
    whole = field.rank == 0 and field.index is None and field.values.dtype.kind in "iu"
    if not whole or len({*labels}) < len(labels):
        raise InvalidInput(asked, repr(field), "field vertex gives each vertex its own name")
    return [int(label) for label in labels]
