"""An example of every problem: a change of the small region that brings its code out.

The rule: whoever adds a code to ``words/*/problems.toml`` adds an entry of a line or two to
``EXAMPLES``, in the same place, and prints the pages in ``docs/`` anew with
``UPDATE_PROBLEMS=1 python -m pytest tests/test_problem_pages.py``.

- ``tables(change)`` changes rows before they are written; ``tests/changing.py`` has changes;
- ``cells(FILE, sheet, A1=value)`` writes cells of a finished workbook, as its user would;
- ``stack(name, content)`` gives another file for the stack;
- ``Example(found=...)`` is for a code that ``check`` does not tell: ``found`` gives its problems.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from openpyxl import load_workbook

from stack_planner.planning import Inputs, check
from stack_planner.problems import ForeignFilesError
from stack_planner.workbook.writing import refuse_foreign
from tests.changing import (
    NEEDS,
    STACK,
    both,
    first,
    groups,
    more,
    position,
    problems_of,
    requires,
    setting,
)
from tests.small import Tables, write_small

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from stack_planner.problems import Problem


@dataclass(frozen=True)
class Example:
    """How an input is spoiled: its tables, then its files; and how its problems are found."""

    change: Callable[[Tables], object] = lambda _: None
    damage: Callable[[Path], object] = lambda _: None
    found: Callable[[Path], Iterable[Problem]] = problems_of


def problems_in(folder: Path, example: Example) -> Iterable[Problem]:
    """The problems of an example, made in an empty folder."""
    write_small(folder, example.change)
    example.damage(folder / "inputs")
    return example.found(folder)


def tables(*changes: Callable[[Tables], object]) -> Example:
    """Changed rows."""
    return Example(both(*changes))


def cells(file: str, sheet: str, **values: object) -> Example:
    """Changed cells of a finished workbook."""

    def damage(inputs: Path) -> None:
        book = load_workbook(inputs / file)
        for address, value in values.items():
            book[sheet][address] = value
        book.save(inputs / file)

    return Example(damage=damage)


def renamed(file: str, sheet: str, name: str) -> Example:
    """A sheet of another name."""

    def damage(inputs: Path) -> None:
        book = load_workbook(inputs / file)
        book[sheet].title = name
        book.save(inputs / file)

    return Example(damage=damage)


def stack(name: str, content: bytes | None) -> Example:
    """Another file in place of the stack; none where there is no content."""

    def damage(inputs: Path) -> None:
        if content is not None:
            (inputs / name).write_bytes(content)

    def found(folder: Path) -> Iterable[Problem]:
        return check(Inputs(folder / "inputs" / name, [folder / "inputs" / NEEDS]))

    return Example(damage=damage, found=found)


def empty_folder(folder: Path) -> Iterable[Problem]:
    """Needs that are a folder without a workbook."""
    (folder / "obce").mkdir()
    return check(Inputs(folder / "inputs" / STACK, [folder / "obce"]))


def foreign_file(folder: Path) -> Iterable[Problem]:
    """A workbook of somebody else's where a plan is to be written."""
    (folder / "plan_region.xlsx").write_text("moje", encoding="utf-8")
    try:
        refuse_foreign(folder, ["plan_region.xlsx"])
    except ForeignFilesError as error:
        return ForeignFilesError(tuple(f.relative_to(folder) for f in error.files)).problems
    return ()


def needs(orp: str, area: str, **more_of_it: object) -> Callable[[Tables], object]:
    """An answer of a town or of one of its municipalities."""
    return more("needs", orp=orp, area=area, urgency=1, **more_of_it)


def judged(tables: Tables) -> None:
    """Three criteria of which only two are compared with each other."""
    tables["criteria"].append({**tables["criteria"][0], "code": "K3"})
    tables["pairwise"] = [{"criterion": "K1", "K2": 3}]


EXAMPLES: dict[str, Example] = {
    "file_missing": stack("zasobnik.xlsx", None),
    "file_lock": stack("~$project_stack.xlsx", b""),
    "file_format": stack("zasobnik.docx", b"PK"),
    "file_encrypted": stack("tajne.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600),
    "file_damaged": stack("poskozeny.xlsx", b"not a workbook"),
    "folder_empty": Example(found=empty_folder),
    "sheet_missing": renamed(STACK, "Hodnocení", "Body"),
    "sheet_unknown": renamed(STACK, "Hodnocení", "Body"),
    "table_empty": tables(lambda t: t["needs"].clear()),
    "column_missing": cells(STACK, "Projekty", B1="Nzev"),
    "column_unknown": cells(STACK, "Projekty", F1="Garanti"),
    "value_missing": tables(first("budgets", capex=None)),
    "formula_without_value": cells(STACK, "Projekty", B2="=A1"),
    "error_cell": cells(STACK, "Hodnocení", C2="#DIV/0!"),
    "not_a_number": tables(first("projects", capex="hodně")),
    "number_with_unit": tables(first("projects", capex="12 mil. Kč")),
    "not_whole": tables(first("projects", capex=1.5)),
    "negative_money": tables(first("projects", capex=-700_000)),
    "too_small": tables(first("orps", population=0)),
    "out_of_range": tables(first("needs", urgency=6)),
    "not_a_year": tables(first("pool", year=27)),
    "not_a_share": tables(first("programmes", rate=120)),
    "bare_share": tables(first("programmes", rate=0.85)),
    "not_yes_no": tables(first("programmes", vat_eligible="možná")),
    "not_a_choice": tables(first("projects", scope="společnný")),
    "not_a_curve": tables(first("criteria", curve="2-90")),
    "not_a_date": tables(position("P1", "interest", date="včera")),
    "setting_unknown": tables(setting("rezervaa", 5)),
    "setting_twice": tables(setting("rezerva", 5)),
    "pairwise_missing": tables(judged),
    "capex_differs": tables(first("projects", capex_by_year=[300_000, 300_000])),
    "opex_blank": tables(first("budgets", opex=None)),
    "effort_blank": tables(first("budgets", effort=None)),
    "vat_blank": tables(first("programmes", vat_eligible=None)),
    "twice": tables(more("projects", code="p1", name="Portál", area="A", scope="ORP")),
    "unknown_code": tables(first("scores", project="P01")),
    "area_unused": tables(first("needs", area="AA")),
    "weights_all_zero": tables(lambda t: [row.update(weight=0) for row in t["criteria"]]),
    "minimum_above_maximum": tables(first("projects", earliest=2028, latest=2027)),
    "levels_equal": tables(first("criteria", level_100=0)),
    "curve_not_monotone": tables(first("criteria", curve="2:90; 5:10")),
    "deadline_past": tables(first("projects", must_start_by=2020)),
    "too_few_towns": tables(lambda t: t["projects"][2].update(min_participants=5)),
    "town_population_blank": tables(lambda t: t["projects"][2].update(key="town population")),
    "must_on_regional": tables(position("P4", "must")),
    "must_not_open": tables(first("projects", only_orps=["1002"]), position("P1", "must")),
    "mandatory_refused": tables(first("projects", must_start_by=2027), position("P1", "refuses")),
    "estimate_on_regional": tables(position("P4", "interest", capex=5_000)),
    "year_after_horizon": tables(position("P1", "interest", year=2040)),
    "link_to_itself": tables(requires("P1", "P1")),
    "cycle": tables(requires("P1", "P2"), requires("P2", "P1")),
    "budget_missing": tables(lambda t: t["budgets"].pop()),
    "pool_missing": tables(lambda t: t["pool"].pop()),
    "other_district": tables(needs("1002", "A", municipality="500001")),
    "no_option": tables(first("projects", capex_by_year=[1, 1, 1])),
    "no_growth": Example(),
    "no_reserve": Example(),
    "need_default": tables(lambda t: t["needs"].pop()),
    "town_hall_overruled": tables(needs("1001", "A", municipality="500001")),
    "score_blank": tables(first("scores", K2=None)),
    "classification_blank": Example(),
    "security_public": tables(first("projects", area="Kybernetická bezpečnost")),
    "file_foreign": Example(found=foreign_file),
    "group_not_joint": tables(groups(["1001"], project="P1")),
    "group_empty": tables(groups([";"])),
    "group_not_open": tables(groups(["1001"], ["1002"]), position("P3", "refuses")),
    "groups_missing": tables(groups(["1001"], ["1001", "1002"])),
}
