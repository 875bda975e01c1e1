"""The two workbooks become one Strategy; every problem found on the way is returned beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from stack_planner import columns as sheets_of
from stack_planner.columns import Column, Kind
from stack_planner.problems import Problem, Severity, at
from stack_planner.reading.asked import towns_missing
from stack_planner.reading.faults import FaultError
from stack_planner.reading.files import file_hash, find_workbooks, read_sheets, shown_names
from stack_planner.reading.fixed_words import UNLIMITED
from stack_planner.reading.incomplete import incomplete_rows
from stack_planner.reading.levels import names_by_code, read_pairwise, read_scores
from stack_planner.reading.plans import is_plan
from stack_planner.reading.settings import read_settings
from stack_planner.reading.sheets import missing_sheets, unknown_sheets
from stack_planner.reading.tables import Found, read_table
from stack_planner.reading.uniting import unite
from stack_planner.reading.values import parse
from stack_planner.records import (
    REGION,
    Budget,
    Criterion,
    GroupCost,
    Link,
    Meeting,
    Municipality,
    Need,
    Orp,
    Position,
    Programme,
    Project,
    Rule,
    RuleKind,
    ScenarioChange,
    Spot,
    Strategy,
    WeightAnswer,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from stack_planner.columns import Table
    from stack_planner.reading.cells import Sheet
    from stack_planner.reading.rows import Row

Record = TypeVar("Record")

REQUIRED = frozenset(table.name for table in sheets_of.TABLES if table.required)
SHARES = frozenset({RuleKind.SHARE_AT_MOST, RuleKind.SHARE_AT_LEAST})
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
    problems += towns_missing(sheets, found["orps"])
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
    """The sheets of all files but plans, those of the needs in the order of their names."""
    stack, *needs = paths
    files, missing = find_workbooks([stack])
    others, missing_needs = find_workbooks(sorted(needs, key=lambda path: (path.name, str(path))))
    others.sort(key=lambda path: (path.name, str(path)))
    files = list({file.resolve(): file for file in (*files, *others)}.values())
    problems += [*missing, *missing_needs]
    names = shown_names(files)
    sheets: list[Sheet] = []
    hashes: dict[str, str] = {}
    for file in files:
        read, wrong = read_sheets(file, names[file])
        problems += wrong
        if is_plan(read):
            problems.append(Problem("file_is_plan", Severity.WARNING, names[file]))
        else:
            sheets += read
            hashes[names[file]] = file_hash(file)
    return sheets, hashes


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
    budgets = [_budget(row, row.values["orp"]) for row in _dated(found["budgets"], "orp")]
    problems += [
        *_blank_limits(found["budgets"], "opex", "effort"),
        *_blank_limits(found["pool"], "opex"),
    ]
    settings, wrong = read_settings(found["settings"].rows, [b.year for b in budgets])
    problems += wrong
    criteria = names_by_code(found["criteria"])
    return Strategy(
        settings=settings,
        projects=_by_code(_projects(found["projects"], problems)),
        criteria=_by_code(_records(found["criteria"], Criterion)),
        scores=read_scores(found["scores"], criteria, problems),
        links=_sorted(_records(found["links"], Link), lambda x: (x.first, x.relation, x.second)),
        programmes=_by_code(_programmes(found["programmes"], problems)),
        pool=_sorted(
            [_budget(row, REGION) for row in _dated(found["pool"])],
            lambda x: x.year,
        ),
        rules=_sorted(
            _rules(found["rules"], problems), lambda x: (x.kind, x.group, x.orp or "", x.bound)
        ),
        pairwise=read_pairwise(found["pairwise"], criteria, problems),
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
        weight_answers=_sorted(
            _records(found["weight_answers"], WeightAnswer),
            lambda x: (x.person, x.method, x.criterion, x.against or ""),
        ),
        spots=_by_code(_records(found["spots"], Spot)),
        meetings=_sorted(
            _records(found["meetings"], Meeting),
            lambda x: (x.held_on, x.orp, x.topic, x.project or "", x.task, x.conclusion),
        ),
        scenarios=sorted_changes(_records(found["scenarios"], ScenarioChange)),
        incomplete=incomplete_rows(found),
    )


def _sorted(records: Iterable[Record], key: Callable[[Record], Any]) -> tuple[Record, ...]:
    return tuple(sorted(records, key=key))


def sorted_changes(changes: Iterable[ScenarioChange]) -> tuple[ScenarioChange, ...]:
    """Changes of scenarios in an order that does not hang on that of their rows."""
    return _sorted(changes, lambda x: (x.scenario, x.kind, x.subject, x.value or 0, x.note))


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
    for row in found.rows:
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
        if not row.faulty:
            projects.append(Project(**values, capex_by_year=tuple(by_year), source=row.source))
    return projects


def _programmes(found: Found, problems: list[Problem]) -> list[Programme]:
    """Programmes; one that does not say whether VAT is eligible is told."""
    problems += [
        at(row.source, "vat_eligible", "vat_blank", row.values["code"], Severity.NOTICE)
        for row in found.rows
        if _is_blank(row, "vat_eligible") and "code" in row.values
    ]
    return _records(found, Programme)


def _rules(found: Found, problems: list[Problem]) -> list[Rule]:
    """Rules; the bound of one on shares of money is a percentage."""
    found.rows[:] = [
        _with_share(row, problems)
        if row.values.get("kind") in SHARES and "bound" in row.values
        else row
        for row in found.rows
    ]
    return _records(found, Rule)


def _with_share(row: Row, problems: list[Problem]) -> Row:
    """A rule's row with its bound as a percentage; without it, and faulty, where it is none."""
    cell, address = row.cells["bound"], row.source.cell("bound")
    values = {name: value for name, value in row.values.items() if name != "bound"}
    try:
        parsed = parse(cell, _SHARE)
    except FaultError as fault:
        problems.append(fault.at(row.source, address, cell.text, _SHARE.cs))
        return row._replace(values=values, faulty=True)
    if parsed.warning:
        problems.append(parsed.problem(row.source, address, cell.text, _SHARE.cs))
    return row._replace(values={**values, "bound": parsed.value})


def _blank_limits(found: Found, *names: str) -> Iterator[Problem]:
    """Blank running limits and capacities are warned of: somebody may have forgotten them.

    A row whose amount is blank was not filled in yet: nothing more is told of it.
    """
    for row in found.rows:
        for name in names:
            blank = name not in row.values and _is_blank(row, name)
            if blank and ("capex" in row.values or not _is_blank(row, "capex")):
                yield at(row.source, name, f"{name}_blank", severity=Severity.WARNING)


def _is_blank(row: Row, name: str) -> bool:
    cell = row.cells.get(name)
    return cell is None or cell.is_blank


def _budget(row: Row, payer: str) -> Budget:
    """A budget row; a limit that is blank or given as ``bez limitu`` is None."""
    values: dict[str, Any] = {
        name: None if value is UNLIMITED else value
        for name, value in row.values.items()
        if name != "orp"
    }
    bridges = "prefinancing" in row.values
    values.setdefault("capex", 0)  # missing or wrong: an error by now
    return Budget(orp=payer, source=row.source, bridges=bridges, **values)
