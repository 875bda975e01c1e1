"""The count after the solver catches every kind of rule that a choice breaks."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest

from stack_planner.choosing.options import make_options
from stack_planner.choosing.verify import verify
from stack_planner.problems import UntrueAnswerError
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
)
from stack_planner.results import Choice, Proof, Status
from stack_planner.scoring import score_projects
from tests.solving import by_hand, project

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from stack_planner.records import Strategy

# In LOOSE two towns do P1 with the programme F and share P2, financed by G, with T3 absent: T1 pays
# 100 − 50 + 20 − 10 for assets in 2027 and waits for 52 + 10 of grants; the region pays 50 for P3
# and 30 − 2 · 10 for P2. P4 comes a year later; P5 and P6 are worth nothing.
LOOSE = replace(
    by_hand(
        [
            project("P1", capex=100, one_off=5, opex=9, effort=4, programmes=("F",), latest=2027),
            project("P2", Scope.JOINT, capex=60, opex=6, latest=2027, programmes=("G",)),
            project("P3", Scope.REGION, capex=50, one_off=3, opex=2, latest=2027),
            project("P4", capex=7, earliest=2028),
            project("P5", capex=1),
            project("P6", Scope.REGION, capex=1),
        ],
        {"P1": 900, "P2": 800, "P3": 700, "P4": 600},
        [
            Budget(payer, year, 0 if payer == "T3" else None, bridges=True)
            for payer in ("T1", "T2", "T3", REGION)
            for year in (2027, 2028)
        ],
    ),
    programmes=(
        Programme("F", "F", Fraction(1, 2), delay=1),
        Programme("G", "G", Fraction(1, 2), delay=1),
    ),
)

KEYS = (
    *("P1|T1|2027|F", "P1|T2|2027|F", "P2|T1|2027|G", "P2|T2|2027|G", "P2|region|2027|G"),
    *("P3|region|2027|", "P4|T1|2028|", "P4|T2|2028|"),
)
SCORES = score_projects(LOOSE)
OPTIONS = {option.key: option for option in make_options(LOOSE, SCORES)[0]}
WORTH = 2 * 900 + 2 * 800 + 3 * 700 + 2 * 600


def choice_of(keys: Iterable[str], worth: int = WORTH) -> Choice:
    """The choice of some options that says it is worth so much."""
    proof = Proof(Status.OPTIMAL, worth, worth, 1, "by hand")
    return Choice(tuple(OPTIONS.values()), tuple(OPTIONS[key] for key in keys), proof)


def limited(payer: str, name: str, year: int = 2027) -> Callable[[int], Strategy]:
    """LOOSE with a limit of a payer in one year."""

    def limit(amount: int) -> Strategy:
        change: dict[str, Any] = {name: amount}

        def lowered(budget: Budget) -> Budget:
            meant = (budget.orp, budget.year) == (payer, year)
            return replace(budget, **change) if meant else budget

        return replace(
            LOOSE,
            budgets=tuple(map(lowered, LOOSE.budgets)),
            pool=tuple(map(lowered, LOOSE.pool)),
        )

    return limit


def with_allocation(code: str) -> Callable[[int], Strategy]:
    """LOOSE with an allocation of a programme."""
    return lambda amount: replace(
        LOOSE,
        programmes=tuple(
            replace(p, allocation=amount) if p.code == code else p for p in LOOSE.programmes
        ),
    )


def with_cover(percent: int) -> Strategy:
    """LOOSE with a cap on what the region covers of a joint part."""
    return replace(LOOSE, settings=replace(LOOSE.settings, max_cover=Fraction(percent, 100)))


def with_reserve(percent: int) -> Strategy:
    """LOOSE where T1 has 75 for assets in 2027 and keeps so many percent short of all of it."""
    strict = limited("T1", "capex")(75)
    return replace(strict, settings=replace(strict.settings, reserve=Fraction(100 - percent, 100)))


@pytest.mark.parametrize(
    ("broken", "limit", "enough"),
    [
        ("capex T1 2027 by 1 CZK", limited("T1", "capex"), 60),
        ("capex T1 2027 by 1 CZK", with_reserve, 80),
        ("opex T1 2028 by 1 CZK", limited("T1", "opex", 2028), 11),
        ("burden T1 2029", limited("T1", "opex"), 11),
        ("prefinancing T1 2027", limited("T1", "prefinancing"), 62),
        ("effort T1 2027", limited("T1", "effort"), 4),
        ("capex region 2027 by 1 CZK", limited(REGION, "capex"), 60),
        ("burden region 2029", limited(REGION, "opex"), 4),
        ("prefinancing region 2027", limited(REGION, "prefinancing"), 10),
        ("allocation F", with_allocation("F"), 104),
        ("allocation G", with_allocation("G"), 30),
        ("cover P2", with_cover, 34),
    ],
)
def test_one_less_than_enough_is_caught(
    broken: str, limit: Callable[[int], Strategy], enough: int
) -> None:
    verify(limit(enough), SCORES, choice_of(KEYS))
    with pytest.raises(UntrueAnswerError, match=broken):
        verify(limit(enough - 1), SCORES, choice_of(KEYS))


def linked(first: str, relation: Relation, second: str) -> Strategy:
    """LOOSE with a link."""
    return replace(LOOSE, links=(Link(first, relation, second),))


def ruled(kind: RuleKind, bound: Fraction | int, *group: str) -> Strategy:
    """LOOSE with a rule for T1, which spends 127 on assets."""
    return replace(LOOSE, rules=(Rule(kind, group, Fraction(bound), "T1"),))


def decided(code: str, stance: Stance, year: int | None = None, orp: str = "T1") -> Strategy:
    """LOOSE with a decision of a town."""
    return replace(LOOSE, positions=(Position(orp, code, stance, year),))


def changed(code: str, **change: Any) -> Strategy:  # noqa: ANN401 — any field of a project
    """LOOSE with another project in the place of one."""
    return replace(
        LOOSE,
        projects=tuple(replace(p, **change) if p.code == code else p for p in LOOSE.projects),
    )


@pytest.mark.parametrize(
    "kept",
    [
        linked("P4", Relation.REQUIRES, "P1"),
        linked("P4", Relation.REQUIRES, "P3"),
        linked("P1", Relation.EXCLUDES, "P5"),
        linked("P5", Relation.TOGETHER, "P6"),
        ruled(RuleKind.AT_MOST, 1, "P1", "P3"),
        ruled(RuleKind.AT_LEAST, 2, "P1", "P2", "P3"),
        ruled(RuleKind.SHARE_AT_MOST, Fraction(100, 127), "P1"),
        ruled(RuleKind.SHARE_AT_LEAST, Fraction(120, 127), "P1", "P2"),
        decided("P1", Stance.MUST, 2027),
        decided("P5", Stance.REFUSES),
        changed("P1", must_start_by=2027, only_orps=("T1", "T2")),
        changed("P3", must_finish_by=2027),
    ],
)
def test_a_choice_that_keeps_a_rule_is_accepted(kept: Strategy) -> None:
    verify(kept, SCORES, choice_of(KEYS))


@pytest.mark.parametrize(
    ("broken", "strict"),
    [
        ("requires P1 P4 T1", linked("P1", Relation.REQUIRES, "P4")),
        ("requires P1 P5 T1", linked("P1", Relation.REQUIRES, "P5")),
        ("requires P3 P1 T3", linked("P3", Relation.REQUIRES, "P1")),
        ("excludes P1 P3 T1", linked("P1", Relation.EXCLUDES, "P3")),
        ("together P2 P5 T1", linked("P2", Relation.TOGETHER, "P5")),
        ("rule at most P1;P2 T1", ruled(RuleKind.AT_MOST, 1, "P1", "P2")),
        ("rule at least P1;P5 T1", ruled(RuleKind.AT_LEAST, 2, "P1", "P5")),
        ("rule share at most area T1", ruled(RuleKind.SHARE_AT_MOST, Fraction(126, 127), "area")),
        ("rule share at least P2 T1", ruled(RuleKind.SHARE_AT_LEAST, Fraction(21, 127), "P2")),
        ("must P5 T1", decided("P5", Stance.MUST)),
        ("must P1 T1", decided("P1", Stance.MUST, 2028)),
        ("must P2 T3", decided("P2", Stance.MUST, orp="T3")),
        ("P1 is not open to T1", decided("P1", Stance.REFUSES)),
        ("P1 is not open to T1", decided("P1", Stance.DONE)),
        ("P3 is not open to T3", decided("P3", Stance.REFUSES, orp="T3")),
        ("P4 is not open to T2", changed("P4", only_orps=("T1", "T3"))),
        ("law P1 T3", changed("P1", must_start_by=2027)),
        ("law P6", changed("P6", must_finish_by=2028)),
        ("participants P2", changed("P2", min_participants=3)),
    ],
)
def test_a_choice_that_breaks_a_rule_is_caught(broken: str, strict: Strategy) -> None:
    with pytest.raises(UntrueAnswerError, match=broken):
        verify(strict, SCORES, choice_of(KEYS))


@pytest.mark.parametrize(
    ("broken", "choice"),
    [
        ("twice .*P4.*T1", choice_of([*KEYS, "P4|T1|2028|"], WORTH + 600)),
        ("twice .*P1.*T2", choice_of([*KEYS, "P1|T2|2027|"])),
        ("joined what does not run P2", choice_of(k for k in KEYS if k != "P2|region|2027|G")),
        ("joined another run P2", choice_of([*KEYS[:4], "P2|region|2027|", *KEYS[5:]])),
        ("participants P2", choice_of((k for k in KEYS if k != "P2|T1|2027|G"), WORTH - 800)),
        (f"objective {WORTH + 1} ", choice_of(KEYS, WORTH + 1)),
        (f"objective {WORTH} ", choice_of(KEYS[:-1])),
    ],
)
def test_a_tampered_choice_is_caught(broken: str, choice: Choice) -> None:
    with pytest.raises(UntrueAnswerError, match=broken):
        verify(LOOSE, SCORES, choice)


def test_synergies_count_in_the_objective() -> None:
    synergy = replace(LOOSE, links=(Link("P1", Relation.SYNERGY, "P3", Fraction(1, 100)),))
    verify(synergy, SCORES, choice_of(KEYS, WORTH + 2 * 100))
    with pytest.raises(UntrueAnswerError, match="objective"):
        verify(synergy, SCORES, choice_of(KEYS))
