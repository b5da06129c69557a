"""Small notebooks for tests."""

from __future__ import annotations

from pathlib import Path

import nbformat


def one_cell(path: Path, code: str) -> Path:
    """A notebook of one cell, as JupyterLab would have saved it."""
    metadata = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}
    cells = [nbformat.v4.new_code_cell(code)]
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=metadata), path)
    return path
