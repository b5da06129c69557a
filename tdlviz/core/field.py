"""Numbers on cells, on pairs or triples of cells, or on the whole complex."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike, DTypeLike

from tdlviz.core.dense import dense
from tdlviz.core.door import plain_array, words
from tdlviz.core.errors import InvalidInput, UnknownName

if TYPE_CHECKING:
    from tdlviz.core.complex import Complex


@dataclass(frozen=True)
class Kind:
    """What one value looks like and where it sits.

    `axes` names the axes of one value. `offsets` gives, for each cell that a value sits on, its
    rank relative to the field's rank; none for a value of the whole complex. `endless` says that
    the last cell may be missing (-1), as for a bar that never dies.
    """

    axes: tuple[str, ...]
    offsets: tuple[int, ...]
    endless: bool = False


KINDS: dict[str, Kind] = {
    "scalar": Kind((), (0,)),
    "label": Kind((), (0,)),
    "image": Kind((), (0,)),
    "vector": Kind(("d",), (0,)),
    "diagram": Kind(("birth, death",), (0, 1), endless=True),
    "extended": Kind(("birth, death",), (0, 0)),
    "maps": Kind(("d", "e"), (0, 1)),
    "attention": Kind(("heads",), (0, 0)),
    "attention_to_faces": Kind(("heads",), (0, -1)),
    "attention_to_cofaces": Kind(("heads",), (0, 1)),
    "triples": Kind(("heads",), (0, 0, 0)),
    "number": Kind((), ()),
    "numbers": Kind(("n",), ()),
    "matrix": Kind(("rows", "columns"), ()),
}


@dataclass(frozen=True, eq=False)
class Field:
    """Values with a name, a kind said by their maker, and the cells that they sit on.

    values: (m, *axes of one value), or only the axes where the kind belongs to the whole complex.
    rank:   rank of the (first) cell of every value; None for the whole complex.
    index:  (m,) or (m, 2) or (m, 3) int64 cells; None means all cells of `rank` in order.
    kind:   a key of `KINDS`.

    Arrays are copied and made read-only. NaN is allowed and is drawn as missing. A matrix may be a
    scipy sparse one, of up to 4096 × 4096 (`TooLarge` beyond), and is written out in full.
    Raises `InvalidInput` or `UnknownName` where shape, rank or kind disagree.
    """

    name: str | Any  # taken as anything, as are the others, and kept only if right
    values: np.ndarray | Any  # taken as anything like an array, kept as an array
    rank: int | Any | None = None
    index: np.ndarray | Any = None
    kind: str | Any = field(kw_only=True)

    def __post_init__(self) -> None:
        words("Field(name=…)", self.name)
        if words("Field(kind=…)", self.kind) not in KINDS:
            raise UnknownName(f"field {self.name!r}", f"kind {self.kind!r}", f"kinds: {[*KINDS]}")
        values = (
            dense(f"field {self.name!r}", self.values) if self.kind == "matrix" else self.values
        )
        object.__setattr__(self, "values", frozen_array(self.name, values))
        if self.index is not None:
            object.__setattr__(self, "index", frozen_array(self.name, self.index))
        self._check_shape()

    @property
    def placed(self) -> Kind:
        """The row of `KINDS` that this field obeys."""
        return KINDS[self.kind]

    def _check_shape(self) -> None:
        kind, given = self.placed, f"values {self.values.shape}, rank {self.rank}"
        whole, many = not kind.offsets, len(kind.offsets) > 1
        dimensions = len(kind.axes) + (not whole)
        rules = {
            f"{self.kind} values have {dimensions} axes": self.values.ndim == dimensions,
            "values are pairs (birth, death)": kind.axes != ("birth, death",)
            or self.values.shape[1:] == (2,),
            "a label is an integer": self.kind != "label" or self.values.dtype.kind in "iub",
            "a rank is needed, an integer >= 0": whole
            or (
                isinstance(self.rank, (int, np.integer))
                and not isinstance(self.rank, bool)
                and self.rank >= 0
            ),
            "the whole complex has neither rank nor index": not whole
            or (self.rank is None and self.index is None),
            "an index is needed": not many or self.index is not None,
        }
        for rule, holds in rules.items():
            if not holds:
                raise InvalidInput(f"field {self.name!r} of kind {self.kind}", given, rule)
        if self.index is not None:
            self._check_index(self.index)

    def _check_index(self, index: np.ndarray) -> None:
        asked, width = f"index of field {self.name!r}", len(self.placed.offsets)
        shape = (len(self.values),) if width == 1 else (len(self.values), width)
        if index.shape != shape or index.dtype.kind not in "iu":
            raise InvalidInput(asked, f"{index.shape} {index.dtype}", f"{shape} integers needed")

    def check(self, cx: Complex | Any) -> None:
        """Raise `InvalidInput` where a cell that this field names is not in `cx`."""
        if not hasattr(cx, "summary"):  # importing Complex would go around in a circle
            raise InvalidInput(f"field {self.name!r}", type(cx).__name__, "a Complex is needed")
        if self.rank is None:
            return
        asked, counts = f"field {self.name!r} on {cx.summary()}", [*cx.counts, 0, 0]
        if self.rank > cx.dim:
            raise InvalidInput(asked, f"rank {self.rank}", f"ranks go up to {cx.dim}")
        if self.index is None:
            if len(self.values) != counts[self.rank]:
                rule = f"{counts[self.rank]} cells have rank {self.rank}"
                raise InvalidInput(asked, f"{len(self.values)} values", rule)
            return
        columns = self.index.reshape(len(self.values), len(self.placed.offsets)).T
        for place, (column, offset) in enumerate(zip(columns, self.placed.offsets, strict=True)):
            last = place == len(columns) - 1 and self.placed.endless
            self._check_column(asked, column, -1 if last else 0, counts[self.rank + offset])

    def _check_column(self, asked: str, column: np.ndarray, low: int, count: int) -> None:
        if len(column) and (column.min() < low or column.max() >= count):
            given = f"cells {column.min()} to {column.max()}"
            raise InvalidInput(asked, given, f"there are {count} of that rank")

    def __len__(self) -> int:
        return len(self.values) if self.placed.offsets else 1

    def __getitem__(self, rows: int | slice | ArrayLike | Any) -> Field:
        """The same field on some of its rows. One bar of a diagram is `diagram[i]`."""
        if not self.placed.offsets:
            raise InvalidInput(f"{self.name}[...]", f"kind {self.kind}", "it has one value only")
        if isinstance(rows, (int, np.integer)) and not -len(self) <= rows < len(self):
            raise InvalidInput(f"row {rows} of {self.name!r}", f"{len(self)} rows", "out of range")
        if not isinstance(rows, slice):
            rows = plain_array(f"rows of {self.name!r}", rows)
        try:
            chosen = np.atleast_1d(np.arange(len(self))[rows])
        except IndexError as error:
            raise InvalidInput(f"rows of {self.name!r}", f"{len(self)} rows", str(error)) from error
        index = chosen if self.index is None else self.index[chosen]
        return replace(self, values=self.values[chosen], index=index)

    def __iter__(self) -> Iterator[Field]:
        return (self[row] for row in range(len(self)))

    def __array__(self, dtype: DTypeLike = None, copy: bool | None = None) -> np.ndarray:
        values = np.asarray(self.values, dtype=dtype)
        return values.copy() if copy else values

    def __repr__(self) -> str:
        where = "the whole complex" if self.rank is None else f"{len(self)} of rank {self.rank}"
        return f"Field({self.name!r}, {self.kind}, {where})"


def frozen_array(name: str, values: ArrayLike | Any) -> np.ndarray:
    """A read-only numeric copy, detached from whoever gave it."""
    array = np.array(plain_array(f"field {name!r}", values))
    if array.dtype.kind not in "iubf":
        raise InvalidInput(f"field {name!r}", f"dtype {array.dtype}", "real numbers are needed")
    array.setflags(write=False)
    return array
