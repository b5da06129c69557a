import torch

from tdlviz.nn.dense_attention import dense_attention


def test_rows_are_pairs_and_columns_heads():
    weights = torch.rand(2, 3, 4)
    values, index = dense_attention(weights)
    for value, (query, key) in zip(values, index.tolist(), strict=True):
        assert torch.equal(value, weights[:, query, key])
    assert len(values) == 12
    assert dense_attention(weights)[1] is index
    assert not index.flags.writeable


def test_no_tokens():
    values, index = dense_attention(torch.zeros(2, 0, 4))
    assert values.shape == (0, 2)
    assert index.shape == (0, 2)
