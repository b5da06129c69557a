import pytest
import torch

import tdlviz as tv
from tdlviz.nn.sources import source_of

pyg = pytest.importorskip("torch_geometric.nn")  # which may warn while it is first imported


@pytest.mark.parametrize(
    "make", [lambda: pyg.GATConv(2, 2), lambda: torch.nn.MultiheadAttention(2, 1)]
)
def test_the_table_knows_them(make):
    row = source_of(make())
    assert row is not None
    assert (row.kind, row.rank, row.hidden(make())) == ("attention", 0, None)


def test_the_first_row_that_suits_counts():
    row = tv.nn.Source(lambda module: isinstance(module, torch.nn.Linear), print, "number", None)
    assert source_of(torch.nn.Linear(1, 1)) is None
    tv.nn.SOURCES.insert(0, row)
    try:
        assert source_of(torch.nn.Linear(1, 1)) is row
    finally:
        tv.nn.SOURCES.remove(row)
