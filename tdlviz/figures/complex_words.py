"""What a figure of a complex says of itself: how much is drawn, and what the reader must know."""

from __future__ import annotations

import numpy as np

from tdlviz.core.field import Field
from tdlviz.figures.flow_traces import MOST_ARROWS
from tdlviz.figures.scene import Scene
from tdlviz.figures.shades import on_cells
from tdlviz.views.words import rank_names


def title(scene: Scene, threshold: float | None) -> str:
    """How many cells are drawn: "60 vertices, 12 edges of 60, 300, at 0.3"."""
    counts = [int(shown.sum()) for shown in scene.shown(threshold)]
    said = ", ".join(f"{n:,} {word}" for n, word in zip(counts, rank_names(scene.cx), strict=True))
    if threshold is None or counts == list(scene.cx.counts):
        return said
    return f"{said} of {', '.join(f'{n:,}' for n in scene.cx.counts)}, at {threshold:.4g}"


def note(scene: Scene, size: Field | None) -> str:
    """The layout, the channels and what they miss, and what is left out."""
    said = [scene.drawing.remark]
    for field, how in ((scene.color, "Coloured"), (size, "Sized"), (scene.height, "Raised")):
        if field is not None:
            missing = int(np.isnan(on_cells(scene.cx, field, field.rank or 0)).sum())
            said.append(f"{how} by {field.name}{_missing(missing)}")
    said += [_arrows(scene), _labels(scene)]
    if scene.solid:
        said.append("Edges and vertices are not drawn on so dense a surface.")
    return " ".join(part if part.endswith(".") else f"{part}." for part in said if part)


def _missing(count: int) -> str:
    return f": {count:,} missing" if count else ""


def _arrows(scene: Scene) -> str:
    if scene.arrows is None:
        return ""
    meaning, flowing = scene.arrows.meaning, int(np.count_nonzero(scene.arrows.values))
    missing = _missing(int(str(meaning["missing"])))
    said = f"Arrows by {meaning['name']}, up to {meaning['most']:.4g}{missing}."
    if flowing > MOST_ARROWS:
        said += f" Drawn: the {MOST_ARROWS:,} strongest of {flowing:,}."
    return said


def _labels(scene: Scene) -> str:
    if scene.labels is None or not scene.labels.unnamed:
        return ""
    count = scene.labels.unnamed
    return f"Without room: {count:,} {'label' if count == 1 else 'labels'}."
