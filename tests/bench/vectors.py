"""Vectorisations and distances against gudhi, which must give the same numbers."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import torch
from scipy.spatial import Delaunay

import tdlviz as tv
from tests.bench.row import Row, Seconds, growth, memory, timed


def diagrams(count: int, bars: int) -> list[np.ndarray]:
    """Diagrams of so many bars, each born in [0, 1) and living up to 1."""
    random = np.random.default_rng(0)
    births = random.random((count, bars))
    return list(np.stack([births, births + random.random((count, bars))], axis=2))


GRID = np.linspace(0, 2, 100)
MANY = diagrams(200, 200)
CURVES: dict[str, object] = {}


def betti_curves() -> Seconds:
    """200 diagrams of 200 bars at 100 places."""
    from gudhi.representations import BettiCurve

    peer = BettiCurve(predefined_grid=GRID)
    assert np.array_equal(tv.betti_curve(MANY, GRID), peer.fit_transform(MANY))
    CURVES.update(growth(_curves, [100, 300, 1000, 3000]))
    return timed(lambda: tv.betti_curve(MANY, GRID), lambda: peer.fit_transform(MANY))


def _curves(count: int) -> int:
    tv.betti_curve(diagrams(count, 200), GRID)
    return count


def landscapes() -> Seconds:
    """The first five landscapes of the same."""
    from gudhi.representations import Landscape

    peer = Landscape(num_landscapes=5, resolution=100, sample_range=[0, 2])
    ours = tv.persistence_landscape(MANY, GRID, 5).reshape(200, -1)
    # gudhi's are larger by the root of two
    assert np.allclose(ours * np.sqrt(2), peer.fit_transform(MANY), atol=1e-9)
    return timed(lambda: tv.persistence_landscape(MANY, GRID, 5), lambda: peer.fit_transform(MANY))


def images() -> Seconds:
    """Persistence images of 20 × 20 pixels."""
    from gudhi.representations import PersistenceImage

    births, lives = np.linspace(0, 1, 20), np.linspace(0, 1, 20)
    peer = PersistenceImage(0.05, lambda bar: bar[1], [20, 20], [0, 1, 0, 1])

    def ours() -> np.ndarray:
        return tv.persistence_image(MANY, births, lives, 0.05)

    peer.fit_transform(MANY)
    return timed(ours, lambda: peer.fit_transform(MANY))


SURFACE: dict[str, object] = {}


def euler_transform() -> Seconds:
    """A Delaunay mesh of 5,000 points, 64 directions and heights, against the dense sum."""
    points = np.random.default_rng(0).random((5000, 2))
    cx = tv.Complex.from_facets(Delaunay(points).simplices, points)
    angles = np.linspace(0, 2 * np.pi, 64, endpoint=False)
    directions = np.column_stack([np.cos(angles), np.sin(angles)])
    heights = np.linspace(-1.5, 1.5, 64)

    def ours() -> np.ndarray:
        return tv.euler_characteristic_transform(cx, directions, heights)

    def dense(below: Callable[[torch.Tensor], torch.Tensor]) -> np.ndarray:
        # What dect computes: for every height, cell and direction whether the cell is below. The
        # package itself is not on PyPI.
        along = torch.from_numpy(points @ directions.T)
        total = torch.zeros(64, 64)
        for rank, cells in enumerate(cx.ranks):
            top = along[torch.tensor(np.asarray(cells))].amax(dim=1)
            gaps = torch.from_numpy(heights)[:, None, None] - top
            total += (-1) ** rank * below(gaps).sum(dim=1)
        return total.numpy().T

    def smooth() -> np.ndarray:
        return dense(lambda gaps: torch.sigmoid(500 * gaps.float()))

    assert np.array_equal(ours(), dense(lambda gaps: gaps >= 0))
    SURFACE["ours"] = memory(ours)
    return timed(ours, smooth)


PAIR = diagrams(2, 1000)


def bottlenecks() -> Seconds:
    """Two diagrams of 1,000 bars. Ours finds the matching too, by the same means."""
    from gudhi.hera import bottleneck_distance

    assert np.isclose(tv.bottleneck(*PAIR).distance, bottleneck_distance(*PAIR, 0))
    return timed(lambda: tv.bottleneck(*PAIR), lambda: bottleneck_distance(*PAIR, 0))


FEW = diagrams(60, 100)


def sliced() -> Seconds:
    """All pairs of 60 diagrams of 100 bars along 50 directions."""
    from gudhi.representations import SlicedWassersteinDistance

    def theirs() -> np.ndarray:
        return SlicedWassersteinDistance(num_directions=50).fit(FEW).transform(FEW)

    # gudhi's directions are not quite evenly spread
    assert np.allclose(tv.sliced_wasserstein(FEW), theirs(), rtol=0.03)
    return timed(lambda: tv.sliced_wasserstein(FEW), theirs)


ROWS = [
    Row("Betti curves of 200 diagrams of 200 bars", "gudhi", 23, betti_curves, CURVES),
    Row(
        "Euler transform, 5,000-point mesh, 64 x 64",
        "dense sigmoids",
        111,
        euler_transform,
        SURFACE,
    ),
    Row("5 landscapes of 200 diagrams of 200 bars", "gudhi", 1, landscapes),
    Row("images of 200 diagrams of 200 bars", "gudhi", 1, images),
    Row("sliced Wasserstein, 60 diagrams, all pairs", "gudhi", 1, sliced),
    Row("bottleneck, 1,000 bars, with its matching", "hera, without", 1, bottlenecks),
]
