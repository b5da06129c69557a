import numpy as np
import pytest

from tdlviz.topology.tree_plan import TreePlan, grid_unit


@pytest.mark.parametrize(
    ("lengths", "unit"),
    [
        ([], 1.0),
        ([0, 0], 1.0),
        ([1, 1, 1], 1.0),
        ([2, 0, 6], 2.0),
        ([4, 6], 2.0),
        ([0.1, 0.2, 0.1 + 0.2], 0.1),
        ([0.5, 0.75], None),
        ([np.pi, 2 * np.pi], np.pi),
        ([1.0, np.pi], None),
        ([1.0, 1 + 1e-9], None),
        ([1e-300, 1e300], None),
    ],
    ids=str,
)
def test_what_all_lengths_are_multiples_of(lengths, unit):
    assert grid_unit(np.array(lengths, dtype=float)) == unit


def test_separators_are_found_once_and_only_for_functions_that_are_no_polynomials():
    ends = np.array([[0, 1], [1, 2]])
    plan = TreePlan("test", 3, ends, np.array([1.0, 2.0]))
    assert plan.moments(np.ones((3, 1)), np.array([0.0, 1.0]), 0.0).tolist() == [[4], [3], [5]]
    assert "splits" not in plan.__dict__
    assert abs(plan.field(np.ones((3, 1)), np.abs) - [[4], [3], [5]]).max() < 1e-12
    assert plan.splits is plan.splits
