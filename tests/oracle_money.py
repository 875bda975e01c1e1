"""A second reading of the money of projects, year by year, sharing nothing with the program's.

Where the contract leaves a choice, it is made here as follows. A part of the capex that is not the
project's own total is spread like the project's instalments, evenly where there are none. Of equal
remainders the earlier year and the lower code get the crown; capex comes before one-off cost and
that before opex. A programme's opex is that of the horizon's years inside its own. Contracted
instalments do not grow with prices, and what already runs gets no new regional grant.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from fractions import Fraction
from math import floor, inf
from typing import TYPE_CHECKING

from stack_planner.records import REGION, CostKey
from tests.oracle_scores import half_up

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from stack_planner.records import Orp, Position, Programme, Project, Settings, Strategy

Uses = Counter[tuple[str, str, int]]
"""What is used up: amounts by (whose, of what, year)."""

AFTER_ALL = 9999
"""A year after all others."""


@dataclass(frozen=True)
class Cost:
    """What a part of a project costs: in all, once in the first year, and yearly."""

    capex: int
    opex: int
    saved: int = 0
    one_off: int = 0

    def estimated(self, position: Position | None) -> Cost:
        """The cost with a town's own estimates in the place of the stack's."""
        capex = position.capex if position else None
        opex = position.opex if position else None
        return replace(
            self,
            capex=self.capex if capex is None else capex,
            opex=self.opex if opex is None else opex,
        )


@dataclass(frozen=True)
class Expense:
    """An expense of one year, with what others bear of it: a programme, the region, somebody."""

    year: int
    kind: str
    gross: int
    grant: int = 0
    delay: int = 0
    region: int = 0
    others: int = 0

    @property
    def limit(self) -> str:
        """Which of the two limits it falls on; one-off cost and savings belong to opex."""
        return "capex" if self.kind == "capex" else "opex"

    @property
    def rest(self) -> int:
        """What stays on the payer."""
        return self.gross - self.grant - self.region - self.others


def parts(amount: int, weights: Sequence[int]) -> list[int]:
    """An amount shared by weights, the crowns left over to the largest remainders."""
    weights = weights if any(weights) else [1] * len(weights)
    exact = [Fraction(amount * weight, sum(weights)) for weight in weights]
    shares = [floor(x) for x in exact]
    first = sorted(range(len(weights)), key=lambda n: (shares[n] - exact[n], n))
    for n in first[: amount - sum(shares)]:
        shares[n] += 1
    return shares


def priced(amount: int, year: int, settings: Settings) -> int:
    """An amount in the prices of a year."""
    return half_up(amount * (1 + settings.growth) ** max(0, year - settings.price_year))


def expenses(project: Project, start: int, cost: Cost, settings: Settings) -> list[Expense]:
    """What a part of a project costs year by year, in the prices of each year."""
    profile, after = project.profile, settings.last_year + 1
    contracted = start < settings.first_year
    instalments = profile if cost.capex == sum(profile) else parts(cost.capex, profile)
    capex = [
        Expense(year, "capex", amount if contracted else priced(amount, year, settings))
        for year, amount in enumerate(instalments, start)
    ]
    one_off = Expense(start, "one-off", priced(cost.one_off, start, settings))
    begins = start + len(profile)
    ends = begins + project.service_life - 1 if project.service_life else AFTER_ALL
    # what begins even later is held to the first year after the horizon: nobody escapes
    years = range(min(begins, after), min(max(ends, begins), after) + 1)
    opex = [Expense(year, "opex", priced(cost.opex, year, settings)) for year in years]
    saved = [Expense(year, "saving", priced(-cost.saved, year, settings)) for year in years]
    return [*capex, one_off, *opex, *saved]


def is_in_time(costs: Iterable[Expense], start: int, settings: Settings) -> bool:
    """Whether no capex falls after the horizon, unless it has been running since before."""
    last = max((e.year for e in costs if e.kind == "capex" and e.gross), default=start)
    return start < settings.first_year or last <= settings.last_year


def financed(
    costs: list[Expense], project: Project, programme: Programme | None, settings: Settings
) -> list[Expense] | None:
    """The expenses with a programme's grant on them; None where it does not finance them."""
    if programme is None:
        return costs
    window = range(programme.spend_from or 0, (programme.spend_to or AFTER_ALL) + 1)
    if any(e.kind == "capex" and e.gross and e.year not in window for e in costs):
        return None
    without_vat = 1 / (1 + project.vat)

    def recognised(e: Expense) -> int:
        pays_opex = programme.opex_eligible and e.year in window and e.year <= settings.last_year
        share = {"opex": Fraction(pays_opex), "saving": Fraction(0)}.get(e.kind, project.eligible)
        return floor(e.gross * share * (1 if programme.vat_eligible else without_vat))

    eligible = [recognised(e) for e in costs]
    measured = sum(eligible)
    if programme.limits_without_vat and programme.vat_eligible:
        measured = sum(floor(amount * without_vat) for amount in eligible)
    low = programme.min_eligible or 0
    high = inf if programme.max_eligible is None else programme.max_eligible
    if not low <= measured <= high:
        return None
    most = inf if programme.max_grant is None else programme.max_grant
    grant = int(min(floor(programme.rate * sum(eligible)), most))
    return [
        replace(e, grant=part, delay=programme.delay)
        for e, part in zip(costs, parts(grant, eligible), strict=True)
    ]


def lowered(costs: list[Expense], others: int) -> list[Expense]:
    """The expenses less others' money, spread over the capex that is left to the payer."""
    left = [max(e.rest, 0) if e.kind == "capex" else 0 for e in costs]
    taken = min(others, sum(left))
    if not taken:
        return costs
    return [replace(e, others=n) for e, n in zip(costs, parts(taken, left), strict=True)]


def with_regional_grant(costs: list[Expense], share: Fraction) -> list[Expense]:
    """The expenses with the region's grant on what is left of their capex."""
    return [
        replace(e, region=floor(share * max(e.rest, 0))) if e.kind == "capex" else e for e in costs
    ]


def share_of(
    orp: Orp, towns: Sequence[Orp], key: CostKey, joint: Iterable[Expense]
) -> list[Expense]:
    """A town's share of a joint part, fixed beforehand over all the towns that may join."""
    if key is CostKey.REGION:
        return []
    weights = {
        CostKey.DISTRICT_POPULATION: [town.population for town in towns],
        CostKey.TOWN_POPULATION: [town.town_population or 0 for town in towns],
        CostKey.EQUAL: [1 for _ in towns],
    }[key]
    mine = towns.index(orp)
    return [
        replace(e, gross=parts(e.gross, weights)[mine], grant=parts(e.grant, weights)[mine])
        for e in joint
    ]


def charged(strategy: Strategy, payer: str, costs: Iterable[Expense]) -> Uses:
    """What expenses use of a payer's limits, of its ceiling on grants, and after the horizon."""
    settings, limits, uses = strategy.settings, strategy.limits(payer), Uses()
    for e in costs:
        year = min(max(e.year, settings.first_year), settings.last_year)
        bridges = limits[year - settings.first_year].bridges
        lasts = e.limit == "opex" and e.year > settings.last_year
        paid = e.gross - e.region - e.others - (e.grant if bridges else 0)
        uses[payer, "burden" if lasts else e.limit, e.year] += paid
        if not bridges:
            uses[payer, e.limit, e.year + e.delay] -= e.grant
        for waiting in settings.horizon:
            if e.year <= waiting < e.year + e.delay:
                uses[payer, "waiting", waiting] += e.grant
    return uses


def affords(strategy: Strategy, payer: str, uses: Uses) -> bool:
    """Whether a payer's limits, ceilings and person-days hold, walked year by year."""
    settings = strategy.settings
    carries = settings.carry_over and payer != REGION
    free = 1 if payer == REGION else 1 - settings.reserve
    kept: dict[str, float] = {"capex": 0, "opex": 0}
    burden = inf
    for budget in strategy.limits(payer):
        for name, limit in (("capex", budget.capex), ("opex", budget.opex)):
            most = inf if limit is None else floor(limit * free)
            left = most + kept[name] - uses[payer, name, budget.year]
            if left < 0:
                return False
            kept[name] = left if carries else 0
        burden = burden if budget.opex is None else floor(budget.opex * free)
        for name, ceiling in (("waiting", budget.prefinancing), ("effort", budget.effort)):
            if ceiling is not None and uses[payer, name, budget.year] > ceiling:
                return False
    return uses[payer, "burden", settings.last_year + 1] <= burden


def exceeded(strategy: Strategy, payer: str, uses: Uses) -> int:
    """The money that must be added to a town's limits, each crown when it is first missing."""
    settings = strategy.settings
    added: float = 0
    kept: dict[str, float] = {"capex": 0, "opex": 0}
    burden = inf
    for budget in strategy.limits(payer):
        for name, limit in (("capex", budget.capex), ("opex", budget.opex)):
            most = inf if limit is None else floor(limit * (1 - settings.reserve))
            left = most + kept[name] - uses[payer, name, budget.year]
            added += max(0, -left)
            kept[name] = max(0, left) if settings.carry_over else 0
        burden = burden if budget.opex is None else floor(budget.opex * (1 - settings.reserve))
    return int(added + max(0, uses[payer, "burden", settings.last_year + 1] - burden))
