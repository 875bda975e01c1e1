"""Sheet of uncertain costs: what each capital budget has left, and the reserve it would take.

What is left, mean costs and what is missing are formulas; probabilities and reserves are those of
the proposed choice, for no spreadsheet adds up distributions.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from stack_planner.explaining.uncertainty import ASKED, LEVELS
from stack_planner.scoring.value import round_half_up
from stack_planner.telling.uncertainty import years_told
from stack_planner.workbook.grid import Field, Formula, Grid, Value, quoted, sum_where
from stack_planner.workbook.ledger import Entry
from stack_planner.workbook.page import Page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stack_planner.explaining.uncertainty import BudgetRisk, CostRisk, UncertainCost
    from stack_planner.records import Project
    from stack_planner.workbook.account import Account
    from stack_planner.workbook.book import Book
    from stack_planner.workbook.budget_table import BudgetTable

YEARS = (
    Field("year", 11, "year"),
    Field("ends", 46),
    Field("room", 15, "money"),
    Field("expected", 15, "money"),
    Field("chance", 17, "percent"),
    *(Field(f"reserve_{level}", 15, "money") for level in LEVELS),
    Field("missing", 15, "money"),
)
PROJECTS = (
    Field("project", 11, "code"),
    Field("name", 46, "wrap"),
    *(Field(key, 15, "money") for key in ("planned", "least")),
    Field("most", 17, "money"),
    *(Field(key, 15, "money") for key in ("mean", "own", "saved", "risen", "more")),
)


@dataclass(frozen=True, slots=True)
class Row:
    """A budget at one end of how costs go together, the two being one where no two costs meet."""

    budget: BudgetRisk
    end: str

    @property
    def key(self) -> str:
        """The key of the words of the end."""
        count = len(self.budget.costs)
        return self.end if count > 1 else "single" if count else "certain"


def write_costs(book: Book, account: Account, money: BudgetTable, risk: CostRisk | None) -> None:
    """The sheet; none where no cost is uncertain."""
    if risk is None:
        return
    table = Costs(account, money, risk)
    words, grid, below = account.words, table.years, table.projects
    page = Page(book, grid.sheet, [field.width for field in YEARS])
    page.titles(words("costs.title"), words("costs.subtitle"))
    page.table(grid, YEARS, page.headings(YEARS, "costs"))
    for index in range(grid.count):
        page.line(grid, index, YEARS, table.year_cells(index))
    page.write(below.head - 1, 0, words("costs.projects"), "section")
    page.header(below.head, PROJECTS, page.headings(PROJECTS, "costs.of"))
    for index in range(below.count):
        page.line(below, index, PROJECTS, table.project_cells(index))
    for row, key in enumerate(("together", "triangle", "grants", "bounds"), below.last + 2):
        page.write(row, 0, words(f"costs.note.{key}"), "muted")


@dataclass(frozen=True)
class Costs:
    """Both tables: years at both ends, and below them the projects whose cost is uncertain."""

    account: Account
    money: BudgetTable
    risk: CostRisk

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows of the upper table, all years together at its end."""
        return tuple(self._rows())

    def _rows(self) -> Iterator[Row]:
        for budget in (*self.risk.years, self.risk.whole):
            ends = ("independent", "together") if len(budget.costs) > 1 else ("together",)
            yield from (Row(budget, end) for end in ends)

    @property
    def years(self) -> Grid:
        """Where the upper table lies."""
        return self.account.grid("costs", YEARS, len(self.rows))

    @property
    def projects(self) -> Grid:
        """Where the lower table lies."""
        keys = tuple(field.key for field in PROJECTS)
        above = self.years
        return Grid(above.sheet, above.last + 3, keys, len(self.risk.projects))

    def year_cells(self, index: int) -> dict[str, Value]:
        """A budget at one end."""
        row, words, grid = self.rows[index], self.account.words, self.years
        budget, chance = row.budget, row.budget.chance
        room = self._room(budget)
        reserve, left = grid.here(f"reserve_{ASKED}", index), grid.here("room", index)
        needed = int(getattr(budget.reserves[ASKED], row.end))
        year = years_told(self.risk, budget, self.account.strategy, words)
        missing: Value = None
        if budget.room is not None:
            missing = Formula(f"=MAX(0,{reserve}-{left})", max(0, needed - budget.room))
        return {
            "year": int(year) if year.isdigit() else year,
            "ends": words(f"costs.{row.key}"),
            "room": room,
            "expected": self._expected(budget),
            "chance": None if chance is None else getattr(chance, row.end),
            **{
                f"reserve_{level}": int(getattr(ends, row.end))
                for level, ends in budget.reserves.items()
            },
            "missing": missing,
        }

    def _room(self, budget: BudgetRisk) -> Value:
        """What is left of a limit and kept of it; where money is carried over, of earlier years."""
        if budget.room is None or budget.year is None:
            return None
        money, year = self.money, budget.year
        text = f"={money.named('capex.left', year)}"
        if "capex.reserve" in money.rows:
            carries = self.account.settings.carry_over
            years = [each for each in money.horizon if each == year or (carries and each < year)]
            text += "".join(f"+{money.named('capex.reserve', each)}" for each in years)
        return Formula(text, budget.room)

    def _expected(self, budget: BudgetRisk) -> Value:
        """The mean of what comes on top; of all years the sum of the projects' means."""
        if budget.year is not None:
            return budget.expected
        means = sum(_amounts(cost)["more"] for cost in budget.costs)
        return Formula(f"=SUM({self.projects.span('more')})", means)

    def project_cells(self, index: int) -> dict[str, Value]:
        """A project's costs in all the years of the plan, and what of them is the payer's own."""
        cost = self.risk.projects[index]
        project = self.account.strategy.project[cost.project]
        here = {key: self.projects.here(key, index) for key in self.projects.keys}
        amounts = _amounts(cost)
        texts = {
            "least": f"ROUND({{planned}}*{_share(project, project.capex_min)},0)",
            "most": f"ROUND({{planned}}*{_share(project, project.capex_max)},0)",
            "mean": "ROUND(({least}+{planned}+{most})/3,0)",
            "saved": "IF({planned}=0,0,MAX(0,ROUND(({planned}-{least})*{own}/{planned},0)))",
            "risen": "{most}-{planned}",
            "more": "IF({most}={least},0,ROUND((({most}-{planned})*{risen}"
            "-({planned}-{least})*{saved})/(3*({most}-{least})),0))",
        }
        formulas = {
            key: Formula(f"={text.format(**here)}", amounts[key]) for key, text in texts.items()
        }
        return {
            "project": cost.project,
            "name": project.name,
            "planned": Formula(self._chosen(cost, ("capex",)), cost.planned),
            "own": Formula(self._chosen(cost, ("capex", *self._paid_by_others)), cost.own),
            **formulas,
        }

    @property
    def _paid_by_others(self) -> tuple[str, ...]:
        """The amounts that are not the payer's own."""
        return ("capex_grant", "region", "others") if self.account.is_town else ("capex_grant",)

    def _chosen(self, cost: UncertainCost, amounts: tuple[str, ...]) -> str:
        """A formula of the first amount less the others, over the chosen lines of the project."""
        options, first, last = self.money.options, self.money.horizon[0], self.money.horizon[-1]
        conditions = [
            f"{options.span('project')}={quoted(cost.project)}",
            f"{options.span('year')}>={first}",
            f"{options.span('year')}<={last}",
        ]
        if not self.account.is_town:
            granted = self.account.words(f"options.kind.{Entry.GRANT}")
            conditions.append(f"{options.span('entry')}<>{quoted(granted)}")
        terms = "-".join(options.span(name) for name in amounts)
        return sum_where(f"{options.span('chosen')}*({terms})", *conditions)


def _share(project: Project, bound: int | None) -> str:
    """A bound over the most likely capex, as a formula says it."""
    return f"{project.capex if bound is None else bound}/{project.capex}"


def _amounts(cost: UncertainCost) -> dict[str, int]:
    """The values of a project's formulas, each from the rounded ones before it as they are."""
    planned = cost.planned
    least, most = (round_half_up(planned * factor) for factor in (cost.low, cost.high))
    saved = max(0, round_half_up(Fraction((planned - least) * cost.own, planned)))
    risen = most - planned
    spread = 3 * (most - least)
    more = Fraction(risen * risen - (planned - least) * saved, spread) if spread else Fraction(0)
    return {
        "least": least,
        "most": most,
        "mean": round_half_up(Fraction(least + planned + most, 3)),
        "saved": saved,
        "risen": risen,
        "more": _rounded(more),
    }


def _rounded(amount: Fraction) -> int:
    """To whole CZK as spreadsheets do it: halves away from 0."""
    return round_half_up(amount) if amount >= 0 else -round_half_up(-amount)
