"""What all pages do around a job, with nothing in the way of a page."""

from __future__ import annotations

import asyncio

import pytest

pytest.importorskip("panel")

from tdlviz.apps.page import Page, said
from tdlviz.core.errors import InvalidInput


class Controls:
    def __init__(self):
        self.told = []

    def disable(self, busy):
        self.told.append(busy)


@pytest.fixture
def page():
    page = Page()
    page.controls = Controls()
    page.about[:] = [said("status", "before")]
    return page


def words(page):
    return [one.object for one in page.about]


def test_it_says_that_it_computes_and_then_what_it_said_before(page):
    seen = []

    async def look():
        seen.extend(words(page))

    asyncio.run(page.run(look))
    assert "Computing" in seen[0]
    assert "before" in words(page)[0]
    assert page.controls.told == [True, False]


def test_what_a_job_says_stays(page):
    async def say():
        page.about[:] = [said("status", "after")]

    asyncio.run(page.run(say))
    assert "after" in words(page)[0]


def test_errors_of_the_library_are_said_and_faults_of_ours_raised_too(page):
    async def refuse():
        raise InvalidInput("this", "that", "the rule")

    async def fail():
        raise RuntimeError("broken")

    asyncio.run(page.run(refuse))
    assert "the rule" in words(page)[0]
    with pytest.raises(RuntimeError):
        asyncio.run(page.run(fail))
    assert "tdlviz itself failed: RuntimeError: broken" in words(page)[0]
    assert page.controls.told == [True, False] * 2


def test_words_are_no_markup():
    assert "<script>" not in said("alert", "<script>1</script>").object
