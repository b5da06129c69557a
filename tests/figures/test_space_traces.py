"""The traces of complexes in space, against the cells themselves."""

import numpy as np
import plotly.graph_objects as go
import pytest

import tdlviz as tv
from tdlviz.figures.scene import Scene
from tdlviz.figures.space_traces import space, space_traces
from tdlviz.views.colours import OKABE_ITO, THEMES, VIRIDIS
from tdlviz.views.layout import layout
from tdlviz.views.picture import turned


@pytest.fixture(scope="module")
def cx():
    return tv.alpha(tv.data.sphere(40))


@pytest.fixture(scope="module")
def prism():
    """Two triangles and three squares around them."""
    places = [[x, y, z] for z in (0, 1) for x, y in ((0, 0), (1, 0), (0, 1))]
    sides = [[0, 1, 4, 3], [1, 2, 5, 4], [2, 0, 3, 5]]
    return tv.Complex.from_polygons([[0, 1, 2], [3, 4, 5], *sides], 6, places)


def drawn(cx, threshold=None, **more):
    given = {"color": None, "sizes": None, "opacity": 0.35, "theme": "dark", **more}
    scene = Scene(cx, layout(cx), **given)
    return space_traces(scene, scene.shown(threshold))


def corners(mesh):
    return np.column_stack([mesh.i, mesh.j, mesh.k])


def test_plain_traces_carry_every_cell(cx):
    mesh, faces, lines, edges, points = drawn(cx)
    places = layout(cx).places
    assert corners(mesh).tolist() == np.asarray(cx.cells(2)).tolist()
    np.testing.assert_array_equal(np.column_stack([mesh.x, mesh.y, mesh.z]), places)
    np.testing.assert_array_equal(np.column_stack([points.x, points.y, points.z]), places)
    ends = places[np.asarray(cx.cells(1))]
    np.testing.assert_array_equal(np.array(lines.x).reshape(-1, 3)[:, :2], ends[:, :, 0])
    assert np.isnan(np.array(lines.x)[2::3]).all()
    np.testing.assert_array_equal(faces.customdata[:, 1], cx.births[2])
    np.testing.assert_allclose(edges.y, ends[:, :, 1].mean(axis=1), atol=1e-6)
    colours = THEMES["dark"]
    assert (mesh.color, lines.line.color, points.marker.color) == (
        colours["face"],
        colours["edge"],
        colours["vertex"],
    )
    assert mesh.opacity == 0.35


def test_polygons_are_triangulated(prism):
    mesh = drawn(prism)[0]
    assert len(mesh.i) == 2 + 3 * 2
    assert [0, 4, 3] in corners(mesh).tolist()


def test_a_cut_keeps_what_has_entered(cx):
    t = float(np.median(cx.births[2]))
    mesh, _, lines, _, points = drawn(cx, t)
    assert corners(mesh).tolist() == np.asarray(cx.cells(2))[cx.births[2] <= t].tolist()
    assert len(lines.x) == 3 * (cx.births[1] <= t).sum()
    assert len(points.x) == (cx.births[0] <= t).sum()


def test_values_of_faces_paint_each_of_their_triangles(prism):
    field = tv.Field("area", [1.0, 2.0, 3.0, np.nan, 5.0], 2, kind="scalar")
    known, missing, names = drawn(prism, color=field)[:3]
    assert known.intensity.tolist() == [1, 2, 3, 3, 5, 5]
    assert (known.intensitymode, known.cmin, known.cmax) == ("cell", 1, 5)
    assert [stop for _, stop in known.colorscale] == list(VIRIDIS)
    assert missing.color == THEMES["dark"]["missing"]
    assert (len(missing.i), missing.name) == (2, "1 missing")
    assert missing.showlegend
    np.testing.assert_array_equal(names.marker.color, field.values.astype(np.float32))


def test_values_of_vertices_run_over_edges_and_faces(prism):
    field = tv.Field("x", [0.0, 1, 2, 3, 4, np.nan], 0, kind="scalar")
    traces = drawn(prism, color=field)
    whole, missing = traces[:2]
    assert whole.intensitymode == "vertex"
    assert whole.intensity.tolist() == [0, 1, 2, 3, 4, 0]
    assert not np.isin(corners(whole), 5).any()
    assert len(missing.i) == 1 + 2 + 2
    assert not missing.showlegend  # the legend counts the vertices, once
    points = [t for t in traces if t.type == "scatter3d" and t.mode == "markers"][-2:]
    assert points[0].marker.color.tolist() == [0, 1, 2, 3, 4]
    assert points[1].name == "1 missing"


def test_values_of_edges_are_those_of_both_ends(cx):
    lines = drawn(cx, color=cx["birth1"])[2]
    assert lines.mode == "lines"
    np.testing.assert_allclose(lines.line.color, np.repeat(cx.births[1], 3), rtol=1e-6)


def test_labels_are_meshes_of_their_own(prism):
    field = tv.Field("part", [0, 0, 1, 1, 1], 2, kind="label")
    bases, sides = drawn(prism, color=field)[:2]
    assert (bases.color, sides.color) == OKABE_ITO[:2]
    assert (bases.name, len(bases.i), len(sides.i)) == ("0", 2, 6)


def test_the_first_camera_is_that_of_the_views(cx):
    camera = space()["camera"]
    eye = np.array([camera["eye"][name] for name in "xyz"])
    drawing = layout(cx)
    depth = drawing.places @ (eye / np.linalg.norm(eye))
    np.testing.assert_allclose(depth, turned(drawing)[:, 2], atol=1e-6)
    assert go.layout.Scene(space()).xaxis.visible is False
