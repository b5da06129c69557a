import json

import numpy as np
import pytest

import tdlviz as tv
from tdlviz.core.errors import InvalidInput, TooLarge, UnknownName
from tdlviz.nn.word_pieces import WordPieces

pytest.importorskip("tokenizers")
WORDS = ["[UNK]", "[CLS]", "[SEP]", "the", "cat", "s", "##s", "##at"]


@pytest.fixture
def pieces(tmp_path):
    """A tokenizer of eight words, whose file says to cut and to fill as MiniLM's does."""
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

    made = Tokenizer(models.WordPiece({w: i for i, w in enumerate(WORDS)}, unk_token="[UNK]"))
    made.normalizer = normalizers.BertNormalizer()
    made.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    made.post_processor = processors.BertProcessing(("[SEP]", 2), ("[CLS]", 1))
    made.enable_truncation(3)
    made.enable_padding(length=5)
    made.save(str(tmp_path / "tokenizer.json"))
    assert json.loads((tmp_path / "tokenizer.json").read_text())["truncation"]
    return WordPieces(tmp_path / "tokenizer.json", most=8)


def test_a_vertex_for_each_token_and_words_back(pieces):
    cx = pieces.tokens("The cats sat!")
    assert pieces.words(cx) == ["[CLS]", "the", "cat", "##s", "s", "##at", "[UNK]", "[SEP]"]
    assert cx["token"].values.tolist() == [1, 3, 4, 6, 5, 7, 0, 2]
    assert cx["token"].kind == "label"
    assert cx.counts == (8,)
    assert pieces.count == len(WORDS)


def test_it_is_read_clockwise_from_the_top(pieces):
    x, y = pieces.tokens("the cat").positions.T
    assert np.allclose(x, [0, 1, 0, -1])
    assert np.allclose(y, [1, 0, -1, 0])


def test_no_text_has_its_two_ends(pieces):
    assert pieces.words(pieces.tokens("")) == ["[CLS]", "[SEP]"]


def test_a_batch_of_texts_has_the_words_of_each(pieces):
    both = tv.batch([pieces.tokens("the cat"), pieces.tokens("s")])
    assert pieces.words(both) == ["[CLS]", "the", "cat", "[SEP]", "[CLS]", "s", "[SEP]"]


def test_a_text_may_not_be_too_long(pieces):
    assert pieces.tokens("the " * 6).counts == (8,)
    with pytest.raises(TooLarge, match="a text of 9 tokens; at most 8"):
        pieces.tokens("the " * 7)


@pytest.mark.parametrize("given", [None, 3, b"the", ["the"], "\ud800"], ids=ascii)
def test_what_is_no_text(pieces, given):
    with pytest.raises(InvalidInput, match="a text"):
        pieces.tokens(given)


@pytest.mark.parametrize(
    ("field", "words"),
    [
        (tv.Field("token", [0, 8], 0, kind="label"), "8 on vertex 1; tokens are 0 to 7"),
        (tv.Field("token", [-1, 0], 0, kind="label"), "-1 on vertex 0"),
        (tv.Field("token", [0.0, 1.0], 0, kind="scalar"), "a label on all vertices"),
        (tv.Field("token", [1], 0, [0], kind="label"), "a label on all vertices"),
    ],
)
def test_fields_that_are_no_tokens(pieces, field, words):
    with pytest.raises(InvalidInput, match=words):
        pieces.words(tv.Complex.from_facets([[0], [1]]).with_fields(field))


def test_a_complex_without_tokens(pieces):
    with pytest.raises(UnknownName, match="token"):
        pieces.words(tv.Complex.from_facets([[0]]))
    with pytest.raises(InvalidInput, match="a Complex is needed"):
        pieces.words("the cat")
