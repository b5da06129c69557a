"""The bars of one persistence diagram or of many, in flat arrays: the door of every vectorisation.

A diagram comes as a `Field`, or as an (m, 2) array or torch tensor of births and deaths. Many come
as a list, or as the one diagram of a batch of complexes. Tensors stay tensors, so that gradients
flow back through whatever is computed from them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from jaxtyping import Float, Int

from tdlviz.core.complex import given_complex
from tdlviz.core.door import listed, real_array, real_number
from tdlviz.core.errors import InvalidInput
from tdlviz.core.field import Field
from tdlviz.topology.batch_labels import batch_labels, batch_size
from tdlviz.topology.namespace import like, namespace

DiagramLike = Any
"""A `Field` of kind diagram, or births and deaths as an (m, 2) array or tensor."""


@dataclass(frozen=True)
class Bars:
    """`n` bars of `count` diagrams.

    births, deaths: (n,) float64, arrays or tensors as they were given.
    born, died:     (n,) the same numbers as arrays, for whatever needs no gradient.
    owner:          (n,) the diagram of each bar.
    single:         whether one diagram was given, and not a list of them.
    dtype:          of the tensors that were given; None where there were arrays.
    """

    births: Any
    deaths: Any
    born: Float[np.ndarray, "n"]
    died: Float[np.ndarray, "n"]
    owner: Int[np.ndarray, "n"]
    count: int
    single: bool
    dtype: Any = None

    @property
    def lives(self) -> Any:
        """How long each bar is."""
        return self.deaths - self.births

    def given_back(self, results: Any) -> Any:
        """Results (count, …) in the form of what was given: one for one diagram."""
        results = results if self.dtype is None else results.to(self.dtype)
        return results[0] if self.single else results


def given_bars(
    asked: str, diagrams: DiagramLike | Sequence[DiagramLike], batch: Any = None
) -> Bars:
    """The bars of one diagram, of each of a list of them, or of each complex of a `batch`.

    Raises `InvalidInput` for no diagrams, fields of another kind, shapes other than (m, 2), NaN,
    births that are not finite, deaths before births, and arrays among tensors.
    """
    single = isinstance(diagrams, Field) or getattr(diagrams, "ndim", 0) == 2
    given = [diagrams] if single else listed(asked, diagrams)
    if not len(given):
        raise InvalidInput(asked, "no diagrams", "at least one is needed")
    tables = [_table(asked, one) for one in given]
    owner = np.repeat(np.arange(len(tables)), [len(table) for table in tables])
    born, died = np.concatenate(tables).T
    _check(asked, born, died)
    if batch is not None:
        owner, count = _of_batch(asked, diagrams, batch)
        return Bars(born, died, born, died, owner, count, single=False)
    if not any(hasattr(one, "detach") for one in given):
        return Bars(born, died, born, died, owner, len(tables), single)
    tensors = _joined(asked, given)
    births, deaths = tensors.double().T
    return Bars(births, deaths, born, died, owner, len(tables), single, tensors.dtype)


def finite_bars(
    asked: str, diagrams: DiagramLike | Sequence[DiagramLike], batch: Any, end: float | Any | None
) -> Bars:
    """The same bars with those that never die cut off at `end`, or refused where it is None."""
    bars = given_bars(asked, diagrams, batch)
    end = None if end is None else real_number(f"{asked}(end=…)", end)
    endless = np.isinf(bars.died)
    if not endless.any():
        return bars
    if end is None:
        rule = "say with end=… where bars are cut off that never die"
        raise InvalidInput(asked, f"{int(endless.sum())} endless bars", rule)
    if bars.born[endless].max() > end:
        given = f"end {end} and an endless bar born at {bars.born[endless].max()}"
        raise InvalidInput(f"{asked}(end=…)", given, "no bar ends before it begins")
    xp = namespace(bars.deaths)
    deaths = xp.where(xp.isinf(bars.deaths), like(bars.deaths, np.array(end)), bars.deaths)
    return replace(bars, deaths=deaths, died=np.where(endless, end, bars.died))


def _table(asked: str, diagram: Any) -> Float[np.ndarray, "m 2"]:
    """Births and deaths as an array."""
    if isinstance(diagram, Field) and diagram.kind != "diagram":
        raise InvalidInput(asked, repr(diagram), "a field of kind diagram is needed")
    table = real_array(asked, diagram)
    if table.ndim != 2 or table.shape[1] != 2:
        rule = "a diagram is an (m, 2) array of births and deaths"
        raise InvalidInput(asked, f"shape {table.shape}", rule)
    return table


def _check(asked: str, born: np.ndarray, died: np.ndarray) -> None:
    with np.errstate(over="ignore", invalid="ignore"):
        lives = died - born
    right = np.isfinite(born) & (lives >= 0) & (np.isfinite(lives) | (died == np.inf))
    if not right.all():
        bar = int((~right).argmax())
        rule = "births are finite, deaths no earlier, and lengths within float64"
        raise InvalidInput(asked, f"a bar from {born[bar]} to {died[bar]}", rule)


def _joined(asked: str, values: Any) -> Any:
    """One tensor of all."""
    forms = {(str(getattr(v, "dtype", type(v))), str(getattr(v, "device", "cpu"))) for v in values}
    if len(forms) > 1 or not all(hasattr(one, "detach") for one in values):
        rule = "diagrams are all arrays, or all tensors of one type on one device"
        raise InvalidInput(asked, f"{sorted(forms)}", rule)
    return namespace(values[0]).concatenate(values)


def _of_batch(asked: str, diagram: Any, batch: Any) -> tuple[Int[np.ndarray, "n"], int]:
    """The complex of each bar, by the label of its birth cell, and how many complexes there are."""
    given_complex(f"{asked}(batch=…)", batch)
    if not isinstance(diagram, Field) or "batch0" not in batch.fields:
        rule = "the diagram of a batch of complexes, and that batch, are needed"
        raise InvalidInput(f"{asked}(batch=…)", f"{type(diagram).__name__} and {batch!r}", rule)
    diagram.check(batch)
    born = np.asarray(diagram.index)[:, 0]
    return batch_labels(batch, diagram.rank or 0)[born], batch_size(batch)
