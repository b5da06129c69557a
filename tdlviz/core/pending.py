"""Pending: a field that is still on its way, as from a device that has not finished."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from tdlviz.core.field import Field


@runtime_checkable
class Pending(Protocol):
    """What may be logged in the place of a `Field` that is not there yet."""

    def ready(self) -> bool:
        """Whether `field` would answer at once."""

    def field(self) -> Field:
        """The field; waits until it is there."""
