import gc
import weakref

import numpy as np
import pytest

from tdlviz.core.complex import Complex
from tdlviz.topology.cache import memoised
from tdlviz.topology.filtration import lower_star
from tdlviz.topology.persistence import persistence
from tdlviz.topology.representative import representatives


def triangle() -> Complex:
    return Complex.from_facets([[0, 1, 2]])


def test_computes_once_for_each_complex_and_argument() -> None:
    calls = []

    @memoised
    def counted(cx: Complex, rank: int) -> tuple[int, ...]:
        calls.append(rank)
        return cx.counts

    first, second = triangle(), triangle()
    assert counted(first, 1) is counted(first, 1)
    counted(first, 2)
    counted(second, 1)
    assert calls == [1, 2, 1]


def test_errors_are_not_kept() -> None:
    calls = []

    @memoised
    def failing(cx: Complex) -> int:
        calls.append(cx.dim)
        raise RuntimeError

    cx = triangle()
    for _ in range(2):
        with pytest.raises(RuntimeError):
            failing(cx)
    assert calls == [2, 2]


def test_everything_computed_goes_with_the_complex() -> None:
    cx = lower_star(Complex.from_facets([[0, 1], [1, 2], [0, 2], [2, 3]]), np.arange(4.0))
    representatives(cx, persistence(cx, 1))
    representatives(cx, persistence(cx, 0, prime=3), prime=3)
    alive = weakref.ref(cx)
    del cx
    gc.collect()
    assert alive() is None
