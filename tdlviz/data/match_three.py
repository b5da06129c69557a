"""Numbers of which three add up to nothing: what attention to pairs cannot find."""

from __future__ import annotations

from itertools import combinations
from math import comb
from typing import Any

import numpy as np
from jaxtyping import Float, Int

from tdlviz.core.closure import closure
from tdlviz.core.complex import Complex
from tdlviz.core.door import whole_number
from tdlviz.core.errors import TooLarge
from tdlviz.core.field import Field

MOST_TRIPLES = 10_000_000
MOST_NUMBERS = 250_000_000  # of features: 1 GB
BLANK_RADIUS, INNER, OUTER = 0.0, 0.55, 1.0
APART = 2.6  # between the middles of two sets


def match_three(
    sets: int | Any = 128, size: int | Any = 5, modulus: int | Any = 7, *, seed: int | Any = 0
) -> Complex:
    """Sets of random numbers; the label `y` of each is 1 if it and two others of its set add up to
    0 modulo `modulus`: Match3 of Sanford, Hsu and Telgarsky, "Representational strengths and
    limitations of transformers" (2023), which one layer of attention to pairs cannot compute
    unless it is very wide, and of attention to triples can.

    sets, size: how many sets there are, and numbers in each; a blank vertex follows them, as in
                their construction, for those to look at that find no match.

    A `tdlviz.batch` of sets: fields `number` (label, `modulus` on the blank), `y` (label) and `x`
    (vector, one-hot of `number`); the triangles are the matches, with their edges. A number is
    drawn at its angle, so that the angles of a match add up to whole turns.
    Raises `InvalidInput` for other numbers than these, `TooLarge` above ten million triples
    and 250 million features.
    """
    sets = whole_number("match_three(sets=…)", sets, 1, 1_000_000)
    size = whole_number("match_three(size=…)", size, 3, 1000)
    modulus = whole_number("match_three(modulus=…)", modulus, 2, 1000)
    rng = np.random.default_rng(whole_number("match_three(seed=…)", seed, 0))
    if sets * comb(size, 3) > MOST_TRIPLES:
        given = f"{sets:,} sets of {comb(size, 3):,} triples"
        raise TooLarge("match_three", given, f"at most {MOST_TRIPLES:,} in all")
    if sets * (size + 1) * (modulus + 1) > MOST_NUMBERS:
        given = f"{sets * (size + 1):,} vertices of {modulus + 1:,} features"
        raise TooLarge("match_three", given, f"at most {MOST_NUMBERS:,} numbers in all")
    numbers = rng.integers(modulus, size=(sets, size))
    triples = np.array(list(combinations(range(size), 3)))
    which, triple = np.nonzero(numbers[:, triples].sum(axis=2) % modulus == 0)
    matches = which[:, None] * (size + 1) + triples[triple]
    number = np.column_stack([numbers, np.full(sets, modulus)]).ravel()
    y = np.zeros(len(number), dtype=np.int64)
    y[matches] = 1
    ranks = closure({3: matches}, len(number))
    fields = [
        Field("number", number, 0, kind="label"),
        Field("y", y, 0, kind="label"),
        Field("x", np.eye(modulus + 1, dtype=np.float32)[number], 0, kind="vector"),
        *(_owner(rank, cells.flat[cells.offsets[:-1]], size) for rank, cells in enumerate(ranks)),
    ]
    places = _places(number.reshape(sets, size + 1), modulus)
    return Complex(ranks, places, {field.name: field for field in fields})


def _owner(rank: int, first: Int[np.ndarray, "cells"], size: int) -> Field:
    return Field(f"batch{rank}", first // (size + 1), rank, kind="label")


def _places(number: Int[np.ndarray, "sets size"], modulus: int) -> Float[np.ndarray, "vertices 2"]:
    """At its angle; those that come later in their set are further out, so that equal ones part."""
    sets, count = number.shape
    radius = np.append(np.linspace(INNER, OUTER, count - 1), BLANK_RADIUS)
    angle = 2 * np.pi * number / modulus
    points = np.stack([np.cos(angle), np.sin(angle)], axis=2) * radius[:, None]
    wide = int(np.ceil(np.sqrt(sets)))
    corner = np.column_stack(np.divmod(np.arange(sets), wide)[::-1]) * APART
    return (points + corner[:, None] * [1, -1]).reshape(-1, 2)
