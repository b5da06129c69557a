"""The model against the paper's formula, written densely with loops over edges."""

import copy
import pickle
import subprocess
import sys

import numpy as np
import pytest
import torch
from torch.nn.functional import cross_entropy, elu

import tdlviz as tv
from tdlviz.core.errors import TdlvizError

EDGES = [[0, 0, 1, 2, 4, 1], [1, 2, 2, 3, 5, 5]]  # vertex 6 is alone
CX = tv.clique(EDGES, vertices=7, max_dim=1)
X = np.random.default_rng(0).standard_normal((7, 4))
CELLS = tv.nn.cells(CX, X, "cpu", torch.float64)
KINDS = ["orthogonal", "diagonal", "general"]


def model(maps="orthogonal", **options) -> tv.nn.SheafDiffusion:
    """A small one in float64, whose weights are all away from where they begin."""
    torch.manual_seed(0)
    given = {"stalk": 3, "layers": 2, "classes": 5, "hidden": 2, "features": 4, **options}
    if maps != "orthogonal":  # which alone have these
        given = {k: v for k, v in given.items() if k not in ("orthogonal", "edge_weights")}
    made = tv.nn.SheafDiffusion(maps=maps, **given).double().eval()
    with torch.no_grad():
        for weight in made.parameters():
            weight.add_(0.3 * torch.randn_like(weight))
    return made


def reflections(below: list[float], d: int) -> torch.Tensor:
    """H₁ ⋯ H_d as dense products."""
    vectors = torch.eye(d, dtype=torch.float64)
    vectors[torch.tril_indices(d, d, -1).unbind()] = torch.stack(below)
    product = torch.eye(d, dtype=torch.float64)
    for v in vectors.T:
        product = product @ (torch.eye(d) - 2 * torch.outer(v, v) / (v @ v))
    return product


def rotation(below: list[float], d: int) -> torch.Tensor:
    """Cayley's map by an inverse."""
    lower = torch.zeros(d, d, dtype=torch.float64)
    lower[torch.tril_indices(d, d, -1).unbind()] = torch.stack(below)
    half, one = (lower - lower.T) / 2, torch.eye(d)
    return torch.linalg.inv(one - half) @ (one + half)


def map_of(made, layer, maps: str, own, other) -> tuple[torch.Tensor, torch.Tensor]:
    """The learned map of one incidence, and the σ of its number for the weight."""
    first, second = layer.learner.weight.chunk(2)
    numbers = torch.cat([first, second], dim=1) @ torch.cat([own, other])
    d = made.stalk - made.low_pass - made.high_pass
    share = torch.ones(())
    if maps == "orthogonal" and layer.kind.weights:
        numbers, share = numbers[:-1], numbers[-1].sigmoid()
    entries = numbers.tanh()
    if maps == "diagonal":
        return torch.diag(entries), share
    if maps == "general":
        return entries.view(d, d), share
    make = {"householder": reflections, "cayley": rotation}[layer.kind.method]
    return make([*entries], d), share


def whole(learned: torch.Tensor, made, sign: float) -> torch.Tensor:
    """With the fixed channels behind."""
    blocks = [learned]
    blocks += [torch.full((1, 1), sign, dtype=torch.float64)] * made.low_pass
    blocks += [torch.ones(1, 1, dtype=torch.float64)] * made.high_pass
    return torch.block_diag(*blocks)


def inverse_root(blocks: torch.Tensor) -> torch.Tensor:
    """By the iteration of Denman and Beavers, which also has a gradient for equal eigenvalues."""
    root, inverse = blocks, torch.eye(blocks.shape[1]).to(blocks).expand_as(blocks)
    for _ in range(10):
        root, inverse = (
            (root + torch.linalg.inv(inverse)) / 2,
            (inverse + torch.linalg.inv(root)) / 2,
        )
    return inverse


def dense_laplacian(made, layer, maps: str, x: torch.Tensor, cx: tv.Complex) -> torch.Tensor:
    """Δ by its definition δᵀδ, then D^(-1/2) of each block."""
    n, d = len(x), made.stalk
    coboundary = torch.zeros(cx.counts[1] * d, n * d, dtype=torch.float64)
    for e, (u, v) in enumerate(np.asarray(cx.cells(1)).tolist()):
        flat = x.reshape(n, -1)
        (tail, one), (head, two) = (
            map_of(made, layer, maps, flat[a], flat[b]) for a, b in ((u, v), (v, u))
        )
        rows = slice(e * d, e * d + d)
        coboundary[rows, u * d : u * d + d] = -whole(one * two * tail, made, 1.0)
        coboundary[rows, v * d : v * d + d] = whole(one * two * head, made, -1.0)
    laplacian = coboundary.T @ coboundary
    if not layer.normalised:
        return laplacian
    blocks = [laplacian[v * d : v * d + d, v * d : v * d + d] + torch.eye(d) for v in range(n)]
    root = torch.block_diag(*inverse_root(torch.stack(blocks)))
    return root @ laplacian @ root


def dense_forward(made, maps: str, cells) -> torch.Tensor:
    """The whole model by the formulas of the paper."""
    n = cells.count(0)
    x = elu(cells.x @ made.lin1.weight.T + made.lin1.bias).view(n, made.stalk, -1)
    for layer in made.layers:
        laplacian = dense_laplacian(made, layer, maps, x, cells.complex)
        mixed = x
        if layer.step.linear.left is not None:
            mixed = torch.stack([layer.step.linear.left @ row for row in mixed])
        if layer.step.linear.right is not None:
            mixed = mixed @ layer.step.linear.right.T
        spread = (laplacian @ mixed.reshape(n * made.stalk, -1)).view(x.shape)
        x = (1 + torch.tanh(layer.step.epsilon)) * x - elu(spread)
    return x.reshape(n, -1) @ made.lin2.weight.T + made.lin2.bias


@pytest.mark.parametrize("maps", KINDS)
@pytest.mark.parametrize(
    "options",
    [
        {},
        {"low_pass": True},
        {"low_pass": True, "high_pass": True},
        {"normalised": False},
        {"left_weights": False},
        {"left_weights": False, "right_weights": False},
        {"orthogonal": "cayley", "high_pass": True},
        {"edge_weights": False, "low_pass": True},
        {"edge_weights": False, "normalised": False},
        {"stalk": 2},
        {"form": "matrix_free", "low_pass": True},
        {"form": "csr", "low_pass": True},
    ],
    ids=str,
)
def test_it_is_the_formula_of_the_paper(maps, options):
    made = model(maps, **options)
    found, wanted = made(CELLS), dense_forward(made, maps, CELLS)
    assert (found - wanted).abs().max() < 1e-10
    by_hand = torch.autograd.grad(wanted.square().sum(), [*made.parameters()], allow_unused=True)
    ours = torch.autograd.grad(found.square().sum(), [*made.parameters()], allow_unused=True)
    for one, two in zip(ours, by_hand, strict=True):
        assert (one - two).abs().max() < 1e-9 * max(1, two.abs().max())


@pytest.mark.parametrize("maps", KINDS)
def test_a_graph_with_other_names_of_vertices(maps):
    made, order = model(maps), np.array([3, 6, 0, 5, 1, 4, 2])
    names = np.argsort(order)  # vertex v is called names[v]
    other = tv.clique(names[np.array(EDGES)], vertices=7, max_dim=1)
    found = made(tv.nn.cells(other, X[order], "cpu", torch.float64))
    assert (found - made(CELLS)[order]).abs().max() < 1e-10


@pytest.mark.parametrize("maps", KINDS)
def test_two_graphs_in_one_batch_are_each_alone(maps):
    made = model(maps, low_pass=True)
    one = CX.with_fields(tv.Field("x", X, 0, kind="vector"))
    two = tv.clique([[0, 1], [1, 2]], max_dim=1).with_fields(
        tv.Field("x", X[:3] + 1, 0, kind="vector")
    )
    together = made(tv.nn.cells(tv.batch([one, two]), "x", "cpu", torch.float64))
    apart = [made(tv.nn.cells(cx, "x", "cpu", torch.float64)) for cx in (one, two)]
    assert (together - torch.cat(apart)).abs().max() < 1e-12


@pytest.mark.parametrize("maps", KINDS)
def test_no_edges_and_an_isolated_vertex(maps):
    made = model(maps)
    alone = tv.nn.cells(tv.Complex.from_facets([[0], [1]]), X[[6, 0]], "cpu", torch.float64)
    found = made(alone)
    assert (found[0] - made(CELLS)[6]).abs().max() < 1e-12
    found.sum().backward()
    assert all(w.grad is None or torch.isfinite(w.grad).all() for w in made.parameters())


def test_identity_maps_are_diffusion_on_the_graph():
    """With constant diagonal maps 1, a step is x - (1 + D)^(-1/2) (D - A) (1 + D)^(-1/2) x: but for
    the loop that it adds, the step of a graph convolution (Bodnar et al., §3)."""
    made = model("diagonal", left_weights=False, right_weights=False)
    layer = made.layers[0]
    layer.kind = copy.copy(layer.kind)
    halves = torch.full((7, 6), 20.0, dtype=torch.float64)  # the tanh of their sums is 1
    layer.learner.forward = lambda _: halves
    x = torch.randn(7, 3, 2, dtype=torch.float64)
    with torch.no_grad():
        layer.step.epsilon.zero_()
        found = x - layer(x, CELLS)
    adjacency = torch.tensor(tv.adjacency(CX, 0).toarray(), dtype=torch.float64)
    root = torch.diag((1 + CELLS.degrees).rsqrt())
    graph = root @ (torch.diag(CELLS.degrees) - adjacency) @ root
    assert (found - elu(torch.einsum("uv,vdh->udh", graph, x))).abs().max() < 1e-12


def heard(made, cells):
    """What the probes of the maps say in one pass."""
    told = {}
    for name, part in made.named_modules():
        if isinstance(part, tv.nn.Probe):
            part.listen(lambda *given, name=name: told.setdefault(name, given))
    made(cells)
    return told


@pytest.mark.parametrize("maps", KINDS)
def test_its_maps_can_be_seen(maps):
    told = heard(model(maps, edge_weights=False, low_pass=True), CELLS)
    assert set(told) == {"layers.0.maps", "layers.1.maps", "hidden"}
    values, index = told["layers.1.maps"]
    assert values.shape == (12, 4, 4)
    field = tv.Field("maps", values.detach(), 0, index, kind="maps")
    field.check(CX)
    if maps == "orthogonal":
        single = values[:, :3, :3].float()
        assert (single @ single.mT - torch.eye(3)).abs().max() < 1e-6
    assert (values[:6, 3, 3] == 1).all()
    assert (values[6:, 3, 3] == -1).all()


def test_weighted_maps_have_one_weight_an_edge():
    values, _ = heard(model(), CELLS)["layers.0.maps"]
    squares = values.mT @ values
    weights = squares[:, 0, 0]
    assert (squares - weights[:, None, None] * torch.eye(3)).abs().max() < 1e-12
    assert torch.allclose(weights[:6], weights[6:])
    assert ((weights > 0) & (weights < 1)).all()


def test_features_found_out_at_the_first_call():
    made = tv.nn.SheafDiffusion(classes=2)
    cells = tv.nn.cells(CX, X, "cpu")
    assert made(cells).shape == (7, 2)
    assert made.lin1.in_features == 4


@pytest.mark.parametrize("maps", KINDS)
def test_it_learns_what_the_neighbours_hide(maps):
    """A ring whose labels alternate: the mean of neighbours is the wrong class."""
    n = 24
    ring = tv.clique([np.arange(n), np.roll(np.arange(n), -1)], max_dim=1)
    labels = torch.arange(n) % 2
    noise = np.random.default_rng(1).standard_normal((n, 3))
    cells = tv.nn.cells(ring, noise + labels.numpy()[:, None], "cpu")
    torch.manual_seed(0)
    made = tv.nn.SheafDiffusion(2, 2, maps, 2, 4, 3, dropout=0.1, input_dropout=0.1)
    optimiser = torch.optim.Adam(made.parameters(), 0.02)
    for _ in range(150):
        optimiser.zero_grad()
        cross_entropy(made(cells), labels).backward()
        optimiser.step()
    assert (made.eval()(cells).argmax(1) == labels).float().mean() > 0.9


def test_copies_and_pickles_compute_the_same():
    made = model()
    for twin in (copy.deepcopy(made), pickle.loads(pickle.dumps(made))):
        assert torch.equal(twin(CELLS), made(CELLS))


@pytest.mark.parametrize("orthogonal", ["householder", "cayley"])
@pytest.mark.parametrize("maps", KINDS)
def test_autocast_changes_nothing_and_half_precision_little(maps, orthogonal):
    made = model(maps, orthogonal=orthogonal, low_pass=True).float()
    cells = CELLS.to(dtype=torch.float32)
    exact = made(cells)
    with torch.autocast("cpu", torch.bfloat16):
        found = made(cells)
    found.sum().backward()
    assert torch.equal(found, exact)
    half = made.bfloat16()(CELLS.to(dtype=torch.bfloat16))
    half.float().sum().backward()
    assert (half - exact).abs().max() < 0.1 * exact.abs().max()


COMPILE = """
import torch, tdlviz as tv
cells = tv.nn.cells(tv.clique([[0, 1, 2], [1, 2, 3]], max_dim=1), torch.ones(4, 3), "cpu")
kinds = [("diagonal", None), ("general", None), ("orthogonal", None), ("orthogonal", False)]
for maps, weights in kinds:
    model = tv.nn.SheafDiffusion(2, 2, maps, features=3, edge_weights=weights)
    found = torch.compile(model, backend="eager")(cells)
    assert torch.allclose(found, model(cells))
    found.sum().backward()
"""


def test_torch_compile_computes_the_same():
    """In a process of its own: the types checked here, of what is traced, confuse torch.compile."""
    subprocess.run([sys.executable, "-c", COMPILE], check=True, timeout=300)


@pytest.mark.parametrize("maps", KINDS)
def test_it_can_be_looked_at_in_inference_mode_before_it_is_trained(maps):
    made, cells = model(maps, low_pass=True), tv.nn.cells(CX, X, "cpu", torch.float64)
    with torch.inference_mode():
        before = made(cells)
    found = made(cells)
    found.sum().backward()
    assert torch.equal(found, before)


def test_a_second_derivative_is_refused_in_words():
    x = CELLS.x.clone().requires_grad_()
    (first,) = torch.autograd.grad(model()(CELLS.with_features(x)).sum(), x, create_graph=True)
    with pytest.raises(RuntimeError, match="once_differentiable"):
        first.sum().backward()


def test_dropout_is_for_training_alone():
    made = model(dropout=0.5)
    assert torch.equal(made(CELLS), made(CELLS))
    made.train()
    assert not torch.equal(made(CELLS), made(CELLS))


@pytest.mark.parametrize(
    "options",
    [
        {"stalk": 0},
        {"stalk": 1},
        {"stalk": None},
        {"layers": 0},
        {"maps": "unitary"},
        {"classes": 2.0},
        {"hidden": -1},
        {"features": "x"},
        {"orthogonal": "euler"},
        {"maps": "general", "orthogonal": "cayley"},
        {"maps": "diagonal", "edge_weights": True},
        {"hidden": 10**30},
        {"dropout": 1.0},
        {"dropout": np.nan},
        {"input_dropout": -0.1},
        {"low_pass": 1},
        {"form": "dense"},
        {"normalised": None},
    ],
    ids=str,
)
def test_options_that_are_none(options):
    with pytest.raises(TdlvizError):
        tv.nn.SheafDiffusion(**options)


@pytest.mark.parametrize(
    "cells",
    [
        None, CX, X, torch.ones(7, 4), tv.nn.cells(CX, None, "cpu"), CELLS.to(dtype=torch.float32),
        CELLS.with_features(X[:, :3]),
    ],
    ids=repr,
)  # fmt: skip
def test_what_is_no_cells(cells):
    with pytest.raises(TdlvizError):
        model()(cells)


@pytest.mark.gpu
@pytest.mark.parametrize("maps", KINDS)
def test_a_gpu_computes_the_same(maps):
    made = model(maps, low_pass=True)
    here = made(CELLS)
    there = copy.deepcopy(made).cuda()(CELLS.to("cuda"))
    assert (there.cpu() - here).abs().max() < 1e-9
