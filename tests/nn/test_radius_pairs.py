import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from tdlviz.core.errors import InvalidInput, TooLarge
from tdlviz.nn import radius_pairs as module
from tdlviz.nn.radius_pairs import radius_pairs


@settings(max_examples=40)
@given(
    seed=st.integers(0, 10**6),
    count=st.integers(0, 30),
    radius=st.floats(0.01, 5),
    loops=st.booleans(),
)
def test_s136_they_are_exactly_the_pairs_within_the_radius(seed, count, radius, loops):
    rng = np.random.default_rng(seed)
    points = rng.normal(size=(count, 3)).astype(np.float32)
    points[: count // 3] = 0.5  # several at one place
    batch = rng.integers(0, 3, count)
    found = radius_pairs("asked", torch.tensor(points), radius, torch.tensor(batch), loops)
    wide = points.astype(np.float64)
    near = ((wide[:, None] - wide[None]) ** 2).sum(2) <= radius**2
    near &= batch[:, None] == batch[None]
    np.fill_diagonal(near, loops)
    assert found.tolist() == np.argwhere(near).tolist()


def test_batches_stay_apart_and_all_pairs_of_one_are_found():
    points, batch = torch.ones(1000, 2), torch.arange(1000) % 500
    found = radius_pairs("asked", points, 10.0, batch)
    assert len(found) == 1000
    assert torch.equal(batch[found[:, 0]], batch[found[:, 1]])


@pytest.mark.parametrize(("radius", "count"), [(1e308, 6), (1e-300, 2)])
def test_a_radius_beyond_all_points_or_below_all_distances(radius, count):
    points, batch = torch.tensor([[0.0], [0.0], [1e30]]), torch.tensor([0, 0, 0])
    assert len(radius_pairs("asked", points, radius, batch)) == count


def test_points_that_are_not_finite():
    with pytest.raises(InvalidInput, match="diverged"):
        radius_pairs("asked", torch.tensor([[torch.nan]]), 1.0, torch.tensor([0]))


def test_too_many_are_counted_before_they_are_made(monkeypatch):
    points, batch = torch.zeros(100, 2), torch.zeros(100, dtype=torch.int64)
    monkeypatch.setattr(module, "MOST_PAIRS", 9999)
    with pytest.raises(TooLarge, match="10,000 pairs"):
        radius_pairs("asked", points, 1.0, batch)
