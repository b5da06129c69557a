import numpy as np
import pytest

from tdlviz.lift.mesh_promise import PROMISES, Broken

PLY = (
    b"ply\nformat ascii 1.0\nelement vertex 4\nproperty float x\nproperty float y\n"
    b"property float z\nelement face 1\nproperty list uchar int vertex_indices\nend_header\n"
)
POINTS = b"0 0 0\n1 0 0\n1 1 0\n0 1 0\n"
STL = b" " * 80 + (2).to_bytes(4, "little") + bytes(100)
KEPT = {
    "obj": (
        b"# a square\nv 0 0 0 0.5\nv 1 0 0\nv 1 1 0\nvt 0 0\nv 0 1 0\nf 1/1 2/1/3 3//2 4\n",
        4,
        2,
    ),
    "off": (b"OFF # a square\n4 1 0\n" + POINTS + b"4 0 1 2 3 255 0 0\n", 4, 2),
    "ply": (PLY + POINTS + b"4 0 1 2 3\n", 4, 2),
    "stl": (STL, None, 2),
}
BROKEN = [
    ("obj", b"hello", "no line 'v x y z'"),
    ("obj", b"v 0 0 0\n", "no faces"),
    ("obj", b"v 0 0 0\nf 1 1\n", "a face with under 3"),
    ("obj", b"v 0 0\nf 1 1 1\n", "a vertex with under 3"),
    ("obj", b"v 0 0 0\nf -3 -2 -1\n", "relative ones"),
    ("off", b"PLY\n", "begin with OFF"),
    ("off", b"OFF\n4 one 0\n", "no line with the numbers"),
    ("off", b"OFF\n4 1 0\n" + POINTS, "promised in 4 lines"),
    ("off", b"OFF\n4 1 0\n" + POINTS + b"4 0 1 2\n", "fewer vertices than it says"),
    ("ply", b"plywood", "PLY header"),
    ("ply", PLY.replace(b"vertex 4", b"vertex 99999999999") + POINTS, "99999999999 vertices"),
    ("ply", PLY + POINTS, "5 lines promised, 4 there"),
    ("ply", PLY.replace(b"face 1", b"face 0") + POINTS, "0 faces promised"),
    ("stl", STL[:-1], "2 triangles promised in room for 1"),
    ("stl", b"solid\nfacet normal 0 0 1\nvertex 0 0 0\nendsolid", "without three vertices"),
    ("stl", b"solid\nfacet normal 0 0 1\nvertex 0 0 0\n", "end with 'endsolid'"),
]


@pytest.mark.parametrize("kind", KEPT)
def test_what_is_promised(kind):
    data, vertices, triangles = KEPT[kind]
    promise = PROMISES[kind](data)
    assert (promise.vertices, promise.triangles) == (vertices, triangles)


@pytest.mark.parametrize(("kind", "data", "says"), BROKEN)
def test_what_is_broken(kind, data, says):
    with pytest.raises(Broken, match=says):
        PROMISES[kind](data)


@pytest.mark.parametrize("kind", KEPT)
def test_cut_anywhere_it_promises_less_or_is_broken(kind):
    data, vertices, triangles = KEPT[kind]
    for end in np.linspace(0, len(data) - 2, 40).astype(int):
        try:
            promise = PROMISES[kind](data[:end])
        except Broken:
            continue
        # What follows the last corner of the last face may be cut: colours and line ends.
        assert kind in ("obj", "off")
        assert (promise.vertices, promise.triangles) <= (vertices, triangles)
