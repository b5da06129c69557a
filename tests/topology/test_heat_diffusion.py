import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.linalg import expm
from scipy.sparse.linalg import expm_multiply

import tdlviz as tv
from tdlviz.core.errors import InvalidInput, TooLarge
from tdlviz.topology import heat_diffusion as module
from tdlviz.topology.heat_diffusion import heat_diffusion


@settings(max_examples=25)
@given(seed=st.integers(0, 10**6), dense=st.sampled_from([0, 400]))
def test_the_matrix_exponential(random_sheaf, seed: int, dense: int) -> None:
    """Both ways: by eigenvectors, and by Chebyshev polynomials as on large sheaves."""
    made, rng = random_sheaf(seed), np.random.default_rng(seed)
    x = rng.normal(size=(made.counts[0], made.stalks[0]))
    times = [3.0, 0.0, 0.01, 20.0]
    laplacian = tv.sheaf_laplacian(made).toarray()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "DENSE", dense)
        ours = heat_diffusion(made, x, times)
    for t, heat in zip(times, ours, strict=True):
        assert (heat.kind, heat.rank, heat.name) == ("vector", 0, "heat")
        wanted = expm(-t * laplacian) @ x.reshape(-1)
        assert np.allclose(heat.values.reshape(-1), wanted, rtol=0, atol=1e-10)


@settings(max_examples=15)
@given(seed=st.integers(0, 10**6))
def test_in_the_end_it_is_the_nearest_global_section(
    simplicial, random_functor, random_sheaf, seed: int
) -> None:
    for made in (random_functor(simplicial(seed), 2, seed), random_sheaf(seed)):
        x = np.random.default_rng(seed).normal(size=(made.counts[0], made.stalks[0]))
        values = np.linalg.eigvalsh(tv.sheaf_laplacian(made).toarray())
        slowest = values[values > 1e-10 * values.max(initial=0)].min(initial=np.inf)
        late = 40 / slowest if len(values) and np.isfinite(slowest) else 1.0
        at_last, never = heat_diffusion(made, x, [late, np.inf])
        nearest = tv.nearest_global_section(made, x)
        assert np.allclose(at_last.values, nearest.values, rtol=0, atol=1e-6)
        assert np.array_equal(never.values, nearest.values)


def test_a_large_sheaf_as_scipy_has_it(rng: np.random.Generator) -> None:
    graph = nx.gnm_random_graph(1500, 4000, seed=1)
    cx = tv.clique(graph, max_dim=1)
    at = tv.constant_sheaf(cx).maps[0].index
    values = rng.normal(size=(len(at), 2, 2))
    made = tv.sheaf(cx, tv.Field("F", values, 0, at, kind="maps"))
    x = rng.normal(size=(1500, 2))
    heat, energy = heat_diffusion(made, x, [0.0, 0.5, 2.0]), []
    for t, state in zip((0.0, 0.5, 2.0), heat, strict=True):
        wanted = expm_multiply(-t * tv.sheaf_laplacian(made), x.reshape(-1))
        assert np.allclose(state.values.reshape(-1), wanted, rtol=0, atol=1e-10)
        energy.append(tv.dirichlet_energy(made, state))
    assert energy[0] > energy[1] > energy[2]


def test_very_long_times() -> None:
    cx = tv.cubical(np.zeros((30, 30)))
    made, x = tv.constant_sheaf(cx), np.zeros((961, 1))
    x[0] = 961
    late, later = heat_diffusion(made, x, [1e2, 1e6])
    assert np.ptp(late.values) > 1e-3
    assert np.allclose(later.values, 1, rtol=0, atol=1e-9)
    with pytest.raises(TooLarge, match=r"or np\.inf"):
        heat_diffusion(made, x, [1e300])
    small = tv.constant_sheaf(tv.Complex.from_facets([[0, 1]]))
    assert np.allclose(heat_diffusion(small, [[1.0], [3.0]], [1e308])[0].values, 2)


def test_nothing_flows_without_edges() -> None:
    for count in (3, 1000):
        made = tv.constant_sheaf(tv.Complex.from_polygons([], count), 2)
        x = np.arange(2.0 * count).reshape(count, 2)
        assert np.allclose(heat_diffusion(made, x, [7.0, np.inf])[0].values, x)
    nothing = tv.constant_sheaf(tv.Complex.from_polygons([], 0))
    assert heat_diffusion(nothing, np.zeros((0, 1)), [1.0])[0].values.shape == (0, 1)
    assert heat_diffusion(nothing, np.zeros((0, 1)), []) == ()


@pytest.mark.parametrize("times", [1.0, [-1.0], [np.nan], None, "now", [[1.0]], [True]])
def test_refuses_times_that_are_none(times: object) -> None:
    made = tv.constant_sheaf(tv.Complex.from_facets([[0, 1]]))
    with pytest.raises(InvalidInput, match="times"):
        heat_diffusion(made, [[1.0], [2.0]], times)
