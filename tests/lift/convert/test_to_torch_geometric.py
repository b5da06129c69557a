import networkx as nx
import numpy as np
import pytest

import tdlviz as tv
from tdlviz.core.errors import InvalidInput

torch = pytest.importorskip("torch")
pytest.importorskip("torch_geometric")


def test_both_directions_with_the_same_attributes():
    cx = tv.clique([[1, 0], [2, 1]], max_dim=1)
    cx = cx.with_fields(tv.Field("edge_w", np.float32([5, 7]), 1, kind="scalar"))
    data = tv.to_torch_geometric(cx.with_positions(np.eye(3)))
    assert data.edge_index.tolist() == [[0, 1, 1, 2], [1, 0, 2, 1]]
    assert torch.equal(data.edge_w, torch.tensor([5.0, 5.0, 7.0, 7.0]))
    assert torch.equal(data.pos, torch.eye(3, dtype=torch.float64))
    assert data.validate()


def test_a_batch_of_graphs_becomes_a_batch():
    graphs = [nx.path_graph(3), nx.empty_graph(2), nx.cycle_graph(4)]
    made = tv.to_torch_geometric(tv.batch([tv.clique(graph, max_dim=1) for graph in graphs]))
    assert made.batch.tolist() == [0, 0, 0, 1, 1, 2, 2, 2, 2]
    assert [part.num_edges for part in made.to_data_list()] == [4, 0, 8]


def test_complexes_refused():
    cx = tv.clique(nx.complete_graph(3))
    with pytest.raises(InvalidInput, match="ranks 0 and 1"):
        tv.to_torch_geometric(cx)
    flat = tv.clique(nx.path_graph(3), max_dim=1)
    some = flat.with_fields(tv.Field("some", [1.0], 0, [2], kind="scalar"))
    with pytest.raises(InvalidInput, match=r"leave=\['some'\]"):
        tv.to_torch_geometric(some)
    assert tv.to_torch_geometric(some, leave=["some"]).num_nodes == 3
