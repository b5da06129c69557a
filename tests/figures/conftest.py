"""A noisy circle and its bars, for the tests that need no other complex."""

from __future__ import annotations

import pytest

import tdlviz as tv
from tdlviz.core.complex import Complex
from tdlviz.core.field import Field


@pytest.fixture(scope="module")
def cx() -> Complex:
    return tv.rips(tv.data.circle(30, noise=0.1), max_edge=1.0)


@pytest.fixture(scope="module")
def fields(cx: Complex) -> list[Field]:
    return [tv.persistence(cx, dim) for dim in (0, 1)]
