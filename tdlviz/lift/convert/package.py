"""Packages that only some users have."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from tdlviz.core.errors import MissingPackage


def package(asked: str, name: str, extra: str) -> Any:
    """The module `name`. Raises `MissingPackage` that says which extra of tdlviz brings it."""
    try:
        return import_module(name)
    except ImportError as error:
        rule = f"pip install 'tdlviz[{extra}]'"
        raise MissingPackage(asked, f"no {name.split('.')[0]}", rule) from error
