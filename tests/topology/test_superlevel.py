import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import tdlviz as tv
from tdlviz.core.errors import InvalidInput, UnknownName
from tdlviz.topology.superlevel import superlevel_betti


def euler_by_cells(cx, levels):
    """Cells that have entered, counted with signs."""
    signed = [(-1) ** k * (b[None] <= -levels[:, None]).sum(1) for k, b in enumerate(cx.births)]
    return np.sum(signed, axis=0)


@settings(max_examples=20)
@given(
    st.integers(1, 3),
    st.booleans(),
    st.sampled_from(["cells", "vertices"]),
    st.integers(0, 10**6),
)
def test_equals_persistence_of_the_cubical_complex(axes, periodic, pixels, seed):
    rng = np.random.default_rng(seed)
    image = rng.integers(0, 5, rng.integers(3, 5, axes)).astype(float)
    levels = np.array([-1, 0, 1, 2.5, 4, 9])
    cx = tv.cubical(-image, pixels=pixels, periodic=periodic)
    ours = superlevel_betti(image, levels, pixels=pixels, periodic=periodic)
    for dim in range(axes + 1):
        bars = tv.persistence(cx, dim).values
        alive = (bars[:, 0] <= -levels[:, None]) & (-levels[:, None] < bars[:, 1])
        assert ours[:, dim].tolist() == alive.sum(axis=1).tolist()
    assert (ours @ (-1) ** np.arange(axes + 1)).tolist() == euler_by_cells(cx, levels).tolist()


def test_s190_a_filled_periodic_cube_is_the_3_torus():
    density = tv.data.gaussian_field(12, smoothing=1)
    assert superlevel_betti(density, [-9.0, 9.0]).tolist() == [[1, 3, 3, 1], [0, 0, 0, 0]]


def test_s190_euler_characteristic_at_each_level():
    density = tv.data.zeldovich(tv.data.gaussian_field(16, smoothing=1), 0.7)
    levels = np.linspace(0, 4, 21)
    betti = superlevel_betti(density, levels)
    cells = euler_by_cells(tv.cubical(-density, periodic=True), levels)
    assert (betti @ [1, -1, 1, -1]).tolist() == cells.tolist()


@pytest.mark.parametrize("given_", [[[0.0]], [np.nan], "high", [1j]])
def test_levels_are_numbers(given_):
    with pytest.raises(InvalidInput, match="levels"):
        superlevel_betti(np.zeros((3, 3)), given_)


def test_what_cubical_refuses():
    with pytest.raises(InvalidInput, match="3 pixels or more"):
        superlevel_betti(np.zeros((2, 3)), [0.0])
    with pytest.raises(UnknownName, match="vertices"):
        superlevel_betti(np.zeros((3, 3)), [0.0], pixels="corners")
