"""What the benchmark of the views draws: the same cells and bars by tdlviz and by plotly.

Runs in the kernel. plotly gets its quickest way: one trace for all cells of a rank, arrays that
travel as binary, NaN for the breaks between lines, one device pixel a pixel.
"""

from __future__ import annotations

from typing import Any

import numpy as np

import tdlviz as tv
from tdlviz.core.complex import Complex
from tdlviz.core.field import Field

WIDTH, HEIGHT, OPACITY = 1090, 420, 0.35  # the width of an output on the page of the stage
STAGE = {"width": WIDTH, "height": HEIGHT, "margin": dict.fromkeys("lrtb", 0), "showlegend": False}


def torus(cells: int) -> Complex:
    """A triangulated torus in space of about so many cells, which enter by height."""
    side = round((cells / 6) ** 0.5)
    here = np.arange(side * side).reshape(side, side)
    right, up = np.roll(here, -1, axis=0), np.roll(here, -1, axis=1)
    across = np.roll(right, -1, axis=1)
    halves = [np.stack(corners, -1) for corners in ((here, right, across), (here, across, up))]
    a, b = 2 * np.pi * np.indices((side, side)).reshape(2, -1) / side
    ring = 2 + np.cos(b)
    places = np.column_stack([ring * np.cos(a), ring * np.sin(a), np.sin(b)])
    cx = tv.mesh(places, np.concatenate(halves).reshape(-1, 3))
    return tv.lower_star(cx, places[:, 0])


def show_complex(cx: Complex) -> Any:
    """Ours: seen through, so that every rank is drawn, as plotly does."""
    return tv.show(cx, opacity=OPACITY, tall=HEIGHT)


def figure_complex(cx: Complex) -> Any:
    """plotly's."""
    import plotly.graph_objects as go

    points, lines, faces = traces(cx, np.inf)
    return _widget(
        [
            go.Scatter3d(**points, mode="markers", marker={"size": 2}),
            go.Scatter3d(**lines, mode="lines", line={"width": 1}),
            go.Mesh3d(**faces, opacity=OPACITY),
        ],
        scene={"aspectmode": "data"},
    )


def step_complex(figure: Any, cx: Complex, threshold: float) -> None:
    """One step of the filtration, as one asks plotly for it."""
    with figure.batch_update():
        for trace, arrays in zip(figure.data, traces(cx, threshold), strict=True):
            trace.update(arrays)


def traces(cx: Complex, threshold: float) -> list[dict[str, np.ndarray]]:
    """Coordinates of points and lines, corners of faces: those that have entered."""
    places = np.asarray(cx.positions, dtype=np.float32)
    cells = [np.asarray(cx.ranks[k])[np.asarray(cx.births[k]) <= threshold] for k in range(3)]
    lines = np.full((len(cells[1]), 3, 3), np.nan, dtype=np.float32)
    lines[:, :2] = places[cells[1]]
    return [
        _columns("xyz", places[cells[0].ravel()]),
        _columns("xyz", lines.reshape(-1, 3)),
        _columns("xyz", places) | _columns("ijk", cells[2].astype(np.int32)),
    ]


def bars(count: int) -> tuple[Complex, Field]:
    """So many made-up bars, each on a birth edge and a death triangle of its own."""
    cx, rng = torus(3 * count + 6000), np.random.default_rng(0)
    births = np.sort(rng.random(count))
    values = np.column_stack([births, births + rng.exponential(0.1, count)])
    cells = np.column_stack([np.arange(count), rng.permutation(cx.counts[2])[:count]])
    return cx, Field("H1", values, 1, cells, kind="diagram")


def show_bars(cx: Complex, diagram: Field) -> Any:
    """Ours. No cycles: these bars are made up and have none."""
    return tv.show(cx, diagram, cycles=0, tall=HEIGHT)


def figure_bars(diagram: Field) -> Any:
    """plotly's: every bar in a row of its own, in one trace."""
    import plotly.graph_objects as go

    across = np.full((len(diagram), 3), np.nan, dtype=np.float32)
    across[:, :2] = diagram.values
    rows = np.repeat(np.arange(len(diagram), dtype=np.float32), 3)
    return _widget([go.Scatter(x=across.ravel(), y=rows, mode="lines", line={"width": 1})])


def _widget(data: list[Any], **layout: Any) -> Any:
    import plotly.graph_objects as go

    figure = go.FigureWidget(data, {**STAGE, **layout})
    figure._config = {"plotGlPixelRatio": 1}
    return figure


def _columns(names: str, array: np.ndarray) -> dict[str, np.ndarray]:
    return dict(zip(names, np.ascontiguousarray(array.T), strict=True))
