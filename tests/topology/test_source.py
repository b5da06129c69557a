from collections.abc import Callable

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tdlviz.core.complex import Complex
from tdlviz.lift.alpha import alpha
from tdlviz.lift.cubical import cubical
from tdlviz.lift.rips import rips
from tdlviz.topology.filtration import lower_star
from tdlviz.topology.source import sources, sphere_sources

Maker = Callable[[int], Complex]


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_the_highest_vertex(polygonal: Maker, seed: int) -> None:
    rng = np.random.default_rng(seed)
    cx = Complex(polygonal(seed).ranks)
    heights = rng.permutation(cx.counts[0]).astype(float)
    found = sources(lower_star(cx, heights), 0)
    for cells, vertices in zip(cx.ranks, found, strict=True):
        assert [max(cell, key=lambda v: heights[v]) for cell in cells] == vertices.tolist()


def test_the_longest_edge(rng: np.random.Generator) -> None:
    cx = rips(rng.random((15, 3)), max_dim=3)
    found = sources(cx, 1)
    assert (found[0] == -1).all()
    births = cx.births
    assert births is not None
    for rank in (1, 2, 3):
        assert np.array_equal(births[1][found[rank]], births[rank])
        ends = np.asarray(cx.cells(1))[found[rank]]
        assert (ends[:, :, None] == np.asarray(cx.cells(rank))[:, None]).any(2).all()


def test_the_first_of_equal_pixels() -> None:
    cx = cubical(np.zeros((2, 3)))
    names = sources(cx, 2)
    assert names[2].tolist() == list(range(6))
    assert all((own >= 0).all() for own in names)
    assert names[0][0] == 0
    vertices = sources(cubical(np.zeros((2, 3)), pixels="vertices"), 0)
    assert vertices[2].tolist() == [0, 1]


def test_spheres_of_an_alpha_complex(rng: np.random.Generator) -> None:
    """Each cell has its own or that of a coface, and its radius is the birth."""
    points = rng.random((60, 2))
    cx = alpha(points)
    births = cx.births
    assert births is not None
    for rank, found in enumerate(sphere_sources(cx)):
        assert (found.name >= 0).all()
        own = found.rank == rank
        assert np.array_equal(found.name[own], np.flatnonzero(own))
        assert (found.rank >= rank).all()
        for cell in np.flatnonzero(~own).tolist():
            above, name = int(found.rank[cell]), int(found.name[cell])
            assert set(cx.cells(rank)[cell]) < set(cx.cells(above)[name])
            assert births[above][name] == births[rank][cell]
    # an edge of an obtuse triangle at the border has its birth from that triangle
    assert (sphere_sources(cx)[1].rank == 2).any()


def test_a_flat_triangle_has_the_sphere_of_its_longest_side() -> None:
    cx = rips([[0.0, 0.0], [1.0, 0.0], [3.0, 0.0]], max_edge=9)
    halves = [cx[f"birth{k}"].values / 2 for k in range(3)]
    from tdlviz.topology.filtration import filtration

    found = sphere_sources(filtration(cx, halves))
    assert (found[2].rank.tolist(), found[2].name.tolist()) == ([1], [1])
