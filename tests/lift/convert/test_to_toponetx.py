import networkx as nx
import numpy as np
import pytest

import tdlviz as tv
from tdlviz.core.errors import InvalidInput, UnknownName
from tdlviz.lift.hypergraph import hypergraph

toponetx = pytest.importorskip("toponetx")


@pytest.mark.parametrize(
    ("cx", "form", "kind"),
    [
        (tv.clique(nx.complete_graph(4), max_dim=3), None, "SimplicialComplex"),
        (tv.clique(nx.complete_graph(4)), "cell", "CellComplex"),
        (tv.mesh(np.eye(4), [[0, 1, 2, 3]]), None, "CellComplex"),
        (hypergraph([[0, 1, 2], [1, 3]]), None, "CombinatorialComplex"),
        (hypergraph([[0, 1, 2], [1, 3]]), "coloured", "ColoredHyperGraph"),
    ],
)
def test_each_form_has_the_same_cells(cx, form, kind):
    theirs = tv.to_toponetx(cx, form)
    assert type(theirs).__name__ == kind
    assert tuple(theirs.shape) == cx.counts
    again = tv.from_toponetx(theirs, leave=["weight"])
    assert again.counts == cx.counts
    assert (again.positions is None) == (cx.positions is None)


def test_positions_are_the_attribute_that_toponetx_makes_meshes_of():
    cx = tv.mesh(np.eye(3), [[0, 1, 2]])
    theirs = tv.to_toponetx(cx)
    assert np.array_equal(theirs.to_trimesh().vertices, np.eye(3))
    assert np.array_equal(tv.from_toponetx(theirs).positions, np.eye(3))


def test_a_combinatorial_complex_has_its_order():
    sets = hypergraph([[0, 1, 2]])
    wrong = tv.Complex((*sets.ranks, hypergraph([[0, 1]]).ranks[1]), oriented=False)
    with pytest.raises(InvalidInput, match=r"see form|coloured"):
        tv.to_toponetx(wrong)
    assert tv.to_toponetx(wrong, "coloured").dim == 2


def test_refused():
    cx = tv.clique(nx.path_graph(3))
    with pytest.raises(InvalidInput, match="has these names for itself"):
        tv.to_toponetx(cx.with_fields(tv.Field("rank", [0.0] * 3, 0, kind="scalar")))
    with pytest.raises(UnknownName, match="coloured"):
        tv.to_toponetx(tv.clique(nx.path_graph(3)), "path")
    with pytest.raises(InvalidInput, match="as the form says"):
        tv.to_toponetx(tv.cubical(np.zeros((2, 2, 2))).with_positions(None))
