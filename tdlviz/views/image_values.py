"""The numbers of an image on the pixels of a cubical complex, and slices of a volume."""

from __future__ import annotations

from typing import Any

import numpy as np
from jaxtyping import Float

from tdlviz.core.complex import Complex
from tdlviz.core.door import whole_number
from tdlviz.core.errors import InvalidInput
from tdlviz.core.field import Field
from tdlviz.views.image_grid import ImageGrid

AXES = ("depth", "row", "column")


def image_values(cx: Complex, grid: ImageGrid, field: Field) -> Float[np.ndarray, "pixels"]:
    """The values of a field in the order of the image. Raises where it is no image of `cx`."""
    if field.kind != "image" or field.rank != grid.rank:
        rule = f"kind image on the pixels, the cells of rank {grid.rank}"
        raise InvalidInput("image", repr(field), rule)
    field.check(cx)
    return grid.spread(field)


def pixel_births(cx: Complex, grid: ImageGrid) -> Float[np.ndarray, "pixels"] | None:
    """When the pixels enter, in the order of the image."""
    if cx.births is None:
        return None
    births = np.empty(len(grid.places))
    births[grid.places] = cx.births[grid.rank]
    return births


def image_ends(values: Float[np.ndarray, "pixels"]) -> tuple[float, float]:
    """The least and the largest number that is known."""
    known = values[np.isfinite(values)]
    return (float(known.min()), float(known.max())) if len(known) else (0.0, 1.0)


def image_size(grid: ImageGrid) -> str:
    """The shape in words, as "8 × 8 pixels"."""
    return f"{' × '.join(f'{n:,}' for n in grid.shape)} pixels"


def given_slice(grid: ImageGrid, axis: Any, at: Any) -> tuple[int, int]:
    """The axis that slices of a volume go along, and which is asked, by default the middle one."""
    shape = grid.shape if len(grid.shape) == 3 else (1,)
    axis = whole_number("axis", axis, 0, len(shape) - 1)
    middle = shape[axis] // 2 if at is None else at
    return axis, whole_number("at", middle, 0, shape[axis] - 1)


def sliced(
    grid: ImageGrid, values: Float[np.ndarray, "pixels"], axis: int, at: int
) -> Float[np.ndarray, "rows columns"]:
    """An image, one slice of a volume, or a line as one row."""
    image = values.reshape(grid.shape)
    return image.take(at, axis=axis) if image.ndim == 3 else np.atleast_2d(image)
