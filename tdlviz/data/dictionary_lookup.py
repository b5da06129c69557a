"""Keys with values, and questions that name a key: what attention has to be able to do."""

from __future__ import annotations

from typing import Any

import numpy as np

from tdlviz.core.cells import Cells
from tdlviz.core.complex import Complex
from tdlviz.core.door import whole_number
from tdlviz.core.errors import TooLarge
from tdlviz.core.field import Field

MOST_EDGES = 10_000_000
APART = 2.0  # between the keys of two dictionaries


def dictionary_lookup(
    books: int | Any = 64, keys: int | Any = 8, *, seed: int | Any = 0
) -> Complex:
    """Dictionaries of `keys` keys in random order of their values, and a question for each key:
    DictionaryLookup of Brody, Alon and Yahav, "How attentive are graph attention networks?" (2022),
    where one layer of GAT gives all questions the same ranking of the keys, and of GATv2 does not.

    books: how many dictionaries there are, side by side.

    A `tdlviz.batch` of complete bipartite graphs: first the keys, then the questions, and an edge
    from each key to each question. Fields: `x` (vector, the key one-hot, then its value, zeros on
    questions), `y` (label, the value of the key, and of the key that a question names), `question`
    (label, 1 on questions). Raises `InvalidInput` for other numbers, `TooLarge` for ten million
    edges.
    """
    books = whole_number("dictionary_lookup(books=…)", books, 1, 1_000_000)
    keys = whole_number("dictionary_lookup(keys=…)", keys, 1, 1000)
    rng = np.random.default_rng(whole_number("dictionary_lookup(seed=…)", seed, 0))
    if books * keys**2 > MOST_EDGES:
        given = f"{books:,} dictionaries of {keys**2:,} edges"
        raise TooLarge("dictionary_lookup", given, f"at most {MOST_EDGES:,} in all")
    values = rng.permuted(np.tile(np.arange(keys), (books, 1)), axis=1)
    one = np.eye(keys, dtype=np.float32)
    x = np.zeros((books, 2, keys, 2 * keys), dtype=np.float32)
    x[..., :keys], x[:, 0, :, keys:] = one, one[values]
    first = 2 * keys * np.arange(books)[:, None, None]
    key, question = np.divmod(np.arange(keys**2), keys)
    pairs = np.column_stack([key, keys + question])
    edges = Cells.of((first + pairs).reshape(-1, 2))
    owner = np.arange(books)
    fields = [
        Field("x", x.reshape(-1, 2 * keys), 0, kind="vector"),
        Field("y", np.repeat(values[:, None], 2, axis=1).ravel(), 0, kind="label"),
        Field("question", np.tile(np.repeat([0, 1], keys), books), 0, kind="label"),
        Field("batch0", owner.repeat(2 * keys), 0, kind="label"),
        Field("batch1", owner.repeat(keys**2), 1, kind="label"),
    ]
    place = np.stack(np.meshgrid([0.0, 1.0], np.arange(keys) / -keys, indexing="ij"), axis=-1)
    places = place.reshape(-1, 2) + owner[:, None, None] * [APART, 0]
    vertices = Cells.of(np.arange(2 * keys * books)[:, None])
    named = {field.name: field for field in fields}
    return Complex((vertices, edges), places.reshape(-1, 2), named)
