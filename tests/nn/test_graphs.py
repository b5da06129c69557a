import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import tdlviz as tv
from tdlviz.core.errors import InvalidInput

torch = pytest.importorskip("torch")


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 10**6), ties=st.booleans())
def test_the_same_as_without_gradients(seed: int, ties: bool) -> None:
    rng = np.random.default_rng(seed)
    cx = tv.batch([tv.clique(nx.gnp_random_graph(8, 0.4, seed + i), max_dim=1) for i in range(3)])
    values = rng.normal(size=(cx.counts[0], 4))
    values = np.round(values) if ties else values
    ours, plain = (
        tv.nn.graph_persistence(cx, torch.tensor(values)),
        tv.graph_persistence(cx, values),
    )
    assert np.array_equal(ours.components.numpy(), plain.components)
    assert np.array_equal(ours.loops.numpy(), plain.loops)
    assert np.array_equal(ours.closing.numpy(), plain.pairs.loops)


def test_gradients_are_those_of_finite_differences(rng: np.random.Generator) -> None:
    cx = tv.clique(nx.gnp_random_graph(12, 0.3, 1), max_dim=1)
    values = torch.tensor(rng.normal(size=(12, 3)), requires_grad=True)

    def finite(x: "torch.Tensor") -> "torch.Tensor":
        found = tv.nn.graph_persistence(cx, x)
        bars = torch.cat([found.components.reshape(-1), found.loops.reshape(-1)])
        return bars[torch.isfinite(bars)]

    assert torch.autograd.gradcheck(finite, values)


def test_paths_as_the_elder_rule_has_them() -> None:
    """s003: births and deaths are paired before they are learned from, not each sorted alone."""
    path = tv.clique(nx.path_graph(6), max_dim=1)
    rng = np.random.default_rng(0)
    for _ in range(200):
        values = rng.random(6)
        found = tv.nn.graph_persistence(path, torch.tensor(values)).components[:, 0].numpy()
        bars = tv.persistence(tv.lower_star(path, values), 0, zero_length=True)
        assert sorted(found.tolist()) == sorted(bars.values.tolist())


def test_float16_and_devices_are_kept() -> None:
    path = tv.clique(nx.path_graph(3), max_dim=1)
    found = tv.nn.graph_persistence(path, torch.tensor([1.0, 2.0, 0.0]).half())
    assert found.components.dtype == found.loops.dtype == torch.float16
    assert found.components.shape == (3, 1, 2)


@pytest.mark.parametrize("values", [[1.0, 2.0, 3.0], np.zeros(3)])
def test_refuses_what_is_no_tensor(values: object) -> None:
    with pytest.raises(InvalidInput, match=r"torch\.Tensor"):
        tv.nn.graph_persistence(tv.clique(nx.path_graph(3)), values)


def test_refuses_other_sizes() -> None:
    with pytest.raises(InvalidInput):
        tv.nn.graph_persistence(tv.clique(nx.path_graph(3)), torch.zeros(4, 2))
