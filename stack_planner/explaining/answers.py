"""What is told of a plan beside it: the answers that its workbooks hold."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING

from stack_planner.explaining.frontier import Frontier, frontiers
from stack_planner.explaining.held import region_of
from stack_planner.explaining.passport import Passport, passports
from stack_planner.explaining.removing import Removal, removals
from stack_planner.explaining.robust import Robustness, robustness
from stack_planner.explaining.uncertainty import CostRisk, cost_risks
from stack_planner.records import REGION
from stack_planner.scoring.crosscheck import Agreement, agreements, is_installed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from stack_planner.choosing.solve import Limits
    from stack_planner.results import Plan


@dataclass(frozen=True)
class Answers:
    """Every kind of answer, each a tuple; an answer bears the code of its payer as ``orp``."""

    passports: tuple[Passport, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    removals: tuple[Removal, ...] = ()
    frontiers: tuple[Frontier, ...] = ()
    costs: tuple[CostRisk, ...] = ()
    robustness: tuple[Robustness, ...] = ()

    def of(self, code: str) -> Answers:
        """Those of one town, or of ``REGION``."""
        return Answers(
            *(
                tuple(each for each in getattr(self, kind.name) if each.orp == code)
                for kind in fields(self)
            )
        )


UNASKED = Answers()
"""No answers at all."""


def answers_of(
    plan: Plan, limits: Limits, progress: Callable[[str], None], towns: Sequence[str] = ()
) -> Answers:
    """The answers to all that is asked of a plan just made, of some towns or of all."""
    region = region_of(plan, limits)
    codes = towns or [orp.code for orp in plan.orps]
    progress("explain_out")
    told = passports(region, towns=codes)
    others: tuple[Agreement, ...] = ()
    if is_installed():
        progress("crosscheck")
        others = agreements(plan.strategy, plan.scores, codes) or ()
    progress("frontier")
    curves = frontiers(region, codes)
    progress("robust")
    made = Answers(
        told,
        others,
        frontiers=curves,
        costs=cost_risks(plan.strategy, plan.choice.chosen, (*codes, REGION)),
        robustness=robustness(region, codes),
    )
    if towns:
        return made
    progress("removals")
    return replace(made, removals=removals(region))
