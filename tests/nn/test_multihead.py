import pytest
import torch

from tdlviz.nn.multihead import hear_multihead, multihead

X = torch.randn(3, 5, 8, generator=torch.Generator().manual_seed(0))


def by_hand(layer, x):
    """(heads, queries, keys), from the formula of "Attention is all you need" (2017)."""
    q, k, _ = (x @ layer.in_proj_weight.T + layer.in_proj_bias).chunk(3, dim=-1)
    heads = [t.reshape(len(x), layer.num_heads, -1).transpose(0, 1) for t in (q, k)]
    scores = heads[0] @ heads[1].mT / heads[0].shape[-1] ** 0.5
    return scores.softmax(-1).permute(1, 2, 0).reshape(-1, layer.num_heads)


@pytest.mark.parametrize("batch_first", [True, False])
@pytest.mark.parametrize("need", [True, False])
@pytest.mark.parametrize("trained", [True, False])
def test_the_weights_of_the_first_sequence(batch_first, need, trained):
    torch.manual_seed(0)
    layer = torch.nn.MultiheadAttention(8, 2, dropout=0.5, batch_first=batch_first).train(trained)
    assert multihead(layer)
    x, heard = X if batch_first else X.transpose(0, 1).contiguous(), []
    torch.manual_seed(1)
    plain, random = layer(x, x, x, need_weights=need), torch.rand(2)
    undo = hear_multihead(layer, lambda *told: heard.append(told))
    torch.manual_seed(1)
    watched, again = layer(x, x, x, need_weights=need), torch.rand(2)
    assert torch.equal(random, again)
    assert torch.equal(watched[0], plain[0])
    assert (watched[1] is None) == (plain[1] is None) == (not need)
    torch.testing.assert_close(heard[0][0], by_hand(layer, X[0]).detach())
    assert heard[0][1].tolist() == [[i, j] for i in range(5) for j in range(5)]
    assert layer.training is trained
    undo()
    layer(x, x, x)
    assert len(heard) == 1


def test_masks_and_other_keys():
    layer, heard = torch.nn.MultiheadAttention(8, 2, batch_first=True), []
    hear_multihead(layer, lambda *told: heard.append(told[0].reshape(5, -1, 2)))
    causal = torch.ones(5, 5, dtype=torch.bool).triu(1)
    layer(X, X, X, attn_mask=causal, is_causal=True, need_weights=False)
    layer(X, X, X, None, False, causal.expand(6, 5, 5))
    assert all((seen[causal] == 0).all() for seen in heard)
    torch.testing.assert_close(heard[0], heard[1])
    padding = torch.zeros(3, 4, dtype=torch.bool)
    padding[0, 3] = True
    layer(X, X[:, :4], X[:, :4], key_padding_mask=padding)
    assert heard[2].shape == (5, 4, 2)
    assert (heard[2][:, 3] == 0).all()
    layer(X[1], X[1], X[1])
    torch.testing.assert_close(heard[3].reshape(-1, 2), by_hand(layer, X[1]).detach())


@pytest.mark.filterwarnings("ignore:The PyTorch API of nested tensors is in prototype stage")
def test_an_encoder_in_evaluation_shows_what_its_fused_path_hides():
    torch.manual_seed(0)
    layer = torch.nn.TransformerEncoderLayer(8, 2, 16, batch_first=True)
    encoder = torch.nn.TransformerEncoder(layer, 2).eval()
    padding = torch.tensor([[False] * 5, [False] * 3 + [True] * 2, [False] * 4 + [True]])
    with torch.no_grad():
        plain = encoder(X, src_key_padding_mask=padding)
        heard: list = []
        undo = [
            hear_multihead(part.self_attn, lambda *told: heard.append(told), (part, encoder))
            for part in (*encoder.layers, encoder.layers[0])
        ]
        watched = encoder(X, src_key_padding_mask=padding)
        assert len(heard) == 3
        kept = ~padding
        torch.testing.assert_close(watched[kept], plain[kept])
        for one in undo:
            assert not encoder.use_nested_tensor
            one(), one()
        assert encoder.use_nested_tensor
        assert torch.equal(encoder(X, src_key_padding_mask=padding), plain)
    assert not encoder.layers[0].self_attn._forward_hooks


@pytest.mark.parametrize("batch_first", [True, False])
def test_an_empty_batch_goes_through_as_it_does_unheard(batch_first):
    layer, heard = torch.nn.MultiheadAttention(8, 2, batch_first=batch_first), []
    hear_multihead(layer, lambda *told: heard.append(told))
    none = torch.zeros((0, 4, 8) if batch_first else (4, 0, 8))
    assert layer(none, none, none)[0].shape == none.shape
    assert not heard


@pytest.mark.parametrize("kind", ["bool", "float", "padding"])
def test_rows_that_are_wholly_masked_are_zeros(kind):
    layer, heard = torch.nn.MultiheadAttention(8, 2, batch_first=True).eval(), []
    hear_multihead(layer, lambda *told: heard.append(told[0].reshape(5, 5, 2)))
    mask = torch.zeros(5, 5, dtype=torch.bool)
    mask[1] = True
    if kind == "padding":
        layer(X, X, X, key_padding_mask=torch.ones(3, 5, dtype=torch.bool))
        assert (heard[0] == 0).all()
        return
    given = mask if kind == "bool" else torch.zeros(5, 5).masked_fill(mask, -torch.inf)
    layer(X, X, X, attn_mask=given)
    assert (heard[0][1] == 0).all()
    torch.testing.assert_close(heard[0].sum(1)[[0, 2, 3, 4]], torch.ones(4, 2))


def test_what_is_nan_for_another_reason_stays_so():
    layer, heard = torch.nn.MultiheadAttention(8, 2, batch_first=True).eval(), []
    hear_multihead(layer, lambda *told: heard.append(told[0]))
    bad = X.clone()
    bad[0, 2] = torch.nan
    layer(bad, bad, bad)
    assert heard[0].isnan().any()
