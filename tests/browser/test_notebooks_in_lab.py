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
def test_every_view_of_a_notebook_is_drawn_in_both_themes(
    lab: Lab, path: Path, shot: Callable[[str], Path]
) -> None:
    for module in path.parent.glob("*.py"):
        shutil.copyfile(module, lab.server.root / module.name)
    lab.open(path).run_all()
    canvases = lab.outputs(".tv-stage:not([hidden]) > canvas")  # a run has buttons alone
    assert canvases.count() >= 6
    for theme in ("light", "dark"):
        lab.theme(theme)
        # JupyterLab takes cells off the page that are scrolled away: they must come back drawn.
        for place in [*range(canvases.count()), 0]:
            canvases.nth(place).scroll_into_view_if_needed()
            drawn(canvases.nth(place))
        assert lab.outputs(".tv-error:visible").count() == 0
        shot(theme)
