"""Rules across tables: what is wrong although every single cell can be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stack_planner.checking.budgets import check_budgets
from stack_planner.checking.company import check_companies
from stack_planner.checking.consistency import check_consistency
from stack_planner.checking.coverage import check_coverage
from stack_planner.checking.criteria import check_criteria
from stack_planner.checking.duties import check_duties
from stack_planner.checking.eliciting import check_answers
from stack_planner.checking.estimates import check_estimates
from stack_planner.checking.funding import check_funding
from stack_planner.checking.groups import check_groups
from stack_planner.checking.identity import check_identity
from stack_planner.checking.meetings import check_meetings
from stack_planner.checking.names import check_names
from stack_planner.checking.omissions import check_omissions
from stack_planner.checking.scenarios import check_scenarios

if TYPE_CHECKING:
    from stack_planner.problems import Problem
    from stack_planner.records import Strategy


def check_strategy(strategy: Strategy) -> tuple[Problem, ...]:
    """Every problem of a strategy, errors and softer ones, in a fixed order."""
    return (
        *check_identity(strategy),
        *check_companies(strategy),
        *check_consistency(strategy),
        *check_estimates(strategy),
        *check_budgets(strategy),
        *check_groups(strategy),
        *check_names(strategy),
        *check_criteria(strategy),
        *check_answers(strategy),
        *check_duties(strategy),
        *check_funding(strategy),
        *check_omissions(strategy),
        *check_scenarios(strategy),
        *check_meetings(strategy),
        *check_coverage(strategy),
    )
