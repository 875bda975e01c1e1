"""Names of things that texts, tables and workbooks say alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from stack_planner.records import Project, Strategy
    from stack_planner.results import Option
    from stack_planner.words import Words


def financing_name(words: Words, option: Option) -> str:
    """How an option is paid, as ``IROP + dotace kraje``."""
    name = option.programme or words("financing.own")
    if option.regional_grant:
        return words("financing.with_region", financing=name)
    return name


def scope_name(words: Words, project: Project) -> str:
    """Who does a project."""
    return words(f"scope.{project.scope}")


def region_name(strategy: Strategy, words: Words) -> str:
    """How the region is called."""
    return strategy.settings.region_name or words("region.name")


def shown_table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """The rows of a table on the screen, columns as wide as their longest text."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (f"{text:<{width}}" for text, width in zip(row, widths, strict=True))
        yield ("  " + "  ".join(cells)).rstrip()
