"""The workbook of the region: pool, own and joint projects, grants, all ORPs side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stack_planner.explaining.answers import UNASKED, Answers
from stack_planner.reading.pausing import collector_paused
from stack_planner.records import REGION, Scope
from stack_planner.results import points
from stack_planner.workbook import (
    area_sheet,
    budget,
    checks,
    decisions,
    fairness,
    graphs,
    mapping,
    members,
    options,
    sharing,
    smart,
    summary,
    together,
)
from stack_planner.workbook.about import write_about
from stack_planner.workbook.account import Account
from stack_planner.workbook.areas import Addition, Areas, area_grid
from stack_planner.workbook.book import Book
from stack_planner.workbook.budget_table import BudgetTable
from stack_planner.workbook.checks import Check
from stack_planner.workbook.findings import region_findings
from stack_planner.workbook.frontier_region import write_curves
from stack_planner.workbook.grid import Formula, Grid, quoted, sum_where
from stack_planner.workbook.joint_towns import joint_grid, write_joint_towns
from stack_planner.workbook.ledger import Entry, region_ledger
from stack_planner.workbook.log import write_log
from stack_planner.workbook.money_checks import money_checks
from stack_planner.workbook.needs_matrix import Needs
from stack_planner.workbook.page import Page
from stack_planner.workbook.postings.agreement import Agreement
from stack_planner.workbook.postings.checks import posting_checks
from stack_planner.workbook.postings.consolidation import Consolidation
from stack_planner.workbook.postings.sheet import PostingSheet, postings_of, write_postings
from stack_planner.workbook.quality import write_quality
from stack_planner.workbook.robust_region import write_robust_towns
from stack_planner.workbook.timeline import write_timeline
from stack_planner.workbook.topics import has_topics, write_topics
from stack_planner.workbook.uncertain import write_costs
from stack_planner.workbook.weights import write_weights
from stack_planner.workbook.why import write_why

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stack_planner.results import Plan
    from stack_planner.words import Words


@collector_paused()
def region_workbook(plan: Plan, words: Words, file: str, answers: Answers = UNASKED) -> bytes:
    """The finished workbook of the region; ``answers`` are those about all towns, if there are."""
    account = Account(plan, REGION, region_ledger(plan), words)
    title = words("summary.title", name=account.name, years=account.years)
    book = Book(file, title, words)
    tables = tables_of(account)
    joined = tables.scores
    granted = members.grant_grid(account)
    towns = account.grid("towns", members.TOWNS, len(plan.orps))
    standings = account.grid("standing", fairness.TOWNS, len(plan.orps))
    money = BudgetTable(account, tables.options)
    postings = postings_of(money)
    all_checks = checks_of(account, tables, money, postings)
    check_grid = checks.grid_of(account, len(all_checks))
    book.master = checks.master_of(account, check_grid, all_checks)

    front = Page(book, words("summary.sheet"), summary.WIDTHS)
    lines = summary.lines_of_findings(region_findings(account, money))
    by_area = _areas(account, tables, granted, summary.head_of_areas(lines))
    figures = _figures(account, tables, money, by_area)
    story = summary.Story(figures, lines, by_area, words("summary.by_area_region"))
    statements = graphs.statements_of(account)
    summary.write_summary(front, account, story, money, statements)
    members.write_towns(book, account, towns, standings)
    if mapping.is_on_map(account):
        mapping.write_map(book, account, towns)
    area_sheet.write_areas(book, account, tables.decisions)
    _write_cooperation(book, account)
    fairness.write_fairness(book, account, standings, towns)
    if together.is_compared(account):
        together.write_together(book, account, together.grid_of(account))
    _write_side_by_side(book, account, answers)
    decisions.write_decisions(book, account, tables)
    write_why(book, account)
    write_timeline(book, account, tables)
    graphs.write_graphs(book, by_area, money, statements)
    members.write_members(book, account, joined, tables.options)
    if sharing.shared_of(account):
        sharing.write_sharing(book, account)
    if granted.count:
        members.write_grants(book, account, granted, tables.options)
    budget.write_budget(book, account, money)
    write_costs(book, account, money, next(iter(answers.of(REGION).costs), None))
    if postings:
        _write_postings(book, postings)
    _write_criteria(book, account, answers)
    deciders = options.Deciders(tables.decisions, joined, granted if granted.count else None)
    options.write_options(book, account, tables.options, deciders)
    write_log(book, account)
    checks.write_checks(book, account, check_grid, all_checks)
    write_about(book, account)
    return book.close()


def _write_cooperation(book: Book, account: Account) -> None:
    """SMART levels; what towns have in common, the needs behind it, joint projects by town."""
    if smart.is_told(account):
        smart.write_smart(book, account)
    needs, joint = Needs(account), joint_grid(account)
    if has_topics(account):
        write_topics(book, account, needs, joint)
    if needs.areas:
        needs.write(book)
    if joint.count:
        write_joint_towns(book, account)


def _write_criteria(book: Book, account: Account, answers: Answers) -> None:
    """What the criteria weigh, and how well they measure."""
    write_weights(book, account)
    write_quality(book, account, answers.removals)


def _write_side_by_side(book: Book, account: Account, answers: Answers) -> None:
    """The answers about the towns, each town in a row."""
    write_curves(book, account, answers.frontiers)
    write_robust_towns(book, account, answers.robustness)


def _write_postings(book: Book, postings: PostingSheet) -> None:
    """The entries of the budget, their agreement with it, and their consolidation."""
    write_postings(book, postings)
    Agreement(postings).write(book)
    Consolidation(postings).write(book)


def _areas(account: Account, tables: decisions.Tables, granted: Grid, head: int) -> Areas:
    """The table by area; what the towns do by themselves and grants to them are added below it."""
    words, plan = account.words, account.plan
    reached = sum(account.reached(project) for project in account.projects)
    towns = points(sum(orp.value for orp in plan.orps) - reached)
    additions = [Addition(words("summary.town_projects"), towns)]
    if granted.count:
        years = account.settings.horizon
        amount = account.ledger.total(
            "capex", lambda line: line.entry is Entry.GRANT and line.year in years
        )
        grants = Formula(f"=SUM({granted.span('grant')})", amount)
        additions.append(Addition(words("summary.town_grants"), own=grants))
    grid = area_grid(account, head)
    return Areas(account, tables.decisions, grid, additions, words("summary.whole_region"))


def tables_of(account: Account) -> decisions.Tables:
    """Where the tables lie that others point into."""
    return decisions.Tables(
        decisions=account.grid("plan", decisions.fields_of(account), len(account.projects)),
        options=account.grid("options", options.fields_of(account), len(account.ledger.lines)),
        scores=members.member_grid(account),
    )


def checks_of(
    account: Account, tables: decisions.Tables, money: BudgetTable, postings: PostingSheet | None
) -> tuple[Check, ...]:
    """All checks of the workbook."""
    agreed = posting_checks(Agreement(postings), Consolidation(postings)) if postings else ()
    return (*money_checks(account, tables, money), *_checks(account, tables), *agreed)


def _figures(
    account: Account, tables: decisions.Tables, money: BudgetTable, areas: Areas
) -> list[summary.Figure]:
    words, grid, joined = account.words, tables.decisions, tables.scores

    def total(key: str) -> Formula:
        amount = sum(money.number(key, year) for year in money.horizon)
        return Formula(f"={money.total(key)}", amount)

    changed = [
        f"SUMPRODUCT(1*({table.span('decision')}<>{table.span('proposed')}))"
        for table in (grid, joined)
    ]
    value = points(sum(orp.value for orp in account.plan.orps))
    return [
        summary.Figure(
            words("summary.region_value"), Formula(f"={areas.whole_cell('value')}", value), "points"
        ),
        summary.Figure(
            words("summary.region_count", wished=len(account.projects)),
            Formula(f"=SUM({grid.span('decision')})", len(account.chosen)),
            "count",
        ),
        summary.Figure(words("summary.region_capex"), total("capex.own"), "money"),
        summary.Figure(words("summary.region_opex"), total("opex.own"), "money"),
        summary.Figure(words("summary.region_grants"), total("capex.grants"), "money"),
        summary.Figure(words("summary.changed"), Formula(f"={'+'.join(changed)}", 0), "count"),
    ]


def _checks(account: Account, tables: decisions.Tables) -> Iterator[Check]:
    yield from _participants(account, tables)
    yield from _covers(account, tables)
    yield from _allocations(account)


def _participants(account: Account, tables: decisions.Tables) -> Iterator[Check]:
    """Enough towns join each joint project that runs."""
    joined, grid = tables.scores, tables.decisions
    for index, project in enumerate(account.projects):
        if project.scope is not Scope.JOINT:
            continue
        runs = f"{grid.span('decision').split('!')[0]}!{grid.here('decision', index)}"
        same = f"{joined.span('project')}={quoted(project.code)}"
        count = sum_where(f"({joined.span('decision')}=1)", same)
        chosen = project.code in account.chosen
        having = sum(
            decision.project == project.code
            for orp in account.plan.orps
            for decision in orp.decisions
        )
        yield Check(
            account.words("check.participants", project=project.code),
            Formula(count, having),
            "≥",
            Formula(f"={runs}*{project.min_participants}", chosen * project.min_participants),
        )


def _covers(account: Account, tables: decisions.Tables) -> Iterator[Check]:
    """What the region pays for towns that stay away, at most the stated share."""
    cap = account.settings.max_cover
    if cap == 1:
        return
    options = tables.options
    words = account.words
    for code, option in account.chosen.items():
        if account.strategy.project[code].scope is not Scope.JOINT:
            continue
        shares = [o for o in account.plan.choice.chosen if o.project == code and o.share]
        if not shares:
            continue
        parts = []
        for entry in ("project", "share"):
            conditions = (
                f"{options.span('project')}={quoted(code)}",
                f'{options.span("entry")}="{words(f"options.kind.{entry}")}"',
            )
            money = f"({options.span('capex')}+{options.span('opex')})"
            parts.append(sum_where(f"{options.span('chosen')}*{money}", *conditions))
        whole = option.total("gross")
        taken = sum(flow.gross for other in shares for flow in other.share)
        yield Check(
            words("check.cover", project=code, cap=words.percent(cap)),
            Formula(f"{parts[0]}+{parts[1].removeprefix('=')}", whole - taken),
            "≤",
            Formula(f"=ROUND({float(cap)}*{parts[0].removeprefix('=')},4)", float(cap * whole)),
        )


def _allocations(account: Account) -> Iterator[Check]:
    """Whole grants of all towns and the region within what a programme has."""
    for programme in account.strategy.programmes:
        if programme.allocation is None:
            continue
        granted = sum(option.drawn(programme.code) for option in account.plan.choice.chosen)
        text = account.words("check.allocation", programme=programme.code)
        yield Check(text, granted, "≤", programme.allocation)
