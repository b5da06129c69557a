import numpy as np
import pytest

from tdlviz.core.field import Field
from tdlviz.views.story import story
from tdlviz.views.timeline_picture import draw_timeline, panels_of, smoothed


def number(name, value):
    return story(Field(name, value, kind="number"))


def numbers(name, *values):
    """A track of numbers, one a step."""
    steps = np.arange(len(values), dtype=np.int32)
    return number(name, 0.0)._replace(
        steps=steps, counts=np.ones_like(steps), values=np.array(values, dtype=float)
    )


@pytest.mark.parametrize(
    ("panels", "scale", "groups"),
    [
        ("auto", "linear", [[0, 1], [2]]),
        ("apart", "linear", [[0], [1], [2]]),
        ("together", "linear", [[0, 1], [2]]),
    ],
)
def test_numbers_share_a_panel_and_curves_do_not(panels, scale, groups):
    curve = story(Field("spectrum", [1.0, 2.0], kind="numbers"))
    stories = [numbers("loss", 0, 1), numbers("accuracy", 0.2, 0.9), curve]
    assert panels_of(stories, panels, scale) == groups


def test_ranges_that_differ_more_than_20_times_are_parted():
    small = numbers("loss", 1, 2)
    assert panels_of([small, numbers("b", 1, 21)], "auto", "linear") == [[0, 1]]
    assert panels_of([small, numbers("b", 1, 22)], "auto", "linear") == [[0], [1]]
    assert panels_of([small, numbers("b", 1, 22)], "auto", "log") == [[0, 1]]
    assert panels_of([small, numbers("b", np.nan)], "auto", "linear") == [[0, 1]]


def test_smoothing_keeps_constants_and_gaps():
    np.testing.assert_allclose(smoothed(np.full(5, 3.0), 0.9), 3)
    np.testing.assert_allclose(smoothed(np.array([0.0, np.nan, 1.0]), 0.5), [0, np.nan, 2 / 3])
    values = np.random.default_rng(0).random(9)
    np.testing.assert_array_equal(smoothed(values, 0.0), values)


def test_the_shown_step_is_a_line():
    from matplotlib.figure import Figure

    look = {"scale": "linear", "panels": "auto", "smooth": 0.0}
    lines = []
    for step in (None, 1):
        axes = Figure().subplots()
        draw_timeline(axes, [numbers("loss", 3, 2, 1)], step=step, **look)
        lines.append(len(axes.lines))
    assert lines[1] == lines[0] + 1
