"""The barcodes of heads beside their weights: as they are given, and on their way to the page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from tdlviz.core.door import listed
from tdlviz.core.errors import InvalidInput
from tdlviz.core.field import Field
from tdlviz.core.track import Track
from tdlviz.views.payload import single

BARS = "bars "
"""Diagrams are played under this, their layer, head and dimension."""


class Place(NamedTuple):
    """Whose bars a diagram holds."""

    layer: int
    head: int
    dim: int

    @property
    def name(self) -> str:
        """That under which they are played."""
        return BARS + " ".join(map(str, self))


def given_barcodes(bars: Any, layers: int) -> dict[str, Field | Track]:
    """The diagrams of all heads by the names under which they are played; none for None.

    A list for each layer, in it the diagrams of its heads; of several dimensions one after the
    other. Raises `InvalidInput` for anything else.
    """
    if bars is None:
        return {}
    asked = "AttentionView(bars=…)"
    given = listed(asked, bars)
    if len(given) != layers or any(isinstance(own, (Field, Track)) for own in given):
        rule = f"a list for each of {layers} layers: [tv.attention_bars(cx, layer) for layer in …]"
        raise InvalidInput(asked, f"{len(given)} of {_types(given)}", rule)
    found: dict[str, Field | Track] = {}
    for layer, own in enumerate(given):
        heads: dict[int, int] = {}
        for one in listed(asked, own):
            if not isinstance(one, (Field, Track)) or one.kind != "diagram" or one.rank is None:
                rule = "a field or track of kind diagram a head, as tv.attention_bars gives them"
                raise InvalidInput(asked, repr(one), rule)
            heads[one.rank] = heads.get(one.rank, -1) + 1
            found[Place(layer, heads[one.rank], one.rank).name] = one
    return found


def _types(given: Sequence[Any] | np.ndarray) -> str:
    return ", ".join(sorted({type(own).__name__ for own in given}))


def check_heads(given: Mapping[str, Any], fields: Mapping[str, Field]) -> None:
    """Raise `InvalidInput` where there are not as many barcodes as heads in a dimension."""
    counts: dict[tuple[int, int], int] = {}
    for name in given:
        if name.startswith(BARS):
            layer, head, dim = map(int, name.removeprefix(BARS).split())
            counts[layer, dim] = max(counts.get((layer, dim), 0), head + 1)
    for (layer, dim), count in counts.items():
        field = fields.get(str(layer))
        if field is not None and field.values.shape[1] != count:
            said = f"{count} of H{dim} for layer {layer}"
            rule = f"{field.values.shape[1]} heads have one each"
            raise InvalidInput("AttentionView(bars=…)", said, rule)


def check_order(order: Sequence[Sequence[int]] | None, fields: Mapping[str, Field]) -> None:
    """Raise `InvalidInput` where a head is in the order that its layer has not."""
    for layer, head in order or ():
        field = fields.get(str(layer))
        if field is not None and head >= field.values.shape[1]:
            rule = f"layer {layer} has {field.values.shape[1]} heads"
            raise InvalidInput("AttentionView(order=…)", (layer, head), rule)


def without_barcodes(fields: Mapping[str, Any]) -> dict[str, Any]:
    """What is played that is no barcode: the weights."""
    return {name: given for name, given in fields.items() if not name.startswith(BARS)}


def barcodes(fields: Mapping[str, Field]) -> dict[Place, Field]:
    """The diagrams among what is played, by layer, head and dimension."""
    names = (name for name in fields if name.startswith(BARS))
    places = sorted(Place(*map(int, name.removeprefix(BARS).split())) for name in names)
    return {place: fields[place.name] for place in places}


def barcode_arrays(found: Mapping[Place, Field]) -> tuple[dict[str, np.ndarray], dict[str, Any]]:
    """All bars of each layer, head by head, and the part of the filtration that they lie in."""
    arrays: dict[str, np.ndarray] = {}
    for layer in sorted({place.layer for place in found}):
        own = {place: field for place, field in found.items() if place.layer == layer}
        counts = [len(field) for field in own.values()]
        values = np.concatenate([field.values for field in own.values()])
        where = np.array([(place.head, place.dim) for place in own], np.int32)
        cells = np.concatenate([np.asarray(field.index) for field in own.values()])
        arrays |= {
            f"barBirth{layer}": single("births", values[:, 0]),
            f"barDeath{layer}": single("deaths", values[:, 1]),
            f"barPlace{layer}": np.repeat(where, counts, axis=0),
            f"barCells{layer}": cells.astype(np.int32),
        }
    return arrays, {"range": bars_range([*found.values()]), "dims": sorted({p.dim for p in found})}


def bars_range(diagrams: Sequence[Field]) -> list[float]:
    """From the first birth to the last death; to 1, where weights end, for bars that never die."""
    values = np.concatenate([np.zeros((0, 2)), *(field.values for field in diagrams)])
    if not len(values):
        return [0.0, 1.0]
    endless = any(np.isinf(field.values[:, 1]).any() for field in diagrams if field.rank)
    ends = values[np.isfinite(values)]
    return [float(ends.min()), 1.0 if endless else float(ends.max())]


def barcode_words(found: Mapping[Place, Field]) -> str:
    """How many bars there are: "; 31 bars of H0 and 12 of H1"; "" where none are given."""
    counts: dict[int, int] = {}
    for place, field in found.items():
        counts[place.dim] = counts.get(place.dim, 0) + len(field)
    told = [f"{count:,} bar{'s' * (count != 1)} of H{dim}" for dim, count in counts.items()]
    return f"; {' and '.join(told)}" if told else ""


def given_order(order: Any, layers: int) -> list[list[int]] | None:
    """Heads as (layer, head), each once; None for None. Raises `InvalidInput` for anything else."""
    if order is None:
        return None
    asked = "AttentionView(order=…)"
    pairs = [tuple(listed(asked, pair)) for pair in listed(asked, order)]
    for pair in pairs:
        whole = all(isinstance(n, (int, np.integer)) and not isinstance(n, bool) for n in pair)
        if len(pair) != 2 or not whole or not (0 <= pair[0] < layers and pair[1] >= 0):
            rule = f"pairs (layer, head) of {layers} layers are needed, as tv.head_order gives them"
            raise InvalidInput(asked, pair, rule)
    if len({*pairs}) < len(pairs):
        twice = next(pair for pair in pairs if pairs.count(pair) > 1)
        raise InvalidInput(asked, f"{twice} twice", "every head comes once")
    return [[int(layer), int(head)] for layer, head in pairs]
