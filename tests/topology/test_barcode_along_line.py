import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import tdlviz as tv
from tdlviz.core.errors import InvalidInput

EDGE = tv.lower_star(tv.Complex.from_facets([[0, 1]]), [0, 1])


@settings(max_examples=25)
@given(seed=st.integers(0, 10**6), slope=st.sampled_from([(1, 1), (2, 0.5), (1, 3)]))
def test_s132_as_many_bars_as_the_hilbert_function_says(simplicial, polygonal, seed, slope):
    for cx in (simplicial(seed), polygonal(seed)):
        other = tv.lower_star(cx, np.random.default_rng(seed).integers(0, 4, cx.counts[0]))
        steps, dim = np.arange(-2, 5) / 2, min(1, cx.dim)
        start = (0.5, 0.25)
        along = tv.betti_curve(tv.barcode_along_line(cx, other, dim, start, slope), steps)
        grid = [origin + steps * speed for origin, speed in zip(start, slope, strict=True)]
        np.testing.assert_array_equal(along, np.diag(tv.hilbert_function(cx, other, dim, grid)))


def test_along_an_axis_the_other_filtration(simplicial):
    for seed in range(10):
        cx = simplicial(seed)
        other = tv.lower_star(cx, np.random.default_rng(seed).integers(0, 4, cx.counts[0]))
        late = tv.barcode_along_line(cx, other, 0, (0, 9), (1, 0))
        np.testing.assert_array_equal(late.values, tv.persistence(cx, 0).values)
        np.testing.assert_array_equal(late.index, tv.persistence(cx, 0).index)
        late.check(cx)
        part = tv.subcomplex(cx, [births <= 1 for births in other.births])
        some = tv.barcode_along_line(cx, other, 0, (0, 1), (1, 0))
        assert some.values.tolist() == (
            tv.persistence(part, 0).values.tolist() if part.counts[0] else []
        )
        assert len(tv.barcode_along_line(cx, other, 0, (0, -1), (1, 0))) == 0


def test_both_the_same_is_one_filtration(simplicial):
    cx = simplicial(3)
    diagonal = tv.barcode_along_line(cx, cx, 0, (1, 1), (2, 2))
    np.testing.assert_array_equal(2 * diagonal.values + 1, tv.persistence(cx, 0).values)


@pytest.mark.parametrize(
    ("point", "direction", "says"),
    [
        ((0, 0), (0, 0), "not both are 0"),
        ((0, 0), (1, -1), "no number is negative"),
        ((0, np.inf), (1, 1), "two finite numbers"),
        ((0, 0, 0), (1, 1), "two finite numbers"),
        ((0, 0), (5e-324, 1), "float64 holds"),
    ],
)
def test_refused(point, direction, says):
    with pytest.raises(InvalidInput, match=says):
        tv.barcode_along_line(EDGE, EDGE, 0, point, direction)
