"""Text as a complex: a vertex for each of its tokens, on a circle in the order of reading."""

from __future__ import annotations

from os import PathLike
from typing import Any

import numpy as np
from jaxtyping import Int

from tdlviz.core.cells import Cells
from tdlviz.core.complex import Complex, given_complex
from tdlviz.core.errors import InvalidInput, MissingPackage, TooLarge
from tdlviz.core.field import Field

TOKEN = "token"
TEXT = "pip install 'tdlviz[text]'"


class WordPieces:
    """The tokens of a text, by a file of the package tokenizers, and the words of these tokens.

    most: how many tokens a text may have.
    Raises `MissingPackage` without tokenizers.
    """

    def __init__(self, file: str | PathLike[str], most: int) -> None:
        try:
            from tokenizers import Tokenizer
        except ImportError as error:
            raise MissingPackage("tokens", error, TEXT) from error
        self.most, self._tokenizer = most, Tokenizer.from_file(str(file))
        # Such a file may say to cut every text, and to fill it up to one length.
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()

    @property
    def count(self) -> int:
        """How many tokens the vocabulary has."""
        known: int = self._tokenizer.get_vocab_size()
        return known

    def tokens(self, text: str | Any) -> Complex:
        """A vertex for each token, clockwise from the top; the field `token` says which it is."""
        if not isinstance(text, str):
            raise InvalidInput("tokens", type(text).__name__, "a text, a string, is needed")
        try:
            text.encode()
        except UnicodeEncodeError as error:
            raise InvalidInput("tokens", ascii(text), f"a text is needed: {error}") from error
        ids = np.array(self._tokenizer.encode(text).ids, dtype=np.int64)
        if len(ids) > self.most:
            rule = f"at most {self.most}: a shorter text, or several, as tv.batch"
            raise TooLarge("tokens", f"a text of {len(ids):,} tokens", rule)
        turns = 2 * np.pi * np.arange(len(ids)) / max(len(ids), 1)
        places = np.column_stack([np.sin(turns), np.cos(turns)])
        field = Field(TOKEN, ids, 0, kind="label")
        return Complex((Cells.of(np.arange(len(ids))[:, None]),), places, {TOKEN: field})

    def words(self, tokens: Complex | Any) -> list[str]:
        """What each token is: "[CLS]", "the", and with ## in front what goes on with a word."""
        ids = self.ids("words", given_complex("words", tokens))
        return [str(self._tokenizer.id_to_token(number)) for number in ids.tolist()]

    def ids(self, asked: str, tokens: Complex) -> Int[np.ndarray, "vertices"]:
        """The field `token`. Raises `InvalidInput` where it is not one of these tokens a vertex."""
        field = tokens[TOKEN]
        whole = field.kind == "label" and field.rank == 0 and field.index is None
        if not whole or field.values.ndim != 1:
            rule = "a label on all vertices is needed"
            raise InvalidInput(f"{asked}: field {TOKEN!r}", repr(field), rule)
        wrong = (field.values < 0) | (field.values >= self.count)
        if wrong.any():
            given = f"{field.values[wrong.argmax()]} on vertex {wrong.argmax()}"
            rule = f"tokens are 0 to {self.count - 1:,}"
            raise InvalidInput(f"{asked}: field {TOKEN!r}", given, rule)
        return field.values
