"""A graph whose classes are planted, in its edges and in the words of its vertices."""

from __future__ import annotations

from typing import Any

import numpy as np
from jaxtyping import Float, Int

from tdlviz.core.cells import Cells
from tdlviz.core.complex import Complex
from tdlviz.core.door import real_number, whole_number
from tdlviz.core.errors import InvalidInput
from tdlviz.core.field import Field
from tdlviz.core.search import unique_rows

WORDS_A_VERTEX = 12
TOPIC = 0.4  # of the words of a vertex are from the topic of its class
TRAIN, VAL = 0.48, 0.32  # and the rest to test on, as in the splits of Geom-GCN


def planted_graph(
    n: int | Any = 180,
    classes: int | Any = 5,
    homophily: float | Any = 0.1,
    degree: float | Any = 3.2,
    *,
    words: int | Any = 300,
    splits: int | Any = 10,
    seed: int | Any = 0,
) -> Complex:
    """A graph like Texas of WebKB, by default: few friends of one's own class, telling features.

    n, classes: vertices, and classes of equal chance; the label is the field `y`.
    homophily:  the share of edges within a class, in [0, 1]. The others join classes that are next
                to each other on a ring, so that who is not alike still tells something.
    degree:     edges a vertex, on average, but for pairs that are drawn twice and kept once.
    words:      columns of the field `x` (vector): 1 for each of 12 words that a vertex draws, two
                in five of them from the topic of its class.

    `train`, `val` and `test` (vectors of ones and zeros) have a column for each of `splits`, with
    48, 32 and 20 % of the vertices. The planted partition of Condon and Karp (2001), with the
    features of a bag of words. Raises `InvalidInput` for other numbers than these.
    """
    n = whole_number("planted_graph(n=…)", n, 2, 1_000_000)
    classes = whole_number("planted_graph(classes=…)", classes, 1, n)
    words = whole_number("planted_graph(words=…)", words, classes, 100_000)
    splits = whole_number("planted_graph(splits=…)", splits, 1, 1000)
    rng = np.random.default_rng(whole_number("planted_graph(seed=…)", seed, 0))
    share = real_number("planted_graph(homophily=…)", homophily, 0)
    edges = round(n * real_number("planted_graph(degree=…)", degree, 0) / 2)
    if share > 1 or edges > 10_000_000 or (classes == 1 and share < 1):
        given = f"homophily {homophily}, degree {degree}, {classes} classes"
        rule = "a homophily of at most 1, 1 where there is one class; at most 10,000,000 edges"
        raise InvalidInput("planted_graph", given, rule)
    y = rng.permutation(np.arange(n) % classes)
    fields = [
        Field("y", y, 0, kind="label"),
        Field("x", _words(rng, y, words, classes), 0, kind="vector"),
    ]
    fields += [Field(name, mask, 0, kind="vector") for name, mask in _masks(rng, n, splits).items()]
    ranks = (Cells.of(np.arange(n)[:, None]), Cells.of(_edges(rng, y, edges, classes, share)))
    return Complex(ranks, None, {field.name: field for field in fields})


def _edges(
    rng: np.random.Generator, y: Int[np.ndarray, "n"], edges: int, classes: int, share: float
) -> Int[np.ndarray, "edges 2"]:
    members = [np.flatnonzero(y == label) for label in range(classes)]
    tail = rng.integers(len(y), size=edges)
    away = rng.choice([-1, 1], size=edges) * (rng.random(edges) >= share)
    wanted = (y[tail] + away) % classes
    head = np.empty(edges, dtype=np.int64)
    for label in range(classes):
        mine = wanted == label
        head[mine] = rng.choice(members[label], size=int(mine.sum()))
    pairs = np.sort(np.column_stack([tail, head]), axis=1)
    return unique_rows(pairs[pairs[:, 0] < pairs[:, 1]])


def _words(
    rng: np.random.Generator, y: Int[np.ndarray, "n"], words: int, classes: int
) -> Float[np.ndarray, "n words"]:
    topic = words // classes
    drawn = rng.integers(words, size=(len(y), WORDS_A_VERTEX))
    own = y[:, None] * topic + rng.integers(topic, size=drawn.shape)
    drawn = np.where(rng.random(drawn.shape) < TOPIC, own, drawn)
    x = np.zeros((len(y), words), dtype=np.float32)
    np.put_along_axis(x, drawn, 1, axis=1)
    return x


def _masks(rng: np.random.Generator, n: int, splits: int) -> dict[str, Float[np.ndarray, "n k"]]:
    place = np.argsort(rng.random((n, splits)), axis=0).argsort(axis=0) / n
    ends = {"train": (0, TRAIN), "val": (TRAIN, TRAIN + VAL), "test": (TRAIN + VAL, 1)}
    return {name: ((place >= a) & (place < b)).astype(float) for name, (a, b) in ends.items()}
