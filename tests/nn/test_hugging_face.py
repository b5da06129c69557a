import pytest
import torch

import tdlviz as tv
from tdlviz.core.errors import InvalidInput
from tdlviz.nn.hugging_face import fused, hear_hugging_face, hugging_face

transformers = pytest.importorskip("transformers")
SMALL = {"hidden_size": 16, "num_hidden_layers": 2, "num_attention_heads": 2, "vocab_size": 30}
IDS = torch.arange(10).reshape(2, 5)


def bert(how):
    config = transformers.BertConfig(**SMALL, intermediate_size=16, attn_implementation=how)
    torch.manual_seed(0)
    return transformers.BertModel(config).eval()


def llama(how):
    config = transformers.LlamaConfig(**SMALL, intermediate_size=16, attn_implementation=how)
    torch.manual_seed(0)
    return transformers.LlamaModel(config).eval()


@pytest.mark.parametrize("make", [bert, llama])
def test_the_weights_are_those_that_the_model_gives_when_asked(make):
    model, heard = make("eager"), {}
    layers = [module for module in model.modules() if hugging_face(module)]
    assert len(layers) == 2
    for place, layer in enumerate(layers):
        assert fused(layer) is None
        hear_hugging_face(layer, lambda *told, place=place: heard.update({place: told}))
    asked = model(IDS, output_attentions=True).attentions
    for place, weights in enumerate(asked):
        values, index = heard[place]
        query, key = index.T
        assert (values.T.numpy() == weights[0].detach().numpy()[:, query, key]).all()
        assert len(values) == 25


def test_it_says_how_fused_attention_can_be_seen():
    layers = [module for module in bert("sdpa").modules() if hugging_face(module)]
    assert len(layers) == 2
    assert "attn_implementation='eager'" in (fused(layers[0]) or "")
    assert not hugging_face(torch.nn.Linear(1, 1))


def test_watching_a_model():
    model = bert("eager")
    with tv.watch(model, "encoder.layer.*") as tape:
        model(IDS)
        tape.log()
        assert tape.names == [f"encoder.layer.{i}.attention.self" for i in range(2)]
        assert tape[tape.names[0]].latest.values.shape == (25, 2)
    for patterns in ((), ("encoder.*",)):
        with pytest.raises(InvalidInput, match=r"BertSelfAttention.*attn_implementation='eager'"):
            tv.watch(bert("sdpa"), *patterns)


def test_a_model_that_turns_to_fused_attention_says_so():
    model = bert("eager")
    with tv.watch(model, "encoder.layer.0.*") as tape:
        model(IDS)
        tape.log()
        model.set_attn_implementation("sdpa")
        model(IDS)
        tape.log()
        assert list(tape[tape.names[0]].steps) == [0]
        assert "attn_implementation='eager'" in tape.fault
