"""The tables below the summary of scenarios: money by payer, what is broken, what changes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from stack_planner.explaining.broken import LIMITS
from stack_planner.explaining.scenarios import Money, money_of
from stack_planner.records import REGION
from stack_planner.results import points
from stack_planner.telling.conflicts import rule_name
from stack_planner.telling.names import financing_name
from stack_planner.telling.supposed import payer_told
from stack_planner.workbook.grid import HEAD, Field, Formula, Grid
from stack_planner.workbook.page import Page
from stack_planner.workbook.unplanned import FIELDS, lines_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from stack_planner.choosing.verify import Count
    from stack_planner.conflicts import NamedRule, Sort
    from stack_planner.explaining.outcome import Outcome
    from stack_planner.explaining.scenarios import Foreseen, Move
    from stack_planner.results import Option
    from stack_planner.words import Words
    from stack_planner.workbook.book import Book
    from stack_planner.workbook.grid import Value
    from stack_planner.workbook.unplanned import Said

MONEY = (
    Field("scenario", 30, "wrap"),
    Field("payer", 8, "code"),
    Field("name", 22),
    Field("value", 12, "points"),
    Field("projects", 10, "count"),
    Field("own_capex", 16, "money"),
    Field("own_opex", 16, "money"),
    Field("own", 16, "money"),
    Field("change", 16, "money"),
    Field("grant", 16, "money"),
    Field("region", 16, "money"),
)
BROKEN = (
    Field("scenario", 30, "wrap"),
    Field("payer", 22),
    Field("rule", 52, "wrap"),
    Field("amount", 17, "money"),
    Field("needed", 17, "money"),
    Field("missing", 17, "money"),
    Field("counted", 17, "money"),
)
MOVES = (
    Field("scenario", 30, "wrap"),
    Field("project", 9, "code"),
    Field("name", 40, "wrap"),
    Field("payer", 22),
    Field("turn", 18),
    Field("start_before", 11, "year"),
    Field("financing_before", 22, "wrap"),
    Field("start_after", 11, "year"),
    Field("financing_after", 22, "wrap"),
)


@dataclass(frozen=True)
class Plan:
    """A plan to be told beside others: today's, or the best one of a scenario."""

    name: str
    chosen: tuple[Option, ...]
    count: Count

    def money(self, payer: str) -> Money:
        """What it takes of a payer's money and brings it."""
        return money_of(self.count.strategy, self.chosen, payer)


@dataclass(frozen=True)
class Sheets:
    """Where the tables of the workbook lie, so that the summary can add them up."""

    found: Foreseen
    words: Words

    def grid(self, sheet: str, fields: Sequence[Field], count: int) -> Grid:
        """The table of a sheet."""
        name = self.words(f"{sheet}.sheet")
        return Grid(name, HEAD, tuple(field.key for field in fields), count)

    @cached_property
    def plans(self) -> tuple[Plan, ...]:
        """Today's plan, then those of the scenarios that have one."""
        region = self.found.region
        today = Plan(self.words("foreseen_money.today"), region.chosen, region.count)
        others = (
            Plan(outcome.scenario.name, outcome.choice.chosen, outcome.count)
            for outcome in self.found.outcomes
            if outcome.choice
        )
        return (today, *others)

    def money_of(self, outcome: Outcome) -> list[Money]:
        """The money of a scenario's best plan by payer."""
        plan = next(plan for plan in self.plans[1:] if plan.count is outcome.count)
        return [plan.money(payer) for payer in self.found.payers]

    @cached_property
    def money(self) -> Grid:
        """The table of money."""
        return self.grid("foreseen_money", MONEY, len(self.plans) * len(self.found.payers))

    @cached_property
    def rules(self) -> tuple[tuple[Outcome, NamedRule], ...]:
        """Every rule that today's plan breaks in a scenario."""
        return tuple((o, rule) for o in self.found.outcomes for rule in o.today.broken)

    @cached_property
    def broken(self) -> Grid:
        """The table of broken rules."""
        return self.grid("foreseen_broken", BROKEN, len(self.rules))

    @cached_property
    def moved(self) -> tuple[tuple[Outcome, Move], ...]:
        """Every change of a scenario's best plan against today's."""
        return tuple((o, move) for o in self.found.outcomes for move in self.found.moves(o))

    @cached_property
    def moves(self) -> Grid:
        """The table of changes."""
        return self.grid("foreseen_moves", MOVES, len(self.moved))

    @cached_property
    def unsaid(self) -> tuple[Said, ...]:
        """What there is to say of scenarios that have no plan."""
        return lines_of(self.found, self.words)

    @cached_property
    def unplanned(self) -> Grid:
        """The table of them."""
        return self.grid("unplanned", FIELDS, len(self.unsaid))


# Money


def write_money(book: Book, found: Foreseen, sheets: Sheets) -> None:
    """Value and money of every plan, payer by payer."""
    words, grid = book.words, sheets.money
    page = Page(book, grid.sheet, [field.width for field in MONEY])
    page.titles(words("foreseen_money.title"), words("foreseen_money.subtitle"))
    page.table(grid, MONEY, page.headings(MONEY, "foreseen_money"), frozen=1)
    rows = [
        _money(grid, index, plan, payer, found, words)
        for index, (plan, payer) in enumerate(_pairs(found, sheets))
    ]
    for index, cells in enumerate(rows):
        page.line(grid, index, MONEY, cells)


def _pairs(found: Foreseen, sheets: Sheets) -> Iterator[tuple[Plan, str]]:
    for plan in sheets.plans:
        yield from ((plan, payer) for payer in found.payers)


def _money(  # noqa: PLR0913, PLR0917 — a row that points to today's
    grid: Grid, index: int, plan: Plan, payer: str, found: Foreseen, words: Words
) -> dict[str, Value]:
    money, place = plan.money(payer), found.payers.index(payer)
    before = money_of(found.strategy, found.region.chosen, payer)
    own, had = money.own_capex + money.own_opex, before.own_capex + before.own_opex
    capex, opex = (grid.here(key, index) for key in ("own_capex", "own_opex"))
    here, today = grid.here("own", index), grid.here("own", place)
    town = payer != REGION
    return {
        "scenario": plan.name,
        "payer": payer if town else "",
        "name": payer_told(payer, found.strategy, words),
        "value": points(plan.count.town_value(payer)) if town else None,
        "projects": sum(option.payer == payer for option in plan.chosen),
        "own_capex": money.own_capex,
        "own_opex": money.own_opex,
        "own": Formula(f"={capex}+{opex}", own),
        "change": Formula(f"={here}-{today}", own - had),
        "grant": money.grant,
        "region": money.region if town else None,
    }


# What today's plan breaks


def write_broken(book: Book, found: Foreseen, sheets: Sheets) -> None:
    """Every rule that today's plan breaks in some scenario; what of it counts as money missing."""
    words, grid = book.words, sheets.broken
    page = Page(book, grid.sheet, [field.width for field in BROKEN])
    page.titles(words("foreseen_broken.title"), words("foreseen_broken.subtitle"))
    page.table(grid, BROKEN, page.headings(BROKEN, "foreseen_broken"))
    rows = [_rule(outcome, rule, found, words) for outcome, rule in sheets.rules]
    for index, cells in enumerate(rows):
        page.line(grid, index, BROKEN, cells)
    page.subtotals(grid, [_counted_alone(field) for field in BROKEN], rows)


def _counted_alone(field: Field) -> Field:
    """Only what counts is added up: other amounts are of different years or states."""
    return field if field.key == "counted" else Field(field.key, field.width)


def _rule(outcome: Outcome, rule: NamedRule, found: Foreseen, words: Words) -> dict[str, Value]:
    amounts = rule.sort.unit == "CZK"
    return {
        "scenario": outcome.scenario.name,
        "payer": payer_told(rule.payer, found.strategy, words),
        "rule": rule_name(rule, words),
        "amount": rule.amount if amounts else None,
        "needed": rule.needed if amounts else None,
        "missing": rule.missing if amounts else None,
        "counted": counted(outcome, rule),
    }


def counted(outcome: Outcome, rule: NamedRule) -> int | None:
    """What of a broken limit is added up: all of it, or with carry-over only the largest year's."""
    if rule.sort not in LIMITS or rule.missing is None:
        return None
    if not outcome.strategy.settings.carry_over or rule.payer == REGION:
        return rule.missing
    return rule.missing if rule is _largest(outcome, rule.payer, rule.sort) else 0


def _largest(outcome: Outcome, payer: str, sort: Sort) -> NamedRule:
    """The first of a payer's rules of a sort that lack most."""
    alike = (r for r in outcome.today.broken if (r.payer, r.sort) == (payer, sort))
    return max(alike, key=lambda rule: rule.missing or 0)


# What changes


def write_moves(book: Book, found: Foreseen, sheets: Sheets) -> None:
    """What the best plan of each scenario does otherwise than today's."""
    words, grid = book.words, sheets.moves
    page = Page(book, grid.sheet, [field.width for field in MOVES])
    page.titles(words("foreseen_moves.title"), words("foreseen_moves.subtitle"))
    page.table(grid, MOVES, page.headings(MOVES, "foreseen_moves"), frozen=1)
    for index, (outcome, move) in enumerate(sheets.moved):
        before, after = move.before, move.after
        cells: dict[str, Value] = {
            "scenario": outcome.scenario.name,
            "project": move.project,
            "name": found.strategy.project[move.project].name,
            "payer": payer_told(move.payer, found.strategy, words),
            "turn": words(f"compare.turn.{move.turn}"),
            "start_before": before.start if before else None,
            "financing_before": financing_name(words, before) if before else "",
            "start_after": after.start if after else None,
            "financing_after": financing_name(words, after) if after else "",
        }
        page.line(grid, index, MOVES, cells)
