"""What pages have in common: controls at the side, jobs one after the other, and words."""

from __future__ import annotations

import asyncio
import html
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

import panel

from tdlviz.core.errors import TdlvizError

WIDE = {"sizing_mode": "stretch_width"}
Job = Callable[[], Awaitable[None]]


class Page:
    """One visitor's session. Visitors share nothing.

    What takes time runs in a thread beside the server's loop, one job after the other. An error of
    the library is shown in the page, and the page goes on. A subclass has `controls`.
    """

    controls: Any

    def __init__(self) -> None:
        self._lock = asyncio.Lock()
        self.about, self.main = (panel.Column(**WIDE) for _ in range(2))

    async def run(self, job: Job) -> None:
        """Do one job with the controls shut; what it raises is said in the page, and what was shown
        stays."""
        async with self._lock:
            self.controls.disable(True)
            busy, before = said("status", "Computing …"), [*self.about]
            self.about[:] = [busy]
            try:
                await job()
                if [*self.about] == [busy]:  # the job had nothing else to say
                    self.about[:] = before
            except TdlvizError as error:
                self.about[:] = [said("alert", self.excuse(error))]
            except Exception as error:
                words = f"tdlviz itself failed: {type(error).__name__}: {error}"
                self.about[:] = [said("alert", words)]
                raise
            finally:
                self.controls.disable(False)

    def ask(self, job: Job) -> None:
        """Have a job done when its turn comes."""
        panel.state.execute(partial(self.run, job))

    def excuse(self, error: TdlvizError) -> str:
        """An error of the library in the words of the page."""
        return str(error)


def laid_out(title: str, side: list[Any], picture: list[Any]) -> panel.FlexBox:
    """Title and controls at the side of a picture, and above it where the page is narrow."""
    head = panel.pane.HTML(f"<h1>{html.escape(title)}</h1>")
    left = panel.Column(head, *side, styles={"flex": "0 1 314px"})
    right = panel.Column(*picture, styles={"flex": "1 1 500px"}, **WIDE)
    return panel.FlexBox(left, right, gap="12px", **WIDE)


def said(role: str, words: str) -> panel.pane.HTML:
    """Words that a screen reader is told: an "alert" at once, a "status" when it is quiet."""
    edge = "border-left:4px solid #D55E00;padding:8px 10px;" if role == "alert" else ""
    text = f'<div role="{role}" style="{edge}overflow-wrap:anywhere">{html.escape(words)}</div>'
    return panel.pane.HTML(text, **WIDE)
