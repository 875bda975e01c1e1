"""What planning together adds to each town, one advantage after the other.

A town's best value alone is found again when

1. the region first carries out the plan's regional projects and divides only the rest of its money
   and of the programmes' allocations by population,
2. the town may also join the plan's joint projects, for its share fixed beforehand, and what the
   region pays of them is gone before the rest is divided,
3. the rest is used where it brings the most: that is the common plan.

What each step adds is the part of regional projects, of joint projects, and of the better use of
the pool. The parts add up to the gain, whichever of equally good plans alone was found.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from stack_planner.choosing.comparing.alone import alone, attempts, best_value
from stack_planner.choosing.comparing.needed import lack_of
from stack_planner.choosing.options import make_options
from stack_planner.choosing.rows import taken
from stack_planner.comparison import Gain, Lack, Reach
from stack_planner.records import REGION, Scope

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stack_planner.choosing.solve import Solver
    from stack_planner.records import Budget, Orp, Programme, Strategy
    from stack_planner.results import Decision, Option, OrpPlan, Plan


def compared(plan: Plan, solver: Solver) -> Plan:
    """The plan, each town's gain split and what it would lack alone added."""
    towns = solver.limits.side_by_side(lambda orp: _compared(plan, orp, solver), plan.orps)
    return replace(plan, orps=tuple(towns))


def _compared(plan: Plan, orp: OrpPlan, solver: Solver) -> OrpPlan:
    gain = gain_of(plan, orp, solver)
    own_way = None if gain is None else lack_of(plan, orp, orp.value - gain.regional, solver)
    if gain is None and solver.limits.is_over:
        own_way = Lack(Reach.OPEN)
    return replace(
        orp,
        gain=gain,
        lack=lack_of(plan, orp, orp.value, solver),
        lack_without_regional=own_way,
    )


def gain_of(plan: Plan, orp: OrpPlan, solver: Solver) -> Gain | None:
    """A town's gain by its three parts; None where there is no plan alone, or at a step."""
    runs = plan.region.decisions
    regional = [run for run in runs if _scope(plan, run) is Scope.REGION]
    steps = [orp.alone]
    for before, offered in (([], regional), (regional, runs)):
        same = len(before) == len(offered)
        steps.append(steps[-1] if same else Offer(plan, tuple(offered)).value(orp.code, solver))
    alone_value, with_regional, with_joint = steps
    if alone_value is None or with_regional is None or with_joint is None:
        return None
    return Gain(
        regional=with_regional - alone_value,
        joint=with_joint - with_regional,
        pool=orp.value - with_joint,
    )


def _scope(plan: Plan, run: Decision) -> Scope:
    return plan.strategy.project[run.project].scope


@dataclass(frozen=True)
class Offer:
    """Some of what the region runs by the plan, offered to a town that otherwise plans alone."""

    plan: Plan
    runs: tuple[Decision, ...]

    def value(self, code: str, solver: Solver) -> int | None:
        """The most that a town reaches; None where it has no plan, or none in time."""
        orp = self.plan.strategy.orp[code]
        for demanded in attempts(alone(self._paid(), orp)):
            if solver.limits.is_over:
                return None
            strategy = self._open(demanded)
            options, _ = make_options(demanded, self.plan.scores)
            offered = [*filter(self._stays, options), *self._offered(orp)]
            value = best_value(strategy, self.plan.scores, offered, solver)
            if value is not None:
                return value
        return None

    def _paid(self) -> Strategy:
        """The strategy with what these runs take gone from the pool and the allocations."""
        strategy = self.plan.strategy
        return replace(
            strategy,
            pool=tuple(self._rest(budget) for budget in strategy.pool),
            programmes=tuple(self._left(programme) for programme in strategy.programmes),
        )

    def _rest(self, budget: Budget) -> Budget:
        """What is left of the pool's capital money of a year, the only money that towns get."""
        if budget.capex is None:
            return budget
        used = sum(
            amount
            for run in self.runs
            for year, amount in taken(self.plan.strategy, REGION, run.flows, "capex")
            if year == budget.year
        )
        return replace(budget, capex=max(0, budget.capex - used))

    def _left(self, programme: Programme) -> Programme:
        if programme.allocation is None:
            return programme
        granted = sum(
            run.option.total("grant") for run in self.runs if run.option.programme == programme.code
        )
        return replace(programme, allocation=programme.allocation - granted)

    def _open(self, by_itself: Strategy) -> Strategy:
        """The lone town's strategy with these runs as projects like its own, without duties."""
        projects = {project.code: project for project in by_itself.projects}
        for run in self.runs:
            project = self.plan.strategy.project[run.project]
            scope = Scope.REGION if project.scope is Scope.REGION else Scope.ORP
            projects[project.code] = replace(
                project, scope=scope, must_start_by=None, must_finish_by=None
            )
        return replace(by_itself, projects=tuple(projects[code] for code in sorted(projects)))

    def _stays(self, option: Option) -> bool:
        """Whether an option of the lone town is still there: a joint project runs only once."""
        return option.project not in {run.project for run in self.runs}

    def _offered(self, orp: Orp) -> Sequence[Option]:
        """The options that the runs give the town: to be served, or to join for its share."""
        offered = []
        for run in self.runs:
            if orp.code in run.option.served:
                offered.append(replace(run.option, flows=(), programme=None, served=(orp.code,)))
            offered += [
                replace(option, share=(), programme=None)
                for option in self.plan.choice.options
                if option.payer == orp.code and option.run == run.option.run
            ]
        return offered
