import csv
import gzip
import io
import zlib

import numpy as np
import pytest
import trimesh

import tdlviz as tv
from tdlviz.core.errors import TooLarge, UnreadableFile

OBJ = b"v 0 0 0\nv 1 0 0\nv 0 1 0\nv 0 0 1\nf 1 2 3\nf 1 2 4\n"
OFF = b"OFF\n4 2 0\n0 0 0\n1 0 0\n0 1 0\n0 0 1\n3 0 1 2\n3 0 1 3\n"
PLY = (
    b"ply\nformat ascii 1.0\nelement vertex 4\nproperty float x\nproperty float y\n"
    b"property float z\nelement face 2\nproperty list uchar int vertex_indices\nend_header\n"
    b"0 0 0\n1 0 0\n0 1 0\n0 0 1\n3 0 1 2\n3 0 1 3\n"
)
FACET = (
    b"facet normal 0 0 1\nouter loop\nvertex 0 0 0\nvertex 1 0 0\nvertex %s\nendloop\nendfacet\n"
)
STL = b"solid two\n" + FACET % b"0 1 0" + FACET % b"0 0 1" + b"endsolid two\n"
PLY_HEADER, PLY_BODY = PLY.split(b"end_header\n")
SHAPE = trimesh.Trimesh(np.eye(4)[:, :3], [[0, 1, 2], [0, 1, 3]], process=False)
BINARY_PLY = SHAPE.export(file_type="ply")
BINARY_STL = SHAPE.export(file_type="stl")
PNG = b"\x89PNG\r\n\x1a\n" + zlib.compress(bytes(range(256)) * 4)
FORMS = {"obj": OBJ, "off": OFF, "ply": PLY, "stl": STL}
QUADS = b"v 0 0 0\nv 1 0 0\nv 1 1 0\nv 0 1 0\nv 5 5 5\nf 1 2 3 4\n"
SEAM = b"v 0 0 0\nv 1 0 0\nv 0 1 0\nv 1 1 0\nvt 0 0\nvt 1 1\nvn 0 0 1\n" + (
    b"usemtl a\nf 1/1/1 2/1/1 3/1/1\nusemtl b\nf 2/2/1 4/2/1 3/2/1\n"
)


@pytest.fixture
def write(tmp_path):
    def into(name, data):
        path = tmp_path / name
        path.write_bytes(data)
        return path

    return into


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize(
    ("form", "data"), [*FORMS.items(), ("ply", BINARY_PLY), ("stl", BINARY_STL)]
)
def test_all_forms_hold_the_same_two_triangles(write, form, data, packed):
    name = f"two.{form.upper()}.gz" if packed else f"two.{form}"
    cx = tv.read_mesh(write(name, gzip.compress(data) if packed else data))
    assert cx.counts == (4, 5, 2)


@pytest.mark.parametrize(
    ("name", "data", "counts"),
    [
        ("seam.obj", SEAM, (4, 5, 2)),
        ("quad.obj", QUADS, (5, 5, 2)),
        ("crlf.obj", OBJ.replace(b"\n", b"\r\n"), (4, 5, 2)),
        ("colour.obj", OBJ.replace(b"0 0 1\n", b"0 0 1 0.5 0.5 0.5\n"), (4, 5, 2)),
        ("mixed.obj", QUADS + b"f 1 2 5\n", (5, 7, 3)),
        ("joined.off", OFF.replace(b"OFF\n", b"OFF"), (4, 5, 2)),
        ("comment.off", OFF.replace(b"OFF\n", b"# made by hand\nOFF # yes\n\n"), (4, 5, 2)),
        ("quad.off", b"OFF 4 1 0\n0 0 0\n1 0 0\n1 1 0\n0 1 0\n4 0 1 2 3\n", (4, 5, 2)),
        ("five.off", b"OFF\n5 1 0\n0 0 0\n1 0 0\n2 1 0\n1 2 0\n0 1 0\n5 0 1 2 3 4\n", (5, 7, 3)),
    ],
)
def test_order_seams_and_polygons(write, name, data, counts):
    cx = tv.read_mesh(write(name, data))
    assert cx.counts == counts
    assert cx.positions[1].tolist() == [1, 0, 0]


BAD = [
    ("empty.obj", b"", "empty"),
    ("blank.off", b" \n", "empty"),
    ("picture.off", PNG, "begin with OFF"),
    ("picture.obj", PNG, "not an OBJ"),
    ("picture.stl", PNG, "STL"),
    ("picture.ply", PNG, "PLY header"),
    ("obj_text.ply", OBJ, "PLY header"),
    ("obj_text.off", OBJ, "begin with OFF"),
    ("off_text.obj", OFF, "not an OBJ"),
    ("off_text.stl", OFF, "STL"),
    ("points.obj", b"v 0 0 0\n", "no faces"),
    ("flat.obj", b"v 0 0\nv 1 0\nv 0 1\nf 1 2 3\n", "3 coordinates"),
    ("cut.obj", OBJ[:-3], "under 3 vertices"),
    ("missing.obj", OBJ + b"f 1 2 9\n", "8"),
    ("zero.obj", OBJ + b"f 0 1 2\n", "from 1"),
    ("relative.obj", OBJ + b"f -1 -2 -3\n", "relative"),
    ("words.obj", OBJ.replace(b"v 1 0 0", b"v one 0 0"), "whole OBJ"),
    ("nan.obj", OBJ.replace(b"v 1 0 0", b"v nan 0 0"), "whole OBJ"),
    ("lines.off", OFF[: OFF.rindex(b"3 0")], "promised"),
    ("line.off", OFF[:-3], "fewer vertices"),
    ("vertices.off", OFF[:14], "promised"),
    ("missing.off", OFF.replace(b"3 0 1 3", b"3 0 1 4"), "whole OFF"),
    ("huge.off", OFF.replace(b"4 2 0", b"999999999999 2 0"), "promised"),
    ("words.off", OFF.replace(b"4 2 0", b"four 2 0"), "no line"),
    ("header.off", b"OFF\n", "no line"),
    ("lines.ply", PLY[: PLY.rindex(b"3 0")], "promised"),
    ("line.ply", PLY[:-3], "fewer vertices"),
    ("header.ply", PLY_HEADER, "PLY header"),
    ("huge.ply", PLY.replace(b"vertex 4", b"vertex 999999999999"), "promised"),
    ("cut.ply", BINARY_PLY[:-5], "whole PLY"),
    ("none.ply", PLY.replace(b"face 2", b"face 0"), "0 faces"),
    ("cut.stl", BINARY_STL[:-20], "promised"),
    ("cut_text.stl", STL[:-30], "endsolid"),
    ("facet.stl", STL.replace(b"vertex 0 0 1\n", b""), "three vertices"),
    ("name.xyz", OBJ, "known: .obj"),
    ("name", OBJ, "known: .obj"),
    ("name.gz", gzip.compress(OBJ), "known: .obj"),
    ("plain.obj.gz", OBJ, "gzip"),
    ("cut.obj.gz", gzip.compress(OBJ * 50)[:-20], "end"),
]


@pytest.mark.parametrize(("name", "data", "words"), BAD, ids=[name for name, *_ in BAD])
def test_bad_files_name_the_path_and_the_reason(write, name, data, words):
    path = write(name, data)
    with pytest.raises(UnreadableFile, match=words) as caught:
        tv.read_mesh(path)
    assert str(path) in str(caught.value)


def test_a_missing_file_and_a_folder(tmp_path):
    (tmp_path / "folder.obj").mkdir()
    for name in ("nowhere.obj", "nowhere.obj.gz", "folder.obj"):
        with pytest.raises(UnreadableFile, match=name):
            tv.read_mesh(tmp_path / name)


def test_too_large(write):
    bomb = gzip.compress(OBJ + b"\n" * 10_000_000)
    assert len(bomb) < 20_000
    with pytest.raises(TooLarge, match="1,000,000 bytes"):
        tv.read_mesh(write("bomb.obj.gz", bomb), max_bytes=1_000_000)
    with pytest.raises(TooLarge, match="11 cells"):
        tv.read_mesh(write("two.obj", OBJ), max_cells=10)


def test_real_meshes(data_dir):
    with (data_dir / "meshes-common/PARSED.tsv").open() as table:
        rows = list(csv.DictReader(table, delimiter="\t"))
    assert len(rows) > 15
    for row in rows:
        path = data_dir / row["file"]
        cx = tv.read_mesh(path)
        text = gzip.decompress(path.read_bytes())
        faces = trimesh.load_mesh(io.BytesIO(text), file_type=path.suffixes[-2][1:], process=False)
        corners = np.sort(faces.vertices[faces.faces].view("f8,f8,f8")[..., 0], axis=1)
        given = int(row["F"])
        doubles = given - len(np.unique(corners, axis=0))
        assert cx.counts[:2] == (int(row["V"]), int(row["E"])), path.name
        assert given - doubles <= cx.counts[2] <= given, path.name
        if row["watertight"] == "True":
            euler = cx.counts[0] - cx.counts[1] + cx.counts[2]
            assert euler == int(row["euler"]), path.name
