"""How other methods rank the projects: a table for each town, what it means, and JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from stack_planner.telling.names import shown_table
from stack_planner.telling.problems import wrapped

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from stack_planner.records import Strategy
    from stack_planner.scoring.crosscheck import Agreement, Ranking
    from stack_planner.words import Words


def agreement_lines(made: Agreement, words: Words) -> Iterator[str]:
    """The table of one town: rank correlations, and the projects that differ most."""
    header = tuple(words("crosscheck.header").split("|"))
    yield from shown_table([header, *(_row(made, ranking, words) for ranking in made.rankings)])


def _row(made: Agreement, ranking: Ranking, words: Words) -> tuple[str, ...]:
    moved = ", ".join(
        words("crosscheck.moved", project=code, before=str(before), after=str(after))
        for code, before, after in made.furthest(ranking)
    )
    told = (correlation_told(each, words) for each in (ranking.kendall, ranking.spearman))
    return (ranking.method.value, *told, moved or words("crosscheck.same"))


def correlation_told(value: float | None, words: Words) -> str:
    """A rank correlation with two places; a dash where there is none."""
    return words("crosscheck.nothing") if value is None else words.points(value).replace("-", "−")


def meaning_lines(
    made: Sequence[Agreement] | None, strategy: Strategy, words: Words
) -> Iterator[str]:
    """What the tables mean; what is missing where they cannot be made."""
    if made is None:
        yield from wrapped(words("crosscheck.missing"), 0)
    elif made:
        for text in (words("crosscheck.scale"), *meaning(made, strategy, words)):
            yield from wrapped(text, 0)


def meaning(made: Sequence[Agreement], strategy: Strategy, words: Words) -> Iterator[str]:
    """What disagreement means, and why these methods never decide: with an example, if any."""
    yield words("crosscheck.meaning")
    yield words("crosscheck.never")
    turning = ((each, ranking) for each in made for ranking in each.rankings if ranking.reversal)
    for each, ranking in turning:
        yield _example(each, ranking, strategy, words)
        return


def _example(made: Agreement, ranking: Ranking, strategy: Strategy, words: Words) -> str:
    found = ranking.reversal
    assert found is not None  # noqa: S101 — only such rankings are asked
    return words(
        "crosscheck.example",
        town=strategy.orp[made.orp].name,
        method=ranking.method.value,
        absent=found.absent,
        place=str(made.places[made.projects.index(found.absent)]),
        above=found.above,
        below=found.below,
    )


def agreement_json(made: Sequence[Agreement] | None) -> list[dict[str, Any]] | None:
    """Town by town the order of every method; null where the library is missing."""
    return None if made is None else [_town(each) for each in made]


def _town(made: Agreement) -> dict[str, Any]:
    return {
        "code": made.orp,
        "by_value": dict(zip(made.projects, made.places, strict=True)),
        "methods": [_method(made, ranking) for ranking in made.rankings],
    }


def _method(made: Agreement, ranking: Ranking) -> dict[str, Any]:
    found = ranking.reversal
    return {
        "method": ranking.method.value,
        "kendall": ranking.kendall,
        "spearman": ranking.spearman,
        "places": dict(zip(made.projects, ranking.places, strict=True)),
        "furthest": [
            {"project": code, "by_value": before, "by_method": after}
            for code, before, after in made.furthest(ranking)
        ],
        "reversing": ranking.reversing,
        "reversal": found and {"absent": found.absent, "above": found.above, "below": found.below},
    }
