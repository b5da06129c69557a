import numpy as np
import pytest
from scipy import sparse

import tdlviz as tv
from tdlviz.core.errors import InvalidInput, TooLarge

LISTS = [[2, 0], [1, 2, 3], [0]]
INDEX = np.array([[2, 0, 1, 2, 3, 0], [0, 0, 1, 1, 1, 2]])


def hyperedges(cx):
    return [cell.tolist() for cell in cx.cells(1)]


def test_all_forms_of_a_hypergraph_agree():
    matrix = np.zeros((4, 3), int)
    matrix[tuple(INDEX)] = 1
    torch = pytest.importorskip("torch")
    forms = [
        tv.hypergraph(LISTS),
        tv.hypergraph(index=INDEX),
        tv.hypergraph(index=torch.tensor(INDEX)[:, [5, 0, 2, 4, 1, 3]]),
        tv.hypergraph(incidence=matrix),
        tv.hypergraph(incidence=sparse.csc_array(matrix)),
        tv.hypergraph(incidence=matrix.astype(bool)),
    ]
    for cx in forms:
        assert hyperedges(cx) == [[0, 2], [1, 2, 3], [0]]
        assert cx.counts == (4, 3)
        assert not cx.oriented
    assert str(tv.expect(tv.hypergraph, LISTS)) == "4 vertices, 3 hyperedges"


def test_equals_xgi_on_random_hypergraphs():
    xgi = pytest.importorskip("xgi")
    theirs = xgi.fast_random_hypergraph(30, [0.05, 0.01], seed=1)
    ours = tv.hypergraph(theirs.edges.members(), vertices=30)
    matrix = xgi.incidence_matrix(theirs)
    assert hyperedges(ours) == hyperedges(tv.hypergraph(incidence=matrix))
    assert hyperedges(ours) == [sorted(edge) for edge in theirs.edges.members()]


def test_names_repetitions_and_isolated_vertices():
    cx = tv.hypergraph([[9, 4], [4, 9], [7]])
    assert cx["vertex"].values.tolist() == [4, 7, 9]
    assert hyperedges(cx) == [[0, 2], [0, 2], [1]]
    assert tv.hypergraph([[0, 1]], vertices=5).counts == (5, 1)
    assert tv.hypergraph([], vertices=2).counts == (2, 0)


@pytest.mark.parametrize(
    ("name", "nodes", "count", "unique"),
    [("email-Enron", 143, 10_883, 1_512), ("NDC-classes", 1_161, 49_724, 1_088)],
)
def test_real_hypergraphs(simplices, name, nodes, count, unique):
    index, _ = simplices(name)
    cx = tv.hypergraph(index=index)
    assert cx.counts == (nodes, count)
    cells = cx.cells(1)
    assert len({cell.tobytes() for cell in np.split(cells.flat, cells.offsets[1:-1])}) == unique


def test_no_boundary_is_made_up():
    with pytest.raises(InvalidInput, match="no boundary"):
        tv.boundary(tv.hypergraph(LISTS), 1)


@pytest.mark.parametrize(
    ("arguments", "options", "says"),
    [
        ((), {}, "0 of them; give one"),
        ((LISTS,), {"index": INDEX}, "2 of them"),
        ((), {"incidence": np.eye(2), "vertices": 3}, "a row for each"),
        (([],), {}, "nothing"),
        (([[0, 5]],), {"vertices": 5}, "vertex 5"),
        ((), {"index": [[0, 1, 2], [0, 0, 9]]}, "hyperedge 9 among 3"),
        ((), {"index": [[0, 1], [0, 2]]}, "hyperedge 2 among 2"),
        ((), {"index": [[0, 0], [0, 0]]}, "vertex 0 twice"),
        ((), {"index": [0, 1]}, "shape"),
    ],
)
def test_bad_input(arguments, options, says):
    with pytest.raises(InvalidInput, match=says):
        tv.hypergraph(*arguments, **options)


def test_too_large():
    with pytest.raises(TooLarge, match=r"7 cells \(4 vertices, 3 hyperedges\)"):
        tv.hypergraph(LISTS, max_cells=6)
