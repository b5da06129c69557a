"""Plans, against what is known of their shapes."""

import networkx as nx
import numpy as np
import pytest

import tdlviz as tv
from tdlviz.apps.plan import (
    ALPHA,
    CLIQUE,
    COMFORT,
    DISTANCES,
    MESH,
    RIPS,
    Plan,
    axes,
    liftings,
    suggested_edge,
)
from tdlviz.core.errors import InvalidInput, TooLarge, UnknownName

OCTAHEDRON = [
    [0, 2, 4],
    [2, 1, 4],
    [1, 3, 4],
    [3, 0, 4],
    [0, 2, 5],
    [2, 1, 5],
    [1, 3, 5],
    [3, 0, 5],
]
CORNERS = np.array([[1, 0, 0], [-1, 0, 0], [0, 1, 0], [0, -1, 0], [0, 0, 1], [0, 0, -1.0]])


def octahedron():
    return tv.mesh(CORNERS, OCTAHEDRON)


def endless(diagrams):
    return [int(np.isinf(field.values[:, 1]).sum()) for field in diagrams]


@pytest.mark.parametrize(
    ("data", "known"),
    [
        (np.zeros((4, 2)), [ALPHA, RIPS]),
        (np.zeros((4, 3)), [ALPHA, RIPS]),
        (np.zeros((4, 64)), [RIPS]),
        (1 - np.eye(4), [DISTANCES, RIPS]),
        (np.ones((4, 4)), [RIPS]),
        (nx.path_graph(3), [CLIQUE]),
        (octahedron(), [MESH]),
    ],
)
def test_what_can_be_made_of_data(data, known):
    assert liftings(data) == known


@pytest.mark.parametrize(
    ("plan", "betti"),
    [
        (Plan(tv.data.circle(30), RIPS, max_edge=0.8), [1, 1]),
        (Plan(tv.data.circle(30), RIPS, max_edge=0.1, max_dim=1), [30]),
        (Plan(1 - np.eye(4), DISTANCES, max_edge=1.0, max_dim=3), [1, 0, 0]),
        (Plan(tv.data.sphere(100), ALPHA), [1, 0, 0]),
        (Plan(nx.cycle_graph(5), CLIQUE), [1, 1]),
        (Plan(nx.octahedral_graph(), CLIQUE, max_dim=3), [1, 0, 1]),
        (Plan(octahedron(), MESH, axis="x"), [1, 0, 1]),
    ],
)
def test_bars_that_never_end_are_the_betti_numbers(plan, betti):
    cx = plan.build()
    assert cx.births is not None
    assert endless(plan.diagrams(cx)) == betti
    if plan.expected().exact:
        assert plan.expected().counts == cx.counts


def test_a_mesh_is_filtered_by_the_chosen_axis():
    for column, axis in enumerate(axes(octahedron())):
        heights = Plan(octahedron(), MESH, axis=axis).build()["birth0"].values
        np.testing.assert_array_equal(heights, CORNERS[:, column])


def test_wrong_choices_are_refused():
    with pytest.raises(UnknownName, match="for these data: alpha, rips"):
        Plan(np.zeros((4, 2)), CLIQUE)
    with pytest.raises(UnknownName, match="x, y, z"):
        Plan(octahedron(), MESH, axis="w").build()
    with pytest.raises(InvalidInput):
        Plan(np.full((4, 2), np.nan), RIPS).expected()
    with pytest.raises(TooLarge, match="max_cells"):
        Plan(np.zeros((2000, 5)), RIPS).build()


@pytest.mark.parametrize("n", [1, 2, 30, 1500])
@pytest.mark.parametrize("d", [2, 20])
def test_the_suggested_edge_is_large_and_affordable(n, d):
    points = np.random.default_rng(n).normal(size=(n, d))
    edge = suggested_edge(points, RIPS)
    assert edge > 0
    assert Plan(points, RIPS, max_edge=edge).expected().total <= 1.1 * COMFORT
    if n == 30:
        assert tv.rips(points, max_edge=edge, max_dim=1).counts[1] == 30 * 29 // 2


def test_the_suggested_edge_of_points_all_alike():
    assert suggested_edge(np.zeros((5, 2)), RIPS) == 1.0
