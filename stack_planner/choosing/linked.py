"""Rows of links between projects and of rules on groups of them; columns of synergies."""

from __future__ import annotations

from collections import defaultdict
from math import ceil, floor
from typing import TYPE_CHECKING

from stack_planner.choosing.model import Column, Row, Sense, make_row
from stack_planner.records import Relation, RuleKind, Scope, Stance
from stack_planner.results import UNITS_PER_POINT
from stack_planner.scoring.value import round_half_up

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from stack_planner.records import Link, Project, Rule, Strategy
    from stack_planner.results import Option, Scores

SYNERGY = "synergy"
Members = "Mapping[tuple[str, str], list[int]]"


def synergy_columns(strategy: Strategy, scores: Scores, columns: Sequence[Column]) -> list[Column]:
    """A column for every town in which both projects of a synergy can be chosen."""
    members = membership(columns)
    return [
        Column(
            synergy_name(link, orp.code),
            orp.code,
            scores.multipliers[orp.code] * round_half_up(link.points * UNITS_PER_POINT),
        )
        for link in strategy.links
        for orp in strategy.orps
        if link.relation is Relation.SYNERGY
        and members[link.first, orp.code]
        and members[link.second, orp.code]
    ]


def synergy_name(link: Link, orp: str) -> str:
    """The name of a synergy's column in one town."""
    return f"{SYNERGY}|{link.first}|{link.second}|{orp}"


def membership(columns: Sequence[Column]) -> Mapping[tuple[str, str], list[int]]:
    """By (project, town): the columns any of which makes the project the town's.

    Its own option, its joining a joint project, or the regional project that serves it.
    """
    members: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for index, column in enumerate(columns):
        option = column.option
        if option is None:
            continue
        for town in option.served or (option.payer,):
            members[option.project, town].append(index)
    return members


def link_rows(strategy: Strategy, columns: Sequence[Column]) -> Iterator[Row]:
    """The rows of every link in every town."""
    members = membership(columns)
    names = {column.name: index for index, column in enumerate(columns)}
    for link in strategy.links:
        for orp in strategy.orps:
            first = members[link.first, orp.code]
            second = members[link.second, orp.code]
            place = f"{link.first},{link.second},{orp.code}"
            if link.relation is Relation.SYNERGY:
                column = names.get(synergy_name(link, orp.code))
                if column is not None:
                    yield from _synergy(place, column, columns[column].weight, first, second)
            elif _is_done(strategy, link, orp.code):
                continue
            elif link.relation is Relation.REQUIRES:
                yield from _requires(place, columns, first, second)
            elif link.relation is Relation.EXCLUDES:
                yield make_row(
                    f"excludes[{place}]", _sum((first, 1), (second, 1)), Sense.AT_MOST, 1
                )
            else:
                yield make_row(f"together[{place}]", _sum((first, 1), (second, -1)), Sense.EQUAL, 0)


def _is_done(strategy: Strategy, link: Link, orp: str) -> bool:
    """A done project satisfies whatever requires it, and stands outside the other links."""
    done = {code for code in (link.first, link.second) if strategy.stance(orp, code) is Stance.DONE}
    return bool(done)


def _sum(*parts: tuple[Iterable[int], int]) -> dict[int, int]:
    terms: defaultdict[int, int] = defaultdict(int)
    for members, coefficient in parts:
        for index in members:
            terms[index] += coefficient
    return terms


def _requires(
    place: str, columns: Sequence[Column], first: Sequence[int], second: Sequence[int]
) -> Iterator[Row]:
    """Started by a year only if the other one is started by that year as well."""

    def until(members: Sequence[int], year: int) -> list[int]:
        return [i for i in members if (option := columns[i].option) and option.start <= year]

    for year in sorted({option.start for i in first if (option := columns[i].option)}):
        terms = _sum((until(first, year), 1), (until(second, year), -1))
        yield make_row(f"requires[{place},{year}]", terms, Sense.AT_MOST, 0)


def _synergy(
    place: str, column: int, weight: int, first: Sequence[int], second: Sequence[int]
) -> Iterator[Row]:
    """A gain needs both projects; a loss comes as soon as both are there."""
    if weight >= 0:
        for name, members in (("a", first), ("b", second)):
            terms = {column: 1} | dict.fromkeys(members, -1)
            yield make_row(f"{SYNERGY}[{place},{name}]", terms, Sense.AT_MOST, 0)
    else:
        terms = _sum((first, 1), (second, 1), ([column], -1))
        yield make_row(f"{SYNERGY}[{place}]", terms, Sense.AT_MOST, 1)


def rule_rows(strategy: Strategy, columns: Sequence[Column]) -> Iterator[Row]:
    """The rules on groups of a town's own and joint projects, for each town they hold in."""
    for number, rule in enumerate(strategy.rules, 1):
        group = {project.code for project in strategy.projects if _belongs(project, rule)}
        for orp in strategy.orps:
            if rule.orp not in {None, orp.code}:
                continue
            name = f"rule[{number},{orp.code}]"
            theirs = {
                index: column.option
                for index, column in enumerate(columns)
                if column.block == orp.code and column.option
            }
            if rule.kind in {RuleKind.AT_MOST, RuleKind.AT_LEAST}:
                yield _count_row(name, rule, group, theirs)
            else:
                yield _share_row(name, rule, group, theirs, strategy.settings.horizon)


def _belongs(project: Project, rule: Rule) -> bool:
    names = {project.code, project.area, project.smart_level}
    return project.scope is not Scope.REGION and bool(names & set(rule.group))


def _count_row(name: str, rule: Rule, group: set[str], theirs: Mapping[int, Option]) -> Row:
    """At most, or at least, so many projects of the group."""
    terms = {index: int(option.project in group) for index, option in theirs.items()}
    if rule.kind is RuleKind.AT_MOST:
        return make_row(name, terms, Sense.AT_MOST, floor(rule.bound))
    return make_row(name, terms, Sense.AT_LEAST, ceil(rule.bound))


def _share_row(
    name: str, rule: Rule, group: set[str], theirs: Mapping[int, Option], horizon: range
) -> Row:
    """Capex of the group against a share of all capex, the denominator multiplied out."""
    share = rule.bound
    terms = {
        index: option.total("gross", capex=True, years=horizon)
        * (share.denominator * (option.project in group) - share.numerator)
        for index, option in theirs.items()
    }
    most = rule.kind is RuleKind.SHARE_AT_MOST
    return make_row(name, terms, Sense.AT_MOST if most else Sense.AT_LEAST, 0)
