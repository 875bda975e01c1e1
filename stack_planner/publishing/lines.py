"""What a payer has in confidential projects as one line, without code, area, text or scores.

A town's line holds what it pays and what its own projects bring; the region's line holds the
region's money in confidential regional and joint projects, and what those are worth to the towns.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from stack_planner.publishing.withheld import Withheld, unapproved
from stack_planner.records import REGION, Project, Relation, Scope
from stack_planner.results import UNITS_PER_POINT, Decision, Flow, Kind
from stack_planner.scoring.value import round_half_up

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Sequence

    from stack_planner.results import Option, OrpPlan, Plan
    from stack_planner.words import Words


@dataclass
class Lines:
    """The lines of one plan, and what stands in them in place of codes and programmes."""

    full: Plan
    words: Words

    @cached_property
    def secret(self) -> dict[str, Project]:
        """The confidential projects by code."""
        return {each.code: each for each in self.full.strategy.projects if each.confidential}

    @cached_property
    def code(self) -> str:
        """What stands in place of a code in a town's line."""
        return _free(self.words("public.code"), self.full.strategy.project)

    @cached_property
    def region_code(self) -> str:
        """The same in the region's line."""
        return _free(self.words("public.code_region"), self.full.strategy.project)

    @cached_property
    def financing(self) -> str:
        """What stands in place of the programmes."""
        return _free(self.words("public.financing"), self.full.strategy.programme)

    @cached_property
    def towns(self) -> dict[str, Decision]:
        """The line of each town that pays for anything confidential, by its code."""
        lines = ((orp.code, self._town(orp)) for orp in self.full.orps)
        return {code: line for code, line in lines if line}

    def _town(self, orp: OrpPlan) -> Decision | None:
        """What a town pays, worth what its own projects and their synergies bring."""
        paid = [d for d in orp.decisions if d.project in self.secret and d.option.payer != REGION]
        own = (d.value for d in paid if self.secret[d.project].scope is Scope.ORP)
        worth = sum(own) + orp.synergies - self.synergies(orp)
        if not paid and not worth:
            return None
        options = [decision.option for decision in paid]
        line = self._line(self.code, orp.code, options)
        return Decision(replace(line, value=worth), worth, line.flows)

    @cached_property
    def brought(self) -> dict[str, int]:
        """What the region's line brings each town that has something of it."""
        found: defaultdict[str, int] = defaultdict(int)
        for orp in self.full.orps:
            for decision in orp.decisions:
                project = self.secret.get(decision.project)
                if project and project.scope is not Scope.ORP:
                    found[orp.code] += decision.value
        return dict(found)

    @cached_property
    def region(self) -> Decision | None:
        """The region's line: what it runs in secret, kept by it as far as no town takes a share."""
        hidden = [d for d in self.full.region.decisions if d.project in self.secret]
        if not hidden:
            return None
        line = self._line(self.region_code, REGION, [decision.option for decision in hidden])
        taken = {code: town.option.share for code, town in self.towns.items() if town.option.share}
        line = replace(line, served=tuple(sorted(self.brought)), taken=tuple(taken.items()))
        kept = _merged(flow for decision in hidden for flow in decision.flows)
        return Decision(line, sum(decision.value for decision in hidden), kept)

    @property
    def options(self) -> list[Withheld]:
        """The options of all lines."""
        lines = [*self.towns.values(), *([self.region] if self.region else [])]
        return [line.option for line in lines if isinstance(line.option, Withheld)]

    def _line(self, code: str, payer: str, options: Sequence[Option]) -> Withheld:
        """Options of one payer as one, from the first year of the plan."""
        flows = _merged(flow for option in options for flow in option.flows)
        drawn: defaultdict[str, int] = defaultdict(int)
        for option in options:
            if option.programme:
                drawn[option.programme] += option.drawn(option.programme)
        return Withheld(
            project=code,
            payer=payer,
            start=self.full.strategy.settings.first_year,
            programme=self.financing if any(flow.grant for flow in flows) else None,
            regional_grant=any(flow.region for flow in flows),
            value=0,
            flows=flows,
            share=_merged(flow for option in options for flow in option.share),
            staff=_staff(options),
            unapproved=sum(unapproved(self.full.strategy, option) for option in options),
            allocations=tuple(sorted(drawn.items())),
        )

    def synergies(self, orp: OrpPlan) -> int:
        """What the synergies that may be told are worth to a town, in units of 10⁻⁴ point."""
        has = {decision.project for decision in orp.decisions} - self.secret.keys()
        return sum(
            round_half_up(link.points * UNITS_PER_POINT)
            for link in self.full.strategy.links
            if link.relation is Relation.SYNERGY and {link.first, link.second} <= has
        )


def _free(name: str, taken: Container[str]) -> str:
    """A name that nothing else has."""
    while name in taken:
        name += "*"
    return name


def _staff(options: Iterable[Option]) -> tuple[tuple[int, int], ...]:
    """Person-days of options by year."""
    found: defaultdict[int, int] = defaultdict(int)
    for option in options:
        for year, effort in option.efforts.items():
            found[year] += effort
    return tuple(sorted(found.items()))


def _merged(flows: Iterable[Flow]) -> tuple[Flow, ...]:
    """The same money in fewer flows: one for each year, kind and arrival of a grant."""
    sums: defaultdict[tuple[int, Kind, int], list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for flow in flows:
        parts = sums[flow.year, flow.kind, flow.arrives if flow.grant else 0]
        for place, amount in enumerate((flow.gross, flow.grant, flow.region, flow.others)):
            parts[place] += amount
    return tuple(
        Flow(year, kind, gross, grant, arrives, region, others)
        for (year, kind, arrives), (gross, grant, region, others) in sorted(sums.items())
    )
