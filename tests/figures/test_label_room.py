import numpy as np

from tdlviz.figures.label_room import GAP, LETTER, LINE, MOST, place_labels


def test_the_nearest_of_two_names_in_one_place_is_written():
    places = np.array([[0, 0, 0], [3, LINE - 1, 1], [0, 3 * LINE, 0]], dtype=float)
    found = place_labels(["far", "near", "apart"], places, 1, 1000)
    assert sorted(found.placed.tolist()) == [1, 2]
    assert found.unnamed == 1


def test_names_stand_side_by_side_where_they_just_have_room():
    wide = LETTER * 2 + GAP
    for shift, count in ((0.1, 2), (-0.1, 1)):
        places = np.array([[0, 0, 0], [wide + shift, 0, 0]])
        assert len(place_labels(["ab", "cd"], places, 1, 1000).placed) == count
        assert len(place_labels(["ab", "cd"], places / 9, 1 / 9, 1000).placed) == count


def test_names_that_would_be_cut_off_stand_on_the_left():
    places = np.array([[0, 0, 0], [95, 50, 0]], dtype=float)
    assert place_labels(["ab", "cd"], places, 1, 100).left.tolist() == [False, True]


def test_no_more_than_can_be_read_are_written():
    places = np.zeros((MOST + 5, 3))
    places[:, 1] = 20 * np.arange(MOST + 5)
    found = place_labels(["a"] * (MOST + 5), places, 1, 100)
    assert (len(found.placed), found.unnamed) == (MOST, 5)
    assert place_labels([], np.zeros((0, 3)), 1, 100).unnamed == 0
