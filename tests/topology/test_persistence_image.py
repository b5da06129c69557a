import numpy as np
import pytest
from gudhi.representations import PersistenceImage
from hypothesis import given, settings
from hypothesis import strategies as st

import tdlviz as tv
from tdlviz.core.errors import InvalidInput

AXES = (np.linspace(0, 3, 7), np.linspace(0, 2, 5))


@settings(max_examples=25)
@given(seed=st.integers(0, 10**6))
def test_gudhis_image(diagrams, seed):
    given_ = diagrams(seed)
    ours = tv.persistence_image(given_, *AXES, sigma=0.3, power=2)
    gudhi = PersistenceImage(
        bandwidth=0.3, weight=lambda bar: bar[1] ** 2, resolution=[7, 5], im_range=[0, 3, 0, 2]
    )
    np.testing.assert_allclose(ours, gudhi.fit_transform(given_).reshape(ours.shape), atol=1e-10)
    np.testing.assert_allclose(tv.persistence_image(given_[0], *AXES, 0.3, 2), ours[0], atol=1e-10)


def test_all_weight_is_in_the_image():
    axis = np.linspace(-4, 6, 101)
    image = tv.persistence_image([[[0, 1], [1, 3]]], axis, axis, sigma=0.4)
    assert image.sum() * 0.1**2 == pytest.approx(1 + 2)


def test_gradients():
    torch = pytest.importorskip("torch")
    bars = torch.tensor([[0.0, 2.1], [0.5, 1.7]], dtype=torch.float64, requires_grad=True)
    assert torch.autograd.gradcheck(
        lambda x: tv.persistence_image([x, x[:1]], *AXES, sigma=0.5), bars
    )


@pytest.mark.parametrize(
    ("death", "sigma", "power", "says"),
    [
        (1, 0, 1, "more than 0"),
        (1, np.inf, 1, "finite number"),
        (1, 1, -1, "at least 0"),
        (np.inf, 1, 1, "endless"),
    ],
)
def test_refused(death, sigma, power, says):
    with pytest.raises(InvalidInput, match=says):
        tv.persistence_image([[[0, death]]], *AXES, sigma, power)
