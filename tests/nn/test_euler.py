import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

import tdlviz as tv
from tdlviz.core.errors import InvalidInput, TooLarge
from tdlviz.nn import euler

HEIGHTS = np.linspace(-2, 2, 7) + 0.01
SQUARE = torch.tensor([[0.3, 0.1], [1, 0.2], [0.8, 0.9], [0.1, 1]], dtype=torch.float64)
CX = tv.mesh(SQUARE.numpy(), [[0, 1, 2, 3]])
ACROSS = torch.tensor([[1.0, 0.3], [-0.2, 1.1]], dtype=torch.float64)


@settings(max_examples=15)
@given(seed=st.integers(0, 10**6))
def test_s075_steep_steps_are_the_exact_counts(seed):
    rng = np.random.default_rng(seed)
    parts = [tv.alpha(rng.random((int(rng.integers(1, 15)), 2))) for _ in range(3)]
    for cx in (parts[0], tv.batch(parts)):
        points, directions = torch.tensor(cx.positions), torch.tensor(rng.normal(size=(4, 2)))
        smooth = tv.nn.smooth_euler_transform(cx, points, directions, HEIGHTS, 1e9)
        exact = tv.euler_characteristic_transform(cx, directions, HEIGHTS)
        np.testing.assert_allclose(smooth.numpy(), exact, atol=1e-6)


def test_s075_at_the_end_stands_the_euler_characteristic():
    for cx, number in ((tv.alpha(tv.data.sphere(50, seed=0)), None), (CX, 1)):
        points = torch.tensor(cx.positions)
        directions = torch.eye(points.shape[1])
        last = tv.nn.smooth_euler_transform(cx, points, directions, [50], 10)
        signs = (-1) ** np.arange(cx.dim + 1)
        assert last.flatten().tolist() == [number or signs @ cx.counts] * len(directions)


def test_gradients_to_shape_and_directions():
    def transform(points: torch.Tensor, directions: torch.Tensor) -> torch.Tensor:
        return tv.nn.smooth_euler_transform(CX, points, directions, HEIGHTS, 5)

    given_ = (SQUARE.clone().requires_grad_(), ACROSS.clone().requires_grad_())
    assert torch.autograd.gradcheck(transform, given_)


def test_s075_points_are_learned_from_their_transform():
    wanted = tv.nn.smooth_euler_transform(CX, SQUARE, ACROSS, HEIGHTS, 4)
    points = (SQUARE + 0.2 * torch.tensor([[1, -1], [-1, 0], [0, 1], [1, 1]])).requires_grad_()
    optimiser, losses = torch.optim.Adam([points], 0.02), []
    for _ in range(60):
        loss = ((tv.nn.smooth_euler_transform(CX, points, ACROSS, HEIGHTS, 4) - wanted) ** 2).sum()
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        losses.append(loss.item())
    assert losses[-1] < losses[0] / 20


@pytest.mark.parametrize(
    ("points", "directions", "heights", "steepness", "says"),
    [
        (SQUARE.numpy(), ACROSS, HEIGHTS, 1, "a torch.Tensor"),
        (SQUARE[:3], ACROSS, HEIGHTS, 1, r"\(4, \*\) is needed"),
        (SQUARE, ACROSS[:, :1], HEIGHTS, 1, r"\(\*, 2\) is needed"),
        (SQUARE, ACROSS, [1, 0], 1, "increasing"),
        (SQUARE, ACROSS, HEIGHTS, 0, "more than 0"),
    ],
)
def test_refused(points, directions, heights, steepness, says):
    with pytest.raises(InvalidInput, match=says):
        tv.nn.smooth_euler_transform(CX, points, directions, heights, steepness)


def test_too_large(monkeypatch):
    monkeypatch.setattr(euler, "MOST", 100)
    with pytest.raises(TooLarge, match="9 cells, 2 directions, 7 heights; at most 100 together"):
        tv.nn.smooth_euler_transform(CX, SQUARE, ACROSS, HEIGHTS)
