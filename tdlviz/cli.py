"""The command `tdlviz`: lab, serve, gallery and doctor."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NoReturn

from tdlviz import __version__
from tdlviz.core.errors import InvalidInput, MissingPackage, TdlvizError

HOST = "127.0.0.1"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status: 0 good, 1 failed, 2 misused."""
    top = parser()
    options = top.parse_args(arguments)
    if "action" not in options:
        top.error("name a command")
    action: Callable[[argparse.Namespace], int] = options.action
    try:
        return action(options)
    except TdlvizError as error:
        print(f"tdlviz: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


class Parser(argparse.ArgumentParser):
    """Says all there is where something is asked that there is not; guesses no abbreviation."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options, allow_abbrev=False)

    def error(self, message: str) -> NoReturn:
        """Print the help, then what is wrong, and exit with status 2."""
        self.print_help(sys.stderr)
        self.exit(2, f"\n{self.prog}: {message}\n")


def parser() -> Parser:
    """The options, which are also the help."""
    top = Parser(prog="tdlviz", description="A microscope for topological deep learning.")
    top.add_argument("--version", action="version", version=f"tdlviz {__version__}")
    commands = top.add_subparsers(metavar="COMMAND")
    _lab(commands.add_parser("lab", help="open JupyterLab on a notebook"))
    serving = commands.add_parser("serve", help="serve a dashboard")
    apps = serving.add_subparsers(metavar="APP")
    words = "explore the shape of built-in data or of a file"
    _explore(apps.add_parser("explore", help=words, description=words))
    words = "watch a network learn the classes of a graph"
    _train(apps.add_parser("train", help=words, description=words))
    words = "see what every head attends to, in a text or a graph, and its barcode"
    _attention(apps.add_parser("attention", help=words, description=words))
    words = "write the gallery: a page and a picture for every example"
    gallery = commands.add_parser("gallery", help=words, description=words)
    gallery.add_argument("folder", nargs="?", type=Path, default=Path("gallery"), metavar="FOLDER")
    gallery.set_defaults(action=_run_gallery)
    words = "say what is installed and whether it works together"
    doctor = commands.add_parser("doctor", help=words, description=words)
    doctor.set_defaults(action=_run_doctor)
    return top


def _lab(options: argparse.ArgumentParser) -> None:
    options.description = "Open JupyterLab on a notebook, or on the first one of a folder."
    options.add_argument("path", nargs="?", type=Path, help="default: the notebooks of this clone")
    _where(options, 8888)
    options.set_defaults(action=_run_lab)


def _explore(options: argparse.ArgumentParser) -> None:
    from tdlviz.data.read import ENDINGS

    words = f"to begin with; one of {' '.join(ENDINGS)}, or .gz of them"
    options.add_argument("file", nargs="?", type=Path, metavar="FILE", help=words)
    _where(options, 5006)
    words = "largest file that a visitor may upload, in MB (default: %(default)s)"
    options.add_argument("--max-upload", type=megabytes, default=100, metavar="MB", help=words)
    options.set_defaults(action=_run_explore)


def _train(options: argparse.ArgumentParser) -> None:
    _where(options, 5006)
    words = "how many visitors may train at once (default: %(default)s)"
    options.add_argument("--most", type=visitors, default=4, metavar="N", help=words)
    options.set_defaults(action=_run_train)


def _attention(options: argparse.ArgumentParser) -> None:
    _where(options, 5006)
    options.set_defaults(action=_run_attention)


def _where(options: argparse.ArgumentParser, number: int) -> None:
    options.add_argument("--port", type=port, default=number, help="default: %(default)s")
    words = "address to listen on (default: %(default)s, this machine only)"
    options.add_argument("--address", default=HOST, help=words)
    words = "open a browser (default: yes)"
    options.add_argument("--show", action=argparse.BooleanOptionalAction, default=True, help=words)


def port(text: str) -> int:
    """A TCP port. Its name is what argparse calls a wrong one: "invalid port value"."""
    number = int(text)
    if not 1 <= number <= 65535:
        raise ValueError(text)
    return number


def megabytes(text: str) -> int:
    """A whole number of megabytes, at least one."""
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def visitors(text: str) -> int:
    """A number of visitors, at least one."""
    return megabytes(text)


def _run_lab(options: argparse.Namespace) -> int:
    notebook = first_notebook(options.path)
    try:
        from jupyterlab.labapp import LabApp  # type: ignore[import-untyped]
    except ImportError as error:
        raise MissingPackage("tdlviz lab", error, "pip install 'tdlviz[lab]'") from error
    where = [str(notebook.resolve()), f"--ip={options.address}", f"--port={options.port}"]
    # In a container everybody is root; Jupyter's token still guards the door.
    root = ["--allow-root"] if getattr(os, "geteuid", lambda: 1)() == 0 else []
    LabApp.launch_instance([*where, *root, *([] if options.show else ["--no-browser"])])
    return 0


def first_notebook(path: Path | None) -> Path:
    """The notebook that `path` is, or the first in the folder that it is (None: the clone's)."""
    clone = Path(__file__).resolve().parents[1] / "notebooks"
    place = clone if path is None else path
    found = sorted(place.glob("*.ipynb")) if place.is_dir() else [place]
    if not found:
        raise InvalidInput(f"tdlviz lab {place}", "a folder without *.ipynb", "name a notebook")
    if not found[0].is_file():
        rule = "name a notebook" if path else "installed without notebooks: name one of yours"
        raise InvalidInput(f"tdlviz lab {found[0]}", "no such file", rule)
    return found[0]


def _run_explore(options: argparse.Namespace) -> int:
    from tdlviz.apps.serve import serve_explore

    serve_explore(options.file, options.port, options.address, options.show, options.max_upload)
    return 0


def _run_train(options: argparse.Namespace) -> int:
    from tdlviz.apps.serve import serve_train

    serve_train(options.port, options.address, options.show, options.most)
    return 0


def _run_attention(options: argparse.Namespace) -> int:
    from tdlviz.apps.serve import serve_attention

    serve_attention(options.port, options.address, options.show)
    return 0


def _run_gallery(options: argparse.Namespace) -> int:
    from tdlviz.apps.gallery import write_gallery

    print(write_gallery(options.folder))
    return 0


def _run_doctor(options: argparse.Namespace) -> int:  # noqa: ARG001
    from tdlviz.doctor import report

    lines, sound = report()
    print("\n".join(lines))
    return 0 if sound else 1


if __name__ == "__main__":
    sys.exit(main())
