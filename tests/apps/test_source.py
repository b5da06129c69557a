"""Where data come from, and what a visitor is told about his own."""

import io

import numpy as np
import pytest

import tdlviz as tv
from tdlviz.apps.source import CLOUDS, DIGITS, OwnFile, Source, built_in
from tdlviz.core.errors import InvalidInput, UnreadableFile


@pytest.mark.parametrize("name", CLOUDS)
def test_built_in_clouds_have_as_many_points_as_asked(name):
    assert len(built_in(name, 40, 0.1, 0).values) == 40


def test_built_in_digits():
    pytest.importorskip("sklearn")
    source = built_in(DIGITS, 1, 0.0, 7)
    assert source.name == "digit 7"
    assert source.values.shape[1] == 64


@pytest.mark.parametrize(("points", "noise"), [(None, 0.1), (40, None), (0, 0.1), (40, -1.0)])
def test_an_emptied_or_impossible_choice_is_refused(points, noise):
    with pytest.raises(InvalidInput):
        built_in("circle", points, noise, 0)


def test_sources_describe_themselves():
    assert Source("a", np.zeros((1200, 3))).describe() == "1,200 rows of 3 numbers"
    edges = OwnFile("a.edges", b"0 1\n1 2\n").source(None)
    assert edges.describe() == "3 nodes, 2 edges"
    triangle = Source("a", tv.mesh(np.eye(3), [[0, 1, 2]]))
    assert triangle.describe() == "3 vertices, 3 edges, 1 faces"


@pytest.mark.parametrize(
    "name", ["mine.csv", "../../etc/mine.csv", "C:\\data\\mine.csv", "/mine.csv"]
)
def test_a_file_is_known_by_its_own_name_alone(name):
    own = OwnFile(name, b"1,2\n3,4\n").source(None)
    assert own.name == "mine.csv"
    np.testing.assert_array_equal(own.values, [[1, 2], [3, 4]])


@pytest.mark.parametrize(
    "name", ["a.csv", "a.npz", "a.obj", "a.xyz", ".csv", "", "..", "a\0.csv", "a" * 400 + ".csv"]
)
def test_errors_name_no_folder_of_the_server(name):
    with pytest.raises(UnreadableFile) as caught:
        OwnFile(name, b"a,b\nc,d\n").source(None)
    assert "/" not in str(caught.value).replace("1/", "")


def test_the_arrays_of_a_file_are_named():
    buffer = io.BytesIO()
    np.savez(buffer, a=np.zeros((3, 2)), b=np.zeros(3))
    own = OwnFile("two.npz", buffer.getvalue())
    assert own.arrays == ["a", "b"]
    assert own.source("a").values.shape == (3, 2)
    assert OwnFile("a.csv", b"1,2").arrays == []
