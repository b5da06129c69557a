"""A channel of a view: a field or track, checked and made ready for the shader."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from jaxtyping import Float

from tdlviz.core.complex import Complex
from tdlviz.core.errors import InvalidInput
from tdlviz.core.field import Field
from tdlviz.core.track import Track

PAINTABLE = ("scalar", "label", "image")


class Channel(NamedTuple):
    """One number a cell between 0 and 1, -1 where missing, and what they mean.

    values: (cells of `rank`,) float32.
    meaning: name, kind, rank, low, high, missing, labels: what the legend says.
    """

    values: Float[np.ndarray, "cells"]
    meaning: dict[str, object]


def checked(
    cx: Complex,
    option: str,
    given: object,
    ranks: tuple[int, ...],
    kinds: tuple[str, ...] = PAINTABLE,
) -> Field | Track | None:
    """`given` as a field or track that this channel can show; a name means a field of `cx`."""
    if isinstance(given, str):
        given = cx[given]
    if given is None or isinstance(given, Track):
        return given
    if not isinstance(given, Field):
        rule = 'a Field, a Track, or the name of a field of the complex, such as cx["birth1"]'
        raise InvalidInput(f"{option}=", type(given).__name__, rule)
    if given.kind not in kinds or given.rank not in ranks:
        rule = f"kind {' or '.join(kinds)} on cells of rank {', '.join(map(str, ranks))}"
        raise InvalidInput(f"{option}=", repr(given), rule)
    given.check(cx)
    return given


def channel(cx: Complex, field: Field) -> Channel:
    """Spread the values over all cells of the field's rank and scale them to [0, 1]."""
    assert field.rank is not None
    full = np.full(cx.counts[field.rank], np.nan)
    full[slice(None) if field.index is None else field.index] = field.values
    meaning = {"name": field.name, "kind": field.kind, "rank": field.rank}
    if field.kind == "label":
        return _labels(full, meaning)
    known = np.isfinite(full)
    low, high = (full[known].min(), full[known].max()) if known.any() else (0.0, 1.0)
    # Halves, because the difference of two floats may be larger than any.
    width = high / 2 - low / 2
    scaled = (full / 2 - low / 2) / width if width > 0 else np.full(len(full), 0.5)
    values = np.where(known, scaled, -1).astype(np.float32)
    return Channel(
        values, {**meaning, "low": float(low), "high": float(high), "missing": int((~known).sum())}
    )


def flow(cx: Complex, field: Field) -> Channel:
    """Signed numbers on all edges, scaled to [-1, 1]; 0 where one is missing, which is counted."""
    full = np.zeros(cx.counts[1])
    full[slice(None) if field.index is None else field.index] = field.values
    known = np.isfinite(full)
    most = float(np.abs(full[known]).max(initial=0))
    values = np.where(known, full / (most or 1), 0).astype(np.float32)
    missing = int((~known).sum())
    return Channel(values, {"name": field.name, "rank": 1, "most": most, "missing": missing})


def _labels(full: np.ndarray, meaning: dict[str, object]) -> Channel:
    known = np.isfinite(full)
    labels, place = np.unique(full[known], return_inverse=True)
    values = np.full(len(full), -1, dtype=np.float32)
    values[known] = (place % 256) / 255
    names = [str(int(label)) for label in labels[:12]]
    more = [f"and {len(labels) - 12} more"] if len(labels) > 12 else []
    return Channel(values, {**meaning, "labels": names + more, "missing": int((~known).sum())})
