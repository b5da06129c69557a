import plotly.graph_objects as go

from tdlviz.figures.domains import Domain
from tdlviz.figures.panes import Pane, Part
from tdlviz.figures.titles import BOLD, LARGE, name_pane, name_parts, wrapped


def test_one_part_gives_the_figure_its_title_and_its_note():
    figure = go.Figure()
    name_parts(figure, [Part([], "60 <vertices>", "3 missing.")], "light")
    assert figure.layout.title.text == "<b>60 &lt;vertices&gt;</b>"
    assert figure.layout.title.subtitle.text == "3 missing."
    assert not figure.layout.annotations


def test_several_parts_are_named_each_above_its_place():
    figure = go.Figure()
    name_parts(figure, [Part([], "H1"), Part([], "loss", "x " * 60)], "dark")
    first, second = figure.layout.annotations
    assert first.text == "<b>H1</b>"
    assert (first.x, second.x > 0.5) == (0, True)
    assert second.text.count("<br>") == 3
    assert figure.layout.title.text is None


def test_longer_notes_and_names_of_panes_get_more_room():
    tops = []
    for note, name in (("", ""), ("short", ""), ("long " * 40, ""), ("long " * 40, "head 0")):
        figure = go.Figure()
        name_parts(figure, [Part([Pane([], title=name)], "t", note)], "light")
        tops.append(figure.layout.margin.t)
    assert tops == sorted(set(tops))


def test_a_pane_is_named_at_its_upper_left():
    figure = go.Figure()
    name_pane(figure, Pane([], title="a<b"), Domain((0.2, 0.4), (0, 0.9)), "light")
    name_pane(figure, Pane([]), Domain((0, 1), (0, 1)), "light")
    (annotation,) = figure.layout.annotations
    assert (annotation.text, annotation.x, annotation.y) == ("a&lt;b", 0.2, 0.9)


def test_notes_are_wrapped_at_words():
    assert wrapped("one two three", 8) == ["one two", "three"]
    assert wrapped("", 8) == []


def test_a_long_title_is_wrapped_and_gets_room():
    tops, title = [], ", ".join(f"H{dim}: {dim} bars" for dim in range(12))
    for words in ("H0: 3 bars", title):
        figure = go.Figure()
        name_parts(figure, [Part([], words)], "light")
        tops.append(figure.layout.margin.t)
    lines = wrapped(title, BOLD)
    assert figure.layout.title.text == f"<b>{'<br>'.join(lines)}</b>"
    assert tops[1] == tops[0] + LARGE * (len(lines) - 1) > tops[0]
