"""The workbook of one town: which sheets, in which order, pointing at which tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stack_planner.explaining.answers import UNASKED, Answers
from stack_planner.reading.pausing import collector_paused
from stack_planner.results import points
from stack_planner.workbook import (
    budget,
    checks,
    decisions,
    graphs,
    options,
    scores,
    smart,
    summary,
)
from stack_planner.workbook.about import write_about
from stack_planner.workbook.account import Account
from stack_planner.workbook.areas import Addition, Areas, area_grid
from stack_planner.workbook.book import Book
from stack_planner.workbook.brief import write_brief
from stack_planner.workbook.budget_table import BudgetTable
from stack_planner.workbook.crosscheck import write_crosscheck
from stack_planner.workbook.findings import town_findings
from stack_planner.workbook.frontier import write_frontier
from stack_planner.workbook.grid import Formula, Grid, sum_where
from stack_planner.workbook.ledger import town_ledger
from stack_planner.workbook.log import write_log
from stack_planner.workbook.page import Page
from stack_planner.workbook.passports import write_passports
from stack_planner.workbook.postings.agreement import Agreement
from stack_planner.workbook.postings.checks import posting_checks
from stack_planner.workbook.postings.sheet import PostingSheet, postings_of, write_postings
from stack_planner.workbook.robust import write_robust
from stack_planner.workbook.smart_town import write_town_smart
from stack_planner.workbook.timeline import write_timeline
from stack_planner.workbook.town_checks import town_checks
from stack_planner.workbook.uncertain import write_costs
from stack_planner.workbook.why import write_why

if TYPE_CHECKING:
    from stack_planner.results import OrpPlan, Plan
    from stack_planner.words import Words


@collector_paused()
def town_workbook(
    plan: Plan, orp: OrpPlan, words: Words, file: str, answers: Answers = UNASKED
) -> bytes:
    """The finished workbook of a town; ``answers`` are those about it, if there are."""
    account = Account(plan, orp.code, town_ledger(plan, orp.code), words)
    book = Book(file, words("summary.title", name=orp.name, years=account.years), words)
    tables = tables_of(account)
    synergies = _synergy_grid(account, tables.scores)
    money = BudgetTable(account, tables.options)
    postings = postings_of(money)
    all_checks = checks_of(account, tables, money, postings)
    check_grid = checks.grid_of(account, len(all_checks))
    book.master = checks.master_of(account, check_grid, all_checks)

    front = Page(book, words("summary.sheet"), summary.WIDTHS)
    lines = summary.lines_of_findings(town_findings(account, orp, money))
    by_area = _areas(account, orp, tables, synergies, summary.head_of_areas(lines))
    figures = _figures(account, orp, tables, money, synergies)
    story = summary.Story(figures, lines, by_area, words("summary.by_area"))
    statements = graphs.statements_of(account)
    summary.write_summary(front, account, story, money, statements)
    decisions.write_decisions(book, account, tables)
    write_brief(book, account, tables, answers.passports)
    write_why(book, account)
    write_passports(book, account, answers.passports)
    write_frontier(book, account, answers.frontiers)
    write_timeline(book, account, tables)
    graphs.write_graphs(book, by_area, money, statements)
    budget.write_budget(book, account, money)
    write_costs(book, account, money, next(iter(answers.costs), None))
    if postings:
        write_postings(book, postings)
        Agreement(postings).write(book)
    scores.write_scores(book, account, tables.scores, synergies, tables.decisions)
    if smart.is_told(account):
        write_town_smart(book, account, tables)
    write_crosscheck(book, account, answers.agreements)
    write_robust(book, account, answers.robustness)
    options.write_options(book, account, tables.options, options.Deciders(tables.decisions))
    write_log(book, account)
    checks.write_checks(book, account, check_grid, all_checks)
    write_about(book, account)
    return book.close()


def _areas(
    account: Account, orp: OrpPlan, tables: decisions.Tables, synergies: Grid, head: int
) -> Areas:
    """The table by area; synergies, which belong to no area, are added below it."""
    words = account.words
    additions: tuple[Addition, ...] = ()
    if synergies.count:
        gained = Formula(f"=SUM({synergies.span('value')})", points(orp.synergies))
        additions = (Addition(words("summary.synergies"), gained),)
    grid = area_grid(account, head)
    return Areas(account, tables.decisions, grid, additions, words("summary.whole"))


def tables_of(account: Account) -> decisions.Tables:
    """Where the tables lie that others point into."""
    return decisions.Tables(
        decisions=account.grid("plan", decisions.fields_of(account), len(account.projects)),
        options=account.grid("options", options.fields_of(account), len(account.ledger.lines)),
        scores=account.grid("scores", scores.fields_of(account), len(account.projects)),
    )


def checks_of(
    account: Account, tables: decisions.Tables, money: BudgetTable, postings: PostingSheet | None
) -> tuple[checks.Check, ...]:
    """All checks of the workbook."""
    agreed = posting_checks(Agreement(postings)) if postings else ()
    return (*town_checks(account, tables, money), *agreed)


def _synergy_grid(account: Account, above: Grid) -> Grid:
    keys = tuple(field.key for field in scores.SYNERGY)
    return Grid(above.sheet, above.last + 3, keys, len(scores.synergies_of(account)))


def _figures(
    account: Account, orp: OrpPlan, tables: decisions.Tables, money: BudgetTable, synergies: Grid
) -> list[summary.Figure]:
    words, grid = account.words, tables.decisions
    value = f"=SUM({grid.span('value')})"
    if synergies.count:
        value += f"+SUM({synergies.span('value')})"
    changed = "+".join(
        f"({grid.span(a)}<>{grid.span(b)})"
        for a, b in (("decision", "proposed"), ("start", "proposed_start"))
    )
    counted = f"({grid.span('decision')}+{grid.span('proposed')}>0)"

    def total(*keys: str) -> Formula:
        amount = sum(money.number(key, year) for key in keys for year in money.horizon)
        return Formula("=" + "+".join(money.total(key) for key in keys), amount)

    return [
        summary.Figure(words("summary.value"), Formula(value, points(orp.value)), "points"),
        summary.Figure(
            words("summary.count", wished=len(account.projects)),
            Formula(f"=SUM({grid.span('decision')})", len(account.chosen)),
            "count",
        ),
        summary.Figure(words("summary.own"), total("capex.own", "opex.own"), "money"),
        summary.Figure(words("summary.grants"), total("capex.grant", "opex.grant"), "money"),
        summary.Figure(words("summary.region"), total("capex.region"), "money"),
        summary.Figure(
            words("summary.changed"), Formula(sum_where(f"(({changed})>0)", counted), 0), "count"
        ),
    ]
