"""The gallery: a page with a picture and an exported file for every example."""

from __future__ import annotations

import html
import inspect
from collections.abc import Callable, Sequence
from os import PathLike
from pathlib import Path
from typing import Any

from tdlviz.apps.examples import EXAMPLES, Example
from tdlviz.core.door import file_path
from tdlviz.core.errors import UnwritableFile

PAGE = Path(__file__).with_name("gallery.html")


def write_gallery(
    folder: str | PathLike[str] | Any,
    examples: Sequence[Example] = EXAMPLES,
    told: Callable[[str], None] = print,
) -> Path:
    """Write `index.html`, and a page and a picture for each example, into a folder.

    told: is called with a line for each example as it is written. Returns the path of the index.
    Raises `UnwritableFile` where the folder cannot be made.
    """
    place = file_path("write_gallery", folder)
    try:
        place.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        rule = "a folder that can be made is needed"
        raise UnwritableFile("write_gallery", f"{place}: {error.strerror}", rule) from error
    entries = []
    for number, example in enumerate(examples, 1):
        told(f"{number} of {len(examples)}: {example.title}")
        entries.append(_entry(place, example))
    index = place / "index.html"
    frame = PAGE.read_text(encoding="utf-8")
    index.write_text(frame.format(entries="\n".join(entries)), encoding="utf-8")
    return index


def _entry(place: Path, example: Example) -> str:
    made = example.make()
    made.save(place / f"{example.name}.html")
    made.save(place / f"{example.name}.png")
    words = html.escape(made.describe(), quote=True)
    made.close()
    return (
        f'<article><a href="{example.name}.html">'
        f'<img src="{example.name}.png" alt="{words}" loading="lazy"></a>'
        f"<h2>{html.escape(example.title)}</h2><p>{html.escape(example.make.__doc__ or '')}</p>"
        f"<details><summary>Code</summary><pre>{html.escape(inspect.getsource(example.make))}</pre>"
        f"</details></article>"
    )
