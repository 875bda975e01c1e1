"""The money of a row of decisions: formulas over the options, each with its value in CZK."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from stack_planner.workbook.grid import Field, Formula, Grid, Value, sum_where
from stack_planner.workbook.ledger import Entry
from stack_planner.workbook.procuring import contract_value

if TYPE_CHECKING:
    from stack_planner.records import Project
    from stack_planner.results import Option
    from stack_planner.workbook.account import Account

WIDTH = 10.5


@dataclass(frozen=True, slots=True)
class Part:
    """A column of money: the ledger's amounts that it adds, and those it takes away.

    It is either what a project costs, or (``pays``) what somebody else pays of it.
    """

    key: str
    plus: tuple[str, ...]
    minus: tuple[str, ...] = ()
    entry: Entry = Entry.PROJECT
    pays: bool = True


COSTS = (Part("capex", ("capex",), pays=False), Part("opex", ("opex",), pays=False))
GRANT = Part("grant", ("capex_grant", "opex_grant"))
REGION_GRANT, OTHERS = Part("region", ("region",)), Part("others", ("others",))
SHARES = Part("shares", ("capex_grant", "opex_grant"), ("capex", "opex"), Entry.SHARE)
SHOWN = {"cost": ("capex", "opex"), "contract": ("contract",)}
"""What the option in sight would cost or procure if it is done, whatever the decision says."""


def parts_of(account: Account) -> tuple[Part, ...]:
    """The columns of money: a town has the region's and, if any, others', the region the towns'."""
    if not account.is_town:
        return (*COSTS, GRANT, SHARES)
    others = (OTHERS,) if account.ledger.has("others") else ()
    return (*COSTS, GRANT, REGION_GRANT, *others)


def money_fields(account: Account) -> tuple[Field, ...]:
    """The columns of money; what is contracted only where something runs already."""
    keys = [*(part.key for part in parts_of(account)), "own"]
    if runs_already(account):
        keys.append("contracted")
    return tuple(Field(key, WIDTH, "money") for key in (*keys, *SHOWN))


def runs_already(account: Account) -> bool:
    """Whether the payer has projects that began before the plan."""
    first = account.settings.first_year
    return any(line.option.start < first for line in account.ledger.lines)


def amounts_of(account: Account, project: Project) -> dict[str, int]:
    """The money of the chosen option by column of the sheet; 0 where nothing is chosen."""
    amounts = {part.key: _amount(account, part, project) for part in parts_of(account)}
    own = sum(-amounts[p.key] if p.pays else amounts[p.key] for p in parts_of(account))
    return amounts | {"own": own}


def shown_option(account: Account, project: Project) -> Option:
    """The option that a project's row shows: the chosen one, or the first there is."""
    return account.chosen.get(project.code) or account.options[project.code][0]


def cost_of(account: Account, project: Project, key: str) -> int:
    """What the option in sight would cost within the horizon, or procure in all its years."""
    option = shown_option(account, project)
    if key == "contract":
        return contract_value(account.plan, option, account.payer)
    years = account.settings.horizon
    return sum(
        getattr(line.money, name)
        for line in account.lines[project.code]
        for name in SHOWN[key]
        if line.option is option and line.year in years
    )


@dataclass(frozen=True, slots=True)
class Row:
    """One project's row, that the formulas stand in."""

    account: Account
    grid: Grid
    options: Grid
    index: int
    project: Project

    def cells(self) -> dict[str, Value]:
        """What the chosen option costs and who pays it, and what the one in sight would cost."""
        found = amounts_of(self.account, self.project)
        cells: dict[str, Value] = {}
        own = "="
        for part in parts_of(self.account):
            cells[part.key] = Formula(self._chosen(part), found[part.key])
            own += ("-" if part.pays else "+") + self._here(part.key)
        cells["own"] = Formula(own.replace("=+", "="), found["own"])
        cells |= {key: self._shown(key) for key in SHOWN}
        return cells | {"contracted": self._contracted(found["own"])}

    def _here(self, key: str) -> str:
        return self.grid.here(key, self.index)

    def _chosen(self, part: Part) -> str:
        """The chosen option's amounts within the horizon."""
        terms = "+".join(self.options.span(name) for name in part.plus)
        terms += "".join(f"-{self.options.span(name)}" for name in part.minus)
        conditions = [self._same("project"), *self._within(), *self._entry(part.entry)]
        return sum_where(f"{self.options.span('chosen')}*({terms})", *conditions)

    def _shown(self, key: str) -> Formula:
        """The amounts of the option that start and financing name."""
        names = SHOWN[key]
        conditions = [self._same(name) for name in ("project", "start", "financing")]
        conditions += [*([] if key == "contract" else self._within()), *self._entry(Entry.PROJECT)]
        terms = "+".join(self.options.span(name) for name in names)
        return Formula(
            sum_where(f"({terms})", *conditions), cost_of(self.account, self.project, key)
        )

    def _contracted(self, own: int) -> Formula:
        """Own money of what began before the plan."""
        first, chosen = self.account.settings.first_year, self.account.chosen
        running = f"AND({self._here('decision')}=1,{self._here('start')}<{first})"
        option = chosen.get(self.project.code)
        value = own if option and option.start < first else 0
        return Formula(f"=IF({running},{self._here('own')},0)", value)

    def _same(self, key: str) -> str:
        return f"{self.options.span(key)}={self._here(key)}"

    def _within(self) -> list[str]:
        year, horizon = self.options.span("year"), self.account.settings.horizon
        return [f"{year}>={horizon[0]}", f"{year}<={horizon[-1]}"]

    def _entry(self, entry: Entry) -> list[str]:
        """The region's options are of several kinds; a town has one."""
        if self.account.is_town:
            return []
        word = self.account.words(f"options.kind.{entry}")
        return [f'{self.options.span("entry")}="{word}"']


def _amount(account: Account, part: Part, project: Project) -> int:
    mine = [
        line.money
        for line in account.ledger.of.get(project.code, ())
        if line.entry is part.entry and line.year in account.settings.horizon
    ]
    signed = [*((name, 1) for name in part.plus), *((name, -1) for name in part.minus)]
    return sum(sign * int(getattr(money, name)) for money in mine for name, sign in signed)
