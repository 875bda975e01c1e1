"""Which of many cases every run of the tests takes, and which only that of the slow ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterable

    from _pytest.mark import ParameterSet

T = TypeVar("T")


def often(cases: Iterable[T], first: int) -> list[T | ParameterSet]:
    """All cases, those after the first few marked as slow."""
    return [
        case if place < first else pytest.param(case, marks=pytest.mark.slow)
        for place, case in enumerate(cases)
    ]
