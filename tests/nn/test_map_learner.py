import torch

import tdlviz as tv
from tdlviz.nn.map_learner import MapLearner, at_both_ends


def test_it_is_one_linear_map_of_both_ends():
    """V [x_v ‖ x_u] with the halves of V side by side, for every incidence."""
    torch.manual_seed(0)
    cx = tv.clique([[0, 0, 1], [1, 2, 2]], max_dim=1, vertices=4)
    x = torch.randn(4, 5)
    cells, learner = tv.nn.cells(cx, x, "cpu"), MapLearner(5, 3)
    whole = torch.cat(learner.weight.chunk(2), dim=1)
    found = at_both_ends(learner(x), cells)
    for row, (vertex, edge) in zip(found, cells.incidences.tolist(), strict=True):
        (other,) = {*cells.ends[edge].tolist()} - {vertex}
        assert torch.allclose(row, whole @ torch.cat([x[vertex], x[other]]), atol=1e-6)
    assert learner.weight.abs().max() <= 10**-0.5
