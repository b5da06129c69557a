import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import tdlviz as tv
from tdlviz.core.cells import Cells
from tdlviz.core.errors import InvalidInput
from tdlviz.topology.disagreement import consistency_radius, dirichlet_energy, disagreement


@settings(max_examples=25)
@given(seed=st.integers(0, 10**6))
def test_the_same_as_by_a_loop_over_edges(random_sheaf, seed: int) -> None:
    made, rng = random_sheaf(seed), np.random.default_rng(seed)
    x = rng.normal(size=(made.counts[0], made.stalks[0]))
    at = dict(zip(map(tuple, made.maps[0].index.tolist()), made.maps[0].values, strict=True))
    apart = [
        np.linalg.norm(at[u, e] @ x[u] - at[v, e] @ x[v])
        for e, (u, v) in enumerate(np.asarray(made.cx.ranks[1]).tolist())
    ]
    field = disagreement(made, x)
    assert (field.kind, field.rank) == ("scalar", 1)
    assert np.allclose(field.values, apart)
    assert np.isclose(dirichlet_energy(made, x), np.square(apart).sum())
    assert np.isclose(consistency_radius(made, x), max(apart, default=0))


def test_constant_sections_of_the_constant_sheaf_agree(simplicial) -> None:
    made = tv.constant_sheaf(simplicial(2), 2)
    x = tv.Field("x", np.tile([1.5, -2], (made.counts[0], 1)), 0, kind="vector")
    assert consistency_radius(made, x) == 0
    assert dirichlet_energy(made, x) == 0


def test_the_squares_are_what_the_view_shows(random_sheaf) -> None:
    made = random_sheaf(5)
    x = tv.Field("x", np.random.default_rng(1).normal(size=(made.counts[0], made.stalks[0])), 0,
                 kind="vector")  # fmt: skip
    view = tv.show(made.cx, made.maps[0], section=x)
    energies = view.frame(view.fields(view.step))[0]["energy"]
    assert np.allclose(energies, disagreement(made, x).values ** 2, rtol=1e-5)


def test_the_ends_of_a_loop_agree() -> None:
    cx = tv.Complex((Cells.of(np.array([[0], [1]])), Cells.of(np.array([[0, 0], [0, 1]]))))
    made = tv.constant_sheaf(cx)
    assert disagreement(made, [[1.0], [3.0]]).values.tolist() == [0, 2]


def test_no_edges() -> None:
    made = tv.constant_sheaf(tv.Complex.from_facets([[0], [1]]), 2)
    assert consistency_radius(made, np.ones((2, 2))) == 0
    assert dirichlet_energy(made, np.ones((2, 2))) == 0


@pytest.mark.parametrize(
    "section",
    [
        None, "x", [1.0, 2.0], np.ones((3, 1)), np.ones((2, 2)), np.full((3, 2), np.nan),
        np.full((3, 2), 1e200), tv.Field("x", np.ones(3), 0, kind="scalar"),
        tv.Field("x", np.ones((3, 2)), 1, kind="vector"),
        tv.Field("x", np.ones((3, 2)), 0, [0, 1, 2], kind="vector"),
    ],
)  # fmt: skip
def test_refuses_what_is_no_section(section: object) -> None:
    made = tv.constant_sheaf(tv.Complex.from_facets([[0, 1], [1, 2]]), 2)
    for function in (disagreement, dirichlet_energy, consistency_radius):
        with pytest.raises(InvalidInput, match=function.__name__):
            function(made, section)


def test_refuses_what_is_no_sheaf() -> None:
    with pytest.raises(InvalidInput, match="a Sheaf is needed"):
        disagreement(tv.Complex.from_facets([[0, 1]]), np.ones((2, 1)))


def test_the_largest_numbers_have_a_finite_energy() -> None:
    cx = tv.Complex.from_facets([[0, 1]])
    values = np.array([[[1e50]], [[-1e50]]])
    made = tv.sheaf(cx, tv.Field("F", values, 0, [[0, 0], [1, 0]], kind="maps"))
    assert np.isclose(dirichlet_energy(made, [[1e75], [1e75]]), 4e250)
    assert len(tv.global_sections(made)) == 1
