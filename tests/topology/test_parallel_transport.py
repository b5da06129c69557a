import json
import shutil
import subprocess
from functools import reduce
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import tdlviz as tv
from tdlviz.core.cells import Cells
from tdlviz.core.errors import InvalidInput
from tdlviz.topology.parallel_transport import holonomy, transport

CYCLE = tv.Complex.from_facets([[0, 1], [1, 2], [2, 3], [0, 3]])
AT = tv.constant_sheaf(CYCLE).maps[0].index
VIEWS = Path(tv.__file__).parent / "views"


def on_cycle(values: np.ndarray) -> tv.topology.sheaf.Sheaf:
    return tv.sheaf(CYCLE, tv.Field("F", values, 0, AT, kind="maps"))


def by_hand(made, path: list[int]) -> np.ndarray:
    maps = dict(zip(map(tuple, made.maps[0].index.tolist()), made.maps[0].values, strict=True))
    edges = {frozenset(c.tolist()): e for e, c in reversed([*enumerate(made.cx.ranks[1])])}
    steps = [(u, v, edges[frozenset((u, v))]) for u, v in pairwise(path)]
    return reduce(
        lambda done, s: np.linalg.pinv(maps[s[1], s[2]], rcond=1e-6) @ maps[s[0], s[2]] @ done,
        steps,
        np.eye(made.stalks[0]),
    )


@settings(max_examples=30)
@given(seed=st.integers(0, 10**6), d=st.integers(1, 4), e=st.integers(1, 4))
def test_the_product_of_steps(seed: int, d: int, e: int) -> None:
    rng = np.random.default_rng(seed)
    made = on_cycle(rng.normal(size=(8, d, e)))
    path = np.cumsum(np.append(rng.integers(4), rng.choice([1, 3], 6))) % 4
    ours = transport(made, path, pseudo_inverse=True)
    assert np.allclose(ours, by_hand(made, path.tolist()), rtol=1e-6, atol=1e-9)
    around = holonomy(made, [0, 1, 2, 3], pseudo_inverse=True)
    assert np.allclose(around, by_hand(made, [0, 1, 2, 3, 0]), rtol=1e-6, atol=1e-9)
    assert np.array_equal(around, holonomy(made, [0, 1, 2, 3, 0], pseudo_inverse=True))


def test_there_and_back_is_the_identity(rng: np.random.Generator) -> None:
    made = on_cycle(rng.normal(size=(8, 3, 3)))
    assert np.allclose(holonomy(made, [0, 1]), np.eye(3))
    assert np.allclose(transport(made, [2, 1, 0, 1, 2]), np.eye(3))
    assert np.allclose(
        transport(made, [3, 0]) @ transport(made, [2, 3]), transport(made, [2, 3, 0])
    )
    assert np.array_equal(transport(made, [2]), np.eye(3))


def test_global_sections_are_what_transport_leaves_alone(random_functor) -> None:
    made = random_functor(tv.Complex.from_facets([[0, 1, 2], [2, 3]]), 2, 3)
    for section in tv.global_sections(made):
        for u, v in np.asarray(made.cx.ranks[1]).tolist():
            assert np.allclose(transport(made, [u, v]) @ section.values[u], section.values[v])


def test_a_turn_on_one_edge_is_the_holonomy() -> None:
    values = np.broadcast_to(np.eye(2), (8, 2, 2)).copy()
    values[0] = [[0, -1], [1, 0]]  # of vertex 0 to the edge [0, 1]
    made = on_cycle(values)
    assert np.allclose(holonomy(made, [0, 1, 2, 3]), [[0, -1], [1, 0]])
    assert np.allclose(holonomy(made, [0, 3, 2, 1]), [[0, 1], [-1, 0]])
    assert tv.global_sections(made) == ()


def test_the_first_of_several_edges_is_taken() -> None:
    cx = tv.Complex((Cells.of(np.array([[0], [1]])), Cells.of(np.array([[0, 1], [0, 1]]))))
    values = [[[1.0]], [[2.0]], [[1.0]], [[3.0]]]
    at = [[0, 0], [1, 0], [0, 1], [1, 1]]
    made = tv.sheaf(cx, tv.Field("F", values, 0, at, kind="maps"))
    assert transport(made, [0, 1]).tolist() == [[0.5]]


def test_maps_without_an_inverse_are_refused_unless_asked_for(rng: np.random.Generator) -> None:
    values = rng.normal(size=(8, 2, 2))
    values[1] = [[1, 2], [2, 4]]  # of vertex 1 to the edge [0, 1]
    made = on_cycle(values)
    with pytest.raises(InvalidInput, match=r"vertex 1 → edge 0 in step 1 .*pseudo_inverse=True"):
        transport(made, [3, 0, 1])
    assert np.isfinite(transport(made, [3, 0, 1], pseudo_inverse=True)).all()
    assert np.isfinite(transport(made, [1, 0, 3])).all()
    for shape in ((8, 1, 2), (8, 3, 2)):
        with pytest.raises(InvalidInput, match="no inverse"):
            transport(on_cycle(rng.normal(size=shape)), [0, 1])
    zero = on_cycle(np.zeros((8, 2, 2)))
    assert not holonomy(zero, [0, 1, 2, 3], pseudo_inverse=True).any()


@pytest.mark.parametrize(
    ("path", "rule"),
    [
        ([0, 2], "step 0 from vertex 0 to vertex 2"), ([0, 1, 1], "step 1 from vertex 1"),
        ([0, 4], "vertices are 0 to 3"), ([-1, 0], "0 to"), ([], "one vertex or more"),
        ([[0, 1]], "one vertex or more"), ([0.0, 1.0], "integers"), (None, "integers"),
        ("ab", "integers"), (3, "one vertex or more"),
    ],
)  # fmt: skip
def test_refuses_what_is_no_path(path: object, rule: str) -> None:
    with pytest.raises(InvalidInput, match=rule):
        transport(tv.constant_sheaf(CYCLE), path)


def test_refuses_what_is_no_cycle() -> None:
    made = tv.constant_sheaf(CYCLE)
    for cycle in ([0], [0, 1, 2], []):
        with pytest.raises(InvalidInput, match="holonomy"):
            holonomy(made, cycle)
    with pytest.raises(InvalidInput, match="True or False"):
        holonomy(made, [0, 1, 2, 3], pseudo_inverse="yes")
    alone = tv.constant_sheaf(tv.Complex.from_facets([[0]]), 2)
    assert transport(alone, [0]).tolist() == [[1, 0], [0, 1]]
    with pytest.raises(InvalidInput, match="two vertices"):
        holonomy(alone, [0, 0])


@pytest.mark.skipif(shutil.which("node") is None, reason="node runs the module of the view")
@pytest.mark.parametrize("shape", [(2, 2), (3, 3), (1, 2), (3, 2)])
def test_the_same_as_the_view_says(shape: tuple[int, int], tmp_path: Path) -> None:
    """`SheafPath.carry` of MapsView, on the same maps."""
    values = np.random.default_rng(sum(shape)).normal(size=(8, *shape))
    values[1] = np.outer(np.arange(1, shape[0] + 1), np.arange(1, shape[1] + 1))  # of rank 1
    made = on_cycle(values)
    place = {f"{face}:{cell}": k for k, (face, cell) in enumerate(AT.tolist())}
    said = {
        "ends": np.asarray(CYCLE.ranks[1]).reshape(-1).tolist(),
        "place": place, "maps": values.reshape(8, -1).tolist(), "shape": shape,
    }  # fmt: skip
    script = tmp_path / "carry.mjs"
    script.write_text(
        f"""
        import {{ SheafPath }} from {json.dumps((VIEWS / "maps_path.js").as_uri())};
        const said = {json.dumps(said)}, [rows, columns] = said.shape;
        const path = new SheafPath(said.ends, 4, new Map(Object.entries(said.place)));
        for (const vertex of [0, 1, 2, 3, 0]) path.extend(vertex, () => true);
        const map = (k) => ({{ rows, columns, at: said.maps[k] }});
        const first = Array.from({{ length: columns }}, (_, i) => i + 1);
        const {{ vectors, holonomy }} = path.carry(first, map, columns);
        console.log(JSON.stringify({{ last: vectors.at(-1).at, holonomy: holonomy.at }}));
        """
    )
    told = json.loads(subprocess.run(["node", script], capture_output=True, check=True).stdout)
    ours, e = holonomy(made, [0, 1, 2, 3], pseudo_inverse=True), shape[1]
    assert np.allclose(ours.reshape(-1), told["holonomy"], rtol=1e-6, atol=1e-9)
    assert np.allclose(ours @ np.arange(1, e + 1), told["last"], rtol=1e-6, atol=1e-9)
