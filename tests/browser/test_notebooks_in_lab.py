"""Every curated notebook in a real JupyterLab: each cell runs and each view is drawn."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from .lab import Lab
from .pixels import drawn
from .process import CHECKOUT

NOTEBOOKS = sorted((CHECKOUT / "notebooks").glob("*.ipynb"))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_view_of_a_notebook_is_drawn(
    lab: Lab, path: Path, theme: str, shot: Callable[[str], Path]
) -> None:
    for module in path.parent.glob("*.py"):
        shutil.copyfile(module, lab.server.root / module.name)
    lab.open(path).theme(theme).run_all()
    canvases = lab.outputs(".tv-view canvas")
    assert canvases.count() >= 6
    for place in range(canvases.count()):
        canvases.nth(place).scroll_into_view_if_needed()
        drawn(canvases.nth(place))
    assert lab.outputs(".tv-error:visible").count() == 0
    # JupyterLab takes cells off the page that are scrolled away: they must come back drawn.
    canvases.first.scroll_into_view_if_needed()
    drawn(canvases.first)
    shot(theme)
