"""Counts a choice again in integers, from the records and the options alone.

It shares no code with the rows that the solver saw: limits are walked year by year, links and
rules are read as an officer would read them. Whatever it finds in the program's own choice is a
fault of the program; in an officer's, it is what that breaks.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property
from math import ceil, floor, inf
from typing import TYPE_CHECKING

from stack_planner.choosing.breach import Breach
from stack_planner.conflicts import Sort
from stack_planner.problems import UntrueAnswerError
from stack_planner.records import REGION, CostKey, Relation, RuleKind, Scope, Stance
from stack_planner.results import UNITS_PER_POINT
from stack_planner.scoring.value import round_half_up

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stack_planner.records import Budget, Link, Project, Rule, Strategy
    from stack_planner.results import Choice, Flow, Option, Scores


def verify(strategy: Strategy, scores: Scores, choice: Choice) -> None:
    """Accepts a choice that keeps every rule and is worth what it says.

    Raises:
        UntrueAnswerError: with the name of everything that does not hold.
    """
    broken = tuple(Count(strategy, scores, choice.chosen, choice.proof.objective).broken())
    if broken:
        raise UntrueAnswerError(broken)


_LINKS = {
    Relation.REQUIRES: Sort.REQUIRES,
    Relation.EXCLUDES: Sort.EXCLUDES,
    Relation.TOGETHER: Sort.TOGETHER,
}


@dataclass
class Count:
    """One counting of chosen options against the strategy."""

    strategy: Strategy
    scores: Scores
    chosen: tuple[Option, ...]
    objective: int = 0

    def broken(self) -> Iterator[str]:
        """Names of what does not hold, in a fixed order."""
        yield from (breach.name for breach in self.breaches())
        if self.total_value() != self.objective:
            yield f"objective {self.objective} is counted as {self.total_value()}"

    def breaches(self) -> Iterator[Breach]:
        """Every rule that does not hold, in a fixed order."""
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

    def _copies(self) -> Iterator[Breach]:
        copies = Counter((option.project, option.payer) for option in self.chosen)
        for (code, payer), count in sorted(copies.items()):
            if count > 1:
                project = self.strategy.project[code]
                yield Breach(f"twice {(code, payer)}", Sort.RUN, payer, project)
        for option in self.chosen:
            project = self.strategy.project[option.project]
            for town in option.served or (option.payer,):
                if town != REGION and not self.strategy.may_take(town, project):
                    name = f"{option.project} is not open to {town}"
                    yield Breach(name, Sort.NOT_OPEN, town, project, "only_orps")

    def _demanded(self) -> Iterator[Breach]:
        """What towns and the law demand is there."""
        for position in self.strategy.positions:
            if position.stance is Stance.MUST:
                option = self.mine.get((position.project, position.orp))
                if option is None or (position.year and option.start != position.year):
                    name = f"must {position.project} {position.orp}"
                    yield Breach(name, Sort.MUST, position.orp, position, "stance")
        running = {option.project for option in self.chosen if option.payer == REGION}
        for project in self.strategy.projects:
            if not project.is_mandatory:
                continue
            towns = self.strategy.takers(project)
            if project.scope is Scope.ORP:
                yield from (
                    Breach(f"law {project.code} {town.code}", Sort.LAW, town.code, project)
                    for town in towns
                    if (project.code, town.code) not in self.mine
                )
            elif towns and project.code not in running:
                yield Breach(f"law {project.code}", Sort.LAW, REGION, project)

    def _joint(self) -> Iterator[Breach]:
        """Towns join what runs, in sufficient number and with bounded cover by the region."""
        runs = {option.project: option for option in self.chosen if option.payer == REGION}
        for project in self.strategy.projects:
            if project.scope is not Scope.JOINT:
                continue
            joined = [o for (code, _), o in sorted(self.mine.items()) if code == project.code]
            run = runs.get(project.code)
            if run is None:
                for option in joined:
                    name = f"joined what does not run {project.code}"
                    yield Breach(name, Sort.RUN, option.payer, project)
                continue
            yield from self._joined(project, run, joined)

    def _joined(self, project: Project, run: Option, joined: list[Option]) -> Iterator[Breach]:
        """What is wrong with those that join a run."""
        for option in joined:
            if option.run != run.run:
                name = f"joined another run {project.code}"
                yield Breach(name, Sort.RUN, option.payer, project, year=run.start)
        if len(joined) < project.min_participants:
            yield Breach(
                f"participants {project.code}",
                Sort.PARTICIPANTS,
                REGION,
                project,
                "min_participants",
                limit=project.min_participants,
                used=len(joined),
            )
        whole = sum(flow.gross for flow in run.flows)
        shares = sum(flow.gross for option in joined for flow in option.share)
        most = self.strategy.settings.max_cover * whole
        if project.key is not CostKey.REGION and whole - shares > most:
            name = f"cover {project.code}"
            yield Breach(name, Sort.COVER, REGION, project, limit=floor(most), used=whole - shares)

    def _paid_by(self, payer: str) -> list[tuple[Flow, int]]:
        """A payer's flows, with −1 for what towns that joined take off the region."""
        if payer != REGION:
            return [(f, 1) for option in self.chosen if option.payer == payer for f in option.flows]
        own = [(f, 1) for option in self.chosen if option.payer == REGION for f in option.flows]
        return own + [(f, -1) for option in self.chosen for f in option.share]

    def _budgets(self, payer: str, flows: list[tuple[Flow, int]]) -> Iterator[Breach]:
        carries = self.strategy.settings.carry_over and payer != REGION
        limits: dict[bool, float] = {True: 0, False: 0}
        spent = {True: 0, False: 0}
        for budget in self.strategy.limits(payer):
            for is_capex, limit in ((True, budget.capex), (False, budget.opex)):
                if not carries:
                    limits[is_capex], spent[is_capex] = 0, 0
                if limit is None:
                    limits[is_capex] = inf
                    continue
                limits[is_capex] += self.strategy.usable(payer, limit)
                spent[is_capex] += self._used(payer, flows, budget.year, is_capex=is_capex)
                if spent[is_capex] > limits[is_capex]:
                    yield _over(budget, is_capex, int(limits[is_capex]), spent[is_capex])
            if budget.prefinancing is not None:
                waiting = sum(
                    s * f.grant
                    for f, s in flows
                    if f.year <= budget.year and f.arrives > budget.year
                )
                if waiting > budget.prefinancing:
                    name = f"prefinancing {payer} {budget.year}"
                    amounts = (budget.year, budget.prefinancing, waiting)
                    yield Breach(name, Sort.PREFINANCING, payer, budget, "prefinancing", *amounts)
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

    def _burden(self, payer: str, flows: list[tuple[Flow, int]]) -> Iterator[Breach]:
        given = [b for b in self.strategy.limits(payer) if b.opex is not None]
        after = self.strategy.settings.last_year + 1
        burden = sum(s * f.gross for f, s in flows if f.year == after and not f.is_capex)
        if not given:
            return
        most = self.strategy.usable(payer, given[-1].opex or 0)
        if burden > most:
            name = f"burden {payer} {after}"
            yield Breach(name, Sort.BURDEN, payer, given[-1], "opex", after, most, burden)

    def _allocations(self) -> Iterator[Breach]:
        granted: defaultdict[str, int] = defaultdict(int)
        for option in self.chosen:
            joins = self.strategy.project[option.project].scope is Scope.JOINT
            if option.programme and not (joins and option.payer != REGION):
                granted[option.programme] += option.total("grant")
        for programme in self.strategy.programmes:
            most, taken = programme.allocation, granted[programme.code]
            if most is not None and taken > most:
                yield Breach(
                    f"allocation {programme.code}",
                    Sort.ALLOCATION,
                    REGION,
                    programme,
                    "allocation",
                    limit=most,
                    used=taken,
                )

    def _effort(self) -> Iterator[Breach]:
        for (orp, year), budget in sorted(self.strategy.budget.items()):
            needed = sum(o.effort for o in self.chosen if (o.payer, o.start) == (orp, year))
            if budget.effort is not None and needed > budget.effort:
                name = f"effort {orp} {year}"
                yield Breach(name, Sort.EFFORT, orp, budget, "effort", year, budget.effort, needed)

    def _link(self, link: Link) -> Iterator[Breach]:
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
                name = f"{link.relation} {link.first} {link.second} {orp.code}"
                yield Breach(name, _LINKS[link.relation], orp.code, link, "relation")

    def _rule(self, rule: Rule) -> Iterator[Breach]:
        for orp in self.strategy.orps:
            if rule.orp in {None, orp.code}:
                limit, used, holds = self._kept(rule, orp.code)
                if not holds:
                    name = f"rule {rule.kind} {';'.join(rule.group)} {orp.code}"
                    amounts = {"limit": limit, "used": used}
                    yield Breach(name, Sort.RULE, orp.code, rule, "bound", **amounts)

    def _kept(self, rule: Rule, orp: str) -> tuple[int, int, bool]:
        """(limit, what counts against it, whether the rule holds) in a town, in whole numbers."""
        mine = [option for option in self.chosen if option.payer == orp]
        inside = [option for option in mine if self._in_group(option, rule)]
        years = self.strategy.settings.horizon
        spent = sum(option.total("gross", capex=True, years=years) for option in mine)
        within = sum(option.total("gross", capex=True, years=years) for option in inside)
        counts = rule.kind in {RuleKind.AT_MOST, RuleKind.AT_LEAST}
        exact, used = (rule.bound, len(inside)) if counts else (rule.bound * spent, within)
        if rule.kind in {RuleKind.AT_MOST, RuleKind.SHARE_AT_MOST}:
            return floor(exact), used, used <= exact
        return ceil(exact), used, used >= exact

    def _in_group(self, option: Option, rule: Rule) -> bool:
        project = self.strategy.project[option.project]
        return any(name in rule.group for name in (project.code, project.area, project.smart_level))


def _over(budget: Budget, is_capex: bool, limit: int, used: int) -> Breach:  # noqa: FBT001 — of two
    """A limit of a year that is exceeded."""
    column, sort = ("capex", Sort.CAPEX) if is_capex else ("opex", Sort.OPEX)
    name = f"{column} {budget.orp} {budget.year} by {used - limit} CZK"
    return Breach(name, sort, budget.orp, budget, column, budget.year, limit, used)
