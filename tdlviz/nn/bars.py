"""Births and deaths as tensors, with gradients to what the filtration was made of.

A diagram knows the two cells of each bar, and a cell takes its birth from one vertex, edge, pixel
or sphere. While no two births change places the pairs stay as they are, so that the derivative of a
birth is that of the one number from which it was taken (Gameiro, Hiraoka, Obayashi, "Continuation
of point clouds via persistence diagrams", 2016; Carrière et al., "Optimizing persistent homology
based functions", 2021). Where several are equal, it is that of the first: a subgradient.

All of these take a complex and a diagram of it, and return (m, 2) births and deaths, row by row
those of the diagram, in the dtype and on the device of the tensor given; computed in float64, in
which integers stay.
Deaths of bars that never die are `inf` and have no gradient. They raise `InvalidInput` for what is
no such tensor, and where births do not come out as in the diagram, up to 1e-6 of the largest: the
complex was then made of something else.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
import torch

from tdlviz.core.complex import Complex, given_complex
from tdlviz.core.errors import InvalidInput
from tdlviz.core.field import Field
from tdlviz.nn.sphere import sphere_births
from tdlviz.nn.tensors import real_tensor
from tdlviz.topology.source import sources

Births = Callable[[int, np.ndarray], torch.Tensor]
TOLERANCE = 1e-6


def rips_bars(
    cx: Complex | Any,
    diagram: Field | Any,
    points: torch.Tensor | Any = None,
    *,
    distances: torch.Tensor | Any = None,
) -> torch.Tensor:
    """For a complex of `rips` without `collapse`: a birth is the length of the longest edge.

    points: (vertices, d); or distances: (vertices, vertices), of which the upper half is read.
    """
    _check("rips_bars", cx, diagram)
    if (points is None) == (distances is None):
        given = "neither" if points is None else "both"
        raise InvalidInput("rips_bars", given, "give either points or distances")
    tails, heads = torch.from_numpy(
        np.array(cx.cells(1) if cx.dim else [], dtype=np.int64).reshape(-1, 2).T
    )
    if points is None:
        far = real_tensor("rips_bars(distances=…)", distances, cx.counts[0], cx.counts[0])
        lengths = far[tails, heads]
    else:
        places = real_tensor("rips_bars(points=…)", points, cx.counts[0], None)
        lengths = torch.linalg.vector_norm(places[heads] - places[tails], dim=1)
    births = _by_edges(cx, lengths.new_zeros(cx.counts[0]), lengths)
    return _bars("rips_bars", diagram, births, distances if points is None else points)


def edge_bars(
    cx: Complex | Any,
    diagram: Field | Any,
    edges: torch.Tensor | Any,
    vertices: torch.Tensor | Any = None,
) -> torch.Tensor:
    """For a complex of `weighted`: a birth is the value of an edge, or of a vertex.

    edges: (edges,); vertices: (vertices,), None for zeros.
    """
    _check("edge_bars", cx, diagram)
    count = cx.counts[1] if cx.dim else 0
    lengths = real_tensor("edge_bars(edges=…)", edges, count)
    heights = lengths.new_zeros(cx.counts[0])
    if vertices is not None:
        heights = real_tensor("edge_bars(vertices=…)", vertices, cx.counts[0])
    return _bars("edge_bars", diagram, _by_edges(cx, heights, lengths), edges)


def star_bars(cx: Complex | Any, diagram: Field | Any, values: torch.Tensor | Any) -> torch.Tensor:
    """For a complex of `lower_star`: a birth is the value of the highest vertex.

    values: (vertices,); for one of `upper_star`, minus its values.
    """
    _check("star_bars", cx, diagram)
    heights = real_tensor("star_bars", values, cx.counts[0])
    return _bars("star_bars", diagram, _from(cx, 0, heights), values)


def image_bars(cx: Complex | Any, diagram: Field | Any, image: torch.Tensor | Any) -> torch.Tensor:
    """For a complex of `cubical`: a birth is the value of a pixel.

    image: of the shape that was given to `cubical`.
    """
    _check("image_bars", cx, diagram)
    if "pixel" not in cx.fields:
        raise InvalidInput(
            "image_bars", repr(cx), "the field pixel, as cubical makes it, is needed"
        )
    pixels = cx["pixel"]
    whole = [None] * image.ndim if isinstance(image, torch.Tensor) else []
    values = real_tensor("image_bars", image, *whole).reshape(-1)
    if len(values) != len(pixels):
        raise InvalidInput("image_bars", f"{len(values)} pixels", f"{len(pixels)} are needed")
    assert pixels.rank is not None  # a label on cells has one
    births = _from(cx, pixels.rank, values[torch.from_numpy(pixels.values.copy())])
    return _bars("image_bars", diagram, births, image)


def ball_bars(cx: Complex | Any, diagram: Field | Any, points: torch.Tensor | Any) -> torch.Tensor:
    """For a complex of `alpha`, or of balls of equal radius: a birth is the radius of a sphere.

    points: (vertices, d). The sphere is the smallest through the vertices of the cell itself, where
    no other point is inside it (Gabriel), and otherwise of the coface that gave it its birth.
    """
    _check("ball_bars", cx, diagram)
    if cx.positions is None or not cx.simplicial:
        raise InvalidInput("ball_bars", repr(cx), "simplices with positions are needed")
    places = real_tensor("ball_bars", points, cx.counts[0], None)
    return _bars("ball_bars", diagram, partial(sphere_births, cx, places), points)


def _from(cx: Complex, rank: int, values: torch.Tensor) -> Births:
    """Births that were all taken from cells of one rank, which have these values; NaN elsewhere."""
    padded = torch.cat([values, values.new_full((1,), torch.nan)])

    def births(k: int, cells: np.ndarray) -> torch.Tensor:
        return padded[torch.from_numpy(sources(cx, rank)[k][cells])]

    return births


def _by_edges(cx: Complex, heights: torch.Tensor, lengths: torch.Tensor) -> Births:
    by_edges = _from(cx, 1, lengths)

    def births(k: int, cells: np.ndarray) -> torch.Tensor:
        return by_edges(k, cells) if k else heights[torch.from_numpy(cells.copy())]

    return births


def _check(asked: str, cx: Any, diagram: Any) -> None:
    given_complex(asked, cx)
    if not isinstance(diagram, Field) or diagram.kind != "diagram" or cx.births is None:
        raise InvalidInput(asked, repr(diagram), "a diagram of this filtered complex is needed")
    diagram.check(cx)


def _bars(asked: str, diagram: Field, births: Births, like: torch.Tensor) -> torch.Tensor:
    assert diagram.index is not None
    assert diagram.rank is not None  # a diagram has both
    first, last = diagram.index.T
    dying = last >= 0
    begin = births(diagram.rank, first)
    end = torch.full_like(begin, torch.inf)
    if dying.any():
        end[torch.from_numpy(dying)] = births(diagram.rank + 1, last[dying])
    found = torch.stack([begin, end], dim=1)
    mine, theirs = found.detach().cpu().numpy(), diagram.values
    slack = TOLERANCE * abs(theirs[np.isfinite(theirs)]).max(initial=0.0)
    wrong = ~np.isclose(mine, theirs, rtol=0.0, atol=slack).all(axis=1)
    if wrong.any():
        row = int(wrong.argmax())
        given = f"{mine[row].tolist()} for bar {row} = {theirs[row].tolist()}"
        raise InvalidInput(asked, given, "give that of which the complex was made")
    return found.to(like.dtype) if like.is_floating_point() else found
