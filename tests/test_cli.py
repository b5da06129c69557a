"""The command as a user runs it: in a process of its own."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request

import pytest

import tdlviz
from tdlviz import cli
from tdlviz.core.errors import InvalidInput


def tdlviz_command(*arguments):
    command = [sys.executable, "-m", "tdlviz.cli", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=60)


def test_version():
    done = tdlviz_command("--version")
    assert (done.returncode, done.stdout) == (0, f"tdlviz {tdlviz.__version__}\n")


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["lab", "--help"],
        ["serve", "explore", "-h"],
        ["serve", "train", "-h"],
        ["serve", "attention", "-h"],
    ],
)
def test_help_names_every_option(arguments):
    done = tdlviz_command(*arguments)
    assert done.returncode == 0
    for option in () if arguments == ["--help"] else ("--port", "--address", "--no-show"):
        assert option in done.stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "name a command"),
        (["serve"], "name a command"),
        (["frob"], "invalid choice: 'frob'"),
        (["--frob"], "unrecognized arguments: --frob"),
        (["lab", "--frob"], "unrecognized arguments: --frob"),
        (["serve", "explore", "--max", "3"], "unrecognized arguments: --max"),
        (["serve", "explore", "--port", "x"], "invalid port value: 'x'"),
        (["serve", "explore", "--port", "0"], "invalid port value: '0'"),
        (["serve", "explore", "--max-upload", "-1"], "invalid megabytes value: '-1'"),
        (["serve", "train", "--most", "0"], "invalid visitors value: '0'"),
        (["serve", "attention", "a cat"], "unrecognized arguments: a cat"),
        (["gallery", "a", "b"], "unrecognized arguments: b"),
        (["doctor", "extra"], "unrecognized arguments: extra"),
    ],
)
def test_misuse_says_what_is_wrong_and_what_there_is(arguments, words):
    done = tdlviz_command(*arguments)
    assert done.returncode == 2
    assert words in done.stderr
    assert "usage: tdlviz" in done.stderr


def test_a_bad_file_ends_before_anything_is_served(tmp_path):
    bad = tmp_path / "bad.csv"
    bad.write_text("1,2\n3,x\n")
    done = tdlviz_command("serve", "explore", str(bad), "--no-show")
    assert done.returncode == 1
    assert "'x' in line 2, column 2" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_first_notebook_of_a_folder(tmp_path):
    for name in ("02-b.ipynb", "01-a.ipynb", "readme.md"):
        (tmp_path / name).touch()
    assert cli.first_notebook(tmp_path) == tmp_path / "01-a.ipynb"
    assert cli.first_notebook(tmp_path / "02-b.ipynb").name == "02-b.ipynb"
    with pytest.raises(InvalidInput, match="no such file"):
        cli.first_notebook(tmp_path / "03.ipynb")
    (tmp_path / "empty").mkdir()
    with pytest.raises(InvalidInput, match="a folder without"):
        cli.first_notebook(tmp_path / "empty")


def test_lab_says_that_jupyterlab_is_missing(tmp_path):
    (tmp_path / "a.ipynb").touch()
    hide = "import sys; sys.modules['jupyterlab'] = None; from tdlviz.cli import main; "
    code = f"{hide}sys.exit(main(['lab', {str(tmp_path)!r}]))"
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.returncode == 1
    assert "pip install 'tdlviz[lab]'" in done.stderr


def test_lab_serves_the_notebook(tmp_path):
    pytest.importorskip("jupyterlab")
    notebook = tmp_path / "a.ipynb"
    notebook.write_text('{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}')
    log = tmp_path / "log"
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    options = ["lab", str(notebook), "--no-show", f"--port={port}"]
    env = {f"JUPYTER_{name}_DIR": str(tmp_path / name) for name in ("CONFIG", "DATA", "RUNTIME")}
    with log.open("wb") as sink:
        running = subprocess.Popen(
            [sys.executable, "-m", "tdlviz.cli", *options],
            stderr=sink,
            stdout=sink,
            env={**os.environ, **env},
        )
    try:
        deadline = time.monotonic() + 60
        door = ""
        while "</html>" not in door:
            assert running.poll() is None, log.read_text()
            assert time.monotonic() < deadline, log.read_text()
            time.sleep(0.2)
            door = "".join(f.read_text() for f in tmp_path.glob("RUNTIME/jpserver-*-open.html"))
        assert "/lab/tree/a.ipynb?token=" in door
        token = re.search(r"token=(\w+)", door)[1]
        address = f"http://127.0.0.1:{port}/api/contents/a.ipynb?token={token}"
        with urllib.request.urlopen(address, timeout=30) as answer:
            assert answer.status == 200
    finally:
        running.terminate()
        running.wait(20)
