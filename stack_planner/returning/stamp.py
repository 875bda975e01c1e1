"""What a plan workbook says of itself: whose plan, of which inputs; its weights and its log."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from stack_planner.decided import Logged
from stack_planner.problems import Problem, Severity, Source
from stack_planner.reading.cells import letter
from stack_planner.reading.headings import DEEPEST_HEADER, folded
from stack_planner.returning.book import Weight
from stack_planner.returning.finding import Line, Pages, find_table
from stack_planner.returning.values import day, share

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

DIGEST = re.compile(r"(.+) · SHA-256 ([0-9a-f]{64})")
LOG = ("date", "by", "project", "before", "after", "reason", "resolution")


@dataclass(frozen=True)
class Stamp:
    """Whose plan it is ("" for the region), which version made it, of inputs of which digests.

    ``plan`` is the fingerprint of the whole region's plan.
    """

    payer: str
    version: str
    plan: str
    hashes: Mapping[str, str]


def read_stamp(pages: Pages, problems: list[Problem]) -> Stamp | None:
    """The stamp on the sheet about the document; None, and an error, where it says no payer."""
    sheet = pages.find("about.sheet")
    if sheet is None:
        problems.append(pages.missing("about.sheet"))
        return None
    words = pages.words
    told = [(row[0].text, row[1].text) for row in sheet.rows if len(row) > 1]
    topics = dict(reversed(told))
    payer = topics.get(words("stamp.payer"), "")
    hashes = {
        found[1]: found[2]
        for topic, text in told
        if topic == words("about.input") and (found := DIGEST.fullmatch(text))
    }
    made = topics.get(words("about.version"), ""), topics.get(words("stamp.plan"), "")
    if payer == words("stamp.region"):
        return Stamp("", *made, hashes)
    code = re.fullmatch(re.escape(words("stamp.town", code="\n")).replace("\\\n", "(.+)"), payer)
    if code is None:
        details: dict[str, str | int] = {"topic": words("stamp.payer")}
        problems.append(
            Problem("plan_no_payer", Severity.ERROR, pages.file, sheet.name, "", payer, details)
        )
        return None
    return Stamp(code[1], *made, hashes)


def read_name(pages: Pages) -> str:
    """What the first sheet's title calls the payer; "" where it does not."""
    sheet = pages.find("summary.sheet")
    title = sheet.rows[0][0].text if sheet and sheet.rows and sheet.rows[0] else ""
    form = re.escape(pages.words("summary.title", name="\n", years="\r"))
    found = re.fullmatch(form.replace("\\\n", "(.+)").replace("\\\r", ".*"), title)
    return found[1] if found else ""


def read_weights(pages: Pages, problems: list[Problem]) -> tuple[Weight, ...]:
    """The weights of criteria above the table of scores; none where there is no such sheet."""
    sheet = pages.find("scores.sheet")
    if sheet is None:
        return ()
    form = re.escape(pages.words("scores.utility", code="\n", name="\r"))
    heading = re.compile(form.replace("\\\n", r"(\S+)").replace("\\\r", "(.*)"))
    label = folded(pages.words("scores.weights"))
    rows = sheet.rows[:DEEPEST_HEADER]
    columns = {
        found[1]: place
        for row in reversed(rows)
        for place, cell in enumerate(row)
        if (found := heading.fullmatch(cell.text))
    }
    letters = {code: letter(place) for code, place in columns.items()}
    weights: list[Weight] = []
    for number, row in enumerate(rows, 1):
        if any(folded(cell.text) == label for cell in row):
            source = Source(sheet.file, sheet.name, number, letters)
            line = Line({code: row[place] for code, place in columns.items()}, source)
            weights += _weights(line, problems)
    return tuple(weights)


def _weights(line: Line, problems: list[Problem]) -> Iterator[Weight]:
    for code in line.cells:
        weight = share(line, code, problems, "plan_weight")
        if weight is not None:
            yield Weight(code, weight, line.source)


def read_log(pages: Pages, problems: list[Problem]) -> tuple[Logged, ...]:
    """The entries of the log; none where there is no such sheet."""
    sheet = pages.find("log.sheet")
    headings = pages.headings("log", LOG)
    table = find_table(sheet, headings, ("project", "after"), problems) if sheet else None
    return tuple(
        Logged(
            date=day(line, "date", problems),
            **{key: line.text(key) for key in LOG if key != "date"},
            source=line.source,
        )
        for line in (table.lines() if table else ())
    )
