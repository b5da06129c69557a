"""The kind of what is to be drawn, and the table that has to know it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tdlviz.core.errors import InvalidInput, UnknownName
from tdlviz.core.field import Field
from tdlviz.core.track import Track


def known_kind(asked: str, made: str, field: Any, table: Mapping[str, Any]) -> str:
    """The kind of a field or track that has a row in a table of `show` or `figure`.

    asked: the name of that function; made: what it makes. Raises `InvalidInput` for what is neither
    field nor track, `UnknownName` for a kind without a row.
    """
    if not isinstance(field, (Field, Track)):
        raise InvalidInput(asked, type(field).__name__, "fields and tracks follow the complex")
    if field.kind is None or field.kind not in table:
        rule = f'kinds with a {made}: {[*table]}; {asked}(cx, color=cx["birth1"]) draws a scalar'
        raise UnknownName(f"{asked} {field.name!r}", f"kind {field.kind}", rule)
    return field.kind
