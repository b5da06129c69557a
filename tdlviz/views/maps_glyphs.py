"""A linear map as a glyph: where it takes the unit ball and the first basis vector."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from jaxtyping import Float, Int

ORTHOGONAL = 1e-4


class Glyphs(NamedTuple):
    """The numbers of one glyph for each map; NaN where the map is not finite.

    axes:  (maps, 3, 3) the columns are the semi-axes of the image of the unit ball, the longest
           first. Where the stalk has more than 3 dimensions: the two longest, along x and y. A
           1 × 1 map is a ball of radius √|F|, so that areas tell numbers apart.
    spoke: (maps, 3) the image of the first basis vector, in the same coordinates.
    sigma: (maps, 2) the largest and the smallest singular value.
    angle: (maps,) the angle of the orthogonal factor of a 2 × 2 map in its polar decomposition
           F = Q P, in radians: of the rotation, or of the first basis vector under a reflection.
    sign:  (maps,) of the determinant; 0 for a map that is singular or not square.
    """

    axes: Float[np.ndarray, "maps 3 3"]
    spoke: Float[np.ndarray, "maps 3"]
    sigma: Float[np.ndarray, "maps 2"]
    angle: Float[np.ndarray, "maps"]
    sign: Int[np.ndarray, "maps"]

    @property
    def reach(self) -> float:
        """The longest semi-axis of all."""
        lengths = np.linalg.norm(self.axes[:, :, 0], axis=1)
        return float(lengths[np.isfinite(lengths)].max(initial=0))

    @property
    def orthogonal(self) -> np.ndarray:
        """Which maps are orthogonal: square, with all singular values 1 within `ORTHOGONAL`."""
        return (self.sign != 0) & (self.stray <= ORTHOGONAL)

    @property
    def stray(self) -> Float[np.ndarray, "maps"]:
        """How far the singular values are from 1 at the most."""
        return np.abs(self.sigma - 1).max(axis=1, initial=0)


def glyphs(maps: Float[np.ndarray, "maps d e"]) -> Glyphs:
    """Glyphs by singular value decomposition; a map F takes the unit ball to U Σ of that ball."""
    count, d, e = maps.shape
    known = np.isfinite(maps).all(axis=(1, 2)) & (min(d, e) > 0)
    axes, spoke = np.full((count, 3, 3), np.nan), np.full((count, 3), np.nan)
    sigma, angle = np.full((count, 2), np.nan), np.full(count, np.nan)
    sign = np.zeros(count, dtype=np.int32)
    if known.any():
        u, s, vt = np.linalg.svd(maps[known], full_matrices=False)
        axes[known], spoke[known] = _drawn(u, s, maps[known])
        sigma[known] = s[:, [0, -1]]
        if d == e:
            # Near zero the sign of a determinant is noise.
            sign[known] = np.where(s[:, -1] > 1e-7 * s[:, 0], np.sign(np.linalg.det(u @ vt)), 0)
        if d == e == 2:
            polar = u @ vt
            angle[known] = np.arctan2(polar[:, 1, 0], polar[:, 0, 0])
    return Glyphs(axes, spoke, sigma, angle, sign)


def _drawn(
    u: Float[np.ndarray, "maps d k"], s: Float[np.ndarray, "maps k"], maps: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Axes and spokes in the space of the drawing."""
    first = maps[:, :, 0]
    if maps.shape[1:] == (1, 1):
        return np.sqrt(s)[:, :, None] * np.eye(3), np.zeros((len(s), 3))
    if u.shape[1] > 3:
        u, s, first = u[:, :, :2], s[:, :2], np.einsum("mdk,md->mk", u[:, :, :2], first)
        u = np.broadcast_to(np.eye(u.shape[2]), (len(u), u.shape[2], u.shape[2]))
    axes, spoke = np.zeros((len(u), 3, 3)), np.zeros((len(u), 3))
    axes[:, : u.shape[1], : u.shape[2]] = u * s[:, None, :]
    spoke[:, : first.shape[1]] = first
    return axes, spoke


def words(glyph: Glyphs) -> str:
    """How many maps turn, how many reflect, and how many do neither."""
    flat = glyph.orthogonal
    other = int((np.isfinite(glyph.stray) & ~flat).sum())
    counts = {
        "rotation": int((flat & (glyph.sign > 0)).sum()),
        "reflection": int((flat & (glyph.sign < 0)).sum()),
    }
    parts = [f"{n:,} {name}{'s' * (n != 1)}" for name, n in counts.items()]
    return ", ".join([*parts, *([f"{other:,} not orthogonal"] if other else [])])
