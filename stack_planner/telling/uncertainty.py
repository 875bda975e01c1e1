"""What uncertain costs do to the capital budgets: a paragraph a payer, a table, and JSON."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from stack_planner.explaining.uncertainty import ASKED, LEVELS, THOUSAND
from stack_planner.records import REGION
from stack_planner.telling.explain import joined
from stack_planner.telling.names import region_name, shown_table
from stack_planner.telling.problems import wrapped

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from stack_planner.explaining.uncertainty import BudgetRisk, CostRisk, Ends, UncertainCost
    from stack_planner.records import Strategy
    from stack_planner.words import Words

LEAST = Fraction(1, 100)
"""A probability nearer to 0 or 1 is told as less than this, or more than all but this."""


def cost_lines(risks: Sequence[CostRisk], strategy: Strategy, words: Words) -> Iterator[str]:
    """A paragraph for every payer, then all of them in a table; nothing where no cost is."""
    if not risks:
        return
    yield ""
    yield words("uncertain.title")
    for risk in risks:
        yield from wrapped(_of_payer(risk, strategy, words), 0)
    rows = [tuple(words("uncertain.header").split("|"))]
    rows += [row for risk in risks for row in _rows(risk, strategy, words)]
    yield from shown_table(rows)
    for key in ("unit", "model", "grants"):
        yield from wrapped(words(f"uncertain.{key}"), 0)


def _of_payer(risk: CostRisk, strategy: Strategy, words: Words) -> str:
    text = cost_paragraph(risk, strategy, words)
    if risk.payer == REGION:
        return words("uncertain.region", region=region_name(strategy, words), text=text)
    town = strategy.orp[risk.payer].name
    return words("uncertain.town", code=risk.payer, town=town, text=text)


def cost_paragraph(risk: CostRisk, strategy: Strategy, words: Words) -> str:
    """What the uncertain costs of one payer do to its budgets, in sentences."""
    return " ".join(_sentences(risk, strategy, words))


def _sentences(risk: CostRisk, strategy: Strategy, words: Words) -> Iterator[str]:
    count, more = len(risk.projects), risk.whole.expected
    key = "uncertain.cheaper" if more < 0 else "uncertain.dearer"
    yield words(
        key,
        n=count,
        all=count + risk.others,
        amount=words.money(abs(-(-more // THOUSAND)) * THOUSAND),
    )
    worst = risk.worst
    if worst is None or worst.chance is None or worst.room is None:
        reserve = words.money(int(risk.whole.reserves[ASKED].most))
        yield words("uncertain.unlimited", reserve=reserve, level=ASKED)
    elif not worst.chance.most:
        yield words("uncertain.safe")
    else:
        told = {
            "year": years_told(risk, worst, strategy, words),
            "room": words.money(worst.room),
            "chance": _chance_told(worst.chance, len(worst.costs), words),
        }
        kept = strategy.settings.reserve and risk.payer != REGION
        yield words("uncertain.worst_kept" if kept else "uncertain.worst", **told)
        yield from _reserve(risk, worst, strategy, words)


def _reserve(risk: CostRisk, worst: BudgetRisk, strategy: Strategy, words: Words) -> Iterator[str]:
    """Whether what is left of the limits is enough of a reserve."""
    missing = worst.missing()
    reserve = words.money(int(worst.reserves[ASKED].most))
    key = "uncertain.short" if missing else "uncertain.enough"
    yield words(key, level=ASKED, reserve=reserve, missing=words.money(missing))
    others = [year for year in risk.years if year is not worst and year.missing()]
    if others:
        told = [years_told(risk, year, strategy, words) for year in others]
        yield words("uncertain.too", n=len(told), years=joined(told, words))


def years_told(risk: CostRisk, budget: BudgetRisk, strategy: Strategy, words: Words) -> str:
    """The year of a budget; with carry-over all the years that it adds up."""
    settings = strategy.settings
    if budget.year is None:
        return words("uncertain.whole")
    if settings.carry_over and risk.payer != REGION and budget.year > settings.first_year:
        return words("uncertain.span", first=str(settings.first_year), year=str(budget.year))
    return str(budget.year)


def _chance_told(chance: Ends, costs: int, words: Words) -> str:
    """A probability at both ends, or the one that there is."""
    apart, together = (share_told(share, words) for share in (chance.independent, chance.together))
    if costs == 1:
        return words("uncertain.one", share=apart)
    return apart if apart == together else words("uncertain.ends", apart=apart, together=together)


def share_told(share: float, words: Words) -> str:
    """A probability in whole percent; never 0 or 100 % of what is only nearly so."""
    if 0 < share < LEAST:
        return words("uncertain.below", share=words.percent(LEAST, 0))
    if 1 - LEAST < share < 1:
        return words("uncertain.above", share=words.percent(1 - LEAST, 0))
    return words.percent(share, 0)


def _rows(risk: CostRisk, strategy: Strategy, words: Words) -> Iterator[tuple[str, ...]]:
    payer = words("uncertain.region_short") if risk.payer == REGION else risk.payer
    nothing = words("uncertain.nothing")
    for budget in (*risk.years, risk.whole):
        chance = budget.chance
        yield (
            payer,
            years_told(risk, budget, strategy, words),
            nothing if budget.room is None else words.number(budget.room // THOUSAND),
            _thousands(budget.expected, words),
            nothing if chance is None else _percents(chance, words),
            *(_reserves(budget.reserves[level], words) for level in LEVELS),
            nothing if budget.room is None else _thousands(budget.missing(), words),
        )


def _percents(chance: Ends, words: Words) -> str:
    apart, together = chance.independent, chance.together
    return _pair(words, words.percent(apart, 0), words.percent(together, 0))


def _reserves(reserve: Ends, words: Words) -> str:
    apart, together = int(reserve.independent), int(reserve.together)
    return _pair(words, _thousands(apart, words), _thousands(together, words))


def _thousands(amount: int, words: Words) -> str:
    """An amount in thousands, rounded up."""
    return words.number(-(-amount // THOUSAND))


def _pair(words: Words, apart: str, together: str) -> str:
    """Both ends, or the one figure that they are."""
    return apart if apart == together else words("uncertain.pair", apart=apart, together=together)


def costs_json(risks: Sequence[CostRisk]) -> list[dict[str, Any]]:
    """The risks with the fields that others rely on; ``docs/data.md`` names them."""
    return [
        {
            "code": risk.payer,
            "certain_projects": risk.others,
            "projects": [_cost_json(cost) for cost in risk.projects],
            "years": [_budget_json(budget) for budget in risk.years],
            "whole": _budget_json(risk.whole),
        }
        for risk in risks
    ]


def _cost_json(cost: UncertainCost) -> dict[str, Any]:
    return {
        "project": cost.project,
        "planned": cost.planned,
        "least": round(cost.planned * cost.low),
        "most": round(cost.planned * cost.high),
        "mean": round(cost.planned * (cost.low + 1 + cost.high) / 3),
        "own": cost.own,
        "own_more": round(cost.overrun.mean),
    }


def _budget_json(budget: BudgetRisk) -> dict[str, Any]:
    return {
        "year": budget.year,
        "left": budget.room,
        "expected_more": budget.expected,
        "chance": None if budget.chance is None else _ends_json(budget.chance),
        "reserve": {str(level): _ends_json(ends) for level, ends in budget.reserves.items()},
        "missing": None if budget.room is None else budget.missing(),
        "error": budget.error,
    }


def _ends_json(ends: Ends) -> dict[str, float]:
    return {"independent": ends.independent, "together": ends.together}
