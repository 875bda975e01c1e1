"""Sheet of reasons: a sentence for every project, chosen or not, to the solver's proposal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from stack_planner.records import REGION, Scope, Stance
from stack_planner.results import Status, points
from stack_planner.telling.names import financing_name
from stack_planner.workbook.decision_money import amounts_of
from stack_planner.workbook.grid import Field
from stack_planner.workbook.obstacles import MONEY, Obstacles
from stack_planner.workbook.page import Page

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from stack_planner.records import Project
    from stack_planner.results import Option
    from stack_planner.workbook.account import Account
    from stack_planner.workbook.book import Book
    from stack_planner.workbook.grid import Value
    from stack_planner.workbook.obstacles import Obstacle

FIELDS = (
    Field("project", 8, "code"),
    Field("name", 44, "wrap"),
    Field("proposal", 13),
    Field("sentence", 92, "wrap"),
)
THOUSAND = 1000
LIMITS = ("capex", "opex", "prefinancing", "allocation", "effort")
MOST_TOLD = 2
"""Limits told of one project; the first is enough to keep it out."""


def write_why(book: Book, account: Account) -> None:
    """The sheet: the projects in the order of decisions, then those that none is made on."""
    words, lines = account.words, list(_lines(account))
    grid = account.grid("why", FIELDS, len(lines))
    page = Page(book, grid.sheet, [field.width for field in FIELDS])
    page.titles(words("why.title"), words("why.subtitle"))
    page.table(grid, FIELDS, page.headings(FIELDS, "why"))
    for index, (project, proposal, sentence) in enumerate(lines):
        cells: dict[str, Value] = {
            "project": project.code,
            "name": project.name,
            "proposal": words(f"why.verdict.{proposal}"),
            "sentence": sentence,
        }
        page.line(grid, index, FIELDS, cells)


def _lines(account: Account) -> Iterator[tuple[Project, str, str]]:
    reasons = Reasons(account, Obstacles(account))
    for project in account.projects:
        option = account.chosen.get(project.code)
        if option:
            yield project, "chosen", reasons.chosen(project, option)
        else:
            yield project, "rejected", reasons.rejected(project)
    for project in account.strategy.projects:
        if project.code not in account.options:
            yield from _undecided(account, project)


def _undecided(account: Account, project: Project) -> Iterator[tuple[Project, str, str]]:
    """Projects without any option: done, refused, or possible in no year."""
    words, strategy = account.words, account.strategy
    if not account.is_town:
        if project.scope is not Scope.ORP:
            yield project, "impossible", words("why.impossible")
        return
    stance = strategy.stance(account.payer, project.code)
    if stance in {Stance.DONE, Stance.REFUSES}:
        yield project, str(stance), words(f"why.{stance}")
    elif strategy.may_take(account.payer, project):
        yield project, "impossible", words("why.impossible")


@dataclass(frozen=True)
class Reasons:
    """The sentences of one payer."""

    account: Account
    obstacles: Obstacles

    def chosen(self, project: Project, option: Option) -> str:
        """What it gives, what it costs of own money, when and how it is paid, and who asks."""
        words, account = self.account.words, self.account
        running = option.start < account.settings.first_year
        parts = [
            words("why.gives", points=words.points(points(account.reached(project)))),
            self._costs(project, option),
            words("why.runs" if running else "why.starts", year=str(option.start)),
        ]
        if option.payer == account.payer:
            parts.append(words("why.paid", financing=financing_name(words, option)))
        if (project.code, account.payer) in account.strategy.demanded:
            parts.append(words("why.law" if project.is_mandatory else "why.decided"))
        return "; ".join(parts)

    def _costs(self, project: Project, option: Option) -> str:
        words, account = self.account.words, self.account
        if option.payer != account.payer:
            return words("why.region_pays")
        own = amounts_of(account, project)["own"]
        return words("why.costs", amount=_thousands(self.account, own))

    def rejected(self, project: Project) -> str:
        """Which rule or limit it would break beside the chosen ones, or that it adds no value."""
        words, account = self.account.words, self.account
        if project.scope is Scope.JOINT and not self._runs(project):
            return words("why.no_run")
        if project.scope is Scope.REGION and account.is_town:
            return words("why.no_regional")
        found = self.obstacles.found.get(project.code, ())
        if found:
            return self._in_the_way(found)
        plan = account.plan
        proven = plan.proof.status is Status.OPTIMAL and not plan.fairness.levels
        return words("why.no_better" if proven else "why.none_found")

    def _in_the_way(self, found: Sequence[Obstacle]) -> str:
        """Rules that would be broken, then what limits would lack, the most money first."""
        limits = [obstacle for obstacle in found if obstacle.kind in LIMITS]
        rules = [self._rule(obstacle) for obstacle in found if obstacle not in limits]
        limits.sort(key=lambda o: (LIMITS.index(o.kind) if o.kind not in MONEY else 0, -o.missing))
        lacking = [self._limit(obstacle) for obstacle in limits[:MOST_TOLD]]
        if lacking:
            rules.append(self.account.words("why.lacks", limits="; ".join(lacking)))
        return "; ".join(dict.fromkeys(rules))

    def _runs(self, project: Project) -> bool:
        chosen = self.account.plan.choice.chosen
        return any(o.project == project.code and o.payer == REGION for o in chosen)

    def _rule(self, obstacle: Obstacle) -> str:
        words, about = self.account.words, obstacle.about
        if obstacle.kind in {"requires", "excludes", "together"}:
            return words(f"why.{obstacle.kind}", first=about[0], second=about[1])
        if obstacle.kind == "rule":
            rule = self.account.strategy.rules[int(about[0]) - 1]
            return words("why.rule", group=", ".join(rule.group))
        return words("why.joint_rules")

    def _limit(self, obstacle: Obstacle) -> str:
        """What a limit would lack, of which year, and whose it is if not the payer's own."""
        account, words, kind = self.account, self.account.words, obstacle.kind
        amount = _thousands(account, obstacle.missing)
        if kind == "allocation":
            return words("why.allocation", programme=obstacle.about[0], amount=amount)
        if kind == "effort":
            amount = words("unit.days", n=obstacle.missing)
        payer, year = obstacle.about
        late = int(year) > account.settings.last_year
        of_region = payer == REGION and account.is_town
        return words(
            f"why.{kind}",
            year=words("why.after") if late else year,
            amount=amount,
            whose=words("why.whose.region" if of_region else "why.whose.own"),
        )


def _thousands(account: Account, amount: int) -> str:
    """An amount in thousands; less than one is told in crowns."""
    words = account.words
    if abs(amount) < THOUSAND:
        return words.money(amount)
    return words("why.thousands", amount=words.number(round(amount / THOUSAND)))
