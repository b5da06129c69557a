import io

import numpy as np
import pytest

from tdlviz.core.errors import TooLarge, UnknownName, UnreadableFile
from tdlviz.data.arrays import read_npy, read_npz


def npy(array, **options):
    np.save(out := io.BytesIO(), array, **options)
    return out.getvalue()


def npz(**arrays):
    np.savez_compressed(out := io.BytesIO(), **arrays)
    return out.getvalue()


@pytest.mark.parametrize("dtype", ["u1", ">i4", "f2", ">f8", "g"])
def test_real_numbers_of_any_size_and_order(dtype):
    array = np.arange(6).reshape(3, 2).astype(dtype)
    assert read_npy("read", npy(np.asfortranarray(array))).tolist() == [[0, 1], [2, 3], [4, 5]]
    assert read_npz("read", npz(a=array), None, 10**6).dtype == np.float64


WHOLE = npy(np.zeros((3, 2)))


@pytest.mark.parametrize(
    "data",
    [
        b"1,2\n",
        WHOLE[:-1],
        WHOLE.replace(b"(3, 2)", b"(9, 9)"),
        WHOLE.replace(b"'shape'", b"__file__"[:7]),
        npy(np.array([[{}]]), allow_pickle=True),  # it could run code
        npy(np.zeros(3)),
        npy(np.ones((1, 1), complex)),
    ],
)
def test_refused(data):
    with pytest.raises(UnreadableFile, match="read: given"):
        read_npy("read", data)


def test_one_array_is_chosen_by_name():
    two = npz(a=np.zeros((1, 1)), b=np.ones((2, 2)))
    assert read_npz("read", two, "b", 10**6).shape == (2, 2)
    for name in (None, "c"):
        with pytest.raises(UnknownName, match="a, b"):
            read_npz("read", two, name, 10**6)


def test_a_bomb_is_refused_before_it_is_unpacked():
    with pytest.raises(TooLarge, match="8,000,128 bytes unpacked"):
        read_npz("read", npz(a=np.zeros((1_000_000, 1))), None, 10**6)
