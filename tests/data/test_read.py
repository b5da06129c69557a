"""Every form of file, whole and broken, by the one door that readers use."""

import gzip

import networkx as nx
import numpy as np
import pytest

import tdlviz as tv
from tdlviz.core.errors import InvalidInput, TdlvizError, TooLarge, UnknownName, UnreadableFile

OFF = "OFF\n3 1 0\n0 0 0\n1 0 0\n0 1 0\n3 0 1 2\n"


def written(folder, name, content):
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.csv", "1,2\n3,4\n"),
        ("a.csv", "x,y\n1,2\n3,4"),
        ("a.csv", "x;y\r\n1;2\r\n\r\n3;4\r\n"),
        ("a.tsv", "1\t2\n3\t4\n"),
        ("a.txt", "# two points\n  1   2 \n% the second\n3 4\n"),
        ("a.CSV", "\ufeff1, 2\n3e0, +4.0\n"),
    ],
)
def test_every_common_text_form_reads_as_the_same_table(tmp_path, name, text):
    table = tv.data.read(written(tmp_path, name, text))
    assert table.dtype == np.float64
    np.testing.assert_array_equal(table, [[1, 2], [3, 4]])


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.csv", "1,2\n3,x\n", "'x' in line 2, column 2"),
        ("a.csv", "u,v\n1,2\n\n,4\n", "'' in line 4, column 1"),
        ("a.csv", "1,2\n3,nan\n", "'nan' in line 2, column 2"),
        ("a.csv", "1,2\n3,4,5\n", "3 entries in line 2, 2 in line 1"),
        ("a.csv", "1;2,5\n", "'2,5' in line 1, column 2"),
        ("a.csv", "x,y\n", "a header alone"),
        ("a.csv", "# nothing\n", "only blank lines and comments"),
        ("a.csv", "", "an empty file"),
        ("a.csv", bytes(range(256)), "bytes that are no text"),
        ("a.txt", "1 2\0\n", "bytes that are no text"),
        ("a.csv", OFF, "in line"),
        ("a.npy", "1,2\n", "no NPY file"),
        ("a.npz", "1,2\n", "not a zip file"),
        ("a.off", "1,2\n", "OFF"),
        ("a.obj", "\x00\x01", "OBJ"),
        ("a.stl", "solid", "STL"),
        ("a.csv.gz", "1,2\n", "gzip"),
        ("a.edges", "0 1\n2\n", "1 entries in line 2"),
        ("a.edges", "0 1 --2\n", "'--2' in line 1, column 3"),
        ("a.edges", "0 1 x\n", "'x' in line 1, column 3"),
        ("a.edges", "0 1 2\n1 0 3\n", "another weight in line 2"),
        ("a.edges", "0 1\n1 2 3\n", "3 entries in line 2"),
        ("a.xyz", "1 2\n", "the ending '.xyz'"),
        ("a", "1 2\n", "the ending ''"),
    ],
)
def test_a_broken_file_says_which_and_why(tmp_path, name, content, words):
    path = written(tmp_path, name, content)
    with pytest.raises(UnreadableFile) as caught:
        tv.data.read(path)
    assert words in str(caught.value)
    assert str(path) in str(caught.value)


def test_a_missing_file_and_a_folder(tmp_path):
    for path in (tmp_path / "nowhere.csv", tmp_path):
        with pytest.raises(UnreadableFile, match=str(path)):
            tv.data.read(path)
    (tmp_path / "folder.csv").mkdir()
    with pytest.raises(UnreadableFile, match="folder"):
        tv.data.read(tmp_path / "folder.csv")


@pytest.mark.parametrize("name", ["a.csv", "a.csv.gz", "a.npy", "a.npz", "a.edges", "a.off"])
def test_more_bytes_than_the_limit_are_refused_unpacked_too(tmp_path, name):
    path, zeros = tmp_path / name, np.zeros((1000, 2))
    if name.endswith("gz"):
        path.write_bytes(gzip.compress(b"0,0\n" * 1000))
    elif name.endswith("npz"):
        np.savez_compressed(path, zeros)
    elif name.endswith("npy"):
        np.save(path, zeros)
    else:
        path.write_text("0 0\n" * 1000)
    with pytest.raises(TooLarge, match=r"max_bytes is 1,000"):
        tv.data.read(path, max_bytes=1000)


def test_numpy_files_come_back_as_they_were(tmp_path):
    points = np.random.default_rng(0).normal(size=(20, 3)).astype(np.float32)
    np.save(tmp_path / "a.npy", points)
    np.savez(tmp_path / "one.npz", points)
    np.savez(tmp_path / "two.npz", points=points, labels=np.arange(20))
    for path in ("a.npy", "one.npz"):
        np.testing.assert_array_equal(tv.data.read(tmp_path / path), points)
    np.testing.assert_array_equal(tv.data.read(tmp_path / "two.npz", name="points"), points)
    with pytest.raises(UnknownName, match="2 arrays: points, labels"):
        tv.data.read(tmp_path / "two.npz")
    with pytest.raises(UnknownName, match="name='edges'"):
        tv.data.read(tmp_path / "two.npz", name="edges")
    with pytest.raises(UnreadableFile, match=r"\(20,\)"):
        tv.data.read(tmp_path / "two.npz", name="labels")
    with pytest.raises(InvalidInput, match="holds named arrays"):
        tv.data.read(tmp_path / "a.npy", name="points")


def test_pickled_objects_are_refused(tmp_path):
    np.save(tmp_path / "a.npy", np.array([[{}]], dtype=object), allow_pickle=True)
    with pytest.raises(UnreadableFile, match="allow_pickle"):
        tv.data.read(tmp_path / "a.npy")


@pytest.mark.parametrize("name", ["a.npy", "a.npz", "a.csv.gz", "a.off.gz"])
def test_no_file_cut_anywhere_passes_for_whole(tmp_path, name):
    points = np.random.default_rng(1).normal(size=(6, 2))
    whole = tmp_path / name
    if name == "a.npz":
        np.savez_compressed(whole, points)
    elif name == "a.npy":
        np.save(whole, points)
    else:
        whole.write_bytes(gzip.compress(OFF.encode() if "off" in name else b"1,2\n3,4\n"))
    data = whole.read_bytes()
    tv.data.read(whole)
    for length in range(len(data)):
        with pytest.raises(TdlvizError):
            tv.data.read(written(tmp_path, f"cut.{name}", data[:length]))


def test_edge_lists_are_what_networkx_reads(tmp_path):
    graph = nx.gnm_random_graph(20, 40, seed=3)
    nx.write_edgelist(graph, tmp_path / "a.edgelist", data=False)
    ours = tv.data.read(tmp_path / "a.edgelist")
    assert {frozenset(e) for e in ours.edges} == {frozenset(e) for e in graph.edges}
    assert tv.clique(ours, max_dim=1).counts[1] == 40


def test_edge_lists_with_words_weights_and_headers(tmp_path):
    named = tv.data.read(written(tmp_path, "a.edges", "ann bob 2\nbob cat 0.5\n"))
    assert [named.nodes[i]["name"] for i in range(3)] == ["ann", "bob", "cat"]
    assert named.edges[0, 1]["weight"] == 2
    assert named.edges[1, 2]["weight"] == 0.5
    headed = tv.data.read(written(tmp_path, "b.edges", "id1,id2\n0,1\n1,0\n"))
    assert list(headed.edges) == [(0, 1)]


def test_a_mesh_is_a_complex(tmp_path):
    assert tv.data.read(written(tmp_path, "a.off", OFF)).counts == (3, 3, 1)


@pytest.mark.parametrize(
    ("name", "shape"),
    [
        ("ripser-reference/inputs/projective_plane.csv", (13, 13)),
        ("ripser-reference/inputs/pointsCycloOctane.csv", (6040, 24)),
        ("ph-roadmap/point_cloud/dragon_vrip.ply.txt_1000_.txt", (1000, 3)),
        ("ph-roadmap/distmat/senate104_edge_list.txt_0.68902_distmat.txt.gz", (103, 103)),
    ],
)
def test_real_tables(name, shape, data_dir):
    table = tv.data.read(data_dir / name)
    assert table.shape == shape
    np.testing.assert_array_equal(
        table, np.loadtxt(data_dir / name, delimiter="," if ".csv" in name else None)
    )


def test_real_meshes_and_a_real_graph(tmp_path, data_dir):
    bunny = tv.data.read(data_dir / "meshes-common" / "stanford-bunny.obj.gz")
    assert bunny.counts[0] == 35947
    assert bunny.counts[2] == 69451
    source = data_dir / "heterophily-geomgcn" / "texas" / "out1_graph_edges.txt.gz"
    graph = tv.data.read(written(tmp_path, "texas.edges.gz", source.read_bytes()))
    assert graph.number_of_nodes() == 183
    assert graph.number_of_edges() == 295


def test_a_distance_matrix_gives_the_projective_plane(data_dir):
    table = tv.data.read(data_dir / "ripser-reference" / "inputs" / "projective_plane.csv")
    plane = tv.rips(distances=table, max_edge=1, max_dim=3)
    assert tv.betti(plane, prime=2)[1] == 1
    assert tv.betti(plane, prime=3)[1] == 0


@pytest.mark.parametrize("name", ["--1", "1-", "99999999999999999999999"])
def test_a_name_that_only_looks_like_an_integer_is_a_name(tmp_path, name):
    (tmp_path / "a.edges").write_text(f"0 1\n1 {name}\n")
    graph = tv.data.read(tmp_path / "a.edges")
    assert sorted(graph.nodes) == [0, 1, 2]
    assert {graph.nodes[node]["name"] for node in graph} == {"0", "1", name}
