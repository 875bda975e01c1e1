"""A second reading of the method: every plan of a small region is made and counted, the best told.

Written from the contracts alone and sharing nothing with ``stack_planner.choosing``. The runs of
joint and regional projects are tried one combination after the other; under each, every town's
plans are counted year by year. What a plan takes from the pool and the programmes is all that the
other towns see of it, so of plans that take the same only the best one is kept: nothing is lost.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import product
from math import floor, prod
from typing import TYPE_CHECKING

from stack_planner.records import REGION, CostKey, Relation, RuleKind, Scope, Stance, ValueBase
from tests.oracle_money import (
    Cost,
    Uses,
    affords,
    charged,
    exceeded,
    expenses,
    financed,
    is_in_time,
    lowered,
    share_of,
    with_regional_grant,
)
from tests.oracle_scores import half_up, project_units

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from stack_planner.records import (
        Link,
        Orp,
        Position,
        Programme,
        Project,
        Rule,
        Strategy,
    )
    from tests.oracle_money import Expense

Key = tuple[str, str, int]
Plans = dict[frozenset[tuple[Key, int]], Fraction]
"""The most that plans are worth, by what they take from what is common."""


def best_value(strategy: Strategy) -> Fraction | None:
    """The most that any plan is worth, in units of 10⁻⁴ point; None where none keeps the rules."""
    return Region(strategy).best()


def best_alone(strategy: Strategy, orp: Orp) -> Fraction | None:
    """The most that a town reaches by itself, with its part of the pool and of allocations."""
    return best_value(by_itself(strategy, orp))


def least_money(strategy: Strategy, orp: Orp, value: int) -> int | None:
    """The least CZK above its limits with which a town reaches a value by itself; None if never."""
    lone = by_itself(strategy, orp)
    return min(
        (
            exceeded(lone, orp.code, uses)
            for reached, uses in Region(lone).lone_plans()
            if reached >= value
        ),
        default=None,
    )


def by_itself(strategy: Strategy, orp: Orp) -> Strategy:
    """The strategy of one town alone.

    Regional projects are out of reach, the whole joint part of a joint one falls on the town.
    """
    part = Fraction(orp.population, sum(town.population for town in strategy.orps))

    def portion(amount: int | None) -> int | None:
        return None if amount is None else floor(amount * part)

    def reachable(project: Project) -> Project:
        if project.scope is Scope.REGION:
            return replace(project, only_orps=("nobody",))
        if project.scope is Scope.JOINT:
            return replace(project, key=CostKey.EQUAL, min_participants=1)
        return project

    return replace(
        strategy,
        orps=(orp,),
        projects=tuple(reachable(project) for project in strategy.projects),
        programmes=tuple(
            replace(programme, allocation=portion(programme.allocation))
            for programme in strategy.programmes
        ),
        pool=tuple(
            replace(
                budget,
                capex=portion(budget.capex),
                opex=portion(budget.opex),
                prefinancing=portion(budget.prefinancing),
            )
            for budget in strategy.pool
        ),
    )


@dataclass(frozen=True, eq=False)
class Run:
    """A joint or regional project that runs, with what it costs the region if nobody shares."""

    project: Project
    start: int
    programme: Programme | None
    costs: tuple[Expense, ...]


@dataclass(frozen=True)
class Way:
    """A way in which a town has a project; ``uses`` is what it takes of anybody's."""

    project: Project
    start: int
    uses: Uses
    capex: int = 0


class Region:
    """A strategy under enumeration."""

    def __init__(self, strategy: Strategy) -> None:
        self.strategy = strategy
        self.settings = strategy.settings
        self.orps = sorted(strategy.orps, key=lambda orp: orp.code)
        self.open = {
            project.code: [orp for orp in self.orps if self._is_open(project, orp)]
            for project in strategy.projects
        }
        self.units = {
            (project.code, orp.code): project_units(strategy, project, orp)
            for project in strategy.projects
            for orp in self.orps
        }
        self.runs = {
            project.code: tuple(self._ways_to_run(project))
            for project in strategy.projects
            if project.scope is not Scope.ORP
        }
        self.copies = {
            (project.code, orp.code): (None, *self._copies(project, orp))
            for project in strategy.projects
            if project.scope is Scope.ORP
            for orp in self.open[project.code]
        }
        self.joins = {
            (run, orp.code): (None, *self._joins(run, orp))
            for runs in self.runs.values()
            for run in runs
            for orp in self.open[run.project.code]
        }

    # Plans

    @property
    def size(self) -> int:
        """How many plans of towns there are to be counted."""
        return sum(
            prod(len(self._ways(project, orp, runs)) for project in self.strategy.projects)
            for runs in self._all_runs()
            for orp in self.orps
        )

    def best(self) -> Fraction | None:
        """The value of the best plan of the whole region."""
        values = [self._best_under(runs) for runs in self._all_runs()]
        return max((value for value in values if value is not None), default=None)

    def _all_runs(self) -> Iterator[dict[str, Run]]:
        """Every combination of joint and regional projects that run; those by law always do."""
        law = {code for code in self.runs if self.strategy.project[code].is_mandatory} & {
            code for code, towns in self.open.items() if towns
        }
        for chosen in product(*((None, *runs) for runs in self.runs.values())):
            runs = {run.project.code: run for run in chosen if run}
            if law <= runs.keys():
                yield runs

    def _best_under(self, runs: Mapping[str, Run]) -> Fraction | None:
        """The best plan in which exactly these common projects run."""
        plans: Plans = {frozenset(self._run_uses(runs).items()): Fraction(0)}
        for orp in self.orps:
            theirs, merged = self._town_plans(orp, runs), Plans()
            for (held, value), (more, extra) in product(plans.items(), theirs.items()):
                uses = frozenset(_sum(dict(held), dict(more)).items())
                merged[uses] = max(merged.get(uses, value + extra), value + extra)
            plans = merged
        fitting = (value for uses, value in plans.items() if self._fits(Uses(dict(uses)), runs))
        return max(fitting, default=None)

    def lone_plans(self) -> Iterator[tuple[int, Uses]]:
        """(value, what it uses) of all plans of the only town that keep all but its money."""
        [orp] = self.orps
        unlimited = tuple(replace(b, capex=None, opex=None) for b in self.strategy.budgets)
        free = replace(self.strategy, budgets=unlimited)
        for runs in self._all_runs():
            for ways in product(
                *(self._ways(project, orp, runs) for project in self.strategy.projects)
            ):
                plan = {way.project.code: way for way in ways if way}
                uses = _sum(self._run_uses(runs), *(way.uses for way in plan.values()))
                keeps = self._keeps_rules(orp, plan) and affords(free, orp.code, uses)
                if keeps and self._fits(uses, runs):
                    yield self._value(orp, plan), uses

    def _town_plans(self, orp: Orp, runs: Mapping[str, Run]) -> Plans:
        """A town's plans that keep its rules and its budgets."""
        plans = Plans()
        for ways in product(
            *(self._ways(project, orp, runs) for project in self.strategy.projects)
        ):
            plan = {way.project.code: way for way in ways if way}
            uses = _sum(*(way.uses for way in plan.values()))
            if self._keeps_rules(orp, plan) and affords(self.strategy, orp.code, uses):
                common = frozenset((key, n) for key, n in uses.items() if key[0] != orp.code)
                value = self._multiplier(orp) * self._value(orp, plan)
                plans[common] = max(plans.get(common, value), value)
        return plans

    def _ways(self, project: Project, orp: Orp, runs: Mapping[str, Run]) -> Sequence[Way | None]:
        """What a town may do about a project: nothing, or one of its ways."""
        run = runs.get(project.code)
        if orp not in self.open[project.code] or (run is None and project.scope is not Scope.ORP):
            return (None,)
        if run is None:
            return self.copies[project.code, orp.code]
        if project.scope is Scope.REGION:
            return (Way(project, run.start, Uses()),)
        return self.joins[run, orp.code]

    def _value(self, orp: Orp, plan: Mapping[str, Way]) -> int:
        """V_o in units: of all that the town does or that serves it, and of what goes together."""
        return sum(self.units[code, orp.code] for code in plan) + sum(
            half_up(link.points * 10_000)
            for link in self.strategy.links
            if link.relation is Relation.SYNERGY and {link.first, link.second} <= plan.keys()
        )

    def _multiplier(self, orp: Orp) -> Fraction:
        """m_o of the objective."""
        if self.settings.value_base is ValueBase.EQUAL:
            return Fraction(1)
        return Fraction(orp.population * len(self.orps), sum(town.population for town in self.orps))

    # Rules

    def _keeps_rules(self, orp: Orp, plan: Mapping[str, Way]) -> bool:
        """Whether a town's plan keeps decisions, laws, links and the strategy's rules."""
        return (
            all(p.code in plan for p in self.strategy.projects if self._is_demanded(p, orp))
            and all(self._keeps_link(orp, link, plan) for link in self.strategy.links)
            and all(
                keeps_rule(rule, plan)
                for rule in self.strategy.rules
                if rule.orp in {None, orp.code}
            )
        )

    def _position(self, project: Project, orp: Orp) -> Position | None:
        return self.strategy.position.get((orp.code, project.code))

    def _is_open(self, project: Project, orp: Orp) -> bool:
        """Whether a town may take, join or be served by a project."""
        position = self._position(project, orp)
        willing = position is None or position.stance in {Stance.MUST, Stance.INTEREST}
        return willing and (not project.only_orps or orp.code in project.only_orps)

    def _is_demanded(self, project: Project, orp: Orp) -> bool:
        """Whether a town must have a project: by its own decision or by law."""
        position = self._position(project, orp)
        legal = project.is_mandatory and project.scope is Scope.ORP
        return bool(position and position.stance is Stance.MUST) or (
            legal and orp in self.open[project.code]
        )

    def _keeps_link(self, orp: Orp, link: Link, plan: Mapping[str, Way]) -> bool:
        """Whether a link holds in a town; what is done already stands outside of links."""
        positions = (
            self._position(self.strategy.project[c], orp) for c in (link.first, link.second)
        )
        if any(position and position.stance is Stance.DONE for position in positions):
            return True
        first, second = plan.get(link.first), plan.get(link.second)
        if link.relation is Relation.REQUIRES:
            return not first or (second is not None and second.start <= first.start)
        if link.relation is Relation.EXCLUDES:
            return not (first and second)
        return link.relation is Relation.SYNERGY or bool(first) == bool(second)

    def _fits(self, uses: Uses, runs: Mapping[str, Run]) -> bool:
        """Whether pool, programmes and joint projects bear the plans of all towns together."""
        return (
            affords(self.strategy, REGION, uses)
            and all(
                programme.allocation is None
                or uses["allocation", programme.code, 0] <= programme.allocation
                for programme in self.strategy.programmes
            )
            and all(
                self._is_joined(run, uses)
                for run in runs.values()
                if run.project.scope is Scope.JOINT
            )
        )

    def _is_joined(self, run: Run, uses: Uses) -> bool:
        """Whether enough towns join a run, and the region covers no more of it than it may."""
        code, whole = run.project.code, sum(e.gross for e in run.costs)
        covers = run.project.key is not CostKey.REGION
        return uses["joined", code, 0] >= run.project.min_participants and not (
            covers and uses["covered", code, 0] > self.settings.max_cover * whole
        )

    # Ways to do a project

    def _starts(self, project: Project, orp: Orp | None = None) -> Sequence[int]:
        """The years in which a project may start: its own, or a town's."""
        first, last = self.settings.first_year, self.settings.last_year
        position = self._position(project, orp) if orp else None
        if position and position.year is not None:
            runs = position.stance is Stance.MUST and position.year < first
            return [position.year] if runs or position.year in self._starts(project) else []
        latest = min(project.latest or last, last)
        if project.must_start_by is not None:
            latest = min(latest, max(project.must_start_by, first))
        if project.must_finish_by is not None:
            latest = min(latest, max(project.must_finish_by - len(project.profile) + 1, first))
        return range(max(project.earliest or first, first), latest + 1)

    def _financings(self, project: Project) -> list[Programme | None]:
        """Own money only, or one of the project's programmes."""
        return [None, *(self.strategy.programme[code] for code in project.programmes)]

    def _ways_to_run(self, project: Project) -> Iterator[Run]:
        """All the ways in which a joint or regional project may run."""
        towns = self.open[project.code]
        starts = {start for orp in towns for start in self._starts(project, orp)}
        cost = Cost(project.capex, project.opex, one_off=project.one_off)
        if project.scope is Scope.REGION:
            starts = set(self._starts(project) if towns else ())
            heads = sum(orp.population for orp in towns)
            per_head = half_up(project.capex_per_inhabitant * heads)
            cost = replace(cost, capex=project.capex + per_head, saved=project.opex_saved)
        for start, programme in product(sorted(starts), self._financings(project)):
            costs = expenses(project, start, cost, self.settings)
            paid = financed(costs, project, programme, self.settings)
            if paid is not None and is_in_time(costs, start, self.settings):
                yield Run(project, start, programme, tuple(paid))

    def _run_uses(self, runs: Mapping[str, Run]) -> Uses:
        """What runs take if nobody pays a share of them."""
        uses = Uses()
        for code, run in runs.items():
            uses.update(charged(self.strategy, REGION, run.costs))
            uses["covered", code, 0] += sum(e.gross for e in run.costs)
            if run.programme:
                uses["allocation", run.programme.code, 0] += sum(e.grant for e in run.costs)
        return uses

    def _copies(self, project: Project, orp: Orp) -> Iterator[Way]:
        """All the ways of a town's own copy."""
        position = self._position(project, orp)
        per_head = half_up(project.capex_per_inhabitant * orp.population)
        cost = Cost(project.capex + per_head, project.opex, project.opex_saved, project.one_off)
        for start, programme in product(self._starts(project, orp), self._financings(project)):
            costs = expenses(project, start, cost.estimated(position), self.settings)
            paid = financed(costs, project, programme, self.settings)
            if paid is None or not is_in_time(costs, start, self.settings):
                continue
            rest = lowered(paid, position.others if position else 0)
            for granted in self._granted(rest, project, start, programme):
                uses = (
                    {("allocation", programme.code, 0): sum(e.grant for e in rest)}
                    if programme
                    else {}
                )
                yield self._way(project, orp, start, granted, uses)

    def _joins(self, run: Run, orp: Orp) -> Iterator[Way]:
        """All the ways in which a town may join a run."""
        project, start, position = run.project, run.start, self._position(run.project, orp)
        per_head = half_up(project.capex_per_inhabitant * orp.population)
        cost = Cost(
            project.capex_per_participant + per_head,
            project.opex_per_participant,
            project.opex_saved,
        )
        costs = expenses(project, start, cost.estimated(position), self.settings)
        if start not in self._starts(project, orp) or not is_in_time(costs, start, self.settings):
            return
        others = position.others if position else 0
        own = lowered(costs, others)
        share = share_of(orp, self.open[project.code], project.key, run.costs)
        paid_share = lowered(share, others - sum(e.others for e in own))
        relief = {key: -n for key, n in charged(self.strategy, REGION, share).items()}
        covers = {("covered", project.code, 0): -sum(e.gross for e in share)}
        joined = {("joined", project.code, 0): 1}
        for granted in self._granted(own, project, start, run.programme):
            uses = _sum(relief, covers, joined)
            yield self._way(project, orp, start, [*granted, *paid_share], uses)

    def _granted(
        self, costs: list[Expense], project: Project, start: int, programme: Programme | None
    ) -> Iterator[list[Expense]]:
        """A town's own part without the region's grant and, where it may be had, with it."""
        yield costs
        may = programme is None or programme.with_regional_grant
        if project.regional_grant and may and start >= self.settings.first_year:
            yield with_regional_grant(costs, project.regional_grant)

    def _way(
        self,
        project: Project,
        orp: Orp,
        start: int,
        costs: list[Expense],
        uses: Mapping[Key, int],
    ) -> Way:
        """A way that uses also the town's own money and staff, and the region's grant."""
        runs = start < self.settings.first_year
        staff = {(orp.code, "effort", start): 0 if runs else project.effort}
        grants = _sum(*({(REGION, "capex", e.year): e.region} for e in costs))
        capex = [e for e in costs if e.kind == "capex" and e.year in self.settings.horizon]
        mine = charged(self.strategy, orp.code, costs)
        return Way(project, start, _sum(mine, staff, grants, uses), sum(e.gross for e in capex))


def keeps_rule(rule: Rule, plan: Mapping[str, Way]) -> bool:
    """Whether a town's own and joint projects keep a rule."""
    mine = [way for way in plan.values() if way.project.scope is not Scope.REGION]
    names = [{way.project.code, way.project.area, way.project.smart_level} for way in mine]
    inside = [way for way, name in zip(mine, names, strict=True) if name & set(rule.group)]
    spent = rule.bound * sum(way.capex for way in mine)
    within = sum(way.capex for way in inside)
    return {
        RuleKind.AT_MOST: len(inside) <= rule.bound,
        RuleKind.AT_LEAST: len(inside) >= rule.bound,
        RuleKind.SHARE_AT_MOST: within <= spent,
        RuleKind.SHARE_AT_LEAST: within >= spent,
    }[rule.kind]


def _sum(*uses: Mapping[Key, int]) -> Uses:
    summed: dict[Key, int] = {}
    for use in uses:
        for key, amount in use.items():
            summed[key] = summed.get(key, 0) + amount
    return Uses({key: amount for key, amount in summed.items() if amount})
