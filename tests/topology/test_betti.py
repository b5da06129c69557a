import ast
import csv
import gzip
import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tdlviz.core.batch import batch
from tdlviz.core.complex import Complex
from tdlviz.core.errors import InvalidInput
from tdlviz.topology.betti import betti, betti_of_each
from tdlviz.topology.boundary import boundary

Maker = Callable[[int], Complex]
LIBRARY = "library-of-triangulations"

# Vertex-minimal surfaces: Möbius' torus on 7 vertices, the projective plane on 6.
TORUS = [[i, (i + a) % 7, (i + 3) % 7] for i in range(7) for a in (1, 2)]
PLANE = [
    [0, 1, 2], [0, 2, 3], [0, 3, 4], [0, 4, 5], [0, 1, 5],
    [1, 2, 4], [2, 3, 5], [1, 3, 4], [2, 4, 5], [1, 3, 5],
]  # fmt: skip


@pytest.mark.parametrize(
    ("facets", "prime", "numbers"),
    [
        ([[0]], None, (1,)),
        ([[0], [1], [2]], None, (3,)),
        ([[0, 1], [1, 2], [0, 2]], None, (1, 1)),
        ([[0, 1, 2], [0, 1, 3], [0, 2, 3], [1, 2, 3]], None, (1, 0, 1)),
        (TORUS, None, (1, 2, 1)),
        (TORUS, 2, (1, 2, 1)),
        (PLANE, None, (1, 0, 0)),
        (PLANE, 2, (1, 1, 1)),
        (PLANE, 3, (1, 0, 0)),
    ],
)
def test_known_spaces(facets: list[list[int]], prime: int | None, numbers: tuple[int, ...]) -> None:
    assert betti(Complex.from_facets(facets), prime) == numbers


def test_a_cube_of_squares_is_a_sphere() -> None:
    squares = [[0, 1, 3, 2], [4, 5, 7, 6], [0, 1, 5, 4], [2, 3, 7, 6], [0, 2, 6, 4], [1, 3, 7, 5]]
    assert betti(Complex.from_polygons(squares, 8)) == (1, 0, 1)
    assert betti(Complex.from_polygons(squares[1:], 8)) == (1, 0, 0)


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_rational_numbers_are_ranks(simplicial: Maker, polygonal: Maker, seed: int) -> None:
    for cx in (simplicial(seed), polygonal(seed)):
        ranks = [np.linalg.matrix_rank(boundary(cx, k).toarray()) for k in range(1, cx.dim + 1)]
        ranks = [0, *ranks, 0]
        expected = [n - ranks[k] - ranks[k + 1] for k, n in enumerate(cx.counts)]
        assert list(betti(cx)) == expected


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10**6), prime=st.sampled_from([None, 2, 5]))
def test_euler_poincare(simplicial: Maker, polygonal: Maker, seed: int, prime: int | None) -> None:
    for cx in (simplicial(seed), polygonal(seed)):
        signs = (-1) ** np.arange(cx.dim + 1)
        assert signs @ betti(cx, prime) == signs @ cx.counts


def triangulation(path: Path) -> Complex:
    text = gzip.decompress(path.read_bytes()).decode("latin-1")
    return Complex.from_facets(
        [
            [int(v) for v in row.split(",")]
            for row in re.findall(r"\[(\s*\d+(?:\s*,\s*\d+)*)\s*\]", text)
        ]
    )


def test_library_of_triangulations(data_dir: Path) -> None:
    with (data_dir / LIBRARY / "PARSED.tsv").open() as file:
        rows = [row for row in csv.DictReader(file, delimiter="\t") if row["betti_Z2"][0] == "["]
    here = [row for row in rows if (data_dir / LIBRARY / row["file"]).exists()]
    assert len(here) >= 33  # some copies of the library lack 11 of the 44 whose numbers are known
    for row in here:
        cx = triangulation(data_dir / LIBRARY / row["file"])
        assert cx.counts == ast.literal_eval(row["f_vector_parsed"])
        assert list(betti(cx, 2)) == ast.literal_eval(row["betti_Z2"]), row["name"]
        # None of these has torsion but of order 2, and so the rational numbers are those over Z/11.
        assert list(betti(cx)) == ast.literal_eval(row["betti_Z11"]), row["name"]


# The ranks of the groups with a term Z/2; there is no other torsion.
TWISTED = {
    "Hom_C5_K4": [1],  # projective space
    "RP4": [1, 3],
    "RP4_11S2xS2": [1, 3],
    "RP4_K3_17": [1, 3],
    "RP5_24": [1, 3],
    "SU2_SO3": [2],
}


# Without torsion too, but of 868,528 and of 636,002 cells.
LARGE = {"contractible_vertex-homogeneous", "contractible_non_5_ball_boundary"}


def torsion(cx: Complex, prime: int) -> list[int]:
    """The ranks of terms Z/q of integral homology, q a power of the prime: each adds one to the
    Betti numbers over Z/p of its rank and the next (universal coefficients)."""
    more, terms = 0, []
    for rank, (over_p, rational) in enumerate(zip(betti(cx, prime), betti(cx), strict=True)):
        more = over_p - rational - more
        assert more >= 0
        terms += [rank] * more
    assert more == 0  # the highest group is free
    return terms


def test_torsion_of_all_triangulations(data_dir: Path) -> None:
    paths = sorted((data_dir / LIBRARY).glob("*.gz"))
    assert len(paths) >= 35
    for path in paths:
        name = path.name.removesuffix(".gz")
        if name in LARGE:
            continue
        cx = triangulation(path)
        assert torsion(cx, 2) == TWISTED.get(name, []), name
        assert torsion(cx, 3) == [], name


@pytest.mark.parametrize(
    ("around", "prime", "terms"), [(2, 2, [1]), (3, 3, [1]), (3, 2, []), (6, 3, [1])]
)
def test_a_disk_glued_to_a_circle_several_times_around(
    around: int, prime: int, terms: list[int]
) -> None:
    """A Moore space: its first homology is Z / around (Hatcher, Example 2.40)."""
    i, n = np.arange(3 * around), 3 * around
    rim, next_rim, inner, next_inner = i % 3, (i + 1) % 3, 3 + i, 3 + (i + 1) % n
    bands = [
        [rim, next_rim, inner],
        [next_rim, inner, next_inner],
        [inner, next_inner, 0 * i + 3 + n],
    ]
    cx = Complex.from_facets(np.concatenate([np.stack(band, axis=1) for band in bands]))
    assert betti(cx) == (1, 0, 0)
    assert torsion(cx, prime) == terms


def test_all_surfaces_up_to_nine_vertices(data_dir: Path) -> None:
    folder = data_dir / "mantra-2d-le9"
    text = (folder / "2_manifolds_all.txt").read_text()
    surfaces = dict(re.findall(r"(manifold_\w+)=(\[\[.*?\]\])", text, re.DOTALL))
    homology = dict(
        re.findall(r"(manifold_\w+): \((.*)\)", (folder / "2_manifolds_all_hom.txt").read_text())
    )
    assert surfaces.keys() == homology.keys()
    assert len(surfaces) >= 57  # 712 in all; some copies of the list end at eight vertices
    for name, facets in surfaces.items():
        cx = Complex.from_facets(ast.literal_eval(facets))
        groups = homology[name].split(",")
        rational = tuple(int(group.split("+")[0]) for group in groups)
        twisted = "Z_2" in groups[1]
        assert betti(cx) == rational, name
        assert torsion(cx, 2) == ([1] if twisted else []), name
        assert torsion(cx, 3) == [], name


def test_refuses_what_is_no_prime() -> None:
    with pytest.raises(InvalidInput, match="Z/p for a prime p"):
        betti(Complex.from_facets([[0, 1]]), 6)


@pytest.mark.parametrize("prime", [None, 2, 3])
def test_each_of_a_batch(prime: int | None) -> None:
    spaces = [Complex.from_facets(facets) for facets in ([[0]], TORUS, [[0, 1], [2, 3]], PLANE)]
    found = betti_of_each(batch(spaces), prime)
    assert found.tolist() == [[*betti(cx, prime), 0, 0][:3] for cx in spaces]


def test_what_is_no_batch_is_refused() -> None:
    with pytest.raises(InvalidInput, match="made by batch"):
        betti_of_each(Complex.from_facets([[0]]))
