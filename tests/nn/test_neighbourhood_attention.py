import numpy as np
import pytest
import torch

import tdlviz as tv
from tdlviz.core.errors import InvalidInput, TdlvizError
from tdlviz.nn.attention_over import NONLINEARITIES
from tdlviz.nn.neighbourhoods import Neighbourhood

EDGES = [[0, 0, 1, 1, 2, 2, 3, 4, 5], [1, 2, 2, 3, 3, 4, 4, 5, 6]]
CX = tv.clique(EDGES, max_dim=2, vertices=8)
WIDE = {0: 3, 1: 5, 2: 2}
X = {k: np.random.default_rng(k).standard_normal((CX.counts[k], d)) for k, d in WIDE.items()}
CELLS = tv.nn.cells(CX, X, "cpu", torch.float64)
EVERY = [
    *[("upper", k) for k in (0, 1)], *[("lower", k) for k in (1, 2)],
    *[("boundary", k) for k in (1, 2)], *[("coboundary", k) for k in (0, 1)],
    *[("upper_laplacian", k) for k in (0, 1)], *[("lower_laplacian", k) for k in (1, 2)],
]  # fmt: skip
SIGNED = [pair for pair in EVERY if pair[0] not in ("upper", "lower")]
OPTIONS = [
    {"neighbourhoods": EVERY, "harmonic": 0},
    {"neighbourhoods": EVERY, "filters": 3, "harmonic": 2, "activation": "relu"},
    {"neighbourhoods": SIGNED, "filters": 2, "signs": True, "activation": "tanh"},
    {"neighbourhoods": [("lower", 1), ("coboundary", 0)], "harmonic": None, "scores": "elu"},
]
NAMES = ["all", "filters", "signs", "few"]


def made(**options) -> tv.nn.NeighbourhoodAttention:
    torch.manual_seed(0)
    given = {"heads": 2, "neighbourhoods": EVERY, **options}
    return tv.nn.NeighbourhoodAttention(3, 8, given.pop("layers", 2), WIDE, **given).double()


def dense(cx: tv.Complex, over: Neighbourhood, signs: bool) -> torch.Tensor:
    """Where the neighbours are, by what the words mean: common faces and cofaces of cells."""
    kind, rank = over
    faces = tv.boundary(cx, rank).toarray() if rank else np.zeros((0, cx.counts[0]))
    above = rank < cx.dim
    cofaces = tv.boundary(cx, rank + 1).toarray() if above else np.zeros((cx.counts[rank], 0))
    made = {
        "boundary": lambda: faces.T, "coboundary": lambda: cofaces,
        "upper": lambda: abs(cofaces) @ abs(cofaces).T * (1 - np.eye(len(cofaces))),
        "lower": lambda: abs(faces).T @ abs(faces) * (1 - np.eye(len(faces.T))),
        "upper_laplacian": lambda: cofaces @ cofaces.T, "lower_laplacian": lambda: faces.T @ faces,
    }  # fmt: skip
    found = np.sign(made[kind]())
    return torch.from_numpy(found if signs else abs(found))


def formula(model, cells: tv.nn.Cochains) -> torch.Tensor:
    """The docstring, with full matrices and their powers, head by head."""
    x = dict(cells.features)
    for place, layer in enumerate(model.layers):
        if place:
            x = {k: NONLINEARITIES[model.activation](rows) for k, rows in x.items()}
        y = dict.fromkeys(set(layer.ranks) & x.keys(), 0)
        for own in (own for own in layer.own.values() if own.rank in x):
            laplacian = torch.from_numpy(tv.hodge_laplacian(cells.complex, own.rank).toarray())
            filtered = torch.eye(len(laplacian)).double() - own.epsilon * laplacian
            filtered = torch.linalg.matrix_power(filtered, own.steps)
            y[own.rank] = y[own.rank] + filtered @ x[own.rank] @ own.linear.weight.T
        for one in layer.over.values():
            if not {one.over.rank, one.over.source} <= x.keys():
                continue
            heads = [of_head(one, head, x, cells.complex) for head in range(one.how.heads)]
            joined = torch.cat(heads, 1) if layer.joined else torch.stack(heads).mean(0)
            y[one.over.rank] = y[one.over.rank] + joined
        x = y
    return x[model.rank]


def of_head(one, head: int, x: dict, cx: tv.Complex) -> torch.Tensor:
    """Σ_p A^p x W_p of one head."""
    signs = dense(cx, one.over, one.how.signs)
    width = one.filters * one.width
    rows = slice(head * width, (head + 1) * width)
    theirs = x[one.over.source] @ one.linear.weight[rows].T
    mine = theirs if one.linear_own is None else x[one.over.rank] @ one.linear_own.weight[rows].T
    seen = (mine.abs(), theirs.abs()) if one.how.signs else (mine, theirs)
    a, b = (part @ weight for part, weight in zip(seen, one.weights[:, head], strict=True))
    scores = NONLINEARITIES[one.how.scores](a[:, None] + b)
    attention = scores.masked_fill(signs == 0, -torch.inf).softmax(1).nan_to_num() * signs
    parts = theirs.split(one.width, 1)
    return sum(torch.linalg.matrix_power(attention, p + 1) @ h if p else attention @ h
               for p, h in enumerate(parts))  # fmt: skip


@pytest.mark.parametrize("options", OPTIONS[:3], ids=NAMES[:3])
@pytest.mark.parametrize("rank", [0, 1, 2])
def test_it_is_the_formula_written_densely(options, rank):
    check_formula(made(rank=rank, **options))


def test_it_is_the_formula_without_a_term_of_its_own():
    check_formula(made(rank=0, **OPTIONS[3]))


def check_formula(model) -> None:
    wanted = formula(model, CELLS)
    assert (model(CELLS) - wanted).abs().max() < 1e-10
    single = model.float()(CELLS.to(dtype=torch.float32))
    assert (single - wanted).abs().max() < 1e-4


@pytest.mark.parametrize("signs", [True, False])
def test_gradients(signs):
    over = [("lower_laplacian", 1), ("boundary", 1), ("coboundary", 1)]
    options = {"filters": 2, "harmonic": 2, "layers": 1, "signs": signs, "scores": "tanh"}
    model = made(rank=1, neighbourhoods=over, **options)
    names, weights = zip(*model.named_parameters(), strict=True)

    def run(x: torch.Tensor, *given: torch.Tensor) -> torch.Tensor:
        cells = CELLS.with_features({**CELLS.features, 1: x})
        return torch.func.functional_call(model, dict(zip(names, given, strict=True)), (cells,))

    torch.autograd.gradcheck(run, (CELLS.on(1).clone().requires_grad_(), *weights), fast_mode=True)


@pytest.mark.parametrize("options", OPTIONS, ids=NAMES)
@pytest.mark.parametrize("rank", [0, 1])
def test_every_parameter_is_of_use(options, rank):
    model = made(rank=rank, **options)
    model(CELLS).square().sum().backward()
    assert all(weight.grad.abs().max() > 0 for weight in model.parameters())


def renamed(order: np.ndarray) -> tuple[tv.Complex, list[np.ndarray], list[np.ndarray]]:
    """The same complex with vertex `order[i]` called i: where each of its cells was, and whether
    its sorted vertices turn it round."""
    name = np.argsort(order)
    cx = tv.clique(name[np.array(EDGES)], max_dim=2, vertices=8)
    places, turned = [order], [np.ones(8)]
    for rank in (1, 2):
        before = {tuple(sorted(cell)): i for i, cell in enumerate(map(list, CX.ranks[rank]))}
        cells = [order[list(cell)] for cell in cx.ranks[rank]]
        places.append(np.array([before[tuple(sorted(cell.tolist()))] for cell in cells]))
        turned.append(np.array([np.linalg.det(np.eye(rank + 1)[np.argsort(c)]) for c in cells]))
    return cx, places, turned


@pytest.mark.parametrize("options", OPTIONS[:2], ids=NAMES[:2])
@pytest.mark.parametrize("rank", [0, 1, 2])
@pytest.mark.parametrize("harmonic", [0, 2])
def test_numbering_makes_no_difference_unless_a_filter_sees_cells_turned(
    options, rank, harmonic, rng
):
    model = made(rank=rank, **{**options, "harmonic": harmonic})
    cx, places, _ = renamed(rng.permutation(8))
    x = {k: X[k][places[k]] for k in X}
    found = model(tv.nn.cells(cx, x, "cpu", torch.float64))
    same = (found - model(CELLS)[places[rank]]).abs().max() < 1e-12
    assert same == (harmonic == 0)


@pytest.mark.parametrize("rank", [0, 1, 2])
@pytest.mark.parametrize("activation", ["tanh", "identity", "elu"])
def test_turning_cells_round_turns_what_comes_out(rank, activation, rng):
    model = made(rank=rank, neighbourhoods=SIGNED, signs=True, filters=2, harmonic=2,
                 activation=activation)  # fmt: skip
    cx, places, turned = renamed(rng.permutation(8))
    assert (turned[1] < 0).any()
    assert (turned[2] < 0).any()
    x = {k: turned[k][:, None] * X[k][places[k]] for k in X}
    found = model(tv.nn.cells(cx, x, "cpu", torch.float64))
    wanted = torch.from_numpy(turned[rank][:, None]) * model(CELLS)[places[rank]]
    assert ((found - wanted).abs().max() < 1e-12) == (activation != "elu")


def test_a_batch_is_what_its_parts_are():
    model = made(rank=1, filters=2, harmonic=1)
    other = tv.clique([[0, 1, 0], [1, 2, 3]], max_dim=2)
    parts = [CX, other, CX]
    cx = tv.batch(parts)
    x = {0: np.concatenate([X[0], np.ones((4, 3)), X[0]]),
         1: np.concatenate([X[1], np.ones((3, 5)), X[1]]),
         2: np.concatenate([X[2], X[2]])}  # fmt: skip
    found = model(tv.nn.cells(cx, x, "cpu", torch.float64))
    alone = model(tv.nn.cells(other, {k: np.ones((n, WIDE[k])) for k, n in enumerate(other.counts)},
                              "cpu", torch.float64))  # fmt: skip
    wanted = torch.cat([model(CELLS), alone, model(CELLS)])
    assert (found - wanted).abs().max() < 1e-12


@pytest.mark.parametrize("kind", ["upper", "upper_laplacian"])
@pytest.mark.parametrize("joined", [True, False])
def test_on_vertices_it_is_the_attention_of_torch_geometric(kind, joined):
    geometric = pytest.importorskip("torch_geometric.nn")
    torch.manual_seed(0)
    loops = kind == "upper_laplacian"
    conv = geometric.GATConv(
        3, 4, heads=2, concat=joined, bias=False, add_self_loops=loops, negative_slope=0.2
    ).double()
    model = tv.nn.NeighbourhoodAttention(
        4, 8, 2, 3, rank=0, neighbourhoods=[(kind, 0)], heads=2, harmonic=None
    ).double()
    layer = model.layers[0] if joined else model.layers[1]
    over = layer.over[f"{kind}0"]
    with torch.no_grad():
        over.linear.weight = torch.nn.Parameter(conv.lin.weight)
        over.weights.copy_(torch.cat([conv.att_dst, conv.att_src]))
    graph = tv.clique(EDGES, max_dim=1)
    cells = tv.nn.cells(graph, X[0][:7], "cpu", torch.float64)
    found = layer({0: cells.x}, cells)[0]
    assert (found - conv(cells.x, cells.edge_index)).abs().max() < 1e-12


def test_what_can_be_watched():
    model, heard = made(rank=1), {}
    for name, module in model.named_modules():
        if isinstance(module, tv.nn.Probe):
            module.listen(lambda *given, name=name, of=module: heard.update({name: (of, *given)}))
    model(CELLS)
    probe, hidden, _ = heard.pop("hidden")
    tv.Field("h", hidden.detach(), 1, kind=probe.kind).check(CX)
    assert len(heard) == len(EVERY) + 6  # the last layer has those of edges alone
    for name, (probe, weights, index) in heard.items():
        tv.Field("a", weights.detach(), probe.rank, index, kind=probe.kind).check(CX)
        over = model.get_submodule(name.removesuffix(".attention")).over
        present = dense(CX, over, False)
        assert torch.equal(index, present.nonzero())
        sums = torch.zeros(len(present), 2).double().index_add(0, index[:, 0], weights.detach())
        assert (sums - present.any(1).double()[:, None]).abs().max() < 1e-12


def test_it_is_watched_on_a_tape_and_shown():
    tape = tv.Tape()
    model = made(rank=1)
    with tv.watch(model, "layers.*.over.*.attention", tape=tape):
        model(CELLS)
        tape.log(loss=1.0)
    tape.flush()
    faces = tape["layers.1.over.boundary1.attention"].latest
    assert (faces.kind, faces.rank) == ("attention_to_faces", 1)
    assert faces.index.shape == (2 * CX.counts[1], 2)
    view = tv.show(CX, tape["layers.1.over.lower1.attention"])
    assert view.kind == "attention"
    view.close()


def test_ranks_that_a_complex_lacks_are_empty():
    model = made(rank=1, filters=2, harmonic=1)
    graph = tv.clique(EDGES, max_dim=1, vertices=8)
    cells = tv.nn.cells(graph, {0: X[0], 1: X[1]}, "cpu", torch.float64)
    assert (model(cells) - formula(model, cells)).abs().max() < 1e-10
    points = tv.clique(np.zeros((2, 0), int), vertices=2)
    assert model(tv.nn.cells(points, X[0][:2], "cpu", torch.float64)).shape == (0, 3)
    lazy = tv.nn.SAN().double()
    assert lazy(tv.nn.cells(points, X[0][:2], "cpu", torch.float64)).shape == (0, 2)


def test_cells_without_neighbours_get_zero_and_their_own_term():
    edge = tv.nn.cells(tv.clique([[0], [1]], max_dim=2), {1: np.ones((1, 5))}, "cpu", torch.float64)
    over = [("lower", 1), ("upper", 1)]
    alone = made(rank=1, neighbourhoods=over, harmonic=None, layers=1)
    assert torch.equal(alone(edge), torch.zeros(1, 3).double())
    alone(edge).sum().backward()
    assert not any(weight.grad.any() for weight in alone.parameters())
    skip = made(rank=1, neighbourhoods=over, layers=1)
    wanted = edge.on(1) @ skip.layers[0].own["rank1"].linear.weight.T
    assert (skip(edge) - wanted).abs().max() < 1e-12


def test_attention_on_a_hypergraph():
    sets = tv.hypergraph([[0, 1, 2], [2, 3], [4]], vertices=6)
    over = [("coboundary", 0), ("boundary", 1), ("upper", 0)]
    model = made(rank=0, neighbourhoods=over, layers=1)
    x = {0: X[0][:6], 1: X[1][:3]}
    cells = tv.nn.cells(sets, x, "cpu", torch.float64)
    contains = torch.tensor([[1, 0, 0], [1, 0, 0], [1, 1, 0], [0, 1, 0], [0, 0, 1], [0, 0, 0]])
    heard = []
    model.layers[0].over["coboundary0"].attention.listen(lambda *told: heard.append(told[1]))
    assert torch.isfinite(model(cells)).all()
    assert torch.equal(heard[0], contains.nonzero())


def test_features_are_counted_at_the_first_call():
    model = tv.nn.NeighbourhoodAttention(neighbourhoods=EVERY, rank=1).double()
    assert model(CELLS).shape == (9, 2)
    with pytest.raises(InvalidInput, match="made for 5 features"):
        model(CELLS.with_features({**CELLS.features, 1: X[1][:, :4]}))
    without = tv.nn.NeighbourhoodAttention(rank=1, neighbourhoods=[("coboundary", 1)])
    graph = tv.nn.cells(tv.clique(EDGES, max_dim=1, vertices=8), {1: X[1]}, "cpu")
    assert without(graph).shape == (9, 2)  # and triangles may still come


def test_scores_that_would_overflow_and_half_precision():
    model = made(rank=1, filters=2, harmonic=1)
    plain = model(CELLS)
    single = model.float()
    with torch.autocast("cpu", torch.bfloat16):
        half = single(CELLS.to(dtype=torch.float32))
    assert (half - plain).abs().max() < 0.1 * plain.abs().max()
    with torch.no_grad():
        for layer in model.double().layers:
            for one in layer.over.values():
                one.weights.mul_(1e6)
    assert torch.isfinite(model(CELLS)).all()


def test_what_was_kept_is_not_of_another_option():
    for signs, heads in ((False, 1), (True, 2), (False, 2)):
        model = made(rank=1, neighbourhoods=SIGNED, signs=signs, heads=heads)
        assert (model(CELLS) - formula(model, CELLS)).abs().max() < 1e-10


@pytest.mark.parametrize(
    "options",
    [
        {"heads": 3}, {"filters": 0}, {"harmonic": -1}, {"epsilon": 0.0}, {"signs": 1},
        {"activation": "sine"}, {"scores": None}, {"dropout": 1}, {"rank": -1}, {"layers": 0},
        {"neighbourhoods": "upper"}, {"neighbourhoods": [("up", 1)]}, {"neighbourhoods": None},
        {"neighbourhoods": [("upper", 1.0)]}, {"neighbourhoods": [("lower", 0)]},
        {"neighbourhoods": [("upper", 1)] * 2}, {"neighbourhoods": [("upper",)]},
        {"neighbourhoods": [("upper", 0)], "harmonic": None}, {"signs": True},
        {"features": {0: 3}}, {"features": {1: 0}}, {"features": "many"}, {"classes": None},
        {"neighbourhoods": [("boundary", 1)], "harmonic": None},
    ],
    ids=str,
)  # fmt: skip
def test_options_that_are_none(options):
    with pytest.raises(TdlvizError):
        tv.nn.NeighbourhoodAttention(**options)


@pytest.mark.parametrize(
    "cells",
    [
        None,
        CELLS.features,
        CELLS.to(dtype=torch.float32),
        tv.nn.cells(CX, X[0], "cpu", torch.float64),
    ],
    ids=["none", "mapping", "float32", "no features of edges"],
)
def test_cells_that_are_none(cells):
    with pytest.raises(InvalidInput):
        made()(cells)


@pytest.mark.gpu
@pytest.mark.parametrize("options", OPTIONS[:3], ids=NAMES[:3])
def test_a_gpu_computes_the_same(options):
    model = made(rank=1, **options)
    wanted = model(CELLS)
    wanted.square().sum().backward()
    gradients = [weight.grad.clone() for weight in model.parameters()]
    model.zero_grad()
    found = model.cuda()(CELLS.to("cuda"))
    found.square().sum().backward()
    assert (found.cpu() - wanted).abs().max() < 1e-10
    for weight, gradient in zip(model.parameters(), gradients, strict=True):
        assert (weight.grad.cpu() - gradient).abs().max() < 1e-8
