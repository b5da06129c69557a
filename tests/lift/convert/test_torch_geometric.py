import sys

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import tdlviz as tv
from tdlviz.core.errors import InvalidInput, MissingPackage

torch = pytest.importorskip("torch")
pyg = pytest.importorskip("torch_geometric.data")


def random_data(seed, directed):
    rng = np.random.default_rng(seed)
    n = int(rng.integers(3, 9))
    graph = nx.gnp_random_graph(n, 0.6, seed=seed, directed=directed)
    rows = np.array(graph.edges, dtype=np.int64).reshape(-1, 2)
    attributes = rng.random((len(rows), 3)).astype(np.float32)
    if not directed:
        rows = np.concatenate([rows, rows[:, ::-1]])
        attributes = np.tile(attributes, (2, 1))
    order = rng.permutation(len(rows))
    return pyg.Data(
        edge_index=torch.tensor(rows[order].T.copy()),
        edge_attr=torch.tensor(attributes[order]),
        x=torch.tensor(rng.random((n, 2)).astype(np.float32)),
        pos=torch.tensor(rng.random((n, 3))),
        y=torch.tensor(rng.integers(0, 3, n)),
        level=torch.tensor(0.5),
        num_nodes=n,
    )


@settings(max_examples=30)
@given(st.integers(0, 10**6), st.booleans())
def test_there_and_back(seed, directed):
    data = random_data(seed, directed)
    cx = tv.from_torch_geometric(data, directed=directed)
    again = tv.to_torch_geometric(cx, directed=directed)
    theirs = data.sort(sort_by_row=True)
    assert set(again.keys()) == set(data.keys())
    for name in data.keys():  # noqa: SIM118
        ours, wanted = again[name], theirs[name]
        assert ours == wanted if name == "num_nodes" else torch.equal(ours, wanted), name
    assert (cx["y"].kind, cx["x"].kind, cx["edge_attr"].rank) == ("label", "vector", 1)


def test_batches_there_and_back():
    batch = pyg.Batch.from_data_list([random_data(seed, False) for seed in range(4)])
    cx = tv.from_torch_geometric(batch)
    assert cx["batch0"].values.tolist() == batch.batch.tolist()
    assert (cx["level"].kind, len(tv.unbatch(cx))) == ("numbers", 4)
    again = tv.to_torch_geometric(cx)
    assert again.num_graphs == 4
    for one, other in zip(again.to_data_list(), batch.to_data_list(), strict=True):
        assert torch.equal(one.edge_index, other.sort(sort_by_row=True).edge_index)
        assert torch.equal(one.x, other.x)
        assert float(one.level) == 0.5


def test_one_direction_is_enough():
    data = pyg.Data(edge_index=torch.tensor([[2, 0], [1, 1]]), edge_attr=torch.tensor([5.0, 7.0]))
    cx = tv.from_torch_geometric(data)
    assert np.asarray(cx.cells(1)).tolist() == [[0, 1], [1, 2]]
    assert cx["edge_attr"].values.tolist() == [7, 5]


def test_a_real_data_set_as_read_by_torch_geometric(data_dir):
    lines = np.loadtxt(data_dir / "heterophily-geomgcn/texas/out1_graph_edges.txt", int, skiprows=1)
    graph = nx.Graph([(u, v) for u, v in lines if u != v])
    from torch_geometric.utils import from_networkx

    data = from_networkx(graph)
    cx = tv.from_torch_geometric(data)
    assert cx.counts == (graph.number_of_nodes(), graph.number_of_edges())
    assert torch.equal(tv.to_torch_geometric(cx).edge_index, data.sort(sort_by_row=True).edge_index)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (pyg.HeteroData(), "Data or Batch"),
        (pyg.Data(), "at least 1"),
        (pyg.Data(edge_index=torch.tensor([[0], [0]])), "loop"),
        (pyg.Data(x=torch.ones(2, 1), name="pair"), r"leave=\['name'\]"),
        (pyg.Data(x=torch.ones(2, 1, 1)), "the attributes x"),
        (
            pyg.Data(edge_index=torch.tensor([[0, 1], [1, 0]]), edge_attr=torch.tensor([1, 2])),
            "directions",
        ),
        (
            pyg.Data(edge_index=torch.tensor([[0], [1]]), batch=torch.tensor([0, 1])),
            "no edge between",
        ),
    ],
)
def test_data_refused(data, says):
    with pytest.raises(InvalidInput, match=says):
        tv.from_torch_geometric(data)


def test_without_the_package(monkeypatch):
    monkeypatch.setitem(sys.modules, "torch_geometric.data", None)
    with pytest.raises(MissingPackage, match=r"tdlviz\[nn\]"):
        tv.from_torch_geometric(1)
