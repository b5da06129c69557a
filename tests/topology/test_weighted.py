import networkx as nx
import numpy as np
import pytest

from tdlviz.core.complex import Complex
from tdlviz.core.errors import InvalidInput
from tdlviz.lift.clique import clique
from tdlviz.lift.rips import rips
from tdlviz.topology.persistence import persistence
from tdlviz.topology.weighted import weighted


def test_rips_is_weighted_by_length(rng: np.random.Generator) -> None:
    cx = rips(rng.random((30, 3)), max_dim=3)
    again = weighted(Complex(cx.ranks), cx["birth1"].values)
    for rank in range(4):
        assert np.array_equal(again[f"birth{rank}"].values, cx[f"birth{rank}"].values)


def test_a_square_enters_with_its_last_side() -> None:
    cx = weighted(Complex.from_polygons([[0, 1, 2, 3]], 4), [1, 4, 2, 3], [-1, 0, 1, 1])
    assert cx["birth2"].values.tolist() == [4]
    assert persistence(cx, 0).values.tolist() == [[-1, np.inf], [0, 1], [1, 2], [1, 3]]


def test_collaborations_as_gudhi_has_them() -> None:
    """Les Misérables: characters who meet often come first."""
    from gudhi import SimplexTree

    graph = nx.convert_node_labels_to_integers(nx.les_miserables_graph())
    cx = clique(graph, max_dim=2)
    values = np.array([1 / graph.edges[tuple(edge)]["weight"] for edge in np.asarray(cx.cells(1))])
    tree = SimplexTree()
    for edge, value in zip(np.asarray(cx.cells(1)).tolist(), values, strict=True):
        tree.insert(edge, value)
        for vertex in edge:
            tree.assign_filtration([vertex], 0.0)
    tree.expansion(2)
    tree.compute_persistence()
    for dim in (0, 1):
        ours = persistence(weighted(cx, values), dim).values
        theirs = tree.persistence_intervals_in_dimension(dim)
        assert sorted(ours.tolist()) == sorted(theirs.tolist())


@pytest.mark.parametrize(
    ("edges", "vertices", "said"),
    [
        ([1, 2], None, "(3,) is needed"),
        ([1, 2, -1], None, "before its face"),
        ([1, 2, 3], [0, 2, 0], "before its face"),
        ([1, 2, np.nan], None, "births are finite"),
        ([1, 2, 3], [0, 1], "(3,) is needed"),
    ],
)
def test_refuses(edges: list, vertices: list | None, said: str) -> None:
    with pytest.raises(InvalidInput) as error:
        weighted(Complex.from_facets([[0, 1, 2]]), edges, vertices)
    assert said in str(error.value)


def test_refuses_points_without_edges() -> None:
    with pytest.raises(InvalidInput, match="there is none"):
        weighted(Complex.from_facets([[0]]), [])


def layer(weights: np.ndarray) -> Complex:
    """A layer of a network: inputs and outputs, the heaviest connections first."""
    rows, columns = weights.shape
    pairs = np.array([(i, rows + j) for i in range(rows) for j in range(columns)])
    falling = 1 - abs(weights).reshape(-1) / abs(weights).max()
    return weighted(Complex.from_facets(pairs), falling)


def test_s148_neural_persistence(rng: np.random.Generator) -> None:
    """The bars that die are the edges of a spanning tree of most weight: one less than vertices."""
    weights = rng.normal(size=(6, 9))
    bars = persistence(layer(weights), 0, zero_length=True).values
    deaths = bars[np.isfinite(bars[:, 1]), 1]
    assert len(deaths) == 6 + 9 - 1
    graph = nx.Graph()
    for (i, j), weight in np.ndenumerate(abs(weights) / abs(weights).max()):
        graph.add_edge(i, 6 + j, weight=weight)
    tree = nx.maximum_spanning_tree(graph).edges(data="weight")
    assert np.allclose(np.sort(1 - deaths), np.sort([weight for _, _, weight in tree]))

    def normalised(layered: np.ndarray) -> float:
        lengths = persistence(layer(layered), 0, zero_length=True).values[:, 1]
        lengths = lengths[np.isfinite(lengths)]
        return float(np.linalg.norm(lengths) / np.sqrt(len(lengths)))

    assert 0 < normalised(weights) < 1
    assert normalised(np.full((6, 9), -0.3)) == 0
