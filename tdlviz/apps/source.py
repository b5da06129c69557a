"""Where the data of a dashboard come from: built in, or a file."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import numpy as np

from tdlviz import data
from tdlviz.core.complex import Complex
from tdlviz.core.errors import TdlvizError
from tdlviz.data.arrays import names_npz
from tdlviz.lift.unused import without_unused_vertices

CLOUDS: dict[str, tuple[Callable[..., np.ndarray], int]] = {
    "circle": (data.circle, 60),
    "figure eight": (data.figure_eight, 100),
    "torus": (data.torus, 400),
    "sphere": (data.sphere, 300),
}
DIGITS = "digits"


class Source(NamedTuple):
    """Data with a name. `values` are points (n, d), a networkx graph or a mesh as a complex."""

    name: str
    values: Any
    unused: int = 0

    def tidy(self) -> Source:
        """A mesh without the vertices that no face uses, each of which would be an endless bar."""
        if not isinstance(self.values, Complex) or not self.values.counts[-1]:
            return self
        used = without_unused_vertices(self.values)
        return Source(self.name, used, self.values.counts[0] - used.counts[0])

    def describe(self) -> str:
        """The data in words: "60 points in R²"."""
        if isinstance(self.values, Complex):
            unused = f"; {self.unused:,} vertices that no face uses are left out"
            return self.values.summary() + (unused if self.unused else "")
        if isinstance(self.values, np.ndarray):
            n, d = self.values.shape
            return f"{n:,} rows of {d} numbers"
        return f"{len(self.values):,} nodes, {self.values.number_of_edges():,} edges"


def built_in(name: str, points: int | Any, noise: float | Any, digit: int | Any) -> Source:
    """Points of a known shape, or the images of one digit."""
    if name == DIGITS:
        return Source(f"digit {digit}", data.digits(digit))
    return Source(name, CLOUDS[name][0](points, noise))


class OwnFile:
    """A visitor's file, kept only as long as this object. `arrays` are the names inside an NPZ."""

    def __init__(self, name: str, content: bytes) -> None:
        self.name = Path(name.replace("\\", "/")).name
        self.content = content
        self.arrays: list[str] = []
        if self.name.lower().endswith(".npz"):
            self.arrays = names_npz(self.name, self.content)

    def source(self, array: str | None) -> Source:
        """Read it. Errors name the file as the visitor does, and no folder of the server."""
        ending = re.sub(r"[^\w.]", "", "".join(Path(self.name).suffixes[-2:]))[-12:]
        with TemporaryDirectory() as folder:
            path = Path(folder) / f"file{ending}"
            path.write_bytes(self.content)
            try:
                return Source(self.name, data.read(path, name=array))
            except TdlvizError as error:
                words = [
                    str(part).replace(str(path), self.name) for part in (error.given, error.rule)
                ]
                raise type(error)(self.name or "a file", *words) from error
