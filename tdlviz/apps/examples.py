"""What the gallery shows: an example or more for every view, each a function of no arguments."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

import tdlviz as tv
from tdlviz.core.complex import Complex
from tdlviz.core.field import Field
from tdlviz.views.link import Linked
from tdlviz.views.view import View


class Example(NamedTuple):
    """One entry of the gallery.

    name:  of its files; the views in it are made by `make`.
    title: a question or a sentence, which the picture answers.
    """

    name: str
    title: str
    make: Callable[[], View | Linked]


def torus() -> Linked:
    """An alpha complex of points on a torus beside its persistence diagram."""
    cx = tv.alpha(tv.data.torus(400, noise=0.05))
    bars = [tv.persistence(cx, dim=k) for k in (0, 1, 2)]
    return tv.link(tv.show(cx, filtration=0.42), tv.show(cx, *bars, mode="diagram"))


def loop() -> Linked:
    """A Rips complex of a noisy circle and its barcode."""
    cx = tv.rips(tv.data.circle(60, noise=0.1), max_edge=1.5)
    bars = [tv.persistence(cx, dim=k) for k in (0, 1)]
    return tv.link(tv.show(cx, color="birth1"), tv.show(cx, *bars))


def gradient_flow() -> View:
    """The gradient of a height on a triangulated square, as arrows on its edges."""
    cx, height = _hills()
    gradient = Field("gradient", tv.boundary(cx, 1).T @ height.values, 1, kind="scalar")
    return tv.show(cx, color=height, edge=gradient)


def landscape() -> View:
    """The same height, as a landscape."""
    cx, height = _hills()
    return tv.show(cx, color=height, height=height)


def _hills() -> tuple[Complex, Field]:
    cx = tv.delaunay(np.random.default_rng(1).random((120, 2)))
    x, y = np.asarray(cx.positions).T
    return cx, Field("height", np.sin(5 * x) * np.cos(4 * y), 0, kind="scalar")


EXAMPLES = [
    Example("torus", "Which cycle is behind a point of the diagram?", torus),
    Example("loop", "What shape is this data?", loop),
    Example("gradient_flow", "Where does it flow?", gradient_flow),
    Example("landscape", "How high does it lie?", landscape),
]
