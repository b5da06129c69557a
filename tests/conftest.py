"""Shared by all tests: shapes checked while they run, real data, pictures without a screen."""

from __future__ import annotations

import os
from pathlib import Path

import matplotlib as mpl
import numpy as np
import pytest
from hypothesis import settings
from jaxtyping import install_import_hook

install_import_hook("tdlviz", "shapes.typechecked")
mpl.use("Agg")
# a busy machine is slow without being wrong, and CI judges every change by the same examples
settings.register_profile("tdlviz", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("tdlviz")

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def data_dir() -> Path:
    """The folder of real data sets, named by TDLVIZ_DATA."""
    folder = Path(os.environ.get("TDLVIZ_DATA", ROOT.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip(f"no real data at {folder}: name their folder in TDLVIZ_DATA")
    return folder


@pytest.fixture
def rng() -> np.random.Generator:
    """Random numbers, the same in every run."""
    return np.random.default_rng(0)
