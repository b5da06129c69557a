from collections import Counter

import numpy as np

from tdlviz.lift.facet_chain import shuffled, untangled


def random_facets(rng, n, count):
    facets = []
    while len(facets) < count:
        new = set(rng.choice(n, rng.integers(1, 5), replace=False).tolist())
        if not any(new <= facet or facet <= new for facet in facets):
            facets.append(new)
    return [sorted(facet) for facet in facets]


def degrees(facets):
    return Counter(vertex for facet in facets for vertex in facet)


def test_degrees_and_sizes_stay_and_no_facet_lies_in_another(rng):
    for _ in range(10):
        facets = random_facets(rng, 10, 12)
        walked = shuffled(facets, 100, rng)
        assert degrees(walked) == degrees(facets)
        assert list(map(len, walked)) == list(map(len, facets))
        assert walked != facets
        assert not any(set(a) <= set(b) for a in walked for b in walked if a is not b)


def test_every_list_is_as_likely():
    # Three labelled edges of a path on four vertices with ends 2 and 3: 2 paths, 3! orders each.
    seen = Counter(
        str(shuffled([[0, 1], [0, 2], [1, 3]], 15, np.random.default_rng(seed)))
        for seed in range(300)
    )
    assert len(seen) == 12
    # 25 of each are expected, with a standard deviation of 4.8.
    assert all(abs(count - 25) < 4 * 4.8 for count in seen.values())


def test_tangled_facets_are_untangled_where_that_can_be(rng):
    tangled = [[0, 1, 2], [0, 1], [3, 4], [5, 6]]
    free = untangled(tangled, 1000, rng)
    assert degrees(free) == degrees(tangled)
    assert not any(set(a) <= set(b) for a in free for b in free if a is not b)
    assert untangled([[0, 1], [0, 1]], 100, rng) is None


def test_nothing_to_deal(rng):
    assert shuffled([[0]], 10, rng) == [[0]]
