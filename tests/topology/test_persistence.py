import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import coo_array, csr_array

from tdlviz.core.complex import Complex
from tdlviz.core.errors import InvalidInput
from tdlviz.core.field import Field
from tdlviz.lift.rips import rips
from tdlviz.topology.betti import betti
from tdlviz.topology.filtration import filtration, lower_star
from tdlviz.topology.persistence import persistence

Maker = Callable[[int], Complex]
REFERENCE = "ripser-reference"


def sorted_rows(values: np.ndarray) -> np.ndarray:
    return values[np.lexsort(values.T[::-1])]


def assert_same_bars(ours: np.ndarray, theirs: np.ndarray, tolerance: float = 1e-6) -> None:
    """As multisets; sorting pairs them up, as births that nearly tie are exactly equal in rank 0
    and differ by more than the tolerance above."""
    assert ours.shape == theirs.shape
    assert np.allclose(sorted_rows(ours), sorted_rows(theirs), rtol=0, atol=tolerance)


def test_a_square_has_a_hole_until_it_is_filled() -> None:
    cx = filtration(Complex.from_polygons([[0, 1, 2, 3]], 4), [[0, 0, 0, 0], [1, 1, 1, 2], [5]])
    found = persistence(cx, 1)
    assert (found.name, found.kind, found.rank) == ("H1", "diagram", 1)
    assert found.values.tolist() == [[2, 5]]
    assert found.index is not None
    assert found.index.tolist() == [[3, 0]]
    assert persistence(cx, 0).values.tolist() == [[0, np.inf], [0, 1], [0, 1], [0, 1]]
    assert len(persistence(cx, 2)) == 0


def test_zero_length_bars_are_kept_on_demand() -> None:
    cx = lower_star(Complex.from_facets([[0, 1, 2]]), np.arange(3.0))
    assert len(persistence(cx, 1)) == 0
    assert persistence(cx, 1, zero_length=True).values.tolist() == [[2, 2]]


def test_a_skeleton_shows_bars_that_never_die() -> None:
    edges = rips(np.eye(3), max_dim=1)
    assert persistence(edges, 1).values[:, 1].tolist() == [np.inf]
    assert len(persistence(rips(np.eye(3), max_dim=2), 1)) == 0


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10**6), prime=st.sampled_from([2, 3]))
def test_values_are_those_of_gudhi(simplicial: Maker, seed: int, prime: int) -> None:
    from gudhi import SimplexTree

    cx = simplicial(seed)
    tree = SimplexTree()
    assert cx.births is not None
    for cells, births in zip(cx.ranks, cx.births, strict=True):
        for cell, birth in zip(cells, births, strict=True):
            tree.insert(cell.tolist(), birth)
    tree.compute_persistence(homology_coeff_field=prime, persistence_dim_max=True)
    for dim in range(cx.dim + 1):
        theirs = np.reshape(tree.persistence_intervals_in_dimension(dim), (-1, 2))
        assert_same_bars(persistence(cx, dim, prime).values, theirs, 0.0)


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_values_are_the_births_of_the_cells(simplicial: Maker, polygonal: Maker, seed: int) -> None:
    for cx in (simplicial(seed), polygonal(seed)):
        births = cx.births
        assert births is not None
        for dim in range(cx.dim + 1):
            bars = persistence(cx, dim, zero_length=True)
            assert bars.index is not None
            for (birth, death), (born, died) in zip(bars.values, bars.index, strict=True):
                assert birth == births[dim][born]
                assert death == (births[dim + 1][died] if died >= 0 else np.inf)


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10**6), height=st.integers(0, 5))
def test_bars_alive_are_the_homology_of_the_sublevel(
    simplicial: Maker, seed: int, height: int
) -> None:
    cx = simplicial(seed)
    births = cx.births
    assert births is not None
    cells = [
        cell.tolist()
        for own, ranks in zip(births, cx.ranks, strict=True)
        for cell, birth in zip(ranks, own, strict=True)
        if birth <= height
    ]
    if cells:
        numbers = betti(Complex.from_facets(cells), prime=2)
        for dim in range(cx.dim + 1):
            start, end = persistence(cx, dim).values.T
            alive = int(((start <= height) & (height < end)).sum())
            assert alive == (numbers[dim] if dim < len(numbers) else 0)


def lower_triangle(path: Path) -> np.ndarray:
    entries = [float(word) for word in re.split(r"[\s,]+", path.read_text()) if word]
    size = int((1 + np.sqrt(1 + 8 * len(entries))) / 2)
    distances = np.zeros((size, size))
    distances[np.tril_indices(size, -1)] = entries
    return distances + distances.T


def gudhi_bars(path: Path, dim: int) -> np.ndarray:
    rows = (line.split() for line in path.read_text().splitlines() if re.match(r"\d+ +\d ", line))
    return np.array([[float(b), float(d)] for _, k, b, d in rows if int(k) == dim])


def eirene_bars(path: Path, dim: int) -> np.ndarray:
    part = re.split(r"dim \d+:.*\n", path.read_text())[dim + 1]
    return np.array(
        [[float(word) for word in line.split()] for line in part.splitlines() if line.split()]
    )


def test_sphere_of_192_points_as_gudhi_and_ripser_have_it(data_dir: Path) -> None:
    folder = data_dir / REFERENCE
    distances = lower_triangle(folder / "inputs" / "sphere_3_192.lower_distance_matrix")
    theirs_by_dim = [
        gudhi_bars(folder / "reference" / "output" / "sphere_3_192.gudhi.out.txt", dim)
        for dim in range(3)
    ]
    # 56 million simplices in all: fewer up to the last death, and with dominated edges removed.
    graph = csr_array(np.where(distances <= 1.001 * theirs_by_dim[2][0, 1], distances, 0.0))
    for _ in range(6):
        edges = rips(distances=graph, max_dim=1, collapse=True)
        upper = coo_array((edges["birth1"].values, np.asarray(edges.cells(1)).T), graph.shape)
        graph = (upper + upper.T).tocsr()
    cx = rips(distances=graph, max_dim=3)
    for dim, theirs in enumerate(theirs_by_dim):
        assert len(theirs) == (192, 53, 1)[dim]
        assert_same_bars(persistence(cx, dim).values, theirs)


def test_dragon_of_2000_points_as_eirene_has_it(data_dir: Path) -> None:
    name = "dragon_vrip.ply.txt_2000_.txt"
    points = np.loadtxt(data_dir / "ph-roadmap" / "point_cloud" / name)
    path = data_dir / REFERENCE / "reference" / "output" / "dragon-2.eirene.out.txt"
    last = max(bars[np.isfinite(bars)].max() for bars in (eirene_bars(path, k) for k in range(2)))
    cx = rips(points, max_edge=1.2 * last, collapse=True)
    for dim in range(2):
        theirs = eirene_bars(path, dim)
        assert len(theirs) == (2000, 576)[dim]
        assert_same_bars(persistence(cx, dim).values, theirs)


def test_projective_plane_has_torsion(data_dir: Path) -> None:
    path = data_dir / REFERENCE / "inputs" / "projective_plane.csv"
    cx = rips(distances=np.loadtxt(path, delimiter=","), max_dim=3)
    assert persistence(cx, 1, prime=2).values.tolist() == [[1, 2]]
    assert persistence(cx, 2, prime=2).values.tolist() == [[1, 2]]
    assert len(persistence(cx, 1, prime=3)) == len(persistence(cx, 2, prime=3)) == 0


TRIANGLE = lower_star(Complex.from_facets([[0, 1, 2]]), np.arange(3.0))
REFUSED = {
    "dim below": (TRIANGLE, {"dim": -1}, "an integer from 0 to 2"),
    "dim above": (TRIANGLE, {"dim": 3}, "an integer from 0 to 2"),
    "no prime": (TRIANGLE, {"prime": 4}, "Z/p for a prime p"),
    "no births": (Complex.from_facets([[0, 1]]), {}, "rips or alpha, or use lower_star"),
    "births of some ranks": (
        Complex.from_facets([[0, 1]]).with_fields(Field("birth0", np.zeros(2), 0, kind="scalar")),
        {},
        "without birth0",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_persistence_refuses(case: str) -> None:
    cx, options, said = REFUSED[case]
    with pytest.raises(InvalidInput, match=said):
        persistence(cx, **options)
