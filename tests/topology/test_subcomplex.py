import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import tdlviz as tv
from tdlviz.core.complex import Complex
from tdlviz.core.errors import InvalidInput

TRIANGLE = Complex.from_facets([[0, 1, 2]])


@settings(max_examples=25)
@given(seed=st.integers(0, 10**6), level=st.integers(0, 4))
def test_a_sublevel_complex_has_the_bars_born_by_then(simplicial, polygonal, seed, level):
    for cx in (simplicial(seed), polygonal(seed)):
        part = tv.subcomplex(cx, [births <= level for births in cx.births])
        assert part.counts == tuple(int((births <= level).sum()) for births in cx.births)
        for dim in range(cx.dim + 1):
            whole = tv.persistence(cx, dim).values
            early = whole[whole[:, 0] <= level]
            early[early[:, 1] > level, 1] = np.inf
            np.testing.assert_array_equal(tv.persistence(part, dim).values, early)


def test_cubes_and_names_keep_their_places():
    cx = tv.cubical(np.array([[0.0, 1, 5], [3, 4, 5]]))
    part = tv.subcomplex(cx, [births <= 4 for births in cx.births])
    again = tv.subcomplex(part, [births <= 1 for births in part.births])
    assert [again.births[k].max(initial=0) for k in range(3)] == [1, 1, 1]
    names = again["vertex"].values
    np.testing.assert_array_equal(again.births[0], cx.births[0][names])
    assert tv.betti(again) == (1, 0, 0)


def test_all_and_nothing():
    whole = tv.subcomplex(TRIANGLE, [np.ones(3, bool), np.ones(3, bool), [True]])
    assert whole.counts == TRIANGLE.counts
    assert "vertex" not in whole.fields
    circle = tv.subcomplex(TRIANGLE, [np.ones(3, bool), np.ones(3, bool), [False]])
    assert tv.betti(circle) == (1, 1, 0)
    nothing = tv.subcomplex(TRIANGLE, [np.zeros(3, bool), np.zeros(3, bool), [False]])
    assert nothing.counts == (0, 0, 0)


@pytest.mark.parametrize(
    ("keep", "says"),
    [
        ([np.ones(3, bool)], "1 masks; one for each rank 0 to 2"),
        ([np.ones(2, bool), np.ones(3, bool), [True]], r"mask of rank 0.*\(3,\) bools"),
        ([np.ones(3), np.ones(3, bool), [True]], "float64; "),
        ([[True, True, False], [True] * 3, [False]], "cell 1 of rank 1 without its face 2"),
        ([[True] * 3, [True, True, False], [True]], "cell 0 of rank 2 without its face 2"),
        (3, "a list is needed"),
    ],
)
def test_refused(keep, says):
    with pytest.raises(InvalidInput, match=says):
        tv.subcomplex(TRIANGLE, keep)
