"""The traces of words in a complex: names beside vertices, ranks beside layers."""

from __future__ import annotations

from html import escape
from typing import Any

import numpy as np

from tdlviz.figures.scene import Scene, Shown
from tdlviz.figures.space_traces import space
from tdlviz.views.colours import THEMES
from tdlviz.views.words import rank_names

# Between a vertex and its name; plotly leaves none, and SVG keeps no other space at the ends.
SPACE = "\u00a0\u00a0"
NEARER = 0.1  # of the way to the eye; plotly's unit of that is the side of the cube, 2


def label_traces(scene: Scene, shown: Shown) -> list[Any]:
    """The names that have room, of what has entered."""
    if scene.labels is None:
        return []
    words, placed, left, _ = scene.labels
    kept = np.concatenate(shown)[placed]
    sides = np.where(left[kept], "middle left", "middle right").tolist()
    texts = [f"{SPACE}{escape(words[place], quote=False)}{SPACE}" for place in placed[kept]]
    return [_text(scene, scene.drawing.places[placed[kept]], texts, sides)]


def rank_traces(scene: Scene) -> list[Any]:
    """The name of each rank on the left of its layer."""
    cx, drawing = scene.cx, scene.drawing
    starts = np.cumsum([0, *cx.counts[:-1]])[np.array(cx.counts) > 0]
    places = drawing.places[starts].copy()
    places[:, 0] = -drawing.extent[0]
    names = [name for name, count in zip(rank_names(cx), cx.counts, strict=True) if count]
    words = [name.removeprefix("cells of ") for name in names]
    return [_text(scene, places, words, ["middle right"] * len(words))]


def _text(scene: Scene, places: np.ndarray, words: list[str], sides: list[str]) -> Any:
    from plotly.graph_objects import Scatter, Scatter3d

    flat, ground = scene.drawing.flat, THEMES[scene.theme]["ground"]
    font: dict[str, Any] = {"size": 11, "color": THEMES[scene.theme]["ink"]}
    if flat:
        font["shadow"] = ", ".join(f"{x}px {y}px 1px {ground}" for x in (-1, 1) for y in (-1, 1))
    else:  # towards the eye, or faces would cut through the words
        eye = 2 * np.array([*space()["camera"]["eye"].values()], np.float32)
        places = places + NEARER * (eye - places)
    return (Scatter if flat else Scatter3d)(
        **dict(zip("xyz"[: 2 if flat else 3], np.ascontiguousarray(places.T), strict=False)),
        mode="text",
        text=words,
        textposition=sides,
        textfont=font,
        hoverinfo="skip",
        showlegend=False,
        **({"cliponaxis": False} if flat else {}),
    )
