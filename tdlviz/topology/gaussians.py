"""Sums of Gaussians on a grid of the plane, for many owners at once."""

from __future__ import annotations

from typing import Any

import numpy as np
from jaxtyping import Bool, Float, Int

from tdlviz.topology.namespace import like, namespace, scatter_sum

WIDEST = 64  # points a block: wide enough for BLAS, narrow enough that little of it is padding


def gaussian_sums(
    points: tuple[Any, Any],
    weights: Any,
    owner: Int[np.ndarray, "n"],
    count: int,
    axes: tuple[Float[np.ndarray, "x"], Float[np.ndarray, "y"]],
    sigma: float,
) -> Any:
    """(count, y, x): for each owner the sum over its points of weight · N(point, sigma² I).

    The Gaussian splits into a factor of each axis, so that a block of points is one matrix product;
    blocks hold the points of one owner, and the last is padded with points of no weight.
    """
    along = [_bell(at, like(at, axis), sigma) for at, axis in zip(points, axes, strict=True)]
    place, filled, owners = _blocks(owner, count)
    across = along[0][place] * (weights[place] * like(weights, filled))[:, :, None]
    images = along[1][place].swapaxes(1, 2) @ across
    size = len(axes[0]) * len(axes[1])
    pixels = (owners[:, None] * size + np.arange(size)).reshape(-1)
    sums = scatter_sum(images.reshape(-1), pixels, count * size)
    return sums.reshape(count, len(axes[1]), len(axes[0]))


def _bell(at: Any, axis: Any, sigma: float) -> Any:
    """(n, g): the normal density of each point of `at` (n,) at each value of `axis` (g,)."""
    with np.errstate(over="ignore"):  # far beyond float64 the density is zero
        distance = (at[:, None] - axis) / sigma
        return namespace(at).exp(-(distance**2) / 2) / (sigma * np.sqrt(2 * np.pi))


def _blocks(
    owner: np.ndarray, count: int
) -> tuple[
    Int[np.ndarray, "blocks width"], Bool[np.ndarray, "blocks width"], Int[np.ndarray, "blocks"]
]:
    """The points of each block, which of its places are filled, and the owner of each block."""
    sizes = np.bincount(owner, minlength=count)
    width = int(np.clip(-(-len(owner) // count), 1, WIDEST))
    blocks = -(-sizes // width)
    order = np.argsort(owner, kind="stable")
    nth = np.arange(len(owner)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    block = np.repeat(np.cumsum(blocks) - blocks, sizes) + nth // width
    place = np.zeros((blocks.sum(), width), dtype=np.int64)
    filled = np.zeros(place.shape, dtype=bool)
    place[block, nth % width], filled[block, nth % width] = order, True
    return place, filled, np.repeat(np.arange(count), blocks)
