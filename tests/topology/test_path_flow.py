import numpy as np
import pytest

from tdlviz.core.complex import Complex
from tdlviz.core.errors import InvalidInput
from tdlviz.topology.boundary import boundary
from tdlviz.topology.path_flow import path_flow

CX = Complex.from_facets([[0, 1, 2], [2, 3]])


def test_counts_each_step_with_its_direction() -> None:
    flow = path_flow(CX, [[0, 1, 2, 3], [3, 2, 3], [1], [2, 0, 1, 2, 0]])
    assert flow.kind == "vector"
    assert flow.rank == 1
    assert flow.values.T.tolist() == [[1, 0, 1, 1], [0, 0, 0, 0], [0, 0, 0, 0], [1, -2, 1, 0]]


def test_its_boundary_is_the_end_less_the_start(rng: np.random.Generator) -> None:
    path = [0]
    for _ in range(30):
        path.append(int(rng.choice([v for v in range(4) if CX.find([[path[-1], v]])[0] >= 0])))
    expected = np.zeros(4)
    expected[path[-1]] += 1
    expected[0] -= 1
    assert (boundary(CX, 1) @ path_flow(CX, [path]).values[:, 0]).tolist() == expected.tolist()


@pytest.mark.parametrize(
    "paths", [[], [[]], [[0, 3]], [[0, 0]], [[0, 9]], [[0.5, 1]], 3, [[-1, 0]]]
)
def test_refuses_what_is_no_path(paths: object) -> None:
    with pytest.raises(InvalidInput):
        path_flow(CX, paths)


def test_points_alone_have_no_steps() -> None:
    with pytest.raises(InvalidInput, match="path_flow"):
        path_flow(Complex.from_facets([[0], [1]]), [[0, 1]])
