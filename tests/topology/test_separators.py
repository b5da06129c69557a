import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tdlviz.topology.rooted_forest import rooted_forest
from tdlviz.topology.separators import separators


def split(parents: list[int], lengths: np.ndarray):
    ends = np.array([(p % (i + 1), i + 1) for i, p in enumerate(parents)], np.int64)
    ends = ends.reshape(-1, 2)
    return separators(rooted_forest("test", len(parents) + 1, ends, lengths)), ends


@given(st.lists(st.integers(0, 10**6), max_size=40))
@settings(max_examples=40)
def test_every_pair_is_in_one_split_with_its_distance(parents):
    n, lengths = len(parents) + 1, 1.0 + np.arange(len(parents)) % 3
    found, ends = split(parents, lengths)
    apart = np.full((n, n), np.inf)
    np.fill_diagonal(apart, 0.0)
    apart[ends[:, 0], ends[:, 1]] = apart[ends[:, 1], ends[:, 0]] = lengths
    for k in range(n):
        apart = np.minimum(apart, apart[:, k, None] + apart[k])
    met = np.zeros((n, n))
    dense = found.members.toarray()
    for one, mid, end in zip(
        found.offsets[:-1:2], found.offsets[1::2], found.offsets[2::2], strict=True
    ):
        for i in range(one, mid):
            for j in range(mid, end):
                pairs = np.ix_(dense[i] > 0, dense[j] > 0)
                met[pairs] += 1
                assert (apart[pairs] == found.distance[i] + found.distance[j]).all()
    assert np.array_equal(met + met.T, 1 - np.eye(n))


def test_a_path_a_star_and_a_caterpillar_are_halved_each_time():
    n = 4096
    caterpillar = [i if i % 2 else max(i - 1, 0) for i in range(n - 1)]
    for parents in (range(n - 1), [0] * (n - 1), caterpillar):
        found, _ = split(list(parents), np.ones(n - 1))
        assert len(found.offsets) // 2 == 2 * n - 3  # n - 1 edges, n - 2 pivots
        assert found.members.sum() <= n * (np.log2(n) + 2)
