import numpy as np
import pytest

from tdlviz.core.errors import UnreadableFile
from tdlviz.data.table import read_table


@pytest.mark.parametrize(
    "text",
    [
        "1,2\n3,4.5",
        "1;2\n3;4.5\n",
        "\ufeff1\t2\r\n3\t4.5",
        "x y\n1 2\n\n# note\n  3   4.5",
        "1, 2\n3 ,45e-1",
    ],
)
def test_one_table_in_many_hands(text):
    assert read_table("read", text.encode()).tolist() == [[1, 2], [3, 4.5]]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("1,2\n3\n", "1 entries in line 2, 2 in line 1"),
        ("1,2,\n", "'' in line 1, column 3"),
        ("1,2\n\n3,nan", "'nan' in line 3, column 2"),
        ("x,y", "a header alone"),
        ("1,x\n", "'x' in line 1, column 2"),
    ],
)
def test_the_fault_has_a_place(text, says):
    with pytest.raises(UnreadableFile, match=says):
        read_table("read", text.encode())


def test_numbers_survive_a_round_trip(rng, tmp_path):
    points = rng.normal(size=(50, 3)) * 10.0 ** rng.integers(-300, 300, (50, 3))
    np.savetxt(tmp_path / "a.csv", points, fmt="%r", delimiter=",")
    np.testing.assert_array_equal(read_table("read", (tmp_path / "a.csv").read_bytes()), points)
