"""Why a region has no plan: irreducible sets of named rules that cannot hold together.

A deletion filter (Chinneck & Dravnieks 1991, ORSA J. Computing 3, 157–168) over the named rules in
their order: a rule without which the others still cannot hold is done without. First one payer at a
time is asked whether its own rules can hold; only if all of them can, the region as a whole.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from stack_planner.choosing.conflict.ground import make_ground
from stack_planner.choosing.conflict.repair import least_repair
from stack_planner.choosing.solve import Solver
from stack_planner.conflicts import Conflict
from stack_planner.problems import InfeasibleError, UntrueAnswerError
from stack_planner.records import REGION

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from stack_planner.choosing.conflict.clauses import Clause
    from stack_planner.choosing.conflict.ground import Ground
    from stack_planner.choosing.solve import Limits
    from stack_planner.conflicts import NamedRule
    from stack_planner.decided import Kept
    from stack_planner.problems import Problem
    from stack_planner.records import Strategy
    from stack_planner.results import Scores

NODES = 2_000
"""The work on one question; one that is not settled within it leaves its rule in the set."""


def explained(
    strategy: Strategy,
    scores: Scores,
    limits: Limits,
    problems: Iterable[Problem] = (),
    kept: Sequence[Kept] = (),
) -> InfeasibleError:
    """The conflicts of a region that has no plan, officers' decisions among them; least repair.

    Raises:
        UntrueAnswerError: there is a plan after all.
    """
    solver = Solver(replace(limits, nodes=NODES, gap=None))
    ground = make_ground(strategy, scores, solver, kept)
    conflicts = tuple(find_conflicts(ground))
    return InfeasibleError(conflicts, least_repair(ground), tuple(problems))


def find_conflicts(ground: Ground) -> Iterator[Conflict]:
    """A conflict of every payer whose own rules cannot hold; or else one of the whole region.

    Raises:
        UntrueAnswerError: all rules can hold together.
    """
    payers = sorted({clause.rule.payer for clause in ground.clauses} - {REGION})
    alone = {
        payer: [clause for clause in ground.clauses if clause.rule.payer == payer]
        for payer in (*payers, REGION)
    }
    stuck = [theirs for theirs in alone.values() if ground.can_hold(theirs) is False]
    if not stuck:
        if ground.can_hold(ground.clauses):
            raise UntrueAnswerError(("infeasible, but all rules can hold",))
        stuck = [_of_few_payers(ground, payers)]
    for clauses in stuck:
        needed, settled = filtered(ground, clauses)
        yield Conflict(_measured(ground, needed), settled)


def _of_few_payers(ground: Ground, payers: Sequence[str]) -> list[Clause]:
    """The rules that are left when payers are done without, the last one first."""
    left = list(ground.clauses)
    for payer in reversed(payers):
        fewer = [clause for clause in left if clause.rule.payer != payer]
        if ground.can_hold(fewer) is False:
            left = fewer
    return left


def filtered(ground: Ground, clauses: Sequence[Clause]) -> tuple[tuple[Clause, ...], bool]:
    """The rules that stay in a deletion filter over rules that cannot hold, in their order.

    Many at a time are tried first: if the others cannot hold without them, then neither without
    each in turn, so that the outcome is that of trying one by one.

    Returns:
        The set, and whether every question was settled. Where one was not, its rule stays.
    """
    kept: list[Clause] = []
    left, settled = list(clauses), True
    step = max(1, len(left) // 2)
    while left:
        tried, others = left[:step], left[step:]
        can_hold = ground.can_hold([*kept, *others])
        if can_hold is False:
            left = others
        elif len(tried) > 1:
            step = len(tried) // 2
            continue
        else:
            kept += tried
            left, settled = others, settled and can_hold is not None
        step = max(1, len(left) // 2)
    return tuple(kept), settled


def _measured(ground: Ground, clauses: Sequence[Clause]) -> tuple[NamedRule, ...]:
    """The rules of a conflict from the weightiest down, limits with what is missing in them."""
    return tuple(
        _with_need(ground, clause, [other for other in clauses if other is not clause])
        for clause in reversed(clauses)
    )


def _with_need(ground: Ground, clause: Clause, others: Sequence[Clause]) -> NamedRule:
    """A limit with what the other rules need of it; other rules as they are."""
    if not clause.relief:
        return clause.rule
    (row,) = (row.undivided for row in clause.rows)
    needed = ground.least(row, others)
    if needed is None or needed <= row.bound:
        return clause.rule
    return replace(clause.rule, needed=needed, missing=needed - row.bound)
