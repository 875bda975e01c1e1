"""The story of an adoption: sheets → list → mapping → rows of the stack → reconciliation."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from stack_planner.adopting.choosing_sheets import find_lists
from stack_planner.adopting.map_file import named_in, names_of, placed
from stack_planner.adopting.merging import merged
from stack_planner.adopting.orders import (
    REPEATING,
    Adopted,
    Fields,
    FoundList,
    LeftOut,
    Line,
    Merging,
    Named,
    Order,
    Reason,
    Sums,
    Tender,
)
from stack_planner.adopting.proposing import propose
from stack_planner.adopting.taking import Taken, Taking, shown, whole, with_codes
from stack_planner.adopting.tender import find_tender
from stack_planner.problems import Problem, ProblemsError, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

NEEDED = ("code", "name", "area", "capex")
"""Fields without which a person has something to add."""


def adopt_list(order: Order) -> Adopted:
    """A foreign list as rows of the stack, reconciled with its source.

    Raises:
        ProblemsError: the file cannot be read, holds no list, or does not fit the mapping file.
    """
    lists, problems = find_lists(order)
    first, *others = lists
    fields = _mapping(order, first)
    named = names_of(fields, first)
    tender = find_tender(first, fields, order)
    chosen = [first, *(_alike(named, others) if order.all_sheets else ())]
    takings = [Taking(each, placed(named, each, order.path.name), tender) for each in chosen]
    taken = [taking.take(line) for taking in takings for line in taking.found.lines]
    rows, gone = merged(taken, order.merging)
    left_out = _left_out(takings, gone)
    sums = _sums(takings, taken, rows, left_out, order.merging)
    told = [
        *problems,
        *_about_tender(first, fields, tender),
        *_about_fields(first, fields),
        *(problem for taking in takings for problem in taking.problems),
        *_about_codes(taken, fields, order.merging),
        *(problem for each in chosen for problem in _about_hidden(each)),
        *(problem for taking in takings for problem in _about_totals(taking)),
    ]
    return Adopted(
        lists=tuple(chosen),
        named=named,
        tender=tender,
        merging=order.merging,
        rows=_as_rows(rows),
        further=tuple(dict.fromkeys(heading for each in rows for heading in each.further)),
        left_out=tuple((found.sheet, each) for found, each in left_out),
        sums=sums,
        problems=tuple(told),
        other_sheets=tuple(
            (each.sheet, len(each.lines)) for each in others if each not in chosen and each.lines
        ),
    )


def _mapping(order: Order, found: FoundList) -> Fields:
    """The mapping of the file given, or the proposal as a person confirmed it."""
    if order.map and order.map.get("columns"):
        return placed(named_in(order.map), found, str(order.map["name"]))
    fields = propose(found)
    return order.confirm(found, fields) if order.confirm else fields


def _alike(named: Named, others: Sequence[FoundList]) -> Iterator[FoundList]:
    """The lists of other sheets that have the same headings."""
    for each in others:
        try:
            placed(named, each, "")
        except ProblemsError:
            continue
        if each.lines:
            yield each


def _as_rows(taken: Sequence[Taken]) -> tuple[Mapping[str, Any], ...]:
    """Rows as the stack's workbook takes them, the further columns by their headings."""
    codes = with_codes(taken)
    return tuple(_as_row(each, codes[n]) for n, each in enumerate(taken))


def _as_row(taken: Taken, code: str) -> dict[str, Any]:
    row = {**taken.values, "code": code, "origin": _origin(taken, code), "further": taken.further}
    if taken.money is not None:
        row["capex"] = whole(taken.money)
    if any(taken.by_year.values()):
        first, last = min(taken.by_year), max(taken.by_year)
        amounts = [taken.by_year.get(year, Fraction(0)) for year in range(first, last + 1)]
        row |= {"earliest": first, "capex_by_year": _rounded(amounts)}
    return row


def _rounded(amounts: Sequence[Fraction]) -> list[int]:
    """Whole amounts whose sum is the rounded sum: each is what the running sum grows by."""
    running = [Fraction(0)]
    for each in amounts:
        running.append(running[-1] + each)
    return [whole(after) - whole(before) for before, after in pairwise(running)]


def _origin(taken: Taken, code: str) -> str:
    """Where a row comes from, its own code where another was made, and amounts that are none."""
    parts = [taken.place]
    if taken.code and taken.code != code:
        parts.append(taken.code)
    return "; ".join([*parts, *taken.unread])


def _left_out(
    takings: Sequence[Taking], gone: Sequence[tuple[Taken, LeftOut]]
) -> list[tuple[FoundList, LeftOut]]:
    """Every row left out, by sheet and row."""
    listed = [(taking.found, each) for taking in takings for each in taking.found.left_out]
    listed += [(taken.found, each) for taken, each in gone]
    order = {taking.found.sheet: n for n, taking in enumerate(takings)}
    return sorted(listed, key=lambda pair: (order[pair[0].sheet], pair[1].row))


def _sums(
    takings: Sequence[Taking],
    taken: Sequence[Taken],
    rows: Sequence[Taken],
    left_out: Sequence[tuple[FoundList, LeftOut]],
    merging: Merging,
) -> Sums:
    """The reconciliation, counted from the source on one side and from the rows on the other."""
    at = {taking.found.sheet: taking for taking in takings}
    source = sum(
        (
            taking.money_of(line.cells) or Fraction(0)
            for taking in takings
            for line in taking.found.lines
        ),
        Fraction(0),
    )
    outside = sum(
        (
            at[found.sheet].money_of(each.cells) or Fraction(0)
            for found, each in left_out
            if each.reason not in REPEATING and each.reason is not Reason.MERGED
        ),
        Fraction(0),
    )
    kept = {id(each) for each in rows}
    repeated = sum((t.money or 0 for t in taken if id(t) not in kept), Fraction(0))
    if merging is not Merging.ONCE:
        repeated = Fraction(0)
    exact = sum((each.money or Fraction(0) for each in rows), Fraction(0))
    written = Fraction(sum(whole(each.money) for each in rows if each.money is not None))
    return Sums(
        rows_in=len(rows) + len(left_out),
        rows_out=len(rows),
        money_in=source + outside,
        money_out=written,
        money_left_out=outside + repeated,
        rounding=written - exact,
    )


def _about_tender(found: FoundList, fields: Fields, tender: Tender) -> Iterator[Problem]:
    """What a person must know of currency and unit."""
    where = (found.file, found.sheet)
    if tender.rate is None and tender.currency != "CZK":
        code = "import_currency" if tender.currency else "import_currency_unknown"
        yield Problem(code, Severity.WARNING, *where, seen=tender.currency)
    elif not tender.stated and tender.rate is None:
        yield Problem("import_currency_likely", Severity.NOTICE, *where, seen=tender.currency)
    if not tender.unit_stated and _looks_like_thousands(found, fields, tender):
        yield Problem("import_unit", Severity.WARNING, *where)


def _looks_like_thousands(found: FoundList, fields: Fields, tender: Tender) -> bool:
    """Whether costs are too small for single crowns: half of them are below ten thousand."""
    taking = Taking(found, fields, replace(tender, rate=None))
    costs = sorted(abs(m) for line in found.lines if (m := taking.money_of(line.cells)))
    return bool(costs) and costs[len(costs) // 2] < SMALL


SMALL = 10_000
"""A usual cost below this is likely stated in thousands."""


def _about_fields(found: FoundList, fields: Fields) -> Iterator[Problem]:
    """Fields that no column fills."""
    for name in NEEDED:
        filled = fields.of(name) or (name == "capex" and fields.years)
        if not filled and not (name == "code" and fields.split_code):
            severity = Severity.NOTICE if name == "code" else Severity.WARNING
            yield Problem(f"import_no_{name}", severity, found.file, found.sheet)


def _about_codes(taken: Sequence[Taken], fields: Fields, merging: Merging) -> Iterator[Problem]:
    """Codes that are missing, and codes that several rows share."""
    groups: dict[str, list[Taken]] = {}
    for each in taken:
        if each.code:
            groups.setdefault(each.code.casefold(), []).append(each)
        elif fields.of("code") or fields.split_code:
            yield _about(each, "import_code_missing", Severity.NOTICE)
    for group in groups.values():
        if len(group) > 1 and merging is Merging.NONE:
            rows = ", ".join(str(each.line.row) for each in group)
            first = group[0]
            yield _about(first, "import_code_twice", Severity.WARNING, first.code, rows=rows)


def _about_hidden(found: FoundList) -> Iterator[Problem]:
    """Rows that were taken although the source hides them."""
    rows = [str(line.row) for line in found.lines if line.row in found.hidden]
    if rows:
        details = {"rows": ", ".join(rows)}
        yield Problem("import_hidden", Severity.NOTICE, found.file, found.sheet, details=details)


def _about(taken: Taken, code: str, severity: Severity, seen: str = "", **details: str) -> Problem:
    found = taken.found
    return Problem(code, severity, found.file, found.sheet, str(taken.line.row), seen, details)


def _about_totals(taking: Taking) -> Iterator[Problem]:
    """Totals of the source that are not the sum of the rows above them."""
    since = everything = Fraction(0)
    marks = [(each.row, each) for each in taking.found.left_out if each.reason is Reason.TOTAL]
    lines = [(line.row, line) for line in taking.found.lines]
    entries: list[tuple[int, LeftOut | Line]] = [*marks, *lines]
    for row, entry in sorted(entries, key=lambda pair: pair[0]):
        money = taking.money_of(entry.cells)
        if not isinstance(entry, LeftOut):
            since += money or 0
            everything += money or 0
        elif money is not None:
            if money not in {since, everything}:
                yield Problem(
                    "import_total_differs",
                    Severity.WARNING,
                    taking.found.file,
                    taking.found.sheet,
                    str(row),
                    shown(money),
                    {"sum": shown(everything)},
                )
            since = Fraction(0)
