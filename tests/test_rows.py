"""Every kind of row as text: the smallest region in which it binds, beside the sentence it states.

``UPDATE_LP=1 pytest tests/test_rows.py`` writes them anew, and ``docs/formulation.md`` with them;
read what changed before keeping it.
"""

from __future__ import annotations

import ast
import os
import re
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import stack_planner.choosing
from stack_planner.records import (
    REGION,
    Budget,
    Link,
    Position,
    Programme,
    Relation,
    Rule,
    RuleKind,
    Scope,
    Stance,
    ValueBase,
)
from tests.formulating import TITLES, Case, kind_of, page, text
from tests.regions import region
from tests.rows_on_the_way import ON_THE_WAY
from tests.solving import by_hand, modelled, project

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stack_planner.records import Project, Strategy

LP = Path(__file__).parent / "lp"
PAGE = Path(__file__).parents[1] / "docs" / "formulation.md"
CHOOSING = Path(stack_planner.choosing.__file__).parent
UPDATE = bool(os.environ.get("UPDATE_LP"))


def town(*projects: Project, capex: int | None = None, effort: int | None = None) -> Strategy:
    """A town with projects worth 10 each, and two years of equal limits."""
    budgets = [Budget("T", year, capex, effort=effort) for year in (2027, 2028)]
    return by_hand(projects, dict.fromkeys((each.code for each in projects), 10), budgets)


def joint(**more: Any) -> Strategy:  # noqa: ANN401 — any field of a project
    """J, joint, for 90, of which U has twice the share of T; A, each town's own, for 50."""
    shared = project("J", Scope.JOINT, capex=90, **more)
    own = project("A", capex=50, programmes=shared.programmes)
    budgets = [Budget(payer, 2027, 65) for payer in ("T", "U", REGION)]
    strategy = by_hand([own, shared], {"A": 10, "J": 10}, budgets)
    small, large = strategy.orps
    return replace(strategy, orps=(small, replace(large, population=2 * large.population)))


def linked(relation: Relation, points: Fraction | int = 0) -> Strategy:
    """A town with A, which may start in either of two years, and B; a link from A to B."""
    strategy = town(project("A"), project("B", latest=2027))
    return replace(strategy, links=(Link("A", relation, "B", Fraction(points)),))


def ruled(kind: RuleKind, bound: Fraction | int) -> Strategy:
    """A town with A for 60 and B for 40 and a rule on A, or on both where it counts."""
    group = ("A",) if bound < 1 else ("A", "B")
    strategy = town(project("A", capex=60, latest=2027), project("B", capex=40, latest=2027))
    return replace(strategy, rules=(Rule(kind, group, Fraction(bound)),))


def aided(**more: Any) -> Strategy:  # noqa: ANN401 — any field of a programme
    """A for 100 and B for 70, half of which the programme F may pay a year later; 60 a year."""
    first = project("A", capex=100, latest=2027, programmes=("F",))
    strategy = town(first, project("B", capex=70, programmes=("F",)), capex=60)
    return replace(strategy, programmes=(Programme("F", "F", Fraction(1, 2), delay=1, **more),))


def bridged(ceiling: int) -> Strategy:
    """The same with a ceiling on grants that are spent and not yet received."""
    strategy = aided()
    given = (replace(b, prefinancing=ceiling, bridges=True) for b in strategy.budgets)
    return replace(strategy, budgets=tuple(given))


def running(limit: int) -> Strategy:
    """A that costs 3 once and 5 a year and saves 1; B that costs 4 once and 7 a year; a limit."""
    first = project("A", one_off=3, opex=5, opex_saved=1, latest=2027, service_life=2)
    strategy = town(first, project("B", one_off=4, opex=7))
    return replace(strategy, budgets=tuple(replace(b, opex=limit) for b in strategy.budgets))


def regional_duty() -> Strategy:
    """A of each town and J of the region, both ordered by law; U has twice the people of T."""
    ordered = (
        project("A", must_start_by=2027),
        project("J", Scope.REGION, must_start_by=2027),
    )
    return replace(joint(), projects=ordered)


def with_settings(strategy: Strategy, **change: Any) -> Strategy:  # noqa: ANN401 — any setting
    """A strategy with other settings."""
    return replace(strategy, settings=replace(strategy.settings, **change))


CASES = [
    Case(
        "objective",
        "must",
        "Objective = Σ_o V_o, each town's value: its own options, what it joins, synergies; a"
        " regional project counts for every town that it serves (here 10 in each of two).",
        regional_duty(),
        section="objective",
    ),
    Case(
        "one",
        "one",
        "At most one option of each project × town is chosen.",
        town(project("A", regional_grant=Fraction(1, 2), capex=8)),
    ),
    Case(
        "must",
        "must",
        "What a town has decided on, and what the law demands, is chosen.",
        replace(town(project("A")), positions=(Position("T", "A", Stance.MUST),)),
    ),
    Case(
        "must-by-law",
        "must",
        "A legal duty: an ORP project for every town that may take it, a regional one once.",
        by_hand(
            [project("A", must_start_by=2027), project("R", Scope.REGION, must_finish_by=2027)],
            {"A": 10, "R": 10},
            [Budget("T", 2027, 0), Budget("U", 2027, 0)],
        ),
    ),
    Case("join", "join", "y_g,opt ≤ z_opt: a town joins only what runs.", joint()),
    Case(
        "participants",
        "participants",
        "Σ_g y_g,opt ≥ m · z_opt: what runs has enough participants.",
        joint(min_participants=2),
    ),
    Case(
        "cover",
        "cover",
        "What the region covers of absent towns never exceeds the stated cap of the joint part"
        " (here a half: 45 z ≤ Σ share · y).",
        with_settings(joint(), max_cover=Fraction(1, 2)),
    ),
    Case(
        "capex-joint",
        "capex",
        "A town's rows get share · y + its own part; the pool gets amount · z − Σ share · y.",
        joint(capex_per_participant=15),
    ),
    Case(
        "capex-pool",
        "capex",
        "The pool serves the region's own projects and its grants, paid in the same year.",
        by_hand(
            [
                project("A", capex=30, regional_grant=Fraction(1, 2)),
                project("R", Scope.REGION, capex=20),
            ],
            {"A": 10, "R": 10},
            [Budget("T", 2027, 25), Budget(REGION, 2027, 25)],
        ),
    ),
    Case(
        "capex-grant",
        "capex",
        "paid_t − arriving grants_t ≤ limit_t: the whole expense counts until the grant arrives.",
        aided(),
    ),
    Case(
        "capex-carried",
        "capex",
        "paid_t − arriving grants_t + s_t = limit_t + s_(t−1), s ≥ 0, with carry-over.",
        with_settings(aided(), carry_over=True),
    ),
    Case(
        "capex-reserve",
        "capex",
        "Limits are reduced by the reserve (here 60 by a tenth).",
        with_settings(
            town(project("A", capex=51, latest=2027), project("B", capex=7), capex=60),
            reserve=Fraction(1, 10),
        ),
    ),
    Case(
        "capex-bridged",
        "capex",
        "With a ceiling, the grant part of an expense does not count against the limit.",
        bridged(40),
    ),
    Case(
        "prefinancing",
        "prefinancing",
        "Σ grants spent and not yet received at each year end ≤ ceiling.",
        bridged(40),
    ),
    Case(
        "opex",
        "opex",
        "One-off cost, opex and savings within the running limits; one more row holds the full"
        " yearly burden of the first year after the horizon to the last limit.",
        running(6),
    ),
    Case(
        "allocation",
        "allocation",
        "The allocation counts whole grants of all copies.",
        replace(
            aided(allocation=70),
            orps=by_hand([], {}, [Budget(t, 2027, 0) for t in "TU"]).orps,
            budgets=tuple(Budget(t, year, 60) for t in "TU" for year in (2027, 2028)),
        ),
    ),
    Case(
        "allocation-joint",
        "allocation",
        "The allocation counts the whole grant of a joint project once, by its run (45 and 25).",
        replace(
            joint(programmes=("F",)),
            programmes=(Programme("F", "F", Fraction(1, 2), allocation=40),),
        ),
    ),
    Case(
        "effort",
        "effort",
        "Person-days of the start year ≤ capacity, never carried.",
        town(project("A", effort=4), project("B", effort=3, latest=2027), effort=5),
    ),
    Case(
        "requires",
        "requires",
        "A requires B: B is chosen by the same town and starts no later than A.",
        replace(
            linked(Relation.REQUIRES),
            projects=(project("A"), project("B")),
        ),
    ),
    Case(
        "requires-region",
        "requires",
        "The same with a regional B: it runs and serves the town.",
        replace(
            linked(Relation.REQUIRES),
            projects=(project("A", latest=2027), project("B", Scope.REGION)),
        ),
    ),
    Case("excludes", "excludes", "A excludes B within one town.", linked(Relation.EXCLUDES)),
    Case("together", "together", "A together with B within one town.", linked(Relation.TOGETHER)),
    Case(
        "synergy-gain",
        "synergy",
        "Points once per town where both are chosen: a gain needs both.",
        linked(Relation.SYNERGY, Fraction(1, 100)),
    ),
    Case(
        "synergy-loss",
        "synergy",
        "Points once per town where both are chosen: a loss comes with both.",
        linked(Relation.SYNERGY, Fraction(-1, 100)),
    ),
    Case("rule-at-most", "rule", "At most so many of a group.", ruled(RuleKind.AT_MOST, 1)),
    Case("rule-at-least", "rule", "At least so many of a group.", ruled(RuleKind.AT_LEAST, 2)),
    Case(
        "rule-share-at-most",
        "rule",
        "At most a share of the gross capex of the town's chosen options (half: 30 A ≤ 20 B).",
        ruled(RuleKind.SHARE_AT_MOST, Fraction(1, 2)),
    ),
    Case(
        "rule-share-at-least",
        "rule",
        "At least a share of the gross capex of the town's chosen options (0.7: 18 A ≥ 28 B).",
        ruled(RuleKind.SHARE_AT_LEAST, Fraction(7, 10)),
    ),
    Case(
        "objective-population",
        "must",
        "Objective = Σ_o m_o V_o, m_o = population_o · n / Σ population as integers (2 and 4, to be"
        " divided by 3); a regional project counts for every town that it serves.",
        with_settings(regional_duty(), value_base=ValueBase.POPULATION),
        section="objective",
    ),
]


CASES += ON_THE_WAY


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_rows_are_those_of_the_method(case: Case) -> None:
    golden = LP / f"{case.name}.lp"
    if UPDATE:
        golden.write_text(text(case), encoding="utf-8")
    assert text(case) == golden.read_text(encoding="utf-8")


def test_the_page_of_the_formulation_is_printed_from_the_model() -> None:
    if UPDATE:
        PAGE.write_text(page(CASES), encoding="utf-8")
    assert page(CASES) == PAGE.read_text(encoding="utf-8")


def test_the_page_has_a_heading_for_every_kind_and_no_other() -> None:
    assert {case.section for case in CASES} == TITLES.keys()


def test_every_kind_of_row_has_its_text() -> None:
    regions = {kind_of(row) for seed in range(100) for row in modelled(region(seed))[1].rows}
    assert regions | set(kinds_in_the_code()) == {kind_of(r) for case in CASES for r in case.rows}
    assert {case.name for case in CASES} == {file.stem for file in LP.glob("*.lp")}


def kinds_in_the_code() -> Iterator[str]:
    """What a row's name begins with, wherever the code spells it out."""
    for file in CHOOSING.rglob("*.py"):
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and ast.unparse(call.func) in {"Row", "make_row"}:
                begins = re.match(r"f?['\"]([a-z]+)", ast.unparse(call.args[0]))
                yield from begins.groups() if begins else ()


def test_a_row_that_no_choice_can_break_is_left_out() -> None:
    _, model = modelled(town(project("A", capex=7), capex=7))
    assert [row.name for row in model.rows] == ["one[A,T]"]
