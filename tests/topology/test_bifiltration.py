import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import tdlviz as tv
from tdlviz.core.errors import InvalidInput
from tdlviz.topology.bifiltration import both_births, pairs_among, values_of

EDGE = tv.Complex.from_facets([[0, 1]])
FILTERED = tv.lower_star(EDGE, [0, 1])


@settings(max_examples=15)
@given(seed=st.integers(0, 10**6), prime=st.sampled_from([2, 3]))
def test_pairs_among_some_are_those_of_the_subcomplex(simplicial, polygonal, seed, prime):
    for cx in (simplicial(seed), polygonal(seed)):
        heights = np.random.default_rng(seed).integers(0, 4, cx.counts[0])
        keep = [births <= 2 for births in tv.lower_star(cx, heights).births]
        part = tv.subcomplex(cx, keep)
        for dim in range(cx.dim + 1):
            bars = pairs_among(cx, cx.births, keep, dim, prime)
            own = tv.persistence(part, dim, prime, zero_length=True)
            values = values_of(cx.births, dim, bars)
            np.testing.assert_array_equal(values, own.values)
            np.testing.assert_array_equal(bars[:, 0], np.flatnonzero(keep[dim])[own.index[:, 0]])


@pytest.mark.parametrize(
    ("second", "says"),
    [
        (EDGE, "without births; say when cells enter"),
        (tv.lower_star(tv.Complex.from_facets([[0], [1]]), [0, 1]), "of the same cells"),
        (tv.lower_star(tv.Complex.from_facets([[0, 1], [2]]), [0, 1, 2]), "of the same cells"),
        (
            EDGE.with_fields(
                tv.Field("birth0", [2, 2], 0, kind="scalar"),
                tv.Field("birth1", [1], 1, kind="scalar"),
            ),
            "enters no earlier than its faces",
        ),
        (3, "a Complex is needed"),
    ],
)
def test_refused(second, says):
    for pair in ((FILTERED, second), (second, FILTERED)):
        with pytest.raises(InvalidInput, match=says):
            both_births("here", *pair)
