"""What a diagram view shows, in words and in numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from tdlviz.core.complex import Complex
from tdlviz.core.field import Field
from tdlviz.views.diagram_frame import CLASSES, Shown, classes, dimensions

HEAD = ["diagram", "dimension", "birth", "death", "birth_cell", "death_cell"]


def bars_of(field: Field) -> str:
    """How many bars a diagram has, in words."""
    return f"{len(field):,} bar{'s' * (len(field) != 1)}"


def words(cx: Complex, seen: Shown) -> str:
    """The diagrams in words: how many bars, how many of them endless, how far apart they are."""
    parts = []
    for name, field in zip(seen.names, seen.diagrams, strict=True):
        alive = int(np.isinf(field.values[:, 1]).sum())
        parts.append(f"{name} with {bars_of(field)}, {alive:,} endless")
    parts += [found.words.removesuffix(".") for *_, found in seen.pairs if found.words]
    return f"Persistence of {cx.summary()}: {'; '.join(parts) or 'no bars yet'}"


def table(seen: Shown) -> Iterator[Sequence[Any]]:
    """A line a bar; with its class where there is extended persistence, with its partner and how
    far that is where diagrams are compared."""
    across = any(classes(field).any() for field in seen.diagrams)
    yield [*HEAD, *(["class"] if across else []), *(["partner", "apart"] if seen.second else [])]
    for place, (name, field) in enumerate(zip(seen.names, seen.diagrams, strict=True)):
        columns = [dimensions(field).tolist(), field.values.tolist(), field.index.tolist()]
        styles, others = classes(field).tolist(), partners(seen, place)
        for bar, (dim, values, cells) in enumerate(zip(*columns, strict=True)):
            line = [name, dim, *values, *cells]
            line += [CLASSES[styles[bar]]] if across else []
            yield line + (others.get(bar, ["", ""]) if seen.second else [])


def partners(seen: Shown, place: int) -> dict[int, list[Any]]:
    """The partner of each bar of a diagram, and how far it is."""
    out: dict[int, list[Any]] = {}
    for first, second, found in seen.pairs:
        if place not in (first, second):
            continue
        own, other = found.pairs.T if place == first else found.pairs.T[::-1]
        name = seen.names[second if place == first else first]
        for bar, partner, apart in zip(own, other, found.apart, strict=True):
            alone = "none" if np.isinf(apart) else "diagonal"
            out[int(bar)] = [f"{name} bar {partner}" if partner >= 0 else alone, float(apart)]
    return out
