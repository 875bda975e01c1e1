"""Counts a choice again in integers, from the records and the options alone.

It shares no code with the rows that the solver saw: limits are walked year by year, links and
rules are read as an officer would read them. Whatever it finds is a fault of the program.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property
from math import inf
from typing import TYPE_CHECKING

from stack_planner.problems import UntrueAnswerError
from stack_planner.records import REGION, CostKey, Relation, RuleKind, Scope, Stance
from stack_planner.results import UNITS_PER_POINT
from stack_planner.scoring.value import round_half_up

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stack_planner.records import Link, Rule, Strategy
    from stack_planner.results import Choice, Flow, Option, Scores


def verify(strategy: Strategy, scores: Scores, choice: Choice) -> None:
    """Accepts a choice that keeps every rule and is worth what it says.

    Raises:
        UntrueAnswerError: with the name of everything that does not hold.
    """
    broken = tuple(Count(strategy, scores, choice.chosen, choice.proof.objective).broken())
    if broken:
        raise UntrueAnswerError(broken)


@dataclass
class Count:
    """One counting of chosen options against the strategy."""

    strategy: Strategy
    scores: Scores
    chosen: tuple[Option, ...]
    objective: int

    def broken(self) -> Iterator[str]:
        """Names of what does not hold, in a fixed order."""
        yield from self._copies()
        yield from self._demanded()
        yield from self._joint()
        for payer in (*(orp.code for orp in self.strategy.orps), REGION):
            yield from self._budgets(payer, self._paid_by(payer))
        yield from self._allocations()
        yield from self._effort()
        for link in self.strategy.links:
            yield from self._link(link)
        for rule in self.strategy.rules:
            yield from self._rule(rule)
        if self.total_value() != self.objective:
            yield f"objective {self.objective} is counted as {self.total_value()}"

    @cached_property
    def mine(self) -> dict[tuple[str, str], Option]:
        """(project, town) → the option that makes the project the town's."""
        return {
            (option.project, town): option
            for option in self.chosen
            for town in (option.served or (option.payer,))
            if town != REGION
        }

    def town_value(self, orp: str) -> int:
        """V_o of a town, synergies included, in units of 10⁻⁴ point."""
        own = sum(self.scores.values[project, town] for project, town in self.mine if town == orp)
        return own + self.synergies(orp)

    def synergies(self, orp: str) -> int:
        """What the synergies in one town are worth, in units of 10⁻⁴ point."""
        return sum(
            round_half_up(link.points * UNITS_PER_POINT)
            for link in self.strategy.links
            if link.relation is Relation.SYNERGY
            and (link.first, orp) in self.mine
            and (link.second, orp) in self.mine
        )

    def total_value(self) -> int:
        """Σ m_o V_o, in objective units."""
        return sum(
            self.scores.multipliers[orp.code] * self.town_value(orp.code)
            for orp in self.strategy.orps
        )

    def _copies(self) -> Iterator[str]:
        copies = Counter((option.project, option.payer) for option in self.chosen)
        yield from (f"twice {copy}" for copy, count in sorted(copies.items()) if count > 1)
        for option in self.chosen:
            project = self.strategy.project[option.project]
            for town in option.served or (option.payer,):
                if town != REGION and not self.strategy.may_take(town, project):
                    yield f"{option.project} is not open to {town}"

    def _demanded(self) -> Iterator[str]:
        """What towns and the law demand is there."""
        for position in self.strategy.positions:
            if position.stance is Stance.MUST:
                option = self.mine.get((position.project, position.orp))
                if option is None or (position.year and option.start != position.year):
                    yield f"must {position.project} {position.orp}"
        running = {option.project for option in self.chosen if option.payer == REGION}
        for project in self.strategy.projects:
            if not project.is_mandatory:
                continue
            towns = self.strategy.takers(project)
            if project.scope is Scope.ORP:
                yield from (
                    f"law {project.code} {town.code}"
                    for town in towns
                    if (project.code, town.code) not in self.mine
                )
            elif towns and project.code not in running:
                yield f"law {project.code}"

    def _joint(self) -> Iterator[str]:
        """Towns join what runs, in sufficient number and with bounded cover by the region."""
        runs = {option.project: option for option in self.chosen if option.payer == REGION}
        for project in self.strategy.projects:
            if project.scope is not Scope.JOINT:
                continue
            joined = [o for (code, _), o in sorted(self.mine.items()) if code == project.code]
            run = runs.get(project.code)
            if run is None:
                if joined:
                    yield f"joined what does not run {project.code}"
                continue
            if any(option.run != run.run for option in joined):
                yield f"joined another run {project.code}"
            if len(joined) < project.min_participants:
                yield f"participants {project.code}"
            whole = sum(flow.gross for flow in run.flows)
            shares = sum(flow.gross for option in joined for flow in option.share)
            can_share = project.key is not CostKey.REGION
            if can_share and whole - shares > self.strategy.settings.max_cover * whole:
                yield f"cover {project.code}"

    def _paid_by(self, payer: str) -> list[tuple[Flow, int]]:
        """A payer's flows, with −1 for what towns that joined take off the region."""
        if payer != REGION:
            return [(f, 1) for option in self.chosen if option.payer == payer for f in option.flows]
        own = [(f, 1) for option in self.chosen if option.payer == REGION for f in option.flows]
        return own + [(f, -1) for option in self.chosen for f in option.share]

    def _budgets(self, payer: str, flows: list[tuple[Flow, int]]) -> Iterator[str]:
        left: dict[bool, float] = {True: 0, False: 0}
        carries = self.strategy.settings.carry_over and payer != REGION
        for budget in self.strategy.limits(payer):
            for is_capex, limit in ((True, budget.capex), (False, budget.opex)):
                name = "capex" if is_capex else "opex"
                if limit is None:
                    left[is_capex] = inf if carries else 0
                    continue
                used = self._used(payer, flows, budget.year, is_capex=is_capex)
                rest = self.strategy.usable(payer, limit) + left[is_capex] - used
                if rest < 0:
                    yield f"{name} {payer} {budget.year} by {-rest} CZK"
                left[is_capex] = rest if carries else 0
            if budget.prefinancing is not None:
                waiting = sum(
                    s * f.grant
                    for f, s in flows
                    if f.year <= budget.year and f.arrives > budget.year
                )
                if waiting > budget.prefinancing:
                    yield f"prefinancing {payer} {budget.year}"
        yield from self._burden(payer, flows)

    def _used(
        self,
        payer: str,
        flows: list[tuple[Flow, int]],
        year: int,
        *,
        is_capex: bool,
    ) -> int:
        """What one year takes from a limit: expenses less what others give or is pre-financed."""
        used = 0
        for flow, sign in flows:
            if flow.is_capex is not is_capex:
                continue
            bridged = self._is_bridged(payer, flow)
            if flow.year == year:
                used += sign * (flow.own if bridged else flow.own + flow.grant)
            if not bridged and flow.grant and flow.arrives == year:
                used -= sign * flow.grant
        if payer == REGION and is_capex:
            used += sum(f.region for o in self.chosen for f in o.flows if f.year == year)
        return used

    def _is_bridged(self, payer: str, flow: Flow) -> bool:
        """Whether the grant of an expense is pre-financed outside the limit."""
        first, *later = self.strategy.limits(payer)
        if flow.year <= first.year:
            return first.bridges
        return any(budget.bridges for budget in later if budget.year == flow.year)

    def _burden(self, payer: str, flows: list[tuple[Flow, int]]) -> Iterator[str]:
        limits = [b.opex for b in self.strategy.limits(payer) if b.opex is not None]
        after = self.strategy.settings.last_year + 1
        burden = sum(s * f.gross for f, s in flows if f.year == after and not f.is_capex)
        if limits and burden > self.strategy.usable(payer, limits[-1]):
            yield f"burden {payer} {after}"

    def _allocations(self) -> Iterator[str]:
        granted: defaultdict[str, int] = defaultdict(int)
        for option in self.chosen:
            joins = self.strategy.project[option.project].scope is Scope.JOINT
            if option.programme and not (joins and option.payer != REGION):
                granted[option.programme] += option.total("grant")
        for programme in self.strategy.programmes:
            if programme.allocation is not None and granted[programme.code] > programme.allocation:
                yield f"allocation {programme.code}"

    def _effort(self) -> Iterator[str]:
        for (orp, year), budget in sorted(self.strategy.budget.items()):
            needed = sum(o.effort for o in self.chosen if (o.payer, o.start) == (orp, year))
            if budget.effort is not None and needed > budget.effort:
                yield f"effort {orp} {year}"

    def _link(self, link: Link) -> Iterator[str]:
        for orp in self.strategy.orps:
            first = self.mine.get((link.first, orp.code))
            second = self.mine.get((link.second, orp.code))
            done = Stance.DONE in {
                self.strategy.stance(orp.code, link.first),
                self.strategy.stance(orp.code, link.second),
            }
            late = first and (second is None or second.start > first.start)
            if (
                (link.relation is Relation.REQUIRES and late and not done)
                or (link.relation is Relation.EXCLUDES and first and second)
                or (link.relation is Relation.TOGETHER and bool(first) != bool(second) and not done)
            ):
                yield f"{link.relation} {link.first} {link.second} {orp.code}"

    def _rule(self, rule: Rule) -> Iterator[str]:
        for orp in self.strategy.orps:
            if rule.orp in {None, orp.code} and not self._keeps(rule, orp.code):
                yield f"rule {rule.kind} {';'.join(rule.group)} {orp.code}"

    def _keeps(self, rule: Rule, orp: str) -> bool:
        mine = [option for option in self.chosen if option.payer == orp]
        inside = [option for option in mine if self._in_group(option, rule)]
        years = self.strategy.settings.horizon
        spent = sum(option.total("gross", capex=True, years=years) for option in mine)
        within = sum(option.total("gross", capex=True, years=years) for option in inside)
        return {
            RuleKind.AT_MOST: len(inside) <= rule.bound,
            RuleKind.AT_LEAST: len(inside) >= rule.bound,
            RuleKind.SHARE_AT_MOST: within <= rule.bound * spent,
            RuleKind.SHARE_AT_LEAST: within >= rule.bound * spent,
        }[rule.kind]

    def _in_group(self, option: Option, rule: Rule) -> bool:
        project = self.strategy.project[option.project]
        return any(name in rule.group for name in (project.code, project.area, project.smart_level))
