"""Shared by all tests: shapes checked while they run, real data, pictures without a screen."""

from __future__ import annotations

import os
from pathlib import Path

import matplotlib as mpl
import pytest
from jaxtyping import install_import_hook

install_import_hook("tdlviz", "beartype.beartype")
mpl.use("Agg")

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def data_dir() -> Path:
    """The folder of real data sets, named by TDLVIZ_DATA."""
    folder = Path(os.environ.get("TDLVIZ_DATA", ROOT.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip(f"no real data at {folder}: name their folder in TDLVIZ_DATA")
    return folder
