"""The two workbooks become one Strategy; every problem found on the way is returned beside it."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import combinations
from typing import TYPE_CHECKING, Any, TypeVar

from stack_planner import columns as sheets_of
from stack_planner.columns import Column, Kind
from stack_planner.meaning import Known
from stack_planner.problems import Problem, Severity, at
from stack_planner.reading.faults import FaultError
from stack_planner.reading.files import file_hash, find_workbooks, read_sheets, shown_names
from stack_planner.reading.settings import read_settings
from stack_planner.reading.sheets import missing_sheets, unknown_sheets
from stack_planner.reading.tables import Found, read_table
from stack_planner.reading.uniting import unite
from stack_planner.reading.values import UNLIMITED, parse, parse_level
from stack_planner.records import (
    REGION,
    Budget,
    Criterion,
    GroupCost,
    Link,
    Municipality,
    Need,
    Orp,
    Position,
    Programme,
    Project,
    Rule,
    RuleKind,
    Score,
    Strategy,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from stack_planner.columns import Table
    from stack_planner.problems import Source
    from stack_planner.reading.cells import Cell, Sheet
    from stack_planner.reading.rows import Row

Record = TypeVar("Record")

REQUIRED = frozenset(table.name for table in sheets_of.TABLES if table.required)
_SHARE = Column("bound", "Hodnota", "Value", Kind.PERCENT)


def read_strategy(
    stack: Path, needs: Sequence[Path], needed: Collection[str] = REQUIRED
) -> tuple[Strategy | None, tuple[Problem, ...]]:
    """What the stack and the needs workbooks (files or folders) say.

    Args:
        stack: the stack's workbook.
        needs: the needs' workbooks or folders with them.
        needed: the tables that must be there and hold a row.

    Returns:
        The strategy, None where a required sheet could not be read, and every problem found.
    """
    problems: list[Problem] = []
    sheets, hashes = _read_files((stack, *needs), problems)
    found = {table.name: read_table(sheets, table) for table in sheets_of.TABLES}
    for table in sheets_of.TABLES:
        unite(found[table.name], table)
        problems += found[table.name].problems
    missing = missing_sheets(sheets, needed)
    problems += [*missing, *unknown_sheets(sheets, missing)]
    empty = [
        table for table in sheets_of.TABLES if table.name in needed and found[table.name].empty
    ]
    if empty:
        problems += _empty_tables(empty, found)
        return None, tuple(problems)
    return _strategy(found, hashes, problems), tuple(problems)


def _read_files(
    paths: Sequence[Path], problems: list[Problem]
) -> tuple[list[Sheet], dict[str, str]]:
    """The sheets of all files, those of the needs in the order of their names."""
    stack, *needs = paths
    files, missing = find_workbooks([stack])
    others, missing_needs = find_workbooks(sorted(needs, key=lambda path: (path.name, str(path))))
    others.sort(key=lambda path: (path.name, str(path)))
    files = list({file.resolve(): file for file in (*files, *others)}.values())
    problems += [*missing, *missing_needs]
    names = shown_names(files)
    sheets: list[Sheet] = []
    for file in files:
        read, wrong = read_sheets(file, names[file])
        sheets += read
        problems += wrong
    return sheets, {names[file]: file_hash(file) for file in files}


def _empty_tables(tables: Iterable[Table], found: Mapping[str, Found]) -> list[Problem]:
    return [
        Problem("table_empty", Severity.ERROR, sheet=table.cs)
        for table in tables
        if found[table.name].sheets
        and not any(p.severity is Severity.ERROR for p in found[table.name].problems)
    ]


def _strategy(
    found: Mapping[str, Found], hashes: Mapping[str, str], problems: list[Problem]
) -> Strategy:
    budgets = [_budget(row, row.values["orp"], problems) for row in _dated(found["budgets"], "orp")]
    settings, wrong = read_settings(found["settings"].rows, [b.year for b in budgets])
    problems += wrong
    criteria = _records(found["criteria"], Criterion)
    return Strategy(
        settings=settings,
        projects=_by_code(_projects(found["projects"], problems)),
        criteria=_by_code(criteria),
        scores=_scores(found["scores"], criteria, problems),
        links=_sorted(_records(found["links"], Link), lambda x: (x.first, x.relation, x.second)),
        programmes=_by_code(_programmes(found["programmes"], problems)),
        pool=_sorted(
            [_budget(row, REGION, problems) for row in _dated(found["pool"])],
            lambda x: x.year,
        ),
        rules=_sorted(
            _rules(found["rules"], problems), lambda x: (x.kind, x.group, x.orp or "", x.bound)
        ),
        pairwise=_pairwise(found["pairwise"], criteria, problems),
        orps=_by_code(_records(found["orps"], Orp)),
        municipalities=_by_code(_records(found["municipalities"], Municipality)),
        budgets=_sorted(budgets, lambda x: (x.orp, x.year)),
        needs=_sorted(
            _records(found["needs"], Need, municipality=None),
            lambda x: (x.orp, x.municipality or "", x.area),
        ),
        positions=_sorted(_records(found["positions"], Position), lambda x: (x.orp, x.project)),
        hashes=dict(sorted(hashes.items())),
        group_costs=_sorted(
            _records(found["group_costs"], GroupCost), lambda x: (x.project, sorted(x.towns))
        ),
    )


def _sorted(records: Iterable[Record], key: Callable[[Record], Any]) -> tuple[Record, ...]:
    return tuple(sorted(records, key=key))


def _by_code(records: Iterable[Any]) -> tuple[Any, ...]:
    return _sorted(records, lambda record: record.code)


def _records(found: Found, record: type[Record], **defaults: object) -> list[Record]:
    """Records of the rows that hold every required value; other fields keep their defaults."""
    return [
        record(**{**defaults, **row.values}, source=row.source)  # type: ignore[call-arg]
        for row in _whole(found)
    ]


def _whole(found: Found) -> list[Row]:
    """The rows that hold every required value."""
    return [row for row in found.rows if not row.faulty]


def _dated(found: Found, *fields: str) -> list[Row]:
    """The rows of budgets that name their year, so that a missing amount is told but once."""
    return [row for row in found.rows if {*fields, "year"} <= row.values.keys()]


def _projects(found: Found, problems: list[Problem]) -> list[Project]:
    projects = []
    for row in _whole(found):
        values = dict(row.values)
        by_year = list(values.pop("capex_by_year", ()))
        while by_year and not by_year[-1]:
            by_year.pop()
        total = values.get("capex")
        if by_year and total is not None and total != sum(by_year):
            problems.append(
                at(
                    row.source,
                    "capex",
                    "capex_differs",
                    total,
                    Severity.WARNING,
                    years=sum(by_year),
                )
            )
        duration = values.get("duration")
        if by_year and duration is not None and duration != len(by_year):
            told = {"years": len(by_year)}
            problems.append(
                at(row.source, "duration", "duration_differs", duration, Severity.WARNING, **told)
            )
        if by_year:
            values |= {"capex": sum(by_year), "duration": len(by_year)}
        projects.append(Project(**values, capex_by_year=tuple(by_year), source=row.source))
    return projects


def _programmes(found: Found, problems: list[Problem]) -> list[Programme]:
    """Programmes; one that does not say whether VAT is eligible is told."""
    problems += [
        at(row.source, "vat_eligible", "vat_blank", row.values["code"], Severity.NOTICE)
        for row in _whole(found)
        if "vat_eligible" not in row.values
    ]
    return _records(found, Programme)


def _rules(found: Found, problems: list[Problem]) -> list[Rule]:
    """Rules; the bound of one on shares of money is a percentage."""
    rules = []
    for rule, row in zip(_records(found, Rule), _whole(found), strict=True):
        if rule.kind in {RuleKind.AT_MOST, RuleKind.AT_LEAST}:
            rules.append(rule)
            continue
        try:
            parsed = parse(row.cells["bound"], _SHARE)
        except FaultError as fault:
            cell = row.source.cell("bound")
            problems.append(fault.at(row.source, cell, row.cells["bound"].text, _SHARE.cs))
            continue
        if parsed.warning:
            seen = row.cells["bound"].text
            problems.append(parsed.problem(row.source, row.source.cell("bound"), seen, _SHARE.cs))
        rules.append(replace(rule, bound=parsed.value))
    return rules


def _budget(row: Row, payer: str, problems: list[Problem]) -> Budget:
    """A budget row; a limit that is blank or given as ``bez limitu`` is None.

    A blank running limit or capacity is warned of: somebody may have forgotten it. In a row without
    its amount nothing more is told.
    """
    problems += [
        at(row.source, name, f"{name}_blank", severity=Severity.WARNING)
        for name in (("opex",) if payer == REGION else ("opex", "effort"))
        if name not in row.values and "capex" in row.values
    ]
    values: dict[str, Any] = {
        name: None if value is UNLIMITED else value
        for name, value in row.values.items()
        if name != "orp"
    }
    bridges = "prefinancing" in row.values
    values.setdefault("capex", 0)  # missing or wrong: an error by now
    return Budget(orp=payer, source=row.source, bridges=bridges, **values)


def _scores(
    found: Found, criteria: Sequence[Criterion], problems: list[Problem]
) -> tuple[Score, ...]:
    """One score a filled cell under a criterion's code."""
    known = Known({criterion.code: criterion.name for criterion in criteria})
    scores = []
    for row in _whole(found):
        for heading, cell in row.extra.items():
            if heading in known and not cell.is_blank:
                level = _level(cell, row, heading, problems)
                if level is not None:
                    key = (row.values["project"], row.values.get("orp"), heading)
                    scores.append(Score(*key, level, row.source))
    problems += _unknown_headings(found, known)
    return _sorted(scores, lambda x: (x.project, x.orp or "", x.criterion))


def _unknown_headings(found: Found, criteria: Known) -> list[Problem]:
    """Columns of criteria that there are not; one that is certainly meant must not be lost."""
    first: dict[tuple[str, str, str], Source] = {}
    for row in found.rows:
        for heading in row.extra:
            if heading not in criteria:
                first.setdefault((row.source.file, row.source.sheet, heading), row.source)
    problems = []
    for (file, sheet, heading), source in sorted(first.items(), key=lambda item: item[0]):
        meant = criteria.find(heading)
        likely = Severity.WARNING if meant.nearest else Severity.NOTICE
        severity = Severity.ERROR if meant.code else likely
        near, mend = meant.code or meant.nearest, meant.code or None
        where = (file, sheet, f"{source.columns[heading]}{source.header}")
        details = {"nearest": near}
        problems.append(Problem("column_unknown", severity, *where, heading, details, mend))
    return problems


def _level(cell: Cell, row: Row, heading: str, problems: list[Problem]) -> Fraction | None:
    address = row.source.cell(heading)
    try:
        parsed = parse_level(cell)
    except FaultError as fault:
        problems.append(fault.at(row.source, address, cell.text, heading))
        return None
    if parsed.warning:
        problems.append(parsed.problem(row.source, address, cell.text, heading))
    number: Fraction = parsed.value
    return number


def _pairwise(
    found: Found, criteria: Sequence[Criterion], problems: list[Problem]
) -> tuple[tuple[Fraction, ...], ...]:
    """The reciprocal matrix in the order of the criteria's codes; () where there is none."""
    codes = sorted(criterion.code for criterion in criteria)
    known = Known({criterion.code: criterion.name for criterion in criteria})
    if found.rows:
        problems += _unknown_headings(found, known)
        problems += _unknown_rows(found, known)
    given: dict[tuple[str, str], Fraction] = {}
    for row in found.rows:
        for heading, cell in row.extra.items():
            first = row.values.get("criterion", "")
            if heading in codes and first in codes and not cell.is_blank:
                level = _level(cell, row, heading, problems)
                if level:
                    given[first, heading] = level
    if not given:
        return ()
    problems += [
        Problem(
            "pairwise_missing",
            Severity.ERROR,
            sheet=sheets_of.PAIRWISE.cs,
            details={"first": first, "second": second},
        )
        for first, second in combinations(codes, 2)
        if not {(first, second), (second, first)} & given.keys()
    ]
    return tuple(tuple(_judgement(given, a, b) for b in codes) for a in codes)


def _unknown_rows(found: Found, criteria: Known) -> Iterator[Problem]:
    """Rows of the comparison whose criterion is not known."""
    for row in found.rows:
        code = row.values.get("criterion", "")
        if code and code not in criteria:
            meant = criteria.find(code)
            near, mend = meant.code or meant.nearest, meant.code or None
            yield at(row.source, "criterion", "unknown_code", code, mend=mend, nearest=near)


def _judgement(given: Mapping[tuple[str, str], Fraction], first: str, second: str) -> Fraction:
    if first == second:
        return Fraction(1)
    if (first, second) in given:
        return given[first, second]
    return 1 / given.get((second, first), Fraction(1))
