from __future__ import annotations

import numpy as np
import pytest

import tdlviz as tv
from tdlviz.core.errors import InvalidInput, TooLarge


@pytest.mark.parametrize("keys", [1, 2, 8])
def test_a_question_and_the_key_that_it_names_have_one_value(keys):
    books = tv.unbatch(tv.data.dictionary_lookup(5, keys, seed=1))
    assert len(books) == 5
    for book in books:
        x, y, question = (book[name].values for name in ("x", "y", "question"))
        assert question.tolist() == [0] * keys + [1] * keys
        named, value = x[:, :keys].argmax(axis=1), x[:, keys:]
        assert sorted(y[:keys]) == [*range(keys)]
        assert (value[:keys].argmax(axis=1) == y[:keys]).all()
        assert not value[keys:].any()
        assert (y[keys:] == y[named[keys:]]).all()
        assert book.counts == (2 * keys, keys**2)
        ends = question[np.asarray(book.cells(1))]
        assert (ends == [0, 1]).all()


def test_it_is_a_batch_that_a_seed_gives_again():
    a, b = (tv.data.dictionary_lookup(9, seed=seed) for seed in (1, 2))
    again = tv.batch(tv.unbatch(a))
    for name in ("batch0", "batch1", "x"):
        np.testing.assert_array_equal(again[name].values, a[name].values)
    np.testing.assert_array_equal(again.ranks[1].flat, a.ranks[1].flat)
    np.testing.assert_array_equal(tv.data.dictionary_lookup(9, seed=1)["y"].values, a["y"].values)
    assert (b["y"].values != a["y"].values).any()
    assert len(np.unique(a.positions, axis=0)) == a.counts[0]


@pytest.mark.parametrize("given", [{"books": 0}, {"keys": 0}, {"keys": 2.0}, {"seed": -1}])
def test_other_numbers_are_refused(given):
    with pytest.raises(InvalidInput):
        tv.data.dictionary_lookup(**given)


def test_too_many_edges_are_refused():
    with pytest.raises(TooLarge):
        tv.data.dictionary_lookup(1000, 1000)
