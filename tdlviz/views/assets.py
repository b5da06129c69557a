"""The JavaScript of a view: its module and the shared ones that it imports, joined in one text.

The files are plain ES modules, so that editors and linters understand them. Hosts want one text a
widget, so imports between our own files are followed (each file once, first those it needs) and
the `import` lines and inner `export`s are taken away.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

from tdlviz.views.colours import PALETTE

HERE = Path(__file__).parent
_IMPORT = re.compile(r'^import .* from "(.+)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(async )?function|const|class)", re.MULTILINE)


@cache
def script(name: str) -> str:
    """The joined ES module of the view file `name` (such as "complex_view.js").

    A view of one's own gives the whole path of its file, which may import "./shared/picture.js"
    and the like as those here do.
    """
    parts: dict[Path, str] = {}
    _follow(HERE / name, parts)
    return f"const PALETTE = {json.dumps(PALETTE)};\n" + "\n".join(parts.values())


def rendering(name: str) -> str:
    """The same for hosts other than widgets: a text that declares the view's `render`."""
    return script(name).replace("export default ", "const { render } = ")


@cache
def style() -> str:
    """The style sheet that all views share."""
    return (HERE / "shared" / "view.css").read_text(encoding="utf-8")


def _follow(path: Path, parts: dict[Path, str]) -> None:
    text = path.read_text(encoding="utf-8")
    for needed in _IMPORT.findall(text):
        found = (path.parent / needed).resolve()
        found = found if found.exists() else (HERE / needed).resolve()
        if found not in parts:
            _follow(found, parts)
    parts[path.resolve()] = _EXPORT.sub("", _IMPORT.sub("", text))
