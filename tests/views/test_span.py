import numpy as np
import pytest

import tdlviz as tv
from tdlviz.views.span import bars_span, span


@pytest.mark.parametrize(
    ("births", "found"),
    [
        ([], (0.0, 1.0)),
        ([np.zeros(0)], (0.0, 1.0)),
        ([np.full(5, 2.0)], (2.0, 2.0)),
        ([np.zeros(3), np.arange(11.0)], (0.0, 10.0)),
        ([np.append(np.linspace(-1, 1, 1000), 5000.0)], (-1.0, -1 + 1.5 * 1.8)),
    ],
)
def test_literal_cases(births, found):
    assert span(births) == pytest.approx(found, abs=0.01)


def test_a_rips_complex_is_seen_whole_and_an_alpha_complex_without_its_slivers():
    rips = tv.rips(tv.data.circle(60, noise=0.1), max_edge=1.5)
    assert span(rips.births) == (0.0, rips.births[1].max())
    alpha = tv.alpha(tv.data.torus(600, noise=0.05))
    longest = max(values[np.isfinite(values)].max() for values in bars(alpha))
    assert longest < span(alpha.births)[1] < 5 < max(b.max() for b in alpha.births)


def bars(cx):
    return [tv.persistence(cx, dim=dim).values for dim in range(3)]


def test_infinite_births_are_beyond_every_span():
    assert span([np.array([0.0, 1.0]), np.array([2.0, np.inf])]) == (0.0, 2.0)
    assert span([np.array([np.inf])]) == (0.0, 1.0)


def test_bars_are_drawn_to_where_the_last_of_them_ends():
    cx = tv.rips(tv.data.circle(60, noise=0.1), max_edge=1.9)
    loops, parts = tv.persistence(cx, 1), tv.persistence(cx, 0)
    ends = loops.values[np.isfinite(loops.values)]
    assert bars_span(cx, [loops]) == (0.0, ends.max())
    components = parts.values[np.isfinite(parts.values)]
    assert bars_span(cx, [parts]) == (0.0, components.max())


def test_an_endless_hole_is_there_to_the_end_of_the_filtration():
    cx = tv.rips(tv.data.circle(60, noise=0.1), max_edge=1.5)
    loops = tv.persistence(cx, 1)
    assert np.isinf(loops.values).any()
    assert bars_span(cx, [loops]) == (0.0, cx.births[1].max())
    assert bars_span(cx, []) == span(cx.births)
