"""The barcode of every head of attention, at once or live while a model trains."""

from __future__ import annotations

from functools import partial
from typing import Any, NamedTuple

import numpy as np
from jaxtyping import Float, Int

from tdlviz.core.complex import Complex, given_complex
from tdlviz.core.door import one_of, whole_number
from tdlviz.core.errors import InvalidInput
from tdlviz.core.field import Field
from tdlviz.core.incidence import Faces
from tdlviz.core.track import Track
from tdlviz.lift.expected import MAX_DIM
from tdlviz.topology.attention_complex import (
    MAX_CELLS,
    SYMMETRIES,
    attention_births,
    attention_graph,
    check_attention,
)
from tdlviz.topology.faces import faces
from tdlviz.topology.pairing import paired
from tdlviz.topology.weighted import cofaces_births

MOST_HEADS = 1024  # of a track: each is derived by itself


def attention_bars(
    cx: Complex | Any,
    attention: Field | Track | Any,
    dim: int | Any = 1,
    symmetry: str | Any = "max",
    heads: int | Any | None = None,
    max_cells: int | Any = MAX_CELLS,
) -> list[Field | Track]:
    """The persistence diagram of every head, in one dimension: what `tv.persistence` says of
    `tv.attention_complex(cx, attention, head, dim + 1)`, the same cells among it.

    attention: a field of kind "attention" gives a list of fields of kind "diagram"; a track gives
               a list of tracks that its tape derives from it, and that go on while it is logged.
    heads:     how many, for a track that holds nothing yet.

    Called "… head 3 H1". The cells of a bar are those of the attention complex, whose names are
    the same in all heads and, while the pairs stay, at all steps. Cliques are built once for all
    heads; each head is then paired by itself, over Z/2. A track takes fewer steps where that is
    slower than the run, as `Tape.derive` says, each head by itself.
    Raises `InvalidInput` and `TooLarge` as `attention_complex` does, and where `heads` is missing,
    above 1,024, or said of a field.
    """
    given_complex("attention_bars", cx)
    dim = whole_number("attention_bars(dim=…)", dim, 0, MAX_DIM - 1)
    most = whole_number("attention_bars(max_cells=…)", max_cells, 1)
    found = Heads(cx, dim, one_of("attention_bars(symmetry=…)", symmetry, SYMMETRIES), most)
    if isinstance(attention, Track):
        return _tracks(found, attention, heads)
    if heads is not None:
        raise InvalidInput("attention_bars(heads=…)", heads, "a field knows its heads itself")
    return [*found.all(attention)]


class Heads(NamedTuple):
    """How diagrams of heads are found."""

    cx: Complex
    dim: int
    symmetry: str
    max_cells: int

    def all(self, attention: Field | Any) -> list[Field]:
        """A diagram for each head."""
        check_attention("attention_bars", self.cx, attention)
        return [self._one(attention, head) for head in range(attention.values.shape[1])]

    def one(self, head: int, heads: int, attention: Field) -> Field:
        """The diagram of one head of so many."""
        check_attention("attention_bars", self.cx, attention)
        count = attention.values.shape[1]
        if count != heads:
            rule = f"the number of heads, {heads}, must not change"
            raise InvalidInput(f"head {head} of {attention.name!r}", f"{count} heads", rule)
        return self._one(attention, head)

    def _one(self, attention: Field, head: int) -> Field:
        graph = attention_graph(self.cx, attention, self.dim + 1, self.max_cells)
        births = attention_births(graph, attention.values[:, head], self.symmetry)
        values, cells = diagram(graph.complex, births, self.dim)
        name = _name(attention.name, head, self.dim)
        return Field(name, values, self.dim, cells, kind="diagram")


def diagram(
    cx: Complex, edges: Float[np.ndarray, "edges"], dim: int
) -> tuple[Float[np.ndarray, "bars 2"], Int[np.ndarray, "bars 2"]]:
    """Births and deaths in one dimension where cells enter with the last of their edges, and the
    cells of each bar; those of zero length are left out, as `persistence` does."""
    births = [np.zeros(cx.counts[0]), edges, *cofaces_births(cx, edges)]
    end = cone_from(cx, edges)
    kept = [np.flatnonzero(own <= end) for own in births]
    order = tuple(
        np.argsort(own[part], kind="stable") for own, part in zip(births, kept, strict=True)
    )
    boundaries = [
        _part(faces(cx, rank), *kept[rank - 1 : rank + 1]) for rank in range(1, cx.dim + 1)
    ]
    bars = paired(order, boundaries, 2).bars[dim]
    cells = np.column_stack([kept[dim][bars[:, 0]], np.append(kept[dim + 1], -1)[bars[:, 1]]])
    values = np.column_stack(
        [births[dim][cells[:, 0]], np.append(births[dim + 1], np.inf)[cells[:, 1]]]
    )
    lasting = values[:, 0] < values[:, 1]
    return values[lasting], cells[lasting]


def cone_from(cx: Complex, edges: Float[np.ndarray, "edges"]) -> float:
    """When the first vertex is joined to all others; inf where none ever is.

    From then on the cliques are a cone over it: there are no holes, so that cells that come later
    begin and end no bar that lasts. Attention has such vertices, as the first token of a text."""
    ends = np.asarray(cx.cells(1)).reshape(-1)
    last = np.zeros(cx.counts[0])
    np.maximum.at(last, ends, np.repeat(edges, 2))
    joined = np.bincount(ends, minlength=cx.counts[0]) == cx.counts[0] - 1
    return float(last[joined].min(initial=np.inf))


def _part(whole: Faces, below: Int[np.ndarray, "faces"], cells: Int[np.ndarray, "cells"]) -> Faces:
    """The faces of some simplices, renamed by their places among those that are left."""
    width = int(whole.offsets[1]) if len(whole.offsets) > 1 else 1
    names = whole.names.reshape(-1, width)[cells]
    place = np.zeros(int(below.max(initial=-1)) + 1, dtype=np.int64)
    place[below] = np.arange(len(below))
    signs = whole.signs.reshape(-1, width)[cells]
    return Faces(place[names].reshape(-1), signs.reshape(-1), width * np.arange(len(cells) + 1))


def _tracks(found: Heads, track: Track, heads: int | Any | None) -> list[Field | Track]:
    asked, latest = f"attention_bars of track {track.name!r}", track.latest
    if track.kind not in (None, "attention"):
        raise InvalidInput(asked, f"kind {track.kind}", "kind attention is needed")
    if latest is None and heads is None:
        rule = "say heads=, as nothing is logged yet that tells how many there are"
        raise InvalidInput(asked, "no heads", rule)
    given = latest.values.shape[1] if heads is None and latest is not None else heads
    count = whole_number(f"{asked}: heads", given, 1, MOST_HEADS)
    return [
        track.tape.derive(
            _name(track.name, head, found.dim),
            partial(found.one, head, count),
            track.name,
            kind="diagram",
            rank=found.dim,
        )
        for head in range(count)
    ]


def _name(attention: str, head: int, dim: int) -> str:
    return f"{attention} head {head} H{dim}"
