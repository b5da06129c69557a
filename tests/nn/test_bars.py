from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

import tdlviz as tv
from tdlviz.core.errors import InvalidInput

torch = pytest.importorskip("torch")

Bars = Callable[..., "torch.Tensor"]
RNG = np.random.default_rng(0)
STEP = 1e-6


def around(n: int = 24) -> np.ndarray:
    """Points near a circle: no four on it, and one long loop."""
    angles = np.sort(RNG.random(n)) * 2 * np.pi
    return np.column_stack([np.cos(angles), np.sin(angles)]) + 0.15 * RNG.normal(size=(n, 2))


def tetrahedra(values: np.ndarray) -> tv.Complex:
    rng = np.random.default_rng(1)
    facets = [rng.choice(len(values), 4, replace=False) for _ in range(3 * len(values))]
    return tv.lower_star(tv.Complex.from_facets(facets, np.zeros((len(values), 1))), values)


def ring(values: np.ndarray) -> tv.Complex:
    n = len(values)
    return tv.lower_star(
        tv.Complex.from_polygons([[i, (i + 1) % n, n - 1 - i] for i in range(3)], n), values
    )


def by_edges(values: np.ndarray) -> tv.Complex:
    pairs = np.array([(i, j) for i in range(9) for j in range(i)])
    return tv.weighted(tv.clique(pairs.T, max_dim=3), values)


def by_distances(values: np.ndarray) -> tv.Complex:
    return tv.rips(distances=np.triu(values, 1) + np.triu(values, 1).T, max_edge=9)


CASES: dict[str, tuple[Callable[[np.ndarray], tv.Complex], Bars, np.ndarray]] = {
    "rips": (lambda x: tv.rips(x, max_edge=9, max_dim=3), tv.nn.rips_bars, around(14)),
    "distances": (
        by_distances,
        lambda cx, bars, x: tv.nn.rips_bars(cx, bars, distances=x),
        RNG.random((10, 10)),
    ),
    "edges": (by_edges, tv.nn.edge_bars, RNG.random(36)),
    "alpha": (tv.alpha, tv.nn.ball_bars, around(30)),
    "alpha in space": (tv.alpha, tv.nn.ball_bars, RNG.random((40, 3))),
    "vertices": (tetrahedra, tv.nn.star_bars, RNG.random(10)),
    "upper": (
        lambda x: tv.upper_star(tv.Complex(tetrahedra(x).ranks), x),
        lambda cx, bars, x: tv.nn.star_bars(cx, bars, -x),
        RNG.random(10),
    ),
    "image": (tv.cubical, tv.nn.image_bars, RNG.random((6, 7))),
    "pixels as vertices": (
        lambda x: tv.cubical(x, pixels="vertices"),
        tv.nn.image_bars,
        RNG.random((6, 7)),
    ),
    "volume": (tv.cubical, tv.nn.image_bars, RNG.random((3, 4, 4))),
    "signal": (tv.cubical, tv.nn.image_bars, RNG.random(12)),
}


@pytest.mark.parametrize("case", CASES)
def test_values_and_gradients(case: str) -> None:
    """Against the diagrams of the library itself, made again of data moved a little."""
    make, bars, data = CASES[case]
    cx = make(data)
    moved = [make(data + sign * STEP * direction(data)) for sign in (1, -1)]
    for dim in range(cx.dim + 1):
        diagram = tv.persistence(cx, dim)
        x = torch.tensor(data, requires_grad=True)
        found = bars(cx, diagram, x)
        assert np.allclose(found.detach().numpy(), diagram.values, rtol=0, atol=1e-6)
        finite = torch.isfinite(found)
        weights = torch.tensor(np.random.default_rng(2).normal(size=found.shape))
        loss = (found * weights)[finite].sum()
        if not loss.requires_grad or not len(diagram):
            continue
        loss.backward()
        assert x.grad is not None
        ahead, behind = (tv.persistence(other, dim) for other in moved)
        assert np.array_equal(ahead.index, diagram.index)
        mask = finite.numpy()
        slope = (ahead.values[mask] - behind.values[mask]) / (2 * STEP)
        expected = (slope * weights.numpy()[mask]).sum()
        assert np.isclose((x.grad.numpy() * direction(data)).sum(), expected, rtol=1e-3, atol=1e-4)


def direction(data: np.ndarray) -> np.ndarray:
    return np.random.default_rng(3).normal(size=data.shape)


def test_death_never_parts_from_its_birth(rng: np.random.Generator) -> None:
    """Rows are those of the diagram: births and deaths are not sorted by themselves."""
    values = rng.random(40)
    cx = tv.lower_star(tv.Complex.from_facets([[i, i + 1] for i in range(39)]), values)
    diagram = tv.persistence(cx, 0)
    assert np.array_equal(
        tv.nn.star_bars(cx, diagram, torch.tensor(values)).numpy(), diagram.values
    )
    assert (np.diff(diagram.values[:, 1]) < 0).any()


@pytest.mark.parametrize("dtype", ["float16", "float32", "int64"])
def test_other_numbers(dtype: str) -> None:
    values = torch.tensor(RNG.integers(0, 99, 10)).to(getattr(torch, dtype))
    cx = tetrahedra(values.numpy())
    diagram = tv.persistence(cx, 0)
    found = tv.nn.star_bars(cx, diagram, values)
    assert found.dtype == (torch.float64 if dtype == "int64" else values.dtype)
    assert np.allclose(found.numpy(), diagram.values, rtol=1e-6)


def test_half_precision_points_have_gradients() -> None:
    points = torch.tensor(around(12)).half().requires_grad_()
    cx = tv.rips(points, max_edge=9)
    tv.nn.rips_bars(cx, tv.persistence(cx, 1), points).sum().backward()
    assert points.grad is not None
    assert torch.isfinite(points.grad).all()
    assert points.grad.abs().sum() > 0


def test_points_given_twice_have_no_slope() -> None:
    points = torch.tensor([[0.0, 0.0], [0.0, 0.0], [1.0, 0.0]], requires_grad=True)
    for make, bars in ((tv.rips, tv.nn.rips_bars), (tv.alpha, tv.nn.ball_bars)):
        cx = make(points)
        found = bars(cx, tv.persistence(cx, 0, zero_length=True), points)
        found[torch.isfinite(found)].sum().backward()
        assert torch.isfinite(points.grad).all()


def test_steps_up_the_gradient_widen_a_hole_of_the_dragon(data_dir: Path) -> None:
    points = np.loadtxt(data_dir / "ph-roadmap" / "point_cloud" / "dragon_vrip.ply.txt_2000_.txt")
    x = torch.tensor(points[::16], requires_grad=True)
    optimiser, lengths = torch.optim.SGD([x], lr=1e-3), []
    for _ in range(3):
        cx = tv.alpha(x)
        found = tv.nn.ball_bars(cx, tv.persistence(cx, 1), x)
        longest = (found[:, 1] - found[:, 0]).max()
        lengths.append(longest.item())
        optimiser.zero_grad()
        (-longest).backward()
        optimiser.step()
    assert lengths[0] < lengths[1] < lengths[2]


CLOUD = around(10)
RIPS = tv.rips(CLOUD, max_edge=9)
H1 = tv.persistence(RIPS, 1, zero_length=True)
REFUSED = {
    "other points": (tv.nn.rips_bars, (RIPS, H1, torch.tensor(CLOUD + 1e-3 * CLOUD**2))),
    "an array": (tv.nn.rips_bars, (RIPS, H1, CLOUD)),
    "too few": (tv.nn.rips_bars, (RIPS, H1, torch.tensor(CLOUD[1:]))),
    "nothing": (tv.nn.rips_bars, (RIPS, H1)),
    "NaN": (tv.nn.rips_bars, (RIPS, H1, torch.tensor(CLOUD) * torch.nan)),
    "diameters as radii": (tv.nn.ball_bars, (RIPS, H1, torch.tensor(CLOUD))),
    "no image": (tv.nn.image_bars, (RIPS, H1, torch.tensor(CLOUD))),
    "no diagram": (tv.nn.rips_bars, (RIPS, RIPS["birth1"], torch.tensor(CLOUD))),
    "no complex": (tv.nn.star_bars, (CLOUD, H1, torch.tensor(CLOUD))),
    "bools": (tv.nn.star_bars, (RIPS, H1, torch.ones(10, dtype=torch.bool))),
    "complex": (tv.nn.star_bars, (RIPS, H1, torch.ones(10, dtype=torch.complex64))),
    "sparse": (tv.nn.star_bars, (RIPS, H1, torch.ones(10).to_sparse())),
    "another image": (
        tv.nn.image_bars,
        (tv.cubical(np.eye(3)), tv.persistence(tv.cubical(np.eye(3)), 1), torch.ones(2, 2)),
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_refuses(case: str) -> None:
    bars, given = REFUSED[case]
    with pytest.raises(InvalidInput):
        bars(*given)


def spanning_loss(mine: "torch.Tensor", others: "torch.Tensor") -> "torch.Tensor":
    """How far the edges that join the components of one cloud are from as long in the other."""
    found = torch.zeros((), dtype=torch.float64)
    for one, two in ((mine, others), (others, mine)):
        cx = tv.rips(one, max_dim=1)
        index = tv.persistence(cx, 0).index
        ends = torch.tensor(np.asarray(cx.cells(1))[index[index[:, 1] >= 0, 1]])
        lengths = [(cloud[ends[:, 0]] - cloud[ends[:, 1]]).norm(dim=1) for cloud in (one, two)]
        found = found + ((lengths[0] - lengths[1]) ** 2).sum() / 2
    return found


def test_s015_topological_autoencoder(rng: np.random.Generator) -> None:
    """Deaths are the edges of a least spanning tree, and the loss of a copy turned around is 0."""
    from scipy.sparse.csgraph import minimum_spanning_tree
    from scipy.spatial.distance import pdist, squareform

    points = rng.random((25, 3))
    cx = tv.rips(points, max_dim=1)
    found = tv.nn.rips_bars(cx, tv.persistence(cx, 0), torch.tensor(points))[:, 1]
    tree = minimum_spanning_tree(squareform(pdist(points))).data
    assert np.allclose(np.sort(found[torch.isfinite(found)].numpy()), np.sort(tree))
    turn, _ = np.linalg.qr(rng.normal(size=(3, 3)))
    assert spanning_loss(torch.tensor(points), torch.tensor(points @ turn + 1)).item() < 1e-20
    latent = torch.tensor(rng.random((25, 2)), requires_grad=True)
    assert torch.autograd.gradcheck(lambda x: spanning_loss(torch.tensor(points), x), latent)
