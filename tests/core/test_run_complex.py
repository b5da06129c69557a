"""A complex taken apart into arrays and put together again is the same."""

import json

import numpy as np
import pytest

import tdlviz as tv
from tdlviz.core.complex import Complex
from tdlviz.core.run_complex import put_together, taken_apart

random = np.random.default_rng(0)
COMPLEXES = {
    "points": lambda: tv.alpha(random.normal(size=(20, 3))),
    "cubes": lambda: tv.cubical(random.normal(size=(4, 5))),
    "periodic": lambda: tv.cubical(random.normal(size=(3, 3)), periodic=True),
    "hypergraph": lambda: tv.hypergraph([[0, 1, 2], [2, 3]]),
    "polygons": lambda: Complex.from_polygons([[0, 1, 2, 3], [2, 3, 4]], 5),
    "directed": lambda: tv.directed_flag([[0, 1, 1, 0], [1, 0, 2, 2]]),
    "labels": lambda: Complex.from_facets([[3, 5], [5, 9]]),
    "part": lambda: Complex.from_facets([[0, 1, 2]]).with_fields(
        tv.Field("half", np.float16([1, 2]), 0, [2, 0], kind="scalar"),
        tv.Field("energy", 0.5, kind="number"),
    ),
}


def same(a, b) -> bool:
    return (a is None) == (b is None) and (
        a is None or (a.dtype == b.dtype and np.array_equal(a, b, equal_nan=True))
    )


@pytest.mark.parametrize("name", COMPLEXES)
def test_there_and_back(name):
    cx = COMPLEXES[name]()
    said, arrays = taken_apart(cx)
    back = put_together(json.loads(json.dumps(said)), arrays.get)
    assert (back.counts, back.oriented, [*back.fields]) == (cx.counts, cx.oriented, [*cx.fields])
    assert same(back.positions, cx.positions)
    for a, b in zip(back.ranks, cx.ranks, strict=True):
        assert same(a.flat, b.flat)
        assert same(a.offsets, b.offsets)
    for key, field in cx.fields.items():
        other = back.fields[key]
        assert (other.name, other.kind, other.rank) == (field.name, field.kind, field.rank)
        assert same(other.values, field.values)
        assert same(other.index, field.index)
    assert (back.incidence is None) == (cx.incidence is None)
    for a, b in zip(back.incidence or (), cx.incidence or (), strict=True):
        assert (a is None) == (b is None)
        assert a is None or all(map(same, a, b))
    if cx.oriented:
        assert tv.betti(back) == tv.betti(cx)
