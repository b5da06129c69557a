import gzip
import shutil

import numpy as np
import pytest

import tdlviz as tv
from tdlviz.core.errors import InvalidInput, TooLarge, UnreadableFile

EDGES = "node_id\tnode_id\n0\t1\n1\t0\n2\t2\n1\t2\n1\t2\n"
VERTICES = "node_id\tfeature\tlabel\n1\t0,1\t4\n0\t1,0\t2\n2\t1,1\t0\n"


@pytest.fixture
def folder(tmp_path):
    """Three vertices, two edges; one loop and two repeats among the lines; two splits."""
    (tmp_path / "out1_graph_edges.txt").write_text(EDGES)
    (tmp_path / "out1_node_feature_label.txt").write_text(VERTICES)
    for k, train in enumerate(([1, 0, 0], [0, 1, 0])):
        masks = {"train_mask": train, "val_mask": [0, 0, 0], "test_mask": [0, 0, 1]}
        np.savez(tmp_path / f"toy_split_0.6_0.2_{k}.npz", **masks)
    return tmp_path


def test_what_is_left_out_is_counted(folder):
    cx = tv.data.geom_gcn(folder, "toy")
    assert np.asarray(cx.cells(1)).tolist() == [[0, 1], [1, 2]]
    assert (cx["loops"].values, cx["repeats"].values) == (1, 2)
    assert cx["x"].values.tolist() == [[1, 0], [0, 1], [1, 1]]
    assert cx["y"].values.tolist() == [2, 4, 0]
    assert cx["train"].values.T.tolist() == [[True, False, False], [False, True, False]]


def test_packed_or_plain_flat_or_in_raw_it_is_the_same(folder, tmp_path_factory):
    other = tmp_path_factory.mktemp("other") / "toy" / "raw"
    shutil.copytree(folder, other)
    for name in ("out1_graph_edges.txt", "out1_node_feature_label.txt"):
        (other / f"{name}.gz").write_bytes(gzip.compress((other / name).read_bytes()))
        (other / name).unlink()
    here, there = (tv.data.geom_gcn(f, "toy") for f in (folder, other.parents[1]))
    for name in here.fields:
        assert np.array_equal(here[name].values, there[name].values)


def test_words_of_film(folder):
    lines = "node_id\tfeature\tlabel\n0\t1,931\t0\n1\t5\t1\n2\t0,0\t1\n"
    (folder / "out1_node_feature_label.txt").write_text(lines)
    x = tv.data.geom_gcn(folder, "film")["x"].values
    assert x.shape == (3, 932)
    assert [np.flatnonzero(row).tolist() for row in x] == [[1, 931], [5], [0]]
    assert "train" not in tv.data.geom_gcn(folder, "film").fields


@pytest.mark.parametrize(
    ("name", "edges", "vertices", "homophily"),
    [("texas", 279, 183, 0.061), ("cornell", 277, 183, 0.298)],
)
def test_the_real_ones(data_dir, name, edges, vertices, homophily):
    cx = tv.data.geom_gcn(data_dir / "heterophily-geomgcn", name)
    assert cx.counts == (vertices, edges)
    # published with loops kept and each edge once: 295 and 280
    assert edges + cx["loops"].values == {"texas": 295, "cornell": 280}[name]
    assert cx["x"].values.shape == (vertices, 1703)
    masks = [cx[split].values for split in ("train", "val", "test")]
    assert (sum(mask.astype(int) for mask in masks) == 1).all()
    assert [set(mask.sum(axis=0)) for mask in masks] == [{87}, {59}, {37}]
    ends = cx["y"].values[np.asarray(cx.cells(1))]
    assert np.mean(ends[:, 0] == ends[:, 1]) == pytest.approx(homophily, abs=0.05)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("out1_graph_edges.txt", "a\tb\n0\t3\n"),
        ("out1_graph_edges.txt", "a\tb\n0\t-1\n"),
        ("out1_graph_edges.txt", "a\tb\n0\t1\n0\n"),
        ("out1_graph_edges.txt", "a\tb\n0\t1\t1\n"),
        ("out1_graph_edges.txt", "a\tb\n0\tx\n"),
        ("out1_node_feature_label.txt", VERTICES[:-6]),
        ("out1_node_feature_label.txt", VERTICES.replace("2\t1,1", "1\t1,1")),
        ("out1_node_feature_label.txt", VERTICES.replace("1,1", "1")),
        ("out1_node_feature_label.txt", "node_id\tfeature\tlabel\n"),
        ("toy_split_0.6_0.2_0.npz", "no archive"),
    ],
)
def test_a_broken_file(folder, name, text):
    (folder / name).write_text(text)
    with pytest.raises(UnreadableFile):
        tv.data.geom_gcn(folder, "toy")


def test_a_split_that_is_missing_or_of_another_graph(folder):
    (folder / "toy_split_0.6_0.2_0.npz").unlink()
    with pytest.raises(UnreadableFile, match="no split 0"):
        tv.data.geom_gcn(folder, "toy")
    short = np.zeros(2)
    np.savez(folder / "toy_split_0.6_0.2_0.npz", train_mask=short, val_mask=short, test_mask=short)
    with pytest.raises(UnreadableFile, match="split 0"):
        tv.data.geom_gcn(folder, "toy")


def test_what_is_no_folder_or_too_large(folder):
    with pytest.raises(UnreadableFile, match="no out1_node"):
        tv.data.geom_gcn(folder / "nowhere", "toy")
    with pytest.raises(TooLarge):
        tv.data.geom_gcn(folder, "toy", max_bytes=10)
    for folder_, name in ((None, "toy"), (folder, 3), (folder, "")):
        with pytest.raises(InvalidInput):
            tv.data.geom_gcn(folder_, name)
