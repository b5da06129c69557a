"""The explorer's jobs without a browser: what is offered, said, shown and freed."""

import asyncio
import re

import numpy as np
import pytest

import tdlviz as tv
from tdlviz.apps import explore
from tdlviz.apps.explore import Explorer
from tdlviz.apps.source import OwnFile, Source

SQUARE = tv.mesh([[0, 0, 0], [1, 0, 0], [1, 1, 0], [0, 1, 1.0]], [[0, 1, 2], [0, 2, 3]])


@pytest.fixture
def explorer():
    explorer = Explorer(Source("square.off", SQUARE))
    yield explorer
    explorer.close()


def run(explorer, *jobs):
    """Do jobs as the server would, and return what the page says last."""
    for job in jobs:
        asyncio.run(explorer.run(job))
    return explorer.about[0].object if len(explorer.about) else ""


def test_it_opens_with_its_file(explorer):
    assert "square.off: 4 vertices, 5 edges, 2 faces" in run(explorer, explorer.open)
    assert explorer.views is not None
    assert explorer.controls.axis.options == ["x", "y", "z"]
    assert explorer.controls.axis.visible
    assert not explorer.controls.max_edge.visible
    assert "Expected: 4 vertices, 5 edges, 2 faces" in explorer.counts[0].object


def test_what_is_offered_follows_the_data(explorer):
    run(explorer, explorer.open)
    explorer.uploaded = OwnFile("far.csv", b"0,0,0,0\n1,0,0,0\n0,1,0,0\n")
    run(explorer, explorer.open)
    assert explorer.controls.lifting.options == ["rips"]
    assert explorer.controls.max_edge.visible
    assert explorer.controls.max_edge.value == pytest.approx(2**0.5, rel=0.01)


def test_counting_builds_nothing(explorer):
    explorer.uploaded = OwnFile("far.csv", b"0,0,0,0\n1,0,0,0\n0,1,0,0\n")
    run(explorer, explorer.open)
    before = explorer.views
    with explorer._unheard():
        explorer.controls.max_edge.value = 0.5
    run(explorer, explorer.count)
    assert "Expected: 3 vertices, 0 edges" in explorer.counts[0].object
    assert explorer.views is before
    assert "3 vertices, 0 edges" in run(explorer, explorer.build)
    assert explorer.views is not before


def test_an_error_is_said_and_the_next_job_runs(explorer):
    run(explorer, explorer.open)
    explorer.uploaded = OwnFile("bad.csv", b"1,2\n3,x\n")
    words = run(explorer, explorer.open)
    assert 'role="alert"' in words
    assert "line 2, column 2" in words
    assert not explorer.controls.build.disabled
    explorer.uploaded = None
    assert 'role="status"' in run(explorer, explorer.open)


def test_a_fault_of_ours_is_said_and_raised(explorer):
    async def broken():
        raise KeyError("oops")

    with pytest.raises(KeyError):
        run(explorer, broken)
    assert "tdlviz itself failed: KeyError" in explorer.about[0].object
    assert not explorer.controls.build.disabled


def test_views_are_freed_when_they_are_replaced_and_at_the_end(explorer):
    run(explorer, explorer.open)
    first = explorer.views
    run(explorer, explorer.build)
    assert all(view.comm is None for view in first)
    last = explorer.views
    explorer.close()
    assert all(view.comm is None for view in last)
    assert explorer.views is None


def test_controls_are_shut_while_a_job_runs(explorer):
    seen = []

    async def look():
        seen.append((explorer.controls.build.disabled, explorer.controls.build.label))

    run(explorer, look)
    assert seen == [(True, "Building …")]


def test_programs_choices_are_no_wishes(explorer, monkeypatch):
    asked = []
    monkeypatch.setattr(explore.panel.state, "execute", asked.append)
    with explorer._unheard():
        explorer.controls.max_edge.value = 7.0
    assert asked == []
    explorer.controls.max_edge.value = 8.0
    assert len(asked) == 1


def test_everything_asked_is_on_this_machine():
    assert not re.search(r"https?://|@import|url\(", explore.CSS)


def test_a_distance_matrix_is_offered_as_one():
    explorer = Explorer(Source("d.npy", 1 - np.eye(4)))
    run(explorer, explorer.open)
    assert explorer.controls.lifting.value == "rips of distances"
    explorer.close()
