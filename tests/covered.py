"""Registers of problem spots in real places, of every agenda and state, and what a file says."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from openpyxl import load_workbook

from stack_planner.coverage import path_of, register_of
from stack_planner.documents.covering import covering_letter
from stack_planner.reading.strategy import read_strategy
from stack_planner.records import Agenda, Municipality, Orp, Spot, SpotState, Strategy
from stack_planner.words import load
from stack_planner.workbook.coverage import handover_workbook, log_workbook, register_workbook
from tests.planned import inputs_of
from tests.small import write_small

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from stack_planner.coverage import Register

ON = date(2026, 11, 29)
ORPS = (Orp("4107", "Sokolov", 70_000), Orp("4101", "Aš", 18_000), Orp("4103", "Karlovy Vary", 1))
PLACES = (
    Municipality("560294", "Březová", "4107", 2_600),
    Municipality("554553", "Hranice", "4101", 2_000),
    Municipality("500101", "Bražec", "4103", 227),
    Municipality("999999", "Nikde", "4103", 1),
)
NOTE = "Stěžoval si J. Novák, 777 123 456"
"""What stands in a note; no office and no letter may hold it."""

REFERENCE = "KK/77/2026"
COMPLETE: dict[Agenda, dict[str, Any]] = {
    Agenda.MOBILE: {"settlement": "135984", "trouble": "výpadky", "signal": Fraction(-118)},
    Agenda.FIXED: {"address_point": "21756481", "address": "Náves 5", "speed": Fraction(25, 2)},
}
STEMS = {Agenda.MOBILE: "coverage_ctu", Agenda.FIXED: "coverage_bco"}


@cache
def small() -> Strategy:
    """The small region, whose places and spots are put in."""
    with TemporaryDirectory() as folder:
        inputs = inputs_of(write_small(Path(folder)))
        strategy, _ = read_strategy(inputs.stack, inputs.needs)
    assert strategy is not None
    return strategy


def spot_of(code: str, agenda: Agenda, state: SpotState, **said: Any) -> Spot:  # noqa: ANN401
    """A complete spot in Březová with a secret note, unless said."""
    usual: dict[str, Any] = {
        "municipality": "560294",
        "description": f"Domy u lesa {code}",
        "population": 40,
        "state_date": ON - timedelta(days=30),
        "reference": REFERENCE,
        "note": NOTE,
        **COMPLETE[agenda],
    }
    return Spot(code=code, agenda=agenda, state=state, **(usual | said))


def all_spots() -> Iterator[Spot]:
    """Each state of both paths, complete and not, with and without people, days and coordinates."""
    places = [place.code for place in PLACES]
    for agenda in Agenda:
        needed = "settlement" if agenda is Agenda.MOBILE else "address_point"
        for number, state in enumerate(path_of(agenda)):
            kinds: tuple[dict[str, Any], ...] = (
                {"latitude": Fraction(50), "longitude": Fraction(64, 5)},
                {needed: "", "population": None, "state_date": None},
                {"population": 7, "state_date": ON - timedelta(days=100)},
            )
            for kind, said in enumerate(kinds):
                code = f"{agenda.value[0].upper()}{number}{kind}"
                place = places[(number + kind) % len(places)]
                yield spot_of(code, agenda, state, municipality=place, **said)


def covered(spots: Iterable[Spot], places: tuple[Municipality, ...] = PLACES) -> Register:
    """The register of some spots."""
    given = replace(small(), orps=ORPS, municipalities=places, spots=tuple(spots))
    return register_of(given, ON)


def hostile_register() -> Register:
    """Texts that begin as formulas do, or never end."""
    orps = (Orp("4107", "=1+1", 1), Orp("=A1", "@SUM(A1)", 1))
    places = (Municipality("560294", "=Ves", "4107", 1), Municipality("+5", "@Ves", "=A1", 1))
    spots = [
        spot_of("=1+1", Agenda.MOBILE, SpotState.VERIFIED, description="=1+1", trouble="@x"),
        spot_of("@M", Agenda.MOBILE, SpotState.REPORTED, part="-" + "dlouhá část " * 400),
        spot_of("+M", Agenda.FIXED, SpotState.VERIFIED, municipality="+5", address="=A1"),
        spot_of('"', Agenda.FIXED, SpotState.HANDED_BCO, reference="=1+1", category="@A"),
        spot_of("2027", Agenda.FIXED, SpotState.VERIFIED, address="@" + "x" * 40_000),
    ]
    given = replace(small(), orps=orps, municipalities=places, spots=tuple(spots))
    return register_of(given, ON)


def written(folder: Path, register: Register, lang: str = "cs") -> dict[str, Path]:
    """All files about a register, by their names without endings; letters as ``….docx``."""
    words, steps = load(lang), [entry.reached for entry in register.entries]
    files = {
        "coverage.xlsx": register_workbook(register, steps, words, "coverage.xlsx"),
        "coverage_log.xlsx": log_workbook(steps, words, "coverage_log.xlsx"),
    }
    for agenda, stem in STEMS.items():
        file = f"{stem}.xlsx"
        files[file] = handover_workbook(register, agenda, words, file, "Karlovarský kraj")
        files[f"{stem}.docx"] = covering_letter(register, agenda, words, "Karlovarský kraj")
    folder.mkdir(exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return {name.removesuffix(".xlsx"): folder / name for name in files}


@dataclass(frozen=True)
class Rows:
    """A table of a sheet below the header that has a heading, each row by its headings."""

    headings: tuple[str, ...]
    rows: tuple[dict[str, Any], ...]

    def column(self, heading: str) -> list[Any]:
        """The cells of a column."""
        return [row[heading] for row in self.rows]


def rows_of(content: Path | bytes, sheet: str, first: str) -> Rows:
    """The table whose header begins with a heading, down to the first row without a value."""
    source = BytesIO(content) if isinstance(content, bytes) else content
    lines = [*load_workbook(source, data_only=True)[sheet].iter_rows(values_only=True)]
    head = next((n for n, line in enumerate(lines) if line[0] == first), len(lines))
    if head == len(lines):
        return Rows((), ())
    headings = tuple(str(cell) for cell in lines[head] if cell is not None)
    found = []
    for line in lines[head + 1 :]:
        if line[0] is None:
            break
        found.append(dict(zip(headings, line, strict=False)))
    return Rows(headings, tuple(found))
