import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from tdlviz.core.errors import InvalidInput
from tdlviz.views.payload import DTYPES, pack, single, unpack

some_arrays = st.sampled_from(sorted(DTYPES)).flatmap(
    lambda name: arrays(name, array_shapes(min_side=0))
)


@given(
    st.dictionaries(
        st.text(min_size=1).filter(lambda name: name != "values"), some_arrays, max_size=4
    )
)
def test_unpack_gives_back_what_was_packed(given_arrays):
    found, values = unpack(pack(given_arrays, words="β₁ = 2", counts=[1, 2]))
    assert values == {"words": "β₁ = 2", "counts": [1, 2]}
    assert found.keys() == given_arrays.keys()
    for name, array in given_arrays.items():
        np.testing.assert_array_equal(found[name], array)
        assert found[name].dtype == array.dtype


def test_every_array_starts_at_a_multiple_of_8_so_that_the_browser_need_not_copy():
    payload = pack({"a": np.zeros(3, np.uint8), "b": np.arange(5, dtype=np.float32)}, odd="x")
    start = 4 + int.from_bytes(payload[:4], "little")
    assert start % 8 == 0
    assert payload[start + 8 : start + 28] == np.arange(5, dtype=np.float32).tobytes()


def test_refuses_what_the_browser_cannot_hold():
    with pytest.raises(InvalidInput, match="int64"):
        pack({"a": np.arange(3)})


def test_single_keeps_infinity_and_refuses_what_would_become_it():
    assert single("births", np.array([1.5, np.inf, -np.inf])).tolist() == [1.5, np.inf, -np.inf]
    with pytest.raises(
        InvalidInput, match=r"births: given -1e\+39; a view draws numbers up to 3.4e"
    ):
        single("births", np.array([0.0, -1e39]))
