"""The least that makes a plan possible: fewest rules given up, then least CZK, then person-days.

Limits get a slack in what their cells would have to hold more; other rules a column that drops them
whole. Each stage keeps what the ones before reached. Start windows, keys and whatever else makes
options stay as they are, and so do refusals of joint and regional projects, whose price depends on
who takes part.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from stack_planner.choosing.conflict.elastic import Elastic, Given
from stack_planner.choosing.model import Model, Row, Sense, make_row
from stack_planner.choosing.solve import State
from stack_planner.conflicts import NamedRule, Raise, Repair, Sort
from stack_planner.records import REGION

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stack_planner.choosing.conflict.clauses import Clause
    from stack_planner.choosing.conflict.ground import Ground

RULES, CZK, PERSON_DAYS, HARDNESS = range(4)


def least_repair(ground: Ground) -> Repair | None:
    """The least repair that was found; None where the work limits came before any.

    Money and staff alone are tried first: mostly they are enough, and it is much easier.
    """
    given, proven = _least(Elastic(ground, ()), (CZK, PERSON_DAYS))
    if given is None:
        soft = tuple(c for c in ground.clauses if not c.relief and not c.firm)
        given, least = _least(Elastic(ground, soft), (RULES, CZK, PERSON_DAYS, HARDNESS))
        proven = proven and least
    return None if given is None else _told(ground, given, least=proven)


def _least(elastic: Elastic, measures: Sequence[int]) -> tuple[Given | None, bool]:
    """What is least by measures, one after the other, and whether all that is proven."""
    best: Given | None = None
    proven, held = True, list[Row]()
    for measure in measures:
        weights = elastic.weights(measure)
        model = Model(elastic.model.columns, (*elastic.model.rows, *held))
        answer = elastic.ground.solver.maximise(model, [-weight for weight in weights])
        new = None if answer.chosen is None else elastic.given(answer.chosen)
        if new is not None and (best is None or new.measures < best.measures):
            best = new
        if best is None:
            return None, answer.state is State.INFEASIBLE
        reached = best.measures[measure]
        proven = proven and answer.bound is not None and -answer.bound >= reached
        held.append(make_row(f"keep[{measure}]", dict(enumerate(weights)), Sense.AT_MOST, reached))
    return best, proven


def _told(ground: Ground, given: Given, *, least: bool) -> Repair:
    """The repair by the names of its rules and cells, town by town."""
    raised = [
        Raise(ceiling.rule, by, ceiling.amount + by)
        for ceiling, more in given.more.items()
        if (by := ceiling.raised_for(more))
    ]
    raised.sort(key=lambda more: _place(more.rule))
    dropped = [_dropped(ground, given, clause) for clause in given.dropped]
    return Repair(tuple(sorted(dropped, key=_place)), tuple(raised), least)


def _place(rule: NamedRule) -> tuple[bool, str, int, str]:
    """Towns before the region, money before staff, early years first."""
    last = -list(Sort).index(rule.sort)
    return rule.payer == REGION, rule.payer, last, str(sorted(rule.details.items()))


def _dropped(ground: Ground, given: Given, clause: Clause) -> NamedRule:
    """A rule that is given up; of a number of participants, to how many it falls."""
    rule = clause.rule
    if rule.sort is not Sort.PARTICIPANTS:
        return rule
    options = (ground.columns[i].option for i in given.chosen if i < len(ground.columns))
    joined = sum(
        1 for o in options if o and o.project == rule.details["project"] and o.payer != REGION
    )
    return replace(rule, details={**rule.details, "joined": joined})
