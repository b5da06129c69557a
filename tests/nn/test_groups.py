import pytest
import torch

from tdlviz.core.errors import TooLarge
from tdlviz.nn.groups import Groups

LABELS = torch.tensor([1, 0, 1, 2, 1, 0])


def test_rows_of_a_group_stand_together_in_their_order():
    groups = Groups.of(LABELS)
    x = torch.arange(1.0, 7.0)[:, None]
    wanted = [[2, 6, 0], [1, 3, 5], [4, 0, 0]]
    assert groups.pad(x).squeeze(2).tolist() == wanted
    assert groups.there.tolist() == [[number > 0 for number in row] for row in wanted]
    assert torch.equal(groups.unpad(groups.pad(x)), x)


def test_pairs_are_all_of_the_same_label():
    both, pairs = Groups.of(LABELS).pairs()
    wanted = [(i, j) for i in range(6) for j in range(6) if LABELS[i] == LABELS[j]]
    assert sorted(map(tuple, pairs.tolist())) == wanted
    padded = Groups.of(LABELS).pad(torch.arange(6.0)[:, None]).squeeze(2)
    for k in (0, 1):
        assert torch.equal(padded[both[:, 0], both[:, 1 + k]], pairs[:, k].double().float())


def test_no_vertices_and_too_many():
    none = Groups.of(LABELS[:0])
    assert none.pad(torch.zeros(0, 2)).shape == (0, 0, 2)
    with pytest.raises(TooLarge, match="GB a tensor"):
        Groups.of(torch.zeros(40_000, dtype=torch.int64)).check("attention", 1)
