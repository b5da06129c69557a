import pickle
from collections import defaultdict

import numpy as np
import pytest
from scipy.sparse import csr_matrix

import tdlviz as tv
from tdlviz.core.errors import UnreadableFile


@pytest.fixture
def folder(tmp_path):
    """Vertices 0 to 2, one of them labelled; two tested (5 then 3); and 4, which is not there."""
    eye = np.eye(2, dtype=np.int32)
    graph = defaultdict(list, {0: [1, 1], 1: [0, 2], 2: [1, 2], 3: [5], 5: [3]})
    parts = {
        "x": csr_matrix(eye[:1]), "allx": csr_matrix(eye[[0, 1, 1]]), "tx": csr_matrix(eye),
        "y": eye[:1], "ally": eye[[0, 1, 1]], "ty": eye, "graph": graph,
    }  # fmt: skip
    for name, part in parts.items():
        (tmp_path / f"ind.toy.{name}").write_bytes(pickle.dumps(part, protocol=2))
    (tmp_path / "ind.toy.test.index").write_text("5\n3\n")
    return tmp_path


def test_a_graph_with_a_gap_among_the_tested(folder):
    cx = tv.data.planetoid(folder, "toy")
    assert np.asarray(cx.cells(1)).tolist() == [[0, 1], [1, 2], [3, 5]]
    assert [cx[n].values for n in ("loops", "repeats", "unlabelled")] == [1, 1, 1]
    assert cx["y"].values.tolist() == [0, 1, 1, 1, -1, 0]
    assert cx["x"].values.tolist() == [[1, 0], [0, 1], [0, 1], [0, 1], [0, 0], [1, 0]]
    found = [np.flatnonzero(cx[s].values).tolist() for s in ("train", "val", "test")]
    assert found == [[0], [1, 2, 3, 5], [3, 5]]


def test_cora_is_what_torch_geometric_reads(data_dir, tmp_path):
    pyg = pytest.importorskip("torch_geometric.io")
    cx = tv.data.planetoid(data_dir / "planetoid", "cora")
    theirs = pyg.read_planetoid_data(str(data_dir / "planetoid" / "cora" / "raw"), "cora")
    assert np.array_equal(cx["x"].values, theirs.x.numpy())
    assert np.array_equal(cx["y"].values, theirs.y.numpy())
    assert np.array_equal(
        np.asarray(cx.cells(1)), np.asarray(tv.from_torch_geometric(theirs).cells(1))
    )
    assert cx.counts == (2708, 5278)
    assert cx["train"].values.sum(axis=0).tolist() == [1192] * 10


def test_citeseer_lists_vertices_without_a_label(data_dir):
    cx = tv.data.planetoid(data_dir / "planetoid", "citeseer")
    assert cx.counts == (3327, 4552)
    assert cx["unlabelled"].values == 15
    assert not (cx["train"].values | cx["val"].values | cx["test"].values)[cx["y"].values < 0].any()


class Bomb:
    def __reduce__(self):
        return (print, ("boom",))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("x", pickle.dumps(Bomb())),
        ("x", b"no pickle"),
        ("y", b"no pickle"),
        ("allx", pickle.dumps([1, 2])),
        ("allx", pickle.dumps(np.eye(3))),
        ("graph", pickle.dumps([1])),
        ("graph", pickle.dumps({0: ["a"]})),
        ("graph", pickle.dumps({0: [77]})),
        ("ty", pickle.dumps(np.eye(3))),
        ("test.index", b"5\n5\n"),
        ("test.index", b"5\nx\n"),
        ("test.index", b"5\n0\n"),
    ],
)
def test_a_broken_file(folder, name, content, capsys):
    if name == "x":
        name = "tx"
    (folder / f"ind.toy.{name}").write_bytes(content)
    with pytest.raises(UnreadableFile):
        tv.data.planetoid(folder, "toy")
    assert capsys.readouterr().out == ""


def test_a_file_that_is_missing(folder):
    (folder / "ind.toy.allx").unlink()
    with pytest.raises(UnreadableFile, match="no ind"):
        tv.data.planetoid(folder, "toy")
