import pytest

import tdlviz as tv
from tdlviz.core.errors import InvalidInput
from tdlviz.views.labels import cell_labels, label_words, labels_of_all

CX = tv.Complex.from_facets([[0, 1], [1, 2]])


def test_labels_are_words_numbers_or_none():
    assert label_words(CX, ["a", "b", 3]) == ["a", "b", "3"]
    assert label_words(CX, True) == []
    assert label_words(CX, False) is None


@pytest.mark.parametrize(("labels", "says"), [(["a"], "a word for each of 3"), (3, "labels=")])
def test_other_labels_are_refused(labels, says):
    with pytest.raises(InvalidInput, match=says):
        label_words(CX, labels)


def test_cells_of_higher_rank_are_called_by_their_numbers():
    assert labels_of_all(CX, ["a", "b", "c"]) == ["a", "b", "c", "0", "1"]
    assert labels_of_all(CX, []) == ["0", "1", "2", "0", "1"]


def test_rows_of_a_matrix_have_a_word_each():
    assert cell_labels(2, ["a", 1]) == ["a", "1"]
    with pytest.raises(InvalidInput, match="3 cells have this rank"):
        cell_labels(3, ["a"])
