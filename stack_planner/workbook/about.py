"""Sheet about the document: purpose, stamp, assumptions, weaknesses, colours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stack_planner.results import points
from stack_planner.telling.proof import options_line, stopped_line
from stack_planner.telling.ties import ties_text
from stack_planner.version import VERSION
from stack_planner.workbook.page import Page, lines_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stack_planner.workbook.account import Account
    from stack_planner.workbook.book import Book

TOPIC_WIDTH, TEXT_WIDTH = 34, 110
COLOURS = ("input", "muted", "total", "good", "bad")


def write_about(book: Book, account: Account) -> None:
    """The sheet: a topic and its text in each row."""
    words = account.words
    page = Page(book, words("about.sheet"), [TOPIC_WIDTH, TEXT_WIDTH])
    page.titles(words("about.title"), words("about.subtitle"))
    row = _write_contents(page, 4)
    for section, lines in (
        ("stamp", _stamp(account)),
        ("assumptions", _assumptions(account)),
        ("weaknesses", _weaknesses(account)),
    ):
        page.write(row, 0, words(f"about.{section}"), "section")
        for topic, text in lines:
            row += 1
            page.write(row, 0, topic, "row wrap")
            shown = "row wrap" if isinstance(text, str) else "share left row"
            page.write(row, 1, text, shown)
            page.heighten(row, lines_of(str(text), TEXT_WIDTH))
        row += 2
    page.write(row, 0, words("about.colours"), "section")
    for trait in COLOURS:
        row += 1
        page.write(row, 0, words(f"about.colour.{trait}.name"), trait)
        page.write(row, 1, words(f"about.colour.{trait}.text"), "wrap")


def _write_contents(page: Page, row: int) -> int:
    """What is on which sheet, each name leading there; returns the next free row."""
    words, here = page.book.words, page.sheet.get_name()
    page.write(row, 0, words("about.contents"), "section")
    for name, title in page.book.titles.items():
        if name != here:
            row += 1
            page.link(row, 0, name, name, "row wrap")
            text = title.removeprefix(f"{name}: ")
            page.write(row, 1, text[:1].upper() + text[1:], "row wrap")
            page.heighten(row, lines_of(text, TEXT_WIDTH))
    return row + 2


def _stamp(account: Account) -> Iterator[tuple[str, str]]:
    """Where the plan comes from and how far it is proven; no time, no path."""
    words, proof = account.words, account.plan.proof
    payer = "stamp.town" if account.is_town else "stamp.region"
    yield words("stamp.payer"), words(payer, code=account.payer)
    yield words("stamp.plan"), account.plan.choice.fingerprint
    yield words("about.version"), f"stack-planner {VERSION}"
    for file, digest in account.strategy.hashes.items():
        yield words("about.input"), f"{file} · SHA-256 {digest}"
    yield words("about.solver"), proof.solver
    kind = "fair_text" if account.plan.fairness.levels else "status_text"
    status = words(f"about.{kind}.{proof.status}")
    stopped = stopped_line(account.plan, words)
    yield words("about.status"), f"{status}. {stopped}" if stopped else status
    yield words("about.objective"), _points(account, proof.objective)
    yield words("about.bound"), _points(account, proof.bound)
    yield words("about.gap"), words.percent(proof.gap, 4)
    yield words("proof.options"), options_line(account.plan, words)
    ties = ties_text(account.plan, words, account.payer)
    if ties:
        yield words("ties.topic"), ties


def _points(account: Account, units: int) -> str:
    exact = points(units) / account.plan.proof.denominator
    return account.words("about.points", value=account.words.points(exact, 4))


def _assumptions(account: Account) -> Iterator[tuple[str, str | float]]:
    words, settings = account.words, account.settings
    yield words("about.horizon"), words("about.horizon_text", years=account.years)
    yield (
        words("about.prices"),
        words(
            "about.prices_text",
            year=str(settings.price_year),
            growth=words.percent(settings.growth),
        ),
    )
    yield words("about.reserve"), float(settings.reserve)
    yield words("about.base"), words(f"about.base_text.{settings.value_base}")
    yield (
        words("about.need"),
        words(
            f"about.need_text.{settings.need_rule}",
            urgency=words.decimal(float(settings.default_need)),
        ),
    )
    loss = words.percent(settings.max_loss)
    text = words(f"about.fairness_text.{settings.fairness}", loss=loss)
    yield words("about.fairness"), text
    yield words("about.carry"), words("check.yes" if settings.carry_over else "check.no")
    yield words("about.cover"), float(settings.max_cover)
    if account.plan.kept:
        yield words("about.kept"), words("about.kept_text", n=len(account.plan.kept))
    for code, weight in account.plan.scores.weights.items():
        name = next(c.name for c in account.strategy.criteria if c.code == code)
        yield words("about.weight", code=code), f"{name}: {words.percent(weight, 2)}"


def _weaknesses(account: Account) -> Iterator[tuple[str, str]]:
    words = account.words
    for topic in ("not_a_budget", "covers", "unapproved", "scores", "codes", "excel"):
        yield words(f"about.{topic}"), words(f"about.{topic}_text")
    unlimited = [
        str(budget.year) for budget in account.limits if budget.capex is None or budget.opex is None
    ]
    if unlimited:
        years = ", ".join(unlimited)
        yield words("about.no_limit"), words("about.no_limit_text", years=years)
