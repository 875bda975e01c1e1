"""A row that lacks a required value is no record, yet what it does say can be checked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stack_planner.problems import Source


class LackingError(AttributeError):
    """A check asks for a value that a row lacks, so that it cannot be made."""


class Incomplete:
    """What such a row says, by the fields and properties of the record that it would be.

    Whatever needs a value that it lacks raises LackingError.
    """

    def __init__(self, record: type, values: Mapping[str, Any], source: Source) -> None:
        self._record = record
        self._values = values
        self.source = source

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 — any field of any record
        if name in self.__dict__.get("_values", {}):
            return self._values[name]
        counted = None if name.startswith("_") else getattr(self._record, name, None)
        if isinstance(counted, property) and counted.fget:
            return counted.fget(self)
        raise LackingError(name)
