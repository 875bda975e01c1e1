"""What is told of a plan beside it: the answers that its workbooks hold."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from stack_planner.explaining.held import region_of
from stack_planner.explaining.passport import Passport, passports
from stack_planner.explaining.uncertainty import CostRisk, cost_risks
from stack_planner.records import REGION

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from stack_planner.choosing.solve import Limits
    from stack_planner.results import Plan


@dataclass(frozen=True)
class Answers:
    """Every kind of answer, each a tuple; an answer bears the code of its payer as ``orp``."""

    passports: tuple[Passport, ...] = ()
    costs: tuple[CostRisk, ...] = ()

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
    costs = cost_risks(plan.strategy, plan.choice.chosen, (*codes, REGION))
    return Answers(passports=passports(region, towns=codes), costs=costs)
