"""One set of packages: pyproject.toml, constraints.txt, environment.yml and what is installed."""

from __future__ import annotations

import re
import sys
from importlib.metadata import distributions
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
EXTRAS = PROJECT["optional-dependencies"]
NEEDED = [Requirement(r) for rs in (PROJECT["dependencies"], *EXTRAS.values()) for r in rs]
PINS = [
    Requirement(line)
    for line in (ROOT / "constraints.txt").read_text().splitlines()
    if line and not line.startswith("#")
]
PYTHONS = ["3.10", "3.11", "3.12"]
SYSTEMS = [("linux", "posix"), ("darwin", "posix"), ("win32", "nt")]


def pins_on(python: str, system: str = "linux", os_name: str = "posix") -> dict[str, str]:
    """The version of every package that is pinned there; one pin each."""
    place = {
        "python_version": python,
        "python_full_version": f"{python}.9",
        "sys_platform": system,
        "os_name": os_name,
    }
    held = [pin for pin in PINS if pin.marker is None or pin.marker.evaluate(place)]
    names = [canonicalize_name(pin.name) for pin in held]
    assert len(names) == len(set(names)), (
        f"pinned twice: {[n for n in names if names.count(n) > 1]}"
    )
    return {name: pinned(pin) for name, pin in zip(names, held, strict=True)}


def pinned(pin: Requirement) -> str:
    (specifier,) = pin.specifier
    assert specifier.operator == "==", f"{pin} is no pin"
    assert not specifier.version.endswith("*"), f"{pin} is no pin"
    return specifier.version


@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize(("system", "os_name"), SYSTEMS)
@pytest.mark.parametrize("needed", NEEDED, ids=str)
def test_every_dependency_is_pinned_within_its_bounds(needed, python, system, os_name):
    version = pins_on(python, system, os_name)[canonicalize_name(needed.name)]
    assert needed.specifier.contains(version, prereleases=True)


def test_every_dependency_has_a_lower_bound():
    assert [str(n) for n in NEEDED if not any(s.operator == ">=" for s in n.specifier)] == []


@pytest.mark.parametrize("python", PYTHONS)
def test_torch_is_the_tested_one(python):
    assert pins_on(python)["torch"] == "2.13.0"


def test_supported_pythons_are_those_tested():
    supported = SpecifierSet(PROJECT["requires-python"])
    assert [v for v in ("3.9", *PYTHONS, "3.13") if f"{v}.5" in supported] == PYTHONS
    named = [c.rsplit(" ", 1)[1] for c in PROJECT["classifiers"] if re.search(r":: 3\.\d", c)]
    assert named == PYTHONS


def test_conda_users_get_the_same_set():
    given = yaml.safe_load((ROOT / "environment.yml").read_text())["dependencies"]
    python = next(d.split("=")[1] for d in given if isinstance(d, str) and d.startswith("python="))
    assert f"{python}.5" in SpecifierSet(PROJECT["requires-python"])
    assert "pip" in given
    (section,) = (d["pip"] for d in given if isinstance(d, dict))
    constraints, project = section
    assert constraints == "-c constraints.txt"
    assert project.startswith("-e ."), "the clone itself is installed, editable"
    asked = Requirement("tdlviz" + project.removeprefix("-e ."))
    assert asked.extras == set(EXTRAS) - {"bench"}


def test_make_setup_installs_what_conda_users_get():
    pip = yaml.safe_load((ROOT / "environment.yml").read_text())["dependencies"][-1]["pip"]
    assert pip[1].removeprefix("-e ") in (ROOT / "Makefile").read_text()


def test_what_is_installed_is_what_is_pinned():
    """Nothing beside the pinned set, and nothing of it at another version."""
    if ROOT not in Path(sys.prefix).parents:
        pytest.skip(f"{sys.prefix} was not made by make setup")
    pins = pins_on(".".join(map(str, sys.version_info[:2])), sys.platform)
    installed = {canonicalize_name(d.name): d.version for d in distributions()}
    for own in ("tdlviz", "pip", "setuptools"):
        installed.pop(own, None)
    torch_brings = re.compile(r"nvidia-|cuda-|triton")
    drifted = {
        name: f"{version} installed, {pins.get(name)} pinned"
        for name, version in installed.items()
        if not torch_brings.match(name) and version.split("+")[0] != pins.get(name)
    }
    assert drifted == {}
