"""How sure a plan's capital budgets are: the chance of exceeding each, and the reserve to keep.

Only capex is uncertain, and only where the stack gives a least or a highest amount: they apply to
all that the plan pays for the project, in the same proportion in every year and part (also by
inhabitants, of participants, and of a town's own estimate). What already runs is contracted.

A grant, a regional grant and others' money were promised as amounts: if a project costs more, all
of it is the payer's; if it costs less, everybody saves in proportion to what they pay, and what the
payer spends less of a grant waits for the lower grant. A joint part is shared by its key whatever
it costs. So no programme's allocation and no ceiling of pre-financing is ever exceeded because of
costs, and neither is told here.

Nobody knows how costs go together. Told are the two ends: each by itself, and all of them rising
and falling together. The truth lies between; sums of independent costs look far too safe.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import ceil
from typing import TYPE_CHECKING

from stack_planner.choosing.rows import taken
from stack_planner.explaining.estimate import Independent, Overrun, Together, independent
from stack_planner.records import REGION
from stack_planner.results import Flow, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from stack_planner.records import Project, Strategy
    from stack_planner.results import Option

LEVELS = (50, 80, 90, 95)
"""The probabilities, in percent, with which a reserve is to be enough."""

ASKED = 80
"""The one of them that the sentences speak of."""

THOUSAND = 1_000
"""A reserve is rounded up to whole thousands of CZK: more would feign knowledge."""


@dataclass(frozen=True, slots=True)
class Ends:
    """One figure at both ends: no cost tells anything of another one, or all go together."""

    independent: float
    together: float

    @property
    def least(self) -> float:
        """The lower of the two."""
        return min(self.independent, self.together)

    @property
    def most(self) -> float:
        """The higher of the two, which a careful payer stands by."""
        return max(self.independent, self.together)


@dataclass(frozen=True, slots=True)
class UncertainCost:
    """An uncertain project of a payer: what it pays for it by the plan, CZK, and the factors.

    ``own`` is what finally stays on the payer of ``planned``.
    """

    project: str
    low: Fraction
    high: Fraction
    planned: int
    own: int

    @property
    def overrun(self) -> Overrun:
        """What it takes more than planned."""
        return Overrun(self.low, self.high, self.planned, max(self.own, 0))


@dataclass(frozen=True)
class BudgetRisk:
    """What uncertain costs do to one capital budget, CZK; ``year`` is None for all years together.

    ``room`` is what the plan leaves of the limit, the kept reserve included; None without limit.
    With carry-over both room and costs are those of all the years so far.
    """

    year: int | None
    room: int | None
    costs: tuple[UncertainCost, ...]

    @cached_property
    def expected(self) -> int:
        """How much more than planned the costs take on average, rounded up."""
        return ceil(sum((cost.overrun.mean for cost in self.costs), Fraction(0)))

    @cached_property
    def chance(self) -> Ends | None:
        """The probability that the room is not enough; None without limit."""
        if self.room is None:
            return None
        if not self.costs:
            return Ends(float(self.room < 0), float(self.room < 0))
        apart, together = self._sums
        return Ends(apart.chance(self.room), together.chance(self.room))

    @cached_property
    def reserves(self) -> dict[int, Ends]:
        """By level the least room that is enough with this probability; never below 0."""
        if not self.costs:
            return dict.fromkeys(LEVELS, Ends(0, 0))
        apart, together = self._sums
        return {
            level: Ends(*(_rounded_up(each.quantile(level / 100)) for each in (apart, together)))
            for level in LEVELS
        }

    @property
    def error(self) -> int:
        """By how many CZK a reserve of independent costs may be wrong at most."""
        return self._sums[0].error if self.costs else 0

    def missing(self, level: int = ASKED) -> int:
        """What the room lacks to the careful end of a reserve; 0 without limit."""
        return 0 if self.room is None else max(0, int(self.reserves[level].most) - self.room)

    @cached_property
    def _sums(self) -> tuple[Independent | Together, Together]:
        """The sum of the costs at both ends; of one cost they are the same."""
        parts = tuple(cost.overrun for cost in self.costs)
        together = Together(parts)
        return together if len(parts) == 1 else independent(parts), together


def _rounded_up(amount: float) -> int:
    """A reserve of whole thousands, none for what is saved; a crown's fraction is forgiven."""
    return max(0, ceil(round(amount) / THOUSAND) * THOUSAND)


@dataclass(frozen=True)
class CostRisk:
    """The uncertain costs of one payer: its projects, the dearest risk first, and its budgets.

    ``projects`` are counted over all the years of the plan, as ``whole`` is; ``others`` is how many
    more projects with capex it pays for, whose cost is certain.
    """

    payer: str
    projects: tuple[UncertainCost, ...]
    others: int
    years: tuple[BudgetRisk, ...]

    @property
    def orp(self) -> str:
        """The payer, by the name that all answers bear."""
        return self.payer

    @cached_property
    def whole(self) -> BudgetRisk:
        """All years together; whether each one keeps its limit, it does not say."""
        return BudgetRisk(None, None, self.projects)

    @property
    def worst(self) -> BudgetRisk | None:
        """The year most likely to exceed its limit, the first of equal ones; None without any."""
        limited = [year for year in self.years if year.chance]
        return max(limited, key=lambda year: year.chance.most if year.chance else 0, default=None)


def cost_risks(
    strategy: Strategy, chosen: Sequence[Option], payers: Iterable[str] = ()
) -> tuple[CostRisk, ...]:
    """The risks of those payers that have uncertain costs, the region last; of all by default."""
    every = (*(orp.code for orp in strategy.orps), REGION)
    made = (_risk(strategy, payer, chosen) for payer in tuple(payers) or every)
    return tuple(risk for risk in made if risk.projects)


def _risk(strategy: Strategy, payer: str, chosen: Sequence[Option]) -> CostRisk:
    horizon = strategy.settings.horizon
    money = list(_paid(payer, chosen))
    flows = [(option, flow, sign) for option, some, sign in money for flow in some]
    uncertain, certain = _uncertain(strategy, flows, horizon)
    used: defaultdict[int, int] = defaultdict(int)
    for _, some, sign in (*money, *_granted(payer, chosen)):
        for year, amount in taken(strategy, payer, some, "capex"):
            used[year] += sign * amount
    years = []
    for first, year, limit in _limits(strategy, payer):
        costs, _ = _uncertain(strategy, flows, range(first, year + 1))
        spent = sum(used[each] for each in range(first, year + 1))
        years.append(BudgetRisk(year, None if limit is None else limit - spent, costs))
    return CostRisk(payer, uncertain, certain, tuple(years))


def _limits(strategy: Strategy, payer: str) -> Iterator[tuple[int, int, int | None]]:
    """(first year, year, whole limit of these years) of every year's budget.

    With carry-over nothing binds from a year without limit on.
    """
    carries = strategy.settings.carry_over and payer != REGION
    first = strategy.settings.first_year
    so_far: int | None = 0
    for budget in strategy.limits(payer):
        if not carries:
            yield budget.year, budget.year, budget.capex
            continue
        so_far = None if so_far is None or budget.capex is None else so_far + budget.capex
        yield first, budget.year, so_far


Money = tuple["Option", "tuple[Flow, ...]", int]
"""Flows of an option on a payer's account, with −1 for what towns take off the region."""


def _paid(payer: str, chosen: Iterable[Option]) -> Iterator[Money]:
    for option in chosen:
        if option.payer == payer:
            yield option, option.flows, 1
        elif payer == REGION and option.share:
            yield option, option.share, -1


def _granted(payer: str, chosen: Iterable[Option]) -> Iterator[Money]:
    """The region's grants to towns, which no cost changes."""
    for option in chosen if payer == REGION else ():
        grants = (Flow(flow.year, Kind.CAPEX, flow.region) for flow in option.flows if flow.region)
        yield option, tuple(grants), 1


def _uncertain(
    strategy: Strategy, flows: Iterable[tuple[Option, Flow, int]], years: range
) -> tuple[tuple[UncertainCost, ...], int]:
    """(uncertain costs in some years, the dearest risk first; how many projects are certain)."""
    planned: defaultdict[str, int] = defaultdict(int)
    own: defaultdict[str, int] = defaultdict(int)
    running: set[str] = set()
    for option, flow, sign in flows:
        if flow.is_capex and flow.year in years:
            planned[option.project] += sign * flow.gross
            own[option.project] += sign * flow.own
            if option.start < strategy.settings.first_year:
                running.add(option.project)
    paid = {code: amount for code, amount in planned.items() if amount > 0}
    costs = [
        UncertainCost(code, *factors, amount, own[code])
        for code, amount in paid.items()
        if code not in running and (factors := factors_of(strategy.project[code]))
    ]
    costs.sort(key=lambda cost: (-cost.overrun.mean, cost.project))
    return tuple(costs), len(paid) - len(costs)


def factors_of(project: Project) -> tuple[Fraction, Fraction] | None:
    """The least and the highest capex as factors of the most likely one; None if it is certain."""
    if not project.capex:
        return None
    low = Fraction(project.capex if project.capex_min is None else project.capex_min)
    high = Fraction(project.capex if project.capex_max is None else project.capex_max)
    return (low / project.capex, high / project.capex) if low < high else None
