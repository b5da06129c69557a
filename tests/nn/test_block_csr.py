import numpy as np
import pytest
import torch

import tdlviz as tv
from tdlviz.nn.block_csr import BlockPlan

CX = tv.clique([[0, 0, 1, 2, 4], [1, 2, 2, 3, 5]], vertices=7, max_dim=1)


@pytest.mark.parametrize("d", [1, 2, 3])
@pytest.mark.parametrize("diagonal", [True, False])
def test_every_place_is_where_its_block_is(d, diagonal):
    """Each place holds its own number; the dense matrix then says where it came to lie."""
    cells = tv.nn.cells(CX, None, "cpu")
    plan = BlockPlan(cells, d, diagonal)
    dense = plan.matrix(torch.arange(len(plan.columns)).double() + 1).to_dense().numpy() - 1
    blocks = dense.reshape(7, d, 7, d).swapaxes(1, 2)
    entries = np.arange(d) if diagonal else slice(None)
    pick = (entries, entries) if diagonal else (entries,)
    for e, (u, v) in enumerate(cells.ends.tolist()):
        there, back = (plan.there.view(5, -1)[e], plan.back.view(5, -1)[e])
        assert blocks[u, v][pick].reshape(-1).tolist() == there.tolist()
        assert blocks[v, u].T[pick].reshape(-1).tolist() == back.tolist()
    for i, vertex in enumerate(cells.incidences[:, 0].tolist()):
        assert (
            blocks[vertex, vertex][pick].reshape(-1).tolist() == plan.own.view(10, -1)[i].tolist()
        )
    assert len(plan.columns) == (7 + 2 * 5) * (d if diagonal else d * d)
