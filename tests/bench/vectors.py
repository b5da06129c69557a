"""Vectorisations and distances of diagrams, and the Euler characteristic transform."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

import tdlviz as tv
from tests.bench.row import Row, Seconds, timed

GRID = np.linspace(0, 2, 200)
AXES = (np.linspace(0, 2, 20), np.linspace(0, 1, 20))


def diagrams(count: int, most: int) -> list[np.ndarray]:
    """Diagrams of a quarter of `most` bars to `most`."""
    rng = np.random.default_rng(0)
    births = [rng.random(int(rng.integers(most // 4, most))) for _ in range(count)]
    return [np.column_stack([b, b + rng.exponential(0.2, len(b))]) for b in births]


MANY, FEW, TWO = diagrams(200, 800), diagrams(60, 150), diagrams(2, 1500)


def against(ours: Callable[[], Any], peer: Callable[[], Any]) -> Callable[[], Seconds]:
    """Both are timed once they are seen to give the same numbers."""

    def measure() -> Seconds:
        mine, theirs = np.asarray(ours()), np.asarray(peer())
        assert np.allclose(mine, theirs.reshape(mine.shape), atol=1e-9)
        return timed(ours, peer)

    return measure


def gudhi_betti() -> np.ndarray:
    from gudhi.representations import BettiCurve

    return BettiCurve(predefined_grid=GRID).fit_transform(MANY)


def gudhi_landscape() -> np.ndarray:
    from gudhi.representations import Landscape

    made = Landscape(num_landscapes=5, resolution=200, sample_range=[0, 2], keep_endpoints=True)
    return made.fit_transform(MANY) / np.sqrt(2)


def gudhi_silhouette() -> np.ndarray:
    from gudhi.representations import Silhouette

    made = Silhouette(lambda bar: bar[1] - bar[0], 200, [0, 2], keep_endpoints=True)
    return made.fit_transform(MANY) / np.sqrt(2)


def gudhi_image() -> np.ndarray:
    from gudhi.representations import PersistenceImage

    made = PersistenceImage(0.1, lambda bar: bar[1], resolution=[20, 20], im_range=[0, 2, 0, 1])
    return made.fit_transform(MANY)


def wasserstein(order: int, internal: float) -> Callable[[], Seconds]:
    """The distance with its matching, against POT's without one."""

    def peer() -> float:
        from gudhi.wasserstein import wasserstein_distance

        return wasserstein_distance(*TWO, order=order, internal_p=internal)

    return against(lambda: tv.wasserstein(*TWO, order, internal).distance, peer)


def gudhi_sliced() -> np.ndarray:
    """All pairs in the same directions, which gudhi's own class is one short of."""
    from gudhi.representations import metrics

    lines = [np.linspace(-np.pi / 2, np.pi / 2, 50, endpoint=False)]
    line = np.concatenate([np.cos(lines), np.sin(lines)])
    flat = [np.column_stack([d.mean(axis=1)] * 2) for d in FEW]
    on = [np.concatenate([d @ line, f @ line]) for d, f in zip(FEW, flat, strict=True)]
    matrix = np.zeros((len(on), len(on)))
    for i, j in zip(*np.triu_indices(len(on), 1), strict=True):
        pair = metrics._sliced_wasserstein_distance_on_projections(on[i], on[j])
        matrix[i, j] = matrix[j, i] = pair
    return matrix


def transform() -> Seconds:
    """A Delaunay mesh of 5,000 points in 64 directions at 64 heights; dect's formula in torch."""
    import torch
    from scipy.spatial import Delaunay

    points = np.random.default_rng(0).random((5000, 2))
    cx = tv.mesh(points, Delaunay(points).simplices)
    angles = np.linspace(0, 2 * np.pi, 64, endpoint=False)
    directions = np.column_stack([np.cos(angles), np.sin(angles)])
    heights = np.linspace(-1.5, 1.5, 64)
    # float64, as rounding in float32 moves cells across heights; steep enough to be all or nothing
    placed, levels = torch.tensor(points @ directions.T), torch.tensor(heights)[:, None, None]

    def peer() -> np.ndarray:
        total = torch.zeros(64, 64, dtype=torch.float64)
        for rank, cells in enumerate(cx.ranks):
            highest = placed[np.array(cells)].amax(dim=1)
            total += (-1) ** rank * torch.sigmoid(1e9 * (levels - highest)).sum(dim=1)
        return total.T.round().numpy()

    return against(lambda: tv.euler_characteristic_transform(cx, directions, heights), peer)()


ROWS = [
    Row(
        "Betti curves of 200 diagrams at 200 values",
        "gudhi BettiCurve",
        23,
        against(lambda: tv.betti_curve(MANY, GRID), gudhi_betti),
    ),
    Row(
        "landscapes of 200 diagrams, 5 levels, 200 values",
        "gudhi Landscape",
        1.5,
        against(lambda: tv.persistence_landscape(MANY, GRID), gudhi_landscape),
    ),
    Row(
        "silhouettes of 200 diagrams at 200 values",
        "gudhi Silhouette",
        2,
        against(lambda: tv.silhouette(MANY, GRID), gudhi_silhouette),
    ),
    Row(
        "images of 200 diagrams, 20 × 20",
        "gudhi PersistenceImage",
        3,
        against(lambda: tv.persistence_image(MANY, *AXES, 0.1), gudhi_image),
    ),
    Row(
        "1-Wasserstein distance and matching of 2 diagrams of about 1,000 bars",
        "gudhi with POT",
        1,
        wasserstein(1, np.inf),
    ),
    Row(
        "2-Wasserstein distance and matching of the same",
        "gudhi with POT",
        1,
        wasserstein(2, 2),
    ),
    Row(
        "sliced Wasserstein distances of 60 diagrams, 50 directions",
        "gudhi, pair by pair",
        1.5,
        against(lambda: tv.sliced_wasserstein(FEW), gudhi_sliced),
    ),
    Row("Euler characteristic transform, 5,000 points, 64 × 64", "dect's formula", 111, transform),
]
