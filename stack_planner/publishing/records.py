"""The records and values behind a public plan: what is left, and those of the lines."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from stack_planner.records import REGION, Certainty, Programme, Project, Scope
from stack_planner.scoring.eliciting.respondents import respondents

if TYPE_CHECKING:
    from collections.abc import Iterable

    from stack_planner.publishing.lines import Lines
    from stack_planner.records import Strategy, WeightAnswer
    from stack_planner.results import Scores
    from stack_planner.words import Words

ANSWERS = "weight_answers"


def public_strategy(lines: Lines) -> Strategy:
    """The records of what is left, without persons, and those of the lines.

    Problem spots and visits are not for the public. A rule that concerns anything confidential goes
    as a whole: of the rest alone it could look broken. So do programmes and needs that nothing else
    has.
    """
    full, secret = lines.full.strategy, lines.secret
    left = [replace(each, owner="") for each in full.projects if each.code not in secret]
    areas = {project.area for project in left}
    named = {t for each in secret.values() for t in (each.code, each.area, each.smart_level) if t}
    needs = (each for each in full.needs if each.area in areas and not each.confidential)
    positions = (each for each in full.positions if each.project not in secret)
    return replace(
        full,
        projects=tuple(sorted([*left, *_projects(lines)], key=lambda each: each.code)),
        scores=tuple(each for each in full.scores if each.project not in secret),
        links=tuple(each for each in full.links if not {each.first, each.second} & secret.keys()),
        rules=tuple(rule for rule in full.rules if not named & set(rule.group)),
        group_costs=tuple(each for each in full.group_costs if each.project not in secret),
        programmes=_programmes(lines, left),
        needs=tuple(replace(each, reason="") for each in needs),
        positions=tuple(replace(each, approved_by="", note="") for each in positions),
        spots=(),
        meetings=(),
        weight_answers=_answers(full, lines.words),
        incomplete={table: rows for table, rows in full.incomplete.items() if table != ANSWERS},
    )


def _answers(strategy: Strategy, words: Words) -> tuple[WeightAnswer, ...]:
    """The answers that count, of numbered people in an order that follows from the answers alone.

    An order by name, or by row, would tell who is who.
    """
    whole = [tuple(each.rows) for each in respondents(strategy) if each.is_whole]
    told = sorted(whole, key=lambda rows: sorted(map(_answer, rows)))
    width = len(str(len(told)))
    return tuple(
        replace(row, person=words("public.person", n=f"{number:0{width}}"))
        for number, rows in enumerate(told, 1)
        for row in sorted(rows, key=_answer)
    )


def _answer(row: WeightAnswer) -> tuple[str, str, str, Fraction]:
    return row.method, row.criterion, row.against or "", row.value


def _projects(lines: Lines) -> list[Project]:
    """The records of the lines: towns' own ones, and the region's that serves towns."""
    blank, words = Project("", "", lines.words("public.area"), Scope.ORP), lines.words
    found = []
    if lines.towns:
        name = words("public.name")
        found.append(replace(blank, code=lines.code, name=name, only_orps=tuple(lines.towns)))
    if lines.region:
        regional = replace(blank, code=lines.region_code, name=words("public.name_region"))
        served = lines.region.option.served or (REGION,)  # no town at all
        found.append(replace(regional, scope=Scope.REGION, only_orps=served))
    return found


def _programmes(lines: Lines, left: Iterable[Project]) -> tuple[Programme, ...]:
    """Those that are not for confidential projects alone, and the one in place of theirs."""
    told = {code for project in left for code in project.programmes}
    alone = {code for project in lines.secret.values() for code in project.programmes} - told
    kept = [each for each in lines.full.strategy.programmes if each.code not in alone]
    if any(option.programme for option in lines.options):
        hoped = any(option.unapproved for option in lines.options)
        certainty = Certainty.ASSUMED if hoped else Certainty.APPROVED
        name = lines.financing
        kept.append(Programme(name, name, Fraction(0), certainty=certainty))
    return tuple(sorted(kept, key=lambda each: each.code))


def public_scores(lines: Lines) -> Scores:
    """Values of what is left and of the lines; nothing that tells a confidential need."""
    full, strategy = lines.full.scores, lines.full.strategy
    asked = {(need.orp, need.area) for need in strategy.needs if need.confidential}
    areas = {project.area for project in strategy.projects if not project.confidential}
    worth = {(lines.code, orp): line.value for orp, line in lines.towns.items()}
    worth |= {(lines.region_code, orp): value for orp, value in lines.brought.items()}

    def is_open(pair: tuple[str, str]) -> bool:
        project = strategy.project[pair[0]]
        return not project.confidential and (pair[1], project.area) not in asked

    def is_told(key: tuple[str, str]) -> bool:
        return key[1] in areas and key not in asked

    told = {pair: value for pair, value in full.values.items() if pair[0] not in lines.secret}
    return replace(
        full,
        values=told | worth,
        utilities={pair: found for pair, found in full.utilities.items() if is_open(pair)},
        levels={pair: found for pair, found in full.levels.items() if is_open(pair)},
        needs={key: found for key, found in full.needs.items() if is_told(key)},
        answered={key: found for key, found in full.answered.items() if is_told(key)},
    )
