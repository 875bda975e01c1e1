"""Values of projects, what other methods say of them, how well criteria measure: text and JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from stack_planner.results import points
from stack_planner.telling.crosscheck import agreement_json, agreement_lines, meaning_lines
from stack_planner.telling.problems import problems_json
from stack_planner.telling.quality import hygiene_json, hygiene_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from stack_planner.problems import Problem
    from stack_planner.records import Orp, Strategy
    from stack_planner.results import Scores
    from stack_planner.scoring.crosscheck import Agreement
    from stack_planner.telling.quality import Hygiene
    from stack_planner.words import Words


def score_lines(
    told: Hygiene, made: Sequence[Agreement] | None, towns: Sequence[str], words: Words
) -> Iterator[str]:
    """Each town's projects from the most valuable down, how other methods rank them, hygiene."""
    strategy, scores = told.strategy, told.scores
    for orp in _asked(strategy, towns):
        yield f"{orp.code} {orp.name}"
        ranked = sorted(
            strategy.projects,
            key=lambda project: (-scores.values[project.code, orp.code], project.code),
        )
        for project in ranked:
            value = words.points(points(scores.values[project.code, orp.code]))
            yield f"  {value:>8}  {project.code:<6} {project.name}"
        for agreement in made or ():
            if agreement.orp == orp.code:
                yield from agreement_lines(agreement, words)
    yield from meaning_lines(made, strategy, words)
    yield from hygiene_lines(told, words)


def _asked(strategy: Strategy, towns: Sequence[str]) -> list[Orp]:
    return [orp for orp in strategy.orps if not towns or orp.code in towns]


def score_json(
    told: Hygiene,
    made: Sequence[Agreement] | None,
    towns: Sequence[str],
    problems: Iterable[Problem],
    words: Words,
) -> dict[str, Any]:
    """The value of every project for every town, with each criterion's contribution in points."""
    strategy, scores = told.strategy, told.scores
    return {
        "weights": {code: float(weight) for code, weight in scores.weights.items()},
        "consistency": scores.consistency,
        "orps": [
            {
                "code": orp.code,
                "name": orp.name,
                "projects": [
                    {
                        "project": project.code,
                        "value": points(scores.values[project.code, orp.code]),
                        "need": float(scores.needs[orp.code, project.area]),
                        "criteria": _contributions(scores, project.code, orp.code, project.area),
                    }
                    for project in strategy.projects
                ],
            }
            for orp in _asked(strategy, towns)
        ],
        "agreement": agreement_json(made),
        "hygiene": hygiene_json(told),
        "problems": problems_json(problems, words),
    }


def _contributions(scores: Scores, project: str, orp: str, area: str) -> dict[str, float]:
    """Points that each criterion brings a project in a town."""
    need, utilities = scores.needs[orp, area], scores.utilities[project, orp]
    return {
        code: float(100 * need * weight * utilities[code])
        for code, weight in scores.weights.items()
    }
