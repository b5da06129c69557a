"""The traces of a complex in space: a mesh, lines and points."""

from __future__ import annotations

from typing import Any

import numpy as np

from tdlviz.figures.scene import Scene, Shown
from tdlviz.figures.shades import Group, on_cells, paint
from tdlviz.figures.shapes import chosen, middles, outlines
from tdlviz.views.picture import PITCH, YAW
from tdlviz.views.triangulate import triangulate

LAMP = {"ambient": 0.55, "diffuse": 0.55, "specular": 0.04, "roughness": 0.9, "fresnel": 0.0}
# plotly takes small triangles for none, and leaves them in the dark.
LAMP |= {"facenormalsepsilon": 0.0, "vertexnormalsepsilon": 0.0}
DISTANCE = 1.4


def space() -> dict[str, Any]:
    """The scene of a figure: the first camera of the views, no axes, room for radius 1."""
    axis = {"visible": False, "range": [-1, 1], "showspikes": False}
    eye = [-np.cos(PITCH) * np.sin(YAW), np.sin(PITCH), np.cos(PITCH) * np.cos(YAW)]
    return {
        "xaxis": axis,
        "yaxis": axis,
        "zaxis": axis,
        "aspectmode": "cube",
        "camera": {
            "up": {"x": 0, "y": 1, "z": 0},
            "eye": {name: float(DISTANCE * part) for name, part in zip("xyz", eye, strict=True)},
        },
        "dragmode": "orbit",
    }


def space_traces(scene: Scene, shown: Shown) -> list[Any]:
    """Faces, edges, vertices and the names of edges and faces, cut to what is shown."""
    traces = []
    if 2 in scene.ranks:
        traces += [_mesh(scene, group, shown) for group in scene.groups(2)]
        traces.append(_names(scene, 2, shown))
    if scene.solid:
        return traces
    if 1 in scene.ranks:
        traces += [_lines(scene, group, shown) for group in scene.groups(1)]
        traces.append(_names(scene, 1, shown))
    return traces + [_points(scene, group, shown) for group in scene.groups(0)]


def _mesh(scene: Scene, group: Group, shown: Shown) -> Any:
    from plotly.graph_objects import Mesh3d

    cells = group.cells[shown[2][group.cells]]
    triangles, owner = triangulate(chosen(scene.cx.ranks[2], cells))
    look: dict[str, Any] = {"color": group.colour}
    if not isinstance(group.colour, str):
        look = {**_intensity(scene, group, shown), "showscale": False}
        if look["intensitymode"] == "cell":
            look["intensity"] = look["intensity"][owner]
    i, j, k = triangles.T.astype(np.int32)
    eye = space()["camera"]["eye"]
    return Mesh3d(
        **_xyz(scene.drawing.places),
        i=i, j=j, k=k,
        opacity=scene.opacity,
        flatshading=True,
        lighting=LAMP,
        lightposition={name: 1e4 * part for name, part in eye.items()},
        hoverinfo="skip",
        **scene.legend(group, 2),
        **look,
    )  # fmt: skip


def _intensity(scene: Scene, group: Group, shown: Shown) -> dict[str, Any]:
    """One value a face, or one a vertex where the field is theirs: it runs over the faces."""
    assert scene.color is not None  # else the group has one colour
    known = paint(group, scene.scale)
    look = {key: known[key] for key in ("colorscale", "cmin", "cmax")}
    if scene.color.rank == 0:
        values = on_cells(scene.cx, scene.color, 0).astype(np.float32)
        return {**look, "intensity": np.nan_to_num(values), "intensitymode": "vertex"}
    kept = known["color"][shown[2][group.cells]]
    return {**look, "intensity": kept, "intensitymode": "cell"}


def _lines(scene: Scene, group: Group, shown: Shown) -> Any:
    from plotly.graph_objects import Scatter3d

    kept = shown[1][group.cells]
    cells = chosen(scene.cx.ranks[1], group.cells[kept])
    line = paint(group, scene.scale)
    if not isinstance(group.colour, str):
        line["color"] = np.repeat(group.colour[kept], 3)
    return Scatter3d(
        **_xyz(outlines(cells, scene.drawing.places)),
        mode="lines",
        line={**line, "width": scene.width(2.5)},
        hoverinfo="skip",
        **scene.legend(group, 1),
    )


def _points(scene: Scene, group: Group, shown: Shown) -> Any:
    from plotly.graph_objects import Scatter3d

    kept = shown[0][group.cells]
    cells, marker = group.cells[kept], paint(group, scene.scale)
    if not isinstance(group.colour, str):
        marker["color"] = group.colour[kept]
    return Scatter3d(
        **_xyz(scene.drawing.places[cells]),
        mode="markers",
        marker={**marker, **scene.marker(group, kept, 3), "line": {"width": 0}},
        **scene.legend(group, 0),
        **scene.naming(0, cells),
    )


def _names(scene: Scene, rank: int, shown: Shown) -> Any:
    from plotly.graph_objects import Scatter3d

    cells = np.flatnonzero(shown[rank])
    places = middles(scene.cx.ranks[rank].where(shown[rank]), scene.drawing.places)
    return Scatter3d(
        **_xyz(places),
        mode="markers",
        marker={"size": 6, "opacity": 0, **scene.tints(rank, cells)},
        showlegend=False,
        **scene.naming(rank, cells),
    )


def _xyz(places: np.ndarray) -> dict[str, np.ndarray]:
    return dict(zip("xyz", np.ascontiguousarray(places.T), strict=True))
