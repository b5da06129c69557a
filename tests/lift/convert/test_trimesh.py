import numpy as np
import pytest
import trimesh
from hypothesis import given, settings
from hypothesis import strategies as st

import tdlviz as tv
from tdlviz.core.errors import InvalidInput


def surface(seed):
    rng = np.random.default_rng(seed)
    made = trimesh.creation.icosphere(subdivisions=1)
    made = trimesh.Trimesh(made.vertices, rng.permutation(made.faces)[:50], process=False)
    made.vertex_attributes["heat"] = rng.random(len(made.vertices))
    made.face_attributes["part"] = rng.integers(0, 4, 50)
    made.face_attributes["normal"] = made.face_normals.copy()
    return made


def corners(made):
    """Faces as cycles from their least vertex, in lexicographic order, and that order."""
    turned = np.array([np.roll(face, -face.argmin()) for face in made.faces])
    order = np.lexsort(np.sort(turned, axis=1).T[::-1])
    return turned[order], order


@settings(max_examples=10)
@given(st.integers(0, 10**6))
def test_there_and_back(seed):
    made = surface(seed)
    cx = tv.from_trimesh(made, labels=["part"])
    assert (cx["part"].kind, cx["part"].rank, cx["normal"].kind) == ("label", 2, "vector")
    again = tv.to_trimesh(cx)
    assert np.array_equal(again.vertices, made.vertices)
    (theirs, order), (ours, back) = corners(made), corners(again)
    assert np.array_equal(ours, theirs)
    for name, values in made.face_attributes.items():
        assert np.array_equal(again.face_attributes[name][back], values[order])
    assert np.array_equal(again.vertex_attributes["heat"], made.vertex_attributes["heat"])
    # winding is kept: normals recomputed from the faces are the old ones
    assert again.face_normals[back] == pytest.approx(made.face_normals[order])


def test_colours_come_along():
    made = surface(0)
    made.visual.vertex_colors = np.arange(4 * len(made.vertices)).reshape(-1, 4) % 256
    cx = tv.from_trimesh(made)
    assert np.array_equal(cx["vertex_colors"].values, made.visual.vertex_colors)


def test_a_real_mesh(data_dir):
    file = next((data_dir / "meshes-common").rglob("*.obj*"), None)
    if file is None:
        pytest.skip("no OBJ among the meshes")
    cx = tv.read_mesh(file)
    again = tv.from_trimesh(tv.to_trimesh(cx))
    assert again.counts == cx.counts
    assert np.array_equal(again.positions, cx.positions)


def test_surfaces_refused():
    with pytest.raises(InvalidInput, match=r"trimesh.Trimesh"):
        tv.from_trimesh("bunny")
    double = trimesh.Trimesh(np.eye(3), [[0, 1, 2], [2, 1, 0]], process=False)
    with pytest.raises(InvalidInput, match="given once"):
        tv.from_trimesh(double)
    named = surface(0)
    named.vertex_attributes["name"] = np.array(["a"] * len(named.vertices))
    with pytest.raises(InvalidInput, match=r"leave=\['name'\]"):
        tv.from_trimesh(named)
    assert "name" not in tv.from_trimesh(named, leave=["name"]).fields


def test_complexes_refused():
    triangle = tv.mesh(np.eye(3), [[0, 1, 2]])
    with pytest.raises(InvalidInput, match=r"R\^3"):
        tv.to_trimesh(triangle.with_positions(None))
    with pytest.raises(InvalidInput, match="triangles"):
        tv.to_trimesh(tv.mesh(np.eye(4)[:, :3], [[0, 1, 2, 3]]))
    bare = tv.Complex.from_facets([[0, 1, 2], [2, 3]], np.eye(4)[:, :3])
    with pytest.raises(InvalidInput, match=r"edge \[2, 3\] of no triangle"):
        tv.to_trimesh(bare)
    edged = triangle.with_fields(tv.Field("w", [1.0, 2, 3], 1, kind="scalar"))
    with pytest.raises(InvalidInput, match=r"leave=\['w'\]"):
        tv.to_trimesh(edged)
    assert len(tv.to_trimesh(edged, leave=["w"]).faces) == 1
