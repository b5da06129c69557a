"""Whether going from a face to a cell means the same over every cell between them."""

from __future__ import annotations

import numpy as np
from jaxtyping import Float, Int

from tdlviz.core.errors import InvalidInput
from tdlviz.topology.restriction_maps import Incidences, cell_name

TOLERANCE = 1e-6


def check_functorial(
    below: Incidences,
    above: Incidences,
    first: Float[np.ndarray, "incidences_below middle low"],
    second: Float[np.ndarray, "incidences_above high middle"],
) -> None:
    """Raise `InvalidInput` where F_{e⊴t} F_{v⊴e} is not the same for all e between v and t.

    Two such products may differ by `TOLERANCE` of the sum of the products' absolute terms. The
    error names the first cell t, and v with both e."""
    upper, lower = _steps(below, above)
    cells, middles, faces = above.pairs[upper, 0], above.pairs[upper, 1], below.pairs[lower, 1]
    order = np.lexsort((middles, faces, cells))
    upper, lower, cells, faces = upper[order], lower[order], cells[order], faces[order]
    product = second[upper] @ first[lower]
    size = (abs(second)[upper] @ abs(first)[lower]).max(axis=(1, 2), initial=0)
    again = (cells[1:] == cells[:-1]) & (faces[1:] == faces[:-1])
    apart = abs(product[1:] - product[:-1]).max(axis=(1, 2), initial=0)
    broken = again & (apart > TOLERANCE * np.maximum(size[1:], size[:-1]))
    if broken.any():
        place = int(broken.argmax())
        low, high = below.rank, above.rank
        ways = [cell_name(high, int(middles[order][place + k])) for k in (0, 1)]
        ends = f"{cell_name(low, int(faces[place]))} to {cell_name(high + 1, int(cells[place]))}"
        given = f"maps from {ends} that differ by {apart[place]:.3g} over {ways[0]} and {ways[1]}"
        raise InvalidInput("sheaf(maps)", given, "F_{e⊴t} F_{v⊴e} is the same for all e between")


def _steps(
    below: Incidences, above: Incidences
) -> tuple[Int[np.ndarray, "steps"], Int[np.ndarray, "steps"]]:
    """Every pair of an incidence (cell, middle) with an incidence (middle, face)."""
    middle = below.pairs[:, 0]
    start = np.searchsorted(middle, above.pairs[:, 1])
    many = np.searchsorted(middle, above.pairs[:, 1], side="right") - start
    upper = np.repeat(np.arange(len(many)), many)
    within = np.arange(len(upper)) - np.repeat(np.cumsum(many) - many, many)
    return upper, start[upper] + within
