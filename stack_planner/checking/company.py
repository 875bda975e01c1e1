"""Registration numbers (IČO): eight digits, of which the last one is counted from the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stack_planner.problems import Problem, Severity, at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stack_planner.problems import Source
    from stack_planner.records import Strategy

LENGTH = 8
FEWEST = 5
"""Digits left of the shortest number in use that lost its zeros."""


def check_companies(strategy: Strategy) -> Iterator[Problem]:
    """Numbers that lost their leading zeros, and such as cannot be right."""
    for orp in strategy.rows("orps"):
        yield from _number(orp.source, "ico", orp.ico)
    for project in strategy.rows("projects"):
        if project.holder.replace(" ", "").isdigit():
            yield from _number(project.source, "holder", project.holder)


def is_company(number: str) -> bool:
    """Whether eight digits keep the rule: weights 8 to 2, check digit (11 − sum mod 11) mod 10."""
    digits = [int(digit) for digit in number]
    total = sum(weight * digit for weight, digit in zip(range(8, 1, -1), digits, strict=False))
    return (11 - total % 11) % 10 == digits[-1]


def _number(source: Source, field: str, given: str) -> Iterator[Problem]:
    digits = given.replace(" ", "")
    if not digits or (len(digits) == LENGTH and digits.isdecimal() and is_company(digits)):
        return
    whole = digits.zfill(LENGTH)
    if FEWEST <= len(digits) < LENGTH and digits.isdecimal() and is_company(whole):
        yield at(source, field, "ico_short", given, Severity.WARNING, mend=whole, whole=whole)
    else:
        yield at(source, field, "ico_wrong", given, Severity.WARNING)
