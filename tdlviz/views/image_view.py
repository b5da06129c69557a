"""ImageView: an image, or slices of a volume, with the cells of its cubical complex on top."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from tdlviz.core.complex import Complex, given_complex
from tdlviz.core.door import one_of
from tdlviz.core.errors import InvalidInput, TdlvizError, TooLarge
from tdlviz.core.field import Field
from tdlviz.core.track import Track
from tdlviz.views.codes import codes
from tdlviz.views.image_grid import image_grid, told_by_pixels
from tdlviz.views.image_picture import MAPS, draw_image
from tdlviz.views.image_values import (
    AXES,
    given_slice,
    image_ends,
    image_size,
    image_values,
    pixel_births,
)
from tdlviz.views.payload import pack, single
from tdlviz.views.span import span
from tdlviz.views.view import View

MAX_PIXELS = 2**22  # an image of 2048 × 2048
EXACT = 2**18  # values of larger images cross as 254 steps of their scale, unless births say them


class ImageView(View):
    """An image, or one slice after another of a volume, and on it what linked views select.

    images: fields of kind "image" on the pixels of `cx`, or tracks of them; with several, one is
            chosen in the view. `cx["image"]` is the image that `tv.cubical` was given.
    map:    the colours, "viridis" or "grey".
    axis:   of a volume: the one that slices go along.
    at:     the slice to begin with; the middle one by default.
    filtration: where the slider stands at first; None for all.
    tall:   the height of the stage in pixels.

    Below the filtration value pixels are in colour, above it pale. Raises `InvalidInput` for a
    complex that `tv.cubical` did not make, `TooLarge` above `MAX_PIXELS` pixels.
    """

    module = "image_view.js"

    def __init__(
        self,
        cx: Complex | Any,
        *images: Field | Track | Any,
        map: str | Any = "viridis",
        axis: int | Any = 0,
        at: int | Any | None = None,
        filtration: float | Any | None = None,
        tall: int | Any = 420,
        theme: str | Any = "auto",
    ) -> None:
        given_complex("ImageView", cx)
        if not images:
            raise InvalidInput("ImageView", "no images", 'give fields of kind image, cx["image"]')
        self.cx, self.grid = cx, image_grid(cx)
        if len(self.grid.places) > MAX_PIXELS:
            rule = f"a view takes {MAX_PIXELS:,}: give a part of the image"
            raise TooLarge("ImageView", f"{len(self.grid.places):,} pixels", rule)
        self.axis, self.at = given_slice(self.grid, axis, at)
        self.births = pixel_births(cx, self.grid)
        options = {"map": one_of("map", map, MAPS), "axis": self.axis, "at": self.at}
        super().__init__(tall=tall, theme=theme, filtration=filtration, **options)
        try:
            self.geometry = self._pack_geometry()
            self.play({str(place): given for place, given in enumerate(images)})
        except TdlvizError:
            self.close()
            raise

    def _pack_geometry(self) -> bytes:
        births, arrays = self.cx.births, {}
        if births is not None and self.births is not None:
            arrays["births"] = single("births", self.births)
            if not told_by_pixels(self.cx, self.grid):
                arrays |= {f"birth{k}": single(f"birth{k}", b) for k, b in enumerate(births)}
        every = np.concatenate(births or [np.zeros(0)])
        last = every[np.isfinite(every)].max(initial=-np.inf)
        return pack(
            arrays,
            shape=self.grid.shape,
            wraps=self.grid.wraps,
            cells=self.grid.cells,
            counts=self.cx.counts,
            range=None if births is None else span(births),
            last=float(last) if np.isfinite(last) else 0.0,
            size=self.size,
            words=self.describe_shape(),
        )

    @property
    def size(self) -> str:
        """The shape in words, as "8 × 8 pixels"."""
        return image_size(self.grid)

    def describe_shape(self) -> str:
        """What the cells are of, in words."""
        what = ("Line", "Image", "Volume")[len(self.grid.shape) - 1]
        return f"{what} of {self.size}, a cubical complex of {self.cx.summary()}"

    def values(self, field: Field) -> np.ndarray:
        """The values of a field in the order of the image. Raises where it is no image of `cx`."""
        return image_values(self.cx, self.grid, field)

    def frame(self, fields: dict[str, Field]) -> tuple[dict[str, np.ndarray], dict[str, Any]]:
        """The images of one step, as bytes on a scale, and small ones in numbers besides."""
        arrays: dict[str, np.ndarray] = {}
        meanings = []
        for place, field in enumerate(fields.values()):
            values = self.values(field)
            exact = single(field.name, values)
            low, high = image_ends(values)
            # Counted from the least: the scale need not be symmetric about 0.
            coded = codes(values - low, (0.0, high - low))
            arrays[f"codes{place}"] = coded.codes
            same = self.births is not None and np.array_equal(values, self.births)
            if not same and len(values) <= EXACT:
                arrays[f"values{place}"] = exact
            meaning = {"name": field.name, "low": low, "high": high, "same": same}
            meanings.append({**meaning, "missing": coded.missing})
        return arrays, {"images": meanings}

    def describe(self) -> str:
        """What is drawn, in words."""
        told = []
        for field in self.fields(self.step).values():
            low, high = image_ends(self.values(field))
            told.append(f"{field.name} from {low:.4g} to {high:.4g}")
        return f"{self.describe_shape()}: {', '.join(told) or 'no values yet'}"

    def table(self) -> Iterator[Sequence[Any]]:
        """A line a pixel: its place, its value in each image, and when it enters."""
        fields = self.fields(self.step)
        columns = [self.values(field) for field in fields.values()]
        names = [field.name for field in fields.values()]
        if self.births is not None:
            columns, names = [*columns, self.births], [*names, "birth"]
        yield [*AXES[-len(self.grid.shape) :], *names]
        for place, *row in zip(np.ndindex(self.grid.shape), *columns, strict=True):
            yield [*place, *row]

    def draw(self, axes: Any) -> None:
        """Draw the static picture on matplotlib axes."""
        draw_image(axes, self)
