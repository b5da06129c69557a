import networkx as nx
import numpy as np
import pytest
import torch

import tdlviz as tv
from tdlviz.core.errors import TdlvizError

HEXAGON = [[0, 1, 2, 3, 4, 0], [1, 2, 3, 4, 5, 5]]
TRIANGLES = [[0, 1, 0, 3, 4, 3], [1, 2, 2, 4, 5, 5]]


def made(**options) -> tv.nn.Tigt:
    torch.manual_seed(0)
    return tv.nn.Tigt(3, 8, 2, 1, **{"heads": 2, **options}).double().eval()


def ones(graphs: list[tv.Complex]) -> tv.nn.Cochains:
    cx = tv.batch(graphs)
    return tv.nn.cells(cx, np.ones((cx.counts[0], 1)), "cpu", torch.float64)


def embeddings(model: tv.nn.Tigt, graphs: list[tv.Complex]) -> torch.Tensor:
    """One row a graph."""
    heard: list[torch.Tensor] = []
    undo = model.graphs.listen(lambda values, _: heard.append(values.detach()))
    model(ones(graphs))
    undo()
    return heard[0]


def skip_links(data_dir) -> list[tv.Complex]:
    """The first circulant graph of each class, with its rings."""
    stored = np.load(data_dir / "csl" / "csl.npz")
    first = [int((stored["labels"] == k).argmax()) for k in range(10)]
    return [ringed(stored["adjacency"][i], range(41)) for i in first]


def ringed(adjacency: np.ndarray, order) -> tv.Complex:
    mixed = np.asarray(adjacency)[np.ix_(order, order)]
    return tv.rings(np.argwhere(np.triu(mixed, 1)).T, max_length=8, vertices=len(mixed))


def test_a_hexagon_and_two_triangles_differ_by_their_cycles_alone():
    graphs = [tv.rings(HEXAGON), tv.rings(TRIANGLES)]
    colours = tv.colours_of_each(tv.batch(graphs))
    assert np.array_equal(colours[0], colours[1])
    blind = embeddings(made(cycles=False), graphs)
    assert abs(blind[0] - blind[1]).max() < 1e-12
    for counted in (True, False):
        seen = embeddings(made(counted=counted), graphs)
        assert abs(seen[0] - seen[1]).max() > 1e-3
    without = [tv.clique(edges, max_dim=1) for edges in (HEXAGON, TRIANGLES)]
    none = embeddings(made(), without)
    assert abs(none[0] - none[1]).max() < 1e-12


def test_circulant_skip_link_graphs_are_told_apart(data_dir):
    graphs = skip_links(data_dir)
    colours = tv.colours_of_each(tv.batch(graphs))
    assert (colours == colours[0]).all()
    blind = embeddings(made(cycles=False), graphs)
    assert (blind - blind[0]).abs().max() < 1e-10
    seen = embeddings(made(), graphs)
    apart = torch.cdist(seen, seen) + torch.eye(10)
    assert apart.min() > 1e-3
    once = embeddings(made(counted=False), graphs)  # cliques of as many vertices in both
    assert abs(once[4] - once[7]).max() < 1e-10


def test_the_numbering_of_vertices_and_the_other_graphs_make_no_difference(data_dir, rng):
    stored = np.load(data_dir / "csl" / "csl.npz")["adjacency"]
    random = nx.to_numpy_array(nx.gnp_random_graph(12, 0.3, seed=0))
    model = made()
    for adjacency in (stored[40], random):
        n = len(adjacency)
        order, x = rng.permutation(n), rng.standard_normal((n, 1))
        graphs = ringed(adjacency, range(n)), ringed(adjacency, order)
        first = model(tv.nn.cells(graphs[0], x, "cpu", torch.float64))
        second = model(tv.nn.cells(graphs[1], x[order], "cpu", torch.float64))
        assert (first - second).abs().max() < 1e-10
        both = tv.nn.cells(tv.batch(graphs), np.concatenate([x, x[order]]), "cpu", torch.float64)
        assert (model(both) - first).abs().max() < 1e-10
        single = model.float()(both.to(dtype=torch.float32))
        assert (single - first).abs().max() < 1e-5
        model.double()


def test_it_is_the_formula_written_densely(rng):
    graph = tv.rings([[0, 1, 2, 3, 4, 0, 0], [1, 2, 3, 4, 5, 5, 2]])
    x = torch.from_numpy(rng.standard_normal((6, 1)))
    model = made()
    found = model(tv.nn.cells(graph, x, "cpu", torch.float64))
    edges = torch.from_numpy(tv.adjacency(graph, 0).toarray())
    polygons = torch.zeros(6, graph.counts[2], dtype=torch.float64)
    for i, polygon in enumerate(graph.ranks[2]):
        polygons[polygon.tolist(), i] = 1
    cycles = (polygons / polygons.sum(0) @ polygons.T).fill_diagonal_(0)

    def gin(part, h, weights):
        return part.perceptron((1 + part.epsilon) * h + weights @ h)

    h = model.lin1(x)
    h = h + sum(
        torch.tanh(theta * norm(gin(model.positions.gin, h, weights)))
        for theta, norm, weights in zip(
            model.positions.theta, model.positions.norms, (edges, cycles), strict=True
        )
    )
    for layer in model.layers:
        query, key, value = layer.query_key_value(h).chunk(3, dim=1)
        heads = [
            (q @ k.T / 2).softmax(1) @ v
            for q, k, v in zip(*(part.chunk(2, 1) for part in (query, key, value)), strict=True)
        ]
        parts = [layer.out(torch.cat(heads, 1))]
        parts += [
            gin(part, h, weights)
            for part, weights in zip(layer.paths, (edges, cycles), strict=True)
        ]
        h = sum(layer.norms[i](h + part) for i, part in enumerate(parts))
        h = layer.norms[3](h + layer.narrow(layer.wide(h).relu()))
        h = h * layer.information(h.mean(0))
    wanted = model.lin3(model.lin2(h.mean(0)).relu())
    assert (found - wanted).abs().max() < 1e-12


def test_what_can_be_watched():
    graphs = [tv.rings(HEXAGON), tv.clique([[0], [1]], max_dim=1)]
    heard = {}
    model = made()
    for name in ("embedding", "graphs", "layers.1.attention"):
        model.get_submodule(name).listen(lambda *given, name=name: heard.update({name: given}))
    cells = ones(graphs)
    model(cells)
    assert heard["embedding"][0].shape == (8, 8)
    assert heard["graphs"][0].shape == (2, 8)
    weights, index = heard["layers.1.attention"]
    tv.Field("a", weights.detach(), 0, index, kind="attention").check(cells.complex)
    assert len(index) == 6 * 6 + 2 * 2
    sums = torch.zeros(8, 2, dtype=torch.float64).index_add(0, index[:, 0], weights.detach())
    assert (sums - 1).abs().max() < 1e-12


def test_a_learning_step_reaches_every_parameter():
    torch.manual_seed(0)
    model = tv.nn.Tigt(2, 8, 2, heads=2, dropout=0.1)
    cells = ones([tv.rings(HEXAGON), tv.rings(TRIANGLES)]).to(dtype=torch.float32)
    torch.nn.functional.cross_entropy(model(cells), torch.tensor([0, 1])).backward()
    assert all(parameter.grad is not None for parameter in model.parameters())


@pytest.mark.parametrize(
    "options",
    [{"heads": 3}, {"hidden": 0}, {"layers": 0}, {"cycles": 1}, {"counted": None}, {"dropout": 1}],
    ids=str,
)
def test_options_that_are_none(options):
    with pytest.raises(TdlvizError):
        tv.nn.Tigt(**options)


def test_one_vertex_alone_and_without_edges():
    alone = tv.nn.cells(tv.clique(np.zeros((2, 0), int), vertices=1), np.ones((1, 1)), "cpu")
    model = tv.nn.Tigt(2, 8, 1, 1, heads=2)
    assert torch.isfinite(model(alone)).all()
    assert model(alone).shape == (1, 2)
