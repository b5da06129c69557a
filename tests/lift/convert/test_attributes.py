import networkx as nx
import numpy as np
import pytest

import tdlviz as tv
from tdlviz.core.cells import Cells
from tdlviz.core.errors import InvalidInput
from tdlviz.lift.convert.attributes import (
    Column,
    column_fields,
    field_columns,
    integer_names,
    names_of,
    numbers,
    put_positions,
    read_columns,
    take_positions,
    unordered,
    vertex_names,
    write_columns,
)

CX = tv.clique(nx.path_graph(3), max_dim=1)


def test_columns_of_dictionaries_and_back():
    tables = [{"a": 1.5, "v": [1, 2]}, {"a": 2.5, "v": [3, 4], "some": True}]
    (columns,) = read_columns("asked", [tables], ())
    assert columns["a"].values.tolist() == [1.5, 2.5]
    assert columns["v"].values.shape == (2, 2)
    assert columns["some"].cells.tolist() == [1]
    assert write_columns(columns, 2) == tables


def test_all_that_is_not_carried_is_named():
    tables = [{"word": "x", "ragged": [1]}, {"word": "y", "ragged": [1, 2], 7: 1.0, "deep": [[1]]}]
    with pytest.raises(InvalidInput, match=r"leave=\['word', 'ragged', '7'\]"):
        read_columns("asked", [tables], ("deep",))
    assert read_columns("asked", [[{"word": "x"}]], ("word",)) == [{}]


def test_what_ranks_share_is_told_apart_and_joined_again():
    one, two = Column(np.array([1, 2, 3])), Column(np.array([4.0, 5.0]))
    fields = column_fields("asked", [{"w": one, "c": one}, {"w": two}], ("c",))
    assert [(f.name, f.kind, f.rank) for f in fields] == [
        ("w0", "scalar", 0), ("c", "label", 0), ("w1", "scalar", 1),
    ]  # fmt: skip
    back = field_columns("asked", CX.with_fields(*fields), ())
    assert [[*columns] for columns in back] == [["w", "c"], ["w"]]
    with pytest.raises(InvalidInput, match="w0"):
        column_fields("asked", [{"w": one, "w0": one}, {"w": two}], ())


def test_a_lonely_number_stays_in_its_name():
    cx = CX.with_fields(tv.Field("curl1", [1.0, 2.0], 1, kind="scalar"))
    assert [*field_columns("asked", cx, ())[1]] == ["curl1"]


@pytest.mark.parametrize("values", [["a"], [None], [[1], [1, 2]], [1j], [[[1]]], 3.0])
def test_no_numbers(values):
    assert numbers(values) is None


def test_unordered():
    arrows = tv.Complex((CX.ranks[0], Cells.of([[0, 1], [1, 0]])))
    assert unordered(CX, 2)
    assert unordered(arrows, 1)
    assert not unordered(arrows, 2)


def test_positions_are_taken_where_all_have_one():
    columns = {"pos": Column(np.eye(3)), "some": Column(np.eye(2), np.array([0, 2]))}
    assert take_positions(columns, "some") is None
    assert np.array_equal(take_positions(columns, "pos"), np.eye(3))
    assert [*columns] == ["some"]
    put_positions("asked", CX.with_positions(np.eye(3)), columns, "pos")
    assert [*columns] == ["some", "pos"]
    with pytest.raises(InvalidInput, match="only one"):
        put_positions("asked", CX.with_positions(np.eye(3)), columns, "pos")


def test_names():
    assert names_of("asked", ["a", "b"]) == ("a", "b")
    assert integer_names("asked", [3, -1]).tolist() == [3, -1]
    for bad in ("ab", [1], None):
        with pytest.raises(InvalidInput):
            names_of("asked", bad)
    for name in (True, 2**63, 0.5, "a"):
        with pytest.raises(InvalidInput, match="integers below"):
            integer_names("asked", [0, name])
    assert vertex_names("asked", CX) == [0, 1, 2]
