"""Committed notebooks hold neither widget state nor errors, and the check finds both."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.notebooks.clean import faults, main

NOTEBOOKS = sorted((Path(__file__).parents[2] / "notebooks").glob("*.ipynb"))
ERROR = {"output_type": "error", "ename": "ValueError", "evalue": "", "traceback": []}
STREAM = {"output_type": "stream", "name": "stdout", "text": ["1"]}


def notebook(metadata: dict, *outputs: dict) -> dict:
    text = {"cell_type": "markdown", "source": []}
    return {"metadata": metadata, "cells": [text, {"cell_type": "code", "outputs": [*outputs]}]}


@pytest.mark.parametrize(
    ("given", "found"),
    [
        (notebook({"kernelspec": {}}, STREAM), []),
        (notebook({"widgets": {}}), ["widget state in its metadata"]),
        (notebook({}, STREAM, ERROR), ["cell 1 ended in ValueError"]),
    ],
)
def test_the_check_finds_what_may_not_be_committed(given, found, tmp_path, capsys):
    assert faults(given) == found
    file = tmp_path / "a.ipynb"
    file.write_text(json.dumps(given))
    assert main([str(file)]) == bool(found)
    assert capsys.readouterr().out == "".join(f"{file}: {fault}\n" for fault in found)


def test_committed_notebooks_are_clean():
    assert main([str(path) for path in NOTEBOOKS]) == 0
