import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import tdlviz as tv
from tdlviz.core.errors import InvalidInput

GRID = np.linspace(0, 4, 33)


@settings(max_examples=25)
@given(seed=st.integers(0, 10**6))
def test_lengths_of_the_bars_alive(diagrams, seed):
    given_ = diagrams(seed)
    alive = [(d[:, :1] <= GRID) & (d[:, 1:] > GRID) for d in given_]
    expected = [(d[:, 1] - d[:, 0]) @ a for d, a in zip(given_, alive, strict=True)]
    np.testing.assert_allclose(tv.lifespan_curve(given_, GRID), expected, atol=1e-12)


def test_gradients_and_ends():
    torch = pytest.importorskip("torch")
    bars = torch.tensor([[0.0, 2], [1, 4]], requires_grad=True)
    curve = tv.lifespan_curve(bars, [0.5, 1.5, 2.5])
    assert curve.tolist() == [2, 5, 3]
    curve.sum().backward()
    assert bars.grad.tolist() == [[-2, 2], [-2, 2]]
    assert tv.lifespan_curve([[[0, np.inf]]], [1, 9], end=3).tolist() == [[3, 0]]
    with pytest.raises(InvalidInput, match="1 endless bars"):
        tv.lifespan_curve([[[0, np.inf]]], [1, 9])
