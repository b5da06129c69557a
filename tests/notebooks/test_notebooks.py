"""The rules of the curated notebooks, for each of them."""

from __future__ import annotations

from pathlib import Path
from time import monotonic

import nbformat
import pytest
from nbformat import NotebookNode

from tests.notebooks.clean import faults
from tests.notebooks.run import NOTEBOOKS, run

pytestmark = pytest.mark.notebook
by_name = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def outputs(notebook: NotebookNode) -> list[NotebookNode]:
    return [output for cell in notebook.cells for output in cell.get("outputs", [])]


@by_name
def test_it_runs_within_a_minute_without_a_word_of_warning(path: Path) -> None:
    start = monotonic()
    notebook = run(path)
    assert monotonic() - start < 60
    said = [o.text for o in outputs(notebook) if o.output_type == "stream" and o.name == "stderr"]
    assert not said


@by_name
def test_it_is_committed_with_pictures_and_without_widgets(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    pictures = [o for o in outputs(notebook) if "image/png" in o.get("data", {})]
    assert pictures
    assert all(picture.metadata["image/png"]["alt"] for picture in pictures)
    assert not faults(notebook)
    assert path.stat().st_size < 2_000_000


@by_name
def test_it_asks_shows_a_view_by_the_third_cell_and_checks_its_claims(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert notebook.cells[0].source.splitlines()[0].endswith("?")
    assert "minutes" in notebook.cells[0].source
    first = outputs(NotebookNode(cells=notebook.cells[:3]))
    assert any("image/png" in output.get("data", {}) for output in first)
    assert sum("assert " in cell.source for cell in code) >= 3
    assert 3 <= sum("check_" in cell.source for cell in code) <= 5
    assert max(len(cell.source.splitlines()) for cell in code) <= 25
