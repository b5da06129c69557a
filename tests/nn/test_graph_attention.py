"""Compared with what the layers give themselves (return_attention_weights) or sum to."""

import pytest
import torch

from tdlviz.nn.graph_attention import graph_attention, hear_graph_attention

pyg = pytest.importorskip("torch_geometric.nn")  # which may warn while it is first imported
from torch_geometric.nn import AGNNConv, GATConv, GATv2Conv, RGATConv, SuperGATConv  # noqa: E402
from torch_geometric.utils import scatter  # noqa: E402

X = torch.randn(6, 4, generator=torch.Generator().manual_seed(0))
EDGES = torch.tensor([[0, 1, 2, 3, 4, 5, 0, 2], [1, 2, 3, 4, 5, 0, 3, 5]])
LAYERS = {
    "gat": lambda: GATConv(4, 3, heads=2),
    "gat v2": lambda: GATv2Conv(4, 3, heads=2),
    "backwards": lambda: GATConv(4, 3, heads=2, flow="target_to_source"),
    "transformer": lambda: pyg.TransformerConv(4, 3, heads=2),
    "rgat": lambda: RGATConv(4, 3, num_relations=2, heads=2),
    "super MX": lambda: SuperGATConv(4, 3, heads=2, attention_type="MX"),
    "super SD": lambda: SuperGATConv(4, 3, heads=2, attention_type="SD"),
    "agnn": AGNNConv,
}


def run(layer, **more):
    if isinstance(layer, RGATConv):
        more["edge_type"] = torch.tensor([0, 1] * 4)
    return layer(X, EDGES, **more)


@pytest.mark.parametrize("name", LAYERS)
def test_every_node_spreads_one_over_those_it_hears(name):
    torch.manual_seed(0)
    layer, heard = LAYERS[name]().eval(), []
    assert graph_attention(layer)
    plain = run(layer)
    undo = hear_graph_attention(layer, lambda *told: heard.append(told))
    assert torch.equal(run(layer), plain)
    ((weights, index),) = heard
    assert index.shape == (len(weights), 2)
    assert not weights.requires_grad
    total = scatter(weights, index[:, 0], dim=0, dim_size=6, reduce="sum")
    loops = len(weights) == 8 + 6
    hearing = torch.ones(6, dtype=torch.bool) if loops else torch.isin(torch.arange(6), EDGES[1])
    torch.testing.assert_close(total[hearing], torch.ones_like(total[hearing]))
    undo()
    run(layer)
    assert len(heard) == 1


@pytest.mark.parametrize("name", ["gat", "gat v2", "transformer", "rgat"])
def test_the_weights_are_those_that_the_layer_gives_when_asked(name):
    torch.manual_seed(0)
    layer, heard = LAYERS[name]().eval(), []
    hear_graph_attention(layer, lambda *told: heard.append(told))
    _, (edges, alpha) = run(layer, return_attention_weights=True)
    assert torch.equal(heard[0][0], alpha)
    assert torch.equal(heard[0][1], edges.flip(0).T)


def test_the_message_is_the_sum_of_values_under_these_weights():
    torch.manual_seed(0)
    heard: list = []
    for layer in (AGNNConv(), SuperGATConv(4, 3, heads=1, bias=False)):
        hear_graph_attention(layer.eval(), lambda *told: heard.append(told))
        out = run(layer)
        weights, index = heard.pop()
        values = layer.lin(X) if isinstance(layer, SuperGATConv) else X
        mine = scatter(weights * values[index[:, 1]], index[:, 0], dim=0, reduce="sum")
        torch.testing.assert_close(out, mine)


def test_training_is_not_touched():
    for make in LAYERS.values():
        torch.manual_seed(0)
        layer = make().train()
        torch.manual_seed(1)
        plain = run(layer), torch.rand(3)
        hear_graph_attention(layer, print)
        torch.manual_seed(1)
        watched = run(layer), torch.rand(3)
        assert all(map(torch.equal, plain, watched))


@pytest.mark.filterwarnings("ignore:Sparse CSR tensor support")
def test_a_sparse_adjacency_gives_the_same():
    torch.manual_seed(0)
    layer, heard = GATv2Conv(4, 3, add_self_loops=False).eval(), []
    hear_graph_attention(layer, lambda *told: heard.append(told))
    layer(X, EDGES)
    adjacency = torch.sparse_coo_tensor(
        EDGES.flip(0), torch.ones(8), (6, 6), check_invariants=True
    ).coalesce()
    layer(X, adjacency)
    layer(X, adjacency.to_sparse_csr())
    dense = [torch.zeros(6, 6).index_put(tuple(i.T), w[:, 0]) for w, i in heard]
    torch.testing.assert_close(dense[1], dense[0])
    torch.testing.assert_close(dense[2], dense[0])


def test_what_has_no_attention():
    assert not graph_attention(pyg.GCNConv(4, 3))
    assert not graph_attention(torch.nn.Linear(1, 1))
