"""Values on their way from a device into a field, without a wait in the thread that trains."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch

from tdlviz.core.errors import InvalidInput
from tdlviz.core.field import KINDS, Field

DTYPES = {"float32": torch.float32, "float16": torch.float16}
_aside: dict[torch.device, torch.cuda.Stream] = {}


class Snapshot:
    """A `tdlviz.Pending`: values as they were when it was made, and what a field has beside them.

    On CUDA they are copied within the device, in the order of the work that is queued there, and
    leave it on a stream of their own into pinned memory; nothing is waited for until `field`.
    """

    def __init__(
        self,
        name: str,
        kind: str,
        rank: int | None,
        values: torch.Tensor,
        index: torch.Tensor | np.ndarray | None,
    ) -> None:
        self.name, self.kind, self.rank = name, kind, rank
        self._values, seen = _left(values)
        self._index: Any
        self._index, also = _left(index) if isinstance(index, torch.Tensor) else (index, None)
        self._events = [event for event in (seen, also) if event is not None]

    def ready(self) -> bool:
        """Whether all has arrived, or never will."""
        arrays = [a for a in (self._values, self._index) if isinstance(a, torch.Tensor)]
        try:
            return all(a.device.type == "cpu" for a in arrays) and all(
                event.query() for event in self._events
            )
        except RuntimeError:  # the device is gone: `field` says so
            return False

    def field(self) -> Field:
        """The field. Raises `InvalidInput` where the device went away on the way."""
        try:
            for event in self._events:
                event.synchronize()
            values, index = _array(self._values), _array(self._index)
        except RuntimeError as error:
            said = str(error).splitlines()[0]
            raise InvalidInput(f"watch {self.name!r}", said, "the device must answer") from error
        return Field(self.name, values, self.rank, index, kind=self.kind)


def snapshot(
    name: str,
    kind: str,
    rank: int | None,
    values: torch.Tensor | Any,
    index: torch.Tensor | np.ndarray | Any | None = None,
    dtype: str = "float32",
) -> Snapshot:
    """A copy that later changes do not reach. Floating values take the dtype, others keep theirs.

    Raises `InvalidInput` for what can be seen at once not to make a field of that kind.
    """
    asked = f"watch {name!r}"
    for tensor in (values, index):
        if isinstance(tensor, torch.Tensor) and (
            tensor.layout != torch.strided or tensor.is_meta or tensor.is_nested
        ):
            rule = "dense values on a device are needed"
            raise InvalidInput(asked, f"{tensor.layout} on {tensor.device}", rule)
    if not isinstance(values, torch.Tensor) or values.is_complex() or values.is_quantized:
        given = getattr(values, "dtype", type(values).__name__)
        raise InvalidInput(asked, str(given), "a tensor of real numbers is needed")
    row = KINDS[kind]
    axes = len(row.axes) + bool(row.offsets)
    if values.ndim != axes:
        raise InvalidInput(asked, f"shape {tuple(values.shape)}", f"{kind} values have {axes} axes")
    if len(row.offsets) > 1 and (index is None or len(index) != len(values)):
        given = "no index" if index is None else f"{len(index)} rows of index"
        raise InvalidInput(asked, given, f"the cells of {len(values)} values are needed")
    return Snapshot(name, kind, rank, _own(values, DTYPES[dtype]), _own(index))


def fetch(name: str, value: torch.Tensor) -> Snapshot:
    """A single number that is still on a device, as `Tape.fetch` wants it; float64 stays."""
    dtype = torch.float64 if value.dtype == torch.float64 else torch.float32
    return Snapshot(name, "number", None, _own(value, dtype), None)


def _own(values: Any, dtype: torch.dtype | None = None) -> Any:
    """A copy of what may still change, floating values in the dtype; read-only arrays may not."""
    if not isinstance(values, torch.Tensor):
        return values
    kept = dtype if dtype and values.is_floating_point() else values.dtype
    return values.detach().to(kept, copy=True, memory_format=torch.contiguous_format)


def _left(values: torch.Tensor) -> tuple[torch.Tensor, torch.cuda.Event | None]:
    """The values in pinned memory, and when they are there; all but CUDA is fetched by `field`."""
    if values.device.type != "cuda":
        return values, None
    if values.device not in _aside:
        _aside[values.device] = torch.cuda.Stream(values.device)
    aside = _aside[values.device]
    aside.wait_stream(torch.cuda.current_stream(values.device))
    with torch.cuda.stream(aside):
        pinned = torch.empty(values.shape, dtype=values.dtype, pin_memory=True)
        pinned.copy_(values, non_blocking=True)
        values.record_stream(aside)  # so that its memory is not given away before it was read
        event = torch.cuda.Event(blocking=True)  # its waiting thread sleeps and does not spin
        event.record(aside)
    return pinned, event


def _array(values: torch.Tensor | np.ndarray | None) -> np.ndarray | None:
    return values.cpu().numpy() if isinstance(values, torch.Tensor) else values
