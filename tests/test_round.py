"""A region's year from empty templates to the second year's plan, by the commands of its pages."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from stack_planner.columns import TABLES
from stack_planner.planning import Inputs
from stack_planner.planning import check as checked
from stack_planner.reading import read_strategy
from stack_planner.reading.files import read_sheets
from stack_planner.records import Stance
from stack_planner.returning import read_plan_book
from tests.round.steps import EXAMPLES, Gone, commands_of, go_through, steps_of
from tests.round.tables import TYPED, typings
from tests.round.typing_in import cells_of, type_into

if TYPE_CHECKING:
    from pathlib import Path

    from stack_planner.records import Strategy
    from stack_planner.returning import PlanBook

FIRST, SECOND = "08-replan", "12-second-plan"
INPUTS = {
    FIRST: (
        "03-collect/project_stack.xlsx",
        ("03-collect/municipal_needs.xlsx", "04-check/answers", "07-decisions/minutes"),
    ),
    SECOND: (
        "11-second-year/project_stack.xlsx",
        ("11-second-year/municipal_needs.xlsx", "11-second-year/answers"),
    ),
}
TOWNS = {"9001": "Horni_Lipa", "9002": "Javorna", "9003": "Skalna_Hut"}
PAGE = EXAMPLES.parent / "docs" / "rok.cs.md"


@pytest.fixture(scope="module")
def gone(tmp_path_factory: pytest.TempPathFactory) -> Gone:
    """The examples after the whole year; every command ended as its page says."""
    return go_through(tmp_path_factory.mktemp("round"))


def book(gone: Gone, step: str, town: str) -> PlanBook:
    """A town's plan, or with "" the region's."""
    name = f"plan_{town}_{TOWNS[town]}.xlsx" if town else "plan_region.xlsx"
    found, problems = read_plan_book(gone.folder / step / "outputs" / name)
    assert (found is not None, problems) == (True, ())
    assert found is not None
    return found


def starts(gone: Gone, step: str, town: str) -> dict[str, int]:
    """The projects in a plan with the year of their start."""
    rows = book(gone, step, town).rows
    return {row.project: row.decided.start for row in rows if row.decided}


def inputs(gone: Gone, step: str) -> Strategy:
    """What a plan was made of."""
    stack, needs = INPUTS[step]
    strategy, _ = read_strategy(gone.folder / stack, [gone.folder / each for each in needs])
    assert strategy is not None
    return strategy


def test_the_folders_go_from_the_template_to_the_second_plan() -> None:
    steps = [step.name for step in steps_of(EXAMPLES)]
    assert [name[:2] for name in steps] == [f"{number:02}" for number in range(2, 13)]
    told = (EXAMPLES / "README.md").read_text(encoding="utf-8")
    assert all(f"({name}/README.md)" in told for name in steps)


def test_every_command_of_the_czech_page_is_one_of_the_examples_and_none_is_left_out() -> None:
    shown = [command.line for command in commands_of(PAGE.read_text(encoding="utf-8"))]
    examples = [command.line for step in steps_of(EXAMPLES) for command in step.commands]
    assert shown == examples


def test_what_people_filled_in_is_what_the_commands_write_with_the_typing(
    gone: Gone, tmp_path: Path
) -> None:
    """Where this fails after a change of templates, ``python -m tests.round.making`` mends it."""
    sheets = {table.cs for table in TABLES}
    for typing in typings(TYPED.read_text(encoding="utf-8")):
        file = type_into(gone.folder / typing.source, typing.sheets, tmp_path / typing.target)
        filled, stored = (
            [cell for cell in cells_of(each) if cell[0] in sheets]
            for each in (file, EXAMPLES / typing.target)
        )
        assert filled == stored, typing.target


def test_the_check_finds_what_one_town_got_wrong(gone: Gone) -> None:
    wrong, mended = gone.of("04-check")
    assert wrong.code == 3
    assert "dotaznik_9002_Javorna.xlsx › Rozpočty!C5" in wrong.out
    assert "dotaznik_9002_Javorna.xlsx › Potřeby!D5" in wrong.out
    assert "CHYBA" not in mended.out
    assert list((gone.folder / "04-check" / "outputs").glob("*9002*"))


def test_decisions_are_kept_and_nobody_else_is_moved(gone: Gone) -> None:
    before = {town: starts(gone, "05-plan", town) for town in TOWNS}
    after = {town: starts(gone, FIRST, town) for town in TOWNS}
    assert before["9003"]["P4"]  # the draft proposed it
    assert before["9001"]["P2"] == after["9001"]["P2"] == 2027
    assert after == {
        "9001": before["9001"],
        "9002": {code: year for code, year in before["9002"].items() if code != "P4"},
        "9003": {code: year for code, year in before["9003"].items() if code != "P4"},
    }
    changes = gone.of(FIRST)[1].out
    assert changes.count("  − P4 Měření spotřeby budov") == 2
    assert "Horní Lípa: beze změny" in changes
    told = gone.of(FIRST)[0].out  # the minutes have changed the inputs: the draft is not theirs
    assert "proti nejlepšímu plánu, který by dnešní vstupy bez nich dovolily" in told
    (entry,) = book(gone, FIRST, "9002").log
    assert (entry.project, entry.reason) == ("P4", "Spotřebu měří správce budov.")


def test_the_brief_of_the_new_plan_says_what_was_decided_and_no_price_of_it(gone: Gone) -> None:
    page = load_workbook(gone.folder / FIRST / "outputs" / "plan_9002_Javorna.xlsx")
    rows = [row for row in page["Podklad pro jednání"].iter_rows(values_only=True) if row]
    (decided,) = (row for row in rows if row[0] == "P4")
    assert "Úředník rozhodl ho nedělat." in decided
    assert [value for value in decided if isinstance(value, int | float)] == [21.6]  # its worth


def test_what_is_published_is_the_plan_that_was_agreed(gone: Gone) -> None:
    for town, name in TOWNS.items():
        copy = gone.folder / "09-budget" / "outputs" / f"plan_{town}_{name}_public.xlsx"
        public, problems = read_plan_book(copy)
        assert public is not None
        assert problems == ()
        agreed = {row.project: row.decided for row in book(gone, FIRST, town).rows}
        assert {row.project: row.decided for row in public.rows} == agreed
        assert not public.log


@pytest.mark.parametrize("step", [FIRST, SECOND])
@pytest.mark.parametrize("payer", ["", *TOWNS])
def test_no_budget_is_exceeded(gone: Gone, step: str, payer: str) -> None:
    """Counted from the lines of the workbook: what is paid less what has come, within the limit."""
    strategy, plan = inputs(gone, step), book(gone, step, payer)
    limits = (
        strategy.pool_budget
        if not payer
        else {year: budget for (orp, year), budget in strategy.budget.items() if orp == payer}
    )
    reserve = 1 - strategy.settings.reserve if payer else 1
    for year in strategy.settings.horizon:
        capex = plan.total("capex", year) - plan.total("region", year) - plan.total("others", year)
        capex -= plan.total("capex_returned", year)
        assert capex <= (limits[year].capex or 0) * reserve, year
        opex = plan.total("opex", year) - plan.total("opex_returned", year)
        assert opex <= (limits[year].opex or 0) * reserve, year


def test_a_town_is_asked_nothing_that_it_has_decided(gone: Gone) -> None:
    asked, _ = read_strategy(
        gone.folder / "11-second-year" / "project_stack.xlsx",
        [gone.folder / "11-second-year" / "outputs"],
    )
    assert asked is not None
    stances: defaultdict[Stance, set[tuple[str, str]]] = defaultdict(set)
    for position in asked.positions:
        stances[position.stance].add((position.orp, position.project))
    everywhere = {(town, code) for town in TOWNS for code in ("P6", "P7")}
    assert stances[Stance.DONE] == {("9001", "P1"), ("9003", "P1"), *everywhere}
    assert stances[Stance.MUST] == {("9001", "P2"), ("9002", "P2")}
    assert stances[Stance.REFUSES] == {("9002", "P4"), ("9003", "P4")}
    told = {key: (each.year, each.resolution) for key, each in asked.position.items()}
    assert told["9001", "P2"] == (2027, "ZM/21/2026")  # from the minutes
    assert told["9002", "P2"] == (2027, "ZM/77/2026")  # typed beside the approved plan
    assert told["9001", "P1"] == (None, "ZM/30/2026")
    assert told["9003", "P4"] == (None, "RM/88/2026")


def test_what_is_done_costs_nothing_and_satisfies_what_requires_it(gone: Gone) -> None:
    strategy = inputs(gone, SECOND)
    for town in ("9001", "9003"):
        plan = book(gone, SECOND, town)
        assert strategy.stance(town, "P1") is Stance.DONE
        assert "P1" not in {line.project for line in plan.lines}
        assert "P5" in starts(gone, SECOND, town)  # which requires P1
    assert "P1" in starts(gone, SECOND, "9002")  # where it has not been done
    region = book(gone, SECOND, "")
    assert {"P6", "P7"} & {line.project for line in region.lines} == set()
    assert "P8" in starts(gone, SECOND, "")  # which requires P7


def test_of_what_runs_only_what_falls_into_the_years_counts(gone: Gone) -> None:
    years = inputs(gone, SECOND).settings.horizon
    for town in ("9001", "9002"):
        plan = book(gone, SECOND, town)
        assert starts(gone, SECOND, town)["P2"] == 2027
        mine = [line for line in plan.chosen_lines() if line.project == "P2" and line.year in years]
        paid = {line.year: line.amounts.get("capex", 0) for line in mine}
        came = {line.year: line.amounts.get("capex_received", 0) for line in mine}
        # 250,000 of 700,000 are left; half of 450,000 comes in 2028, half of 250,000 in 2029
        assert {year: amount for year, amount in paid.items() if amount} == {2028: 250_000}
        assert {year: amount for year, amount in came.items() if amount} == {
            2028: 225_000,
            2029: 125_000,
        }


def test_the_second_plan_differs_where_it_must_and_only_there(gone: Gone) -> None:
    for town in TOWNS:
        first, second = (starts(gone, step, town) for step in (FIRST, SECOND))
        known = inputs(gone, SECOND).position
        refused = {
            code
            for (orp, code), each in known.items()
            if orp == town and each.stance is Stance.REFUSES
        }
        assert not refused & second.keys()
        for code in first.keys() - second.keys():
            assert known[town, code].stance is Stance.DONE
    assert "P9" in starts(gone, SECOND, "9001")  # new in the stack
    # Javorná has a third less for 2028, so its portal cannot begin then
    assert starts(gone, FIRST, "9002")["P3"] == 2028 < starts(gone, SECOND, "9002")["P3"]
    # nothing that was as good has moved
    for code in ("P2", "P3", "P4"):
        assert starts(gone, FIRST, "9001")[code] == starts(gone, SECOND, "9001")[code]
    compared = gone.of(SECOND)[1].out
    assert "✓ P1 Zálohování a obnova dat" in compared
    assert "vypuštěn" not in compared


def drafted(file: Path) -> str:
    """All that a handover workbook says."""
    sheets, _ = read_sheets(file)
    return "\n".join(cell.text for sheet in sheets for row in sheet.rows for cell in row)


def test_nothing_is_handed_over_twice_and_nothing_incomplete(gone: Gone) -> None:
    folder = gone.folder / "10-handover" / "outputs"
    sent = {
        name: drafted(folder / f"{name}.xlsx")
        for name in ("coverage_ctu_2027-01-18", "coverage_bco_2027-01-19")
    }
    assert "Rybná" in sent["coverage_ctu_2027-01-18"]
    assert "Kamenec" in sent["coverage_bco_2027-01-19"]
    ready = {name: drafted(folder / f"{name}.xlsx") for name in ("coverage_ctu", "coverage_bco")}
    assert {"Lesná", "Studánka"} <= {
        name for name in ("Rybná", "Lesná", "Studánka") if name in ready["coverage_ctu"]
    }
    assert "Domy pod hrází" not in ready["coverage_ctu"]
    assert "Kamenec" not in ready["coverage_bco"]
    assert "Na Výsluní" not in ready["coverage_bco"]  # it has no code of an address point yet


def test_no_input_of_the_year_has_an_error_or_warning(gone: Gone) -> None:
    for stack, needs in INPUTS.values():
        found = checked(Inputs(gone.folder / stack, [gone.folder / each for each in needs]))
        assert {problem.severity.value for problem in found} <= {"notice"}
