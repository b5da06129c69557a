"""The complex: cells by rank, positions and named fields."""

from __future__ import annotations

import copy
import json
import pickle
import re
from collections import Counter
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tdlviz.core.complex import Complex
from tdlviz.core.errors import InvalidInput, UnknownName
from tdlviz.core.field import Field

SQUARE = [[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0]]
facet_lists = st.lists(
    st.lists(st.integers(0, 2**63 - 1) | st.integers(0, 6), min_size=1, max_size=4, unique=True),
    min_size=1,
    max_size=6,
)


@given(facet_lists)
def test_labels_are_numbered_in_order_and_kept(facets):
    cx = Complex.from_facets(facets)
    labels = sorted({v for facet in facets for v in facet})
    kept = cx.fields["vertex"].values if "vertex" in cx.fields else np.arange(len(labels))
    assert kept.tolist() == labels
    faces = {f for x in facets for k in range(1, 5) for f in combinations(sorted(x), k)}
    named = {tuple(kept[cell].tolist()) for cells in cx.ranks for cell in cells}
    assert named == faces
    assert sum(cx.counts) == len(faces)
    assert cx.simplicial


@given(facet_lists)
def test_every_cell_is_found_by_its_vertices_in_any_order(facets):
    cx = Complex.from_facets(facets)
    for rank, cells in enumerate(cx.ranks):
        assert cx.find(np.asarray(cells)[:, ::-1]).tolist() == list(range(cx.counts[rank]))


def test_find_says_what_is_absent():
    cx = Complex.from_facets([[0, 1, 2], [2, 3]])
    assert cx.find([[3, 2], [0, 3], [0, 99]]).tolist() == [3, -1, -1]
    empty = Complex.from_polygons([], 3)
    assert empty.find([[0, 1]]).tolist() == [-1]


@pytest.mark.parametrize(
    ("simplices", "rule"),
    [([0, 1], r"\(m, k \+ 1\)"), ([[0, 1, 2]], "only simplices"), ([[0] * 5], "ranks are")],
)
def test_what_cannot_be_found(simplices, rule):
    square = Complex.from_polygons([[0, 1, 2, 3]], 4)
    with pytest.raises(InvalidInput, match=rule):
        square.find(simplices)


def test_positions_name_the_vertices():
    cx = Complex.from_facets([[0, 1, 3]], positions=SQUARE)
    assert cx.counts == (4, 3, 1), "a vertex with a position is there though no facet names it"
    assert cx.positions.tolist() == SQUARE


@pytest.mark.parametrize("facets", [[[0, 1], [7]], [[0, 7]], [[4]]])
def test_a_facet_without_a_position(facets):
    with pytest.raises(InvalidInput, match="every vertex needs a position"):
        Complex.from_facets(facets, positions=SQUARE)


@pytest.mark.parametrize(
    ("positions", "rule"),
    [
        (np.zeros((3, 2)), r"\(4, d\) is needed"),
        (np.zeros(4), r"\(vertices, d\) is needed"),
        (np.zeros((4, 0)), "d >= 1"),
        ([[0, 0], [0, np.nan], [1, 1], [2, 2]], r"row 1 = .*finite"),
        ([[0, 0], [0, 1], [1, 1], [2, np.inf]], r"row 3 = .*finite"),
        ([[0, 0], [0], [1, 1], [2, 2]], "alike"),
        ([["a", "b"]] * 4, "real numbers"),
        (5.0, r"\(vertices, d\) is needed"),
    ],
)
def test_bad_positions(positions, rule):
    cx = Complex.from_facets([[0, 1, 2, 3]])
    makers = [
        lambda: cx.with_positions(positions),
        lambda: Complex.from_polygons([[0, 1, 2, 3]], 4, positions),
    ]
    for make in makers:
        with pytest.raises(InvalidInput, match=rule):
            make()


def test_polygons_have_the_sides_that_bound_them():
    cx = Complex.from_polygons([[0, 1, 2, 3], [2, 1, 4]], 6)
    assert cx.counts == (6, 6, 2)
    assert np.asarray(cx.cells(1)).tolist() == [[0, 1], [0, 3], [1, 2], [1, 4], [2, 3], [2, 4]]
    assert [face.tolist() for face in cx.cells(2)] == [[0, 1, 2, 3], [2, 1, 4]]
    assert not cx.simplicial


def test_triangles_as_polygons_and_as_facets_are_one_complex():
    triangles = [[2, 1, 0], [1, 3, 2], [3, 0, 1]]
    a, b = Complex.from_polygons(triangles, 4), Complex.from_facets(triangles)
    assert [c.flat.tolist() for c in a.ranks] == [c.flat.tolist() for c in b.ranks]


def test_a_polygon_with_a_missing_vertex():
    with pytest.raises(InvalidInput, match="vertex 4; vertices are 0 to 3"):
        Complex.from_polygons([[0, 1, 4]], 4)


def test_a_complex_is_frozen_and_adding_makes_another():
    cx = Complex.from_facets([[0, 1]])
    more = cx.with_fields(Field("height", [0.0, 1.0], 0, kind="scalar"))
    assert "height" not in cx.fields
    assert more["height"].values.tolist() == [0.0, 1.0]
    assert more.ranks is cx.ranks
    with pytest.raises(TypeError):
        more.fields["other"] = more["height"]
    again = more.with_fields(Field("height", [5.0, 6.0], 0, kind="scalar"))
    assert again["height"].values.tolist() == [5.0, 6.0]
    assert more.with_positions([[0.0], [1.0]]).with_positions(None).positions is None


def test_positions_are_copied():
    places = np.zeros((2, 2))
    cx = Complex.from_facets([[0, 1]], positions=places)
    places[0, 0] = 9
    assert cx.positions[0, 0] == 0
    with pytest.raises(ValueError, match="read-only"):
        cx.positions[0, 0] = 1


def test_births_are_there_when_every_rank_has_them():
    cx = Complex.from_facets([[0, 1]]).with_fields(Field("birth0", [0.0, 0.0], 0, kind="scalar"))
    assert cx.births is None
    full = cx.with_fields(Field("birth1", [2.5], 1, kind="scalar"))
    assert [b.tolist() for b in full.births] == [[0.0, 0.0], [2.5]]


def test_names_that_do_not_exist():
    cx = Complex.from_facets([[0, 1]]).with_fields(Field("height", [0.0, 1.0], 0, kind="scalar"))
    with pytest.raises(UnknownName, match=r"'width'.*height"):
        cx["width"]
    for rank in (-1, 2):
        with pytest.raises(InvalidInput, match="ranks are 0 to 1"):
            cx.cells(rank)


def test_a_complex_travels_and_says_what_it_is():
    cx = Complex.from_facets([[0, 1, 2], [5, 6]], positions=np.eye(7))
    for back in (pickle.loads(pickle.dumps(cx)), copy.deepcopy(cx)):
        assert repr(back) == repr(cx)
        assert [c.flat.tolist() for c in back.ranks] == [c.flat.tolist() for c in cx.ranks]
    assert repr(cx) == "Complex(7 vertices, 4 edges, 1 faces; in R^7)"


SURFACES = {4: 1, 5: 1, 6: 3, 7: 9, 8: 43, 9: 655}  # closed surfaces by vertices (F. H. Lutz)


def test_triangulated_surfaces(data_dir):
    """Every size that the file holds is complete; each edge lies in two triangles; χ is known."""
    file = data_dir / "mantra-2d-le9" / "2_manifolds_all.txt"
    if not file.is_file():
        pytest.skip(f"{file} is absent")
    surfaces = [json.loads(text) for text in re.findall(r"=(\[\[.*?\]\])", file.read_text(), re.S)]
    homology = file.with_name("2_manifolds_all_hom.txt").read_text()
    betti = re.findall(r"\((\d+), (\d+)[^,]*, (\d+)\)", homology)
    complexes = [Complex.from_facets(facets) for facets in surfaces]
    sizes = Counter(cx.counts[0] for cx in complexes)
    assert sizes.keys() >= {4, 5, 6, 7, 8}
    assert sizes == {size: SURFACES[size] for size in sizes}
    for cx, facets, numbers in zip(complexes, surfaces, betti, strict=True):
        vertices, edges, triangles = cx.counts
        b0, b1, b2 = map(int, numbers)
        assert triangles == len(facets)
        assert 2 * edges == 3 * triangles
        assert vertices - edges + triangles == b0 - b1 + b2


@pytest.mark.parametrize(
    ("births", "says"),
    [
        (Field("birth0", [5.0], 0, [0], kind="scalar"), "a scalar on all cells of rank 0"),
        (Field("birth0", [0.0], 1, kind="scalar"), "a scalar on all cells of rank 0"),
        (Field("birth0", [[0.0], [1.0]], 0, kind="vector"), "a scalar on all cells of rank 0"),
        (Field("birth0", [0.0, np.nan], 0, kind="scalar"), "NaN for cell 1"),
    ],
)
def test_a_field_that_is_called_like_a_birth_must_be_one(births, says):
    with pytest.raises(InvalidInput, match=says):
        Complex.from_facets([[0, 1]]).with_fields(births)
