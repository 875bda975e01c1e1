"""Examples of problems between records: codes, areas, criteria, duties, budgets, groups."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from stack_planner.problems import ForeignFilesError
from stack_planner.workbook.writing import refuse_foreign
from tests.changing import STACK, first, groups, more, position, requires, setting
from tests.problem_examples.making import Example, cells, needs, tables, two_files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from stack_planner.problems import Problem
    from tests.small import Tables


def foreign_file(folder: Path) -> Iterable[Problem]:
    """A workbook of somebody else's where a plan is to be written."""
    (folder / "plan_region.xlsx").write_text("moje", encoding="utf-8")
    try:
        refuse_foreign(folder, ["plan_region.xlsx"])
    except ForeignFilesError as error:
        return ForeignFilesError(tuple(f.relative_to(folder) for f in error.files)).problems
    return ()


def levels(*given: tuple[int, int], cost: int = 0) -> Callable[[Tables], object]:
    """So many projects with these levels of K1 and K2; their cost may follow K1."""

    def change(tables: Tables) -> None:
        codes = [f"P{n}" for n in range(1, len(given) + 1)]
        rows = list(zip(codes, given, strict=True))
        tables["scores"] = [{"project": code, "K1": k1, "K2": k2} for code, (k1, k2) in rows]
        tables["projects"] = [
            {"code": code, "name": code, "area": "A", "scope": "ORP", "capex": 1000 + k1 * cost}
            for code, (k1, _) in rows
        ]
        tables["criteria"][1]["level_100"] = 10
        tables["programmes"].clear()

    return change


def in_two_places(tables: Tables) -> None:
    """Two municipalities of one name, and an answer that names it."""
    tables["municipalities"].append({**tables["municipalities"][0], "code": "500002"})
    tables["needs"][0]["municipality"] = "Ves"


def long_area(tables: Tables) -> None:
    """An area whose name one answer writes otherwise."""
    for each in (*tables["projects"][:2], *tables["needs"][::2]):
        each["area"] = "Úřad a služby"
    tables["needs"][0]["area"] = "úřad  a SLUZBY"


def excludes(tables: Tables) -> None:
    """P1 and P2 exclude each other."""
    tables["links"].append({"first": "P1", "relation": "excludes", "second": "P2"})


def decided_twice(stance: str, **said: object) -> Example:
    """A town's answer, and the later decision of its council in another workbook."""
    example = two_files(position("P1", "must", date=date(2026, 11, 26)))
    return replace(example, change=position("P1", stance, **said))


SMALLER = {"orp": "1002", "stance": "must"}
UNUSED = {"code": "K9", "name": "Novost", "weight": 1, "level_0": 0, "level_100": 1}

EXAMPLES: dict[str, Example] = {
    "twice": tables(more("projects", code="p1", name="Portál", area="A", scope="ORP")),
    "records_same": two_files(),
    "records_differ": two_files(first("orps", population=31_000)),
    "position_replaced": decided_twice("interest"),
    "position_undated": decided_twice("refuses"),
    "unknown_code": tables(first("needs", orp="1011")),
    "code_is_no_text": cells(STACK, "Hodnocení", A2=date(2027, 1, 1)),
    "code_otherwise": tables(first("scores", project="p-01")),
    "name_for_code": tables(first("needs", orp="Větší")),
    "name_not_unique": tables(in_two_places),
    "area_unused": tables(first("needs", area="AA")),
    "area_otherwise": tables(long_area),
    "weights_all_zero": tables(lambda t: [row.update(weight=0) for row in t["criteria"]]),
    "minimum_above_maximum": tables(first("projects", earliest=2028, latest=2027)),
    "estimate_outside": tables(first("projects", capex=800_000, capex_max=700_000)),
    "estimate_alone": tables(first("projects", capex=None, capex_max=700_000)),
    "levels_equal": tables(first("criteria", level_100=0)),
    "curve_not_monotone": tables(first("criteria", curve="2:90; 5:10")),
    "weight_outside": tables(first("criteria", weight_min=4, weight_max=5)),
    "criterion_unused": tables(more("criteria", **UNUSED)),
    "criterion_even": tables(levels((3, 1), (3, 5), (3, 9))),
    "levels_clustered": tables(levels((8, 1), (9, 5), (10, 9), (8, 2), (1, 5))),
    "cost_named": tables(first("criteria", name="Nízké náklady")),
    "cost_like": tables(levels((1, 3), (2, 9), (4, 1), (7, 4), (9, 2), cost=10)),
    "criteria_alike": tables(levels((1, 2), (2, 3), (4, 5), (7, 8), (9, 10))),
    "name_twice": tables(lambda t: t["projects"][1].update(name="portál")),
    "must_needs_refused": tables(
        requires("P1", "P2"), position("P1", "must"), position("P2", "refuses")
    ),
    "must_both": tables(excludes, position("P1", "must"), position("P2", "must")),
    "budget_below_duties": tables(
        more("positions", project="P1", **SMALLER), more("positions", project="P2", **SMALLER)
    ),
    "pool_below_duties": tables(
        lambda t: t["projects"][3].update(must_start_by=2027, capex=500_001)
    ),
    "programme_unlisted": tables(
        more("programmes", code="G", name="Granty", rate=50, vat_eligible=True)
    ),
    "minimum_unreached": tables(first("programmes", min_eligible=600_001)),
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
    "budget_unused": tables(setting("počet roků", 1)),
    "limit_too_low": tables(first("budgets", capex=500)),
    "pool_missing": tables(lambda t: t["pool"].pop()),
    "other_district": tables(needs("1002", "A", municipality="500001")),
    "ico_short": tables(first("orps", ico=253979)),
    "ico_wrong": tables(first("orps", ico="00253978")),
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
