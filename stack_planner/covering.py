"""The story of coverage: problem spots → what was recorded of them → register → workbooks, letters.

The record of states and handovers lies in the output folder. Each run reads it, whoever changed it
meanwhile, and adds to it. Files are written in the order in which they may be missed: what was sent
first, then the record, and only then what replaces the drafts.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain, count
from typing import TYPE_CHECKING

from stack_planner.checking.course import check_course
from stack_planner.checking.coverage import check_coverage
from stack_planner.checking.identity import check_identity
from stack_planner.coverage import (
    HANDED,
    Covered,
    Stage,
    Step,
    key_of,
    newly_seen,
    register_of,
)
from stack_planner.problems import (
    HandoverError,
    Problem,
    ProblemsError,
    Severity,
    at,
    has_errors,
)
from stack_planner.reading.course import read_steps
from stack_planner.reading.dates import shown
from stack_planner.reading.sheets import concerning
from stack_planner.reading.strategy import read_strategy
from stack_planner.records import Agenda
from stack_planner.returning.drafts import read_drafted
from stack_planner.words import load

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from stack_planner.coverage import Entry, Handover, Register
    from stack_planner.planning import Inputs
    from stack_planner.records import Strategy

NEEDED = ("orps", "municipalities", "spots")
"""The tables without which there is no register."""

USED = (*NEEDED, "settings")
RECORD, REGISTER = "coverage_log.xlsx", "coverage.xlsx"
STEMS: Mapping[Agenda, str] = {Agenda.MOBILE: "coverage_ctu", Agenda.FIXED: "coverage_bco"}
OFFICES: Mapping[str, Agenda] = {"ctu": Agenda.MOBILE, "bco": Agenda.FIXED}
"""The agendas by the short names of their offices."""

ENDINGS = (".xlsx", ".docx")
"""What a draft consists of: the workbook and its covering letter."""

NOTHING = "–"
"""What is shown of a draft without spots."""

Files = dict[str, bytes]


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked for: the state on a day; with a handover that it is recorded."""

    inputs: Inputs
    folder: Path
    on: date
    lang: str = "cs"
    force: bool = False
    handover: Handover | None = None


def cover(order: Order, progress: Callable[[str], None]) -> Covered:
    """The register of all problem spots, drafts for both offices, the record brought up to date.

    Raises:
        ProblemsError: what the register is made of has errors, or contradicts the record.
        HandoverError: what was sent cannot be recorded.
        ForeignFilesError: other files stand where the workbooks go.
    """
    from stack_planner.workbook import writing  # noqa: PLC0415 — slow to import

    progress("read")
    strategy, recorded, problems = _read(order)
    steps = (*recorded, *newly_seen(strategy.spots, recorded))
    register = register_of(strategy, order.on, steps)
    problems = (*problems, *_sent_before(order, register))
    handed, before = _handed(order, register, recorded, steps)
    sent = order.handover.agenda if order.handover and handed and not before else None
    if not order.force:
        others = [name for agenda in Agenda if agenda is not sent for name in _drafts(agenda)]
        writing.refuse_foreign(order.folder, [REGISTER, *others])
    progress("write")
    files: Files = {}
    if order.handover and sent:
        files |= _sent(order, order.handover, strategy, register)
        steps = (*steps, *_handed_steps(order.handover, handed))
        register = register_of(strategy, order.on, steps)
    kept = _kept(order.folder) if steps != recorded else {}
    if steps != recorded or not (order.folder / RECORD).exists():
        files |= kept | _record(order, steps)
    files |= _made(order, strategy, register, steps)
    written = writing.save(order.folder, files)
    told = (order.handover, handed, before, next(iter(kept), ""))
    return Covered(strategy, register, problems, tuple(written), *told)


def _read(order: Order) -> tuple[Strategy, tuple[Step, ...], tuple[Problem, ...]]:
    """The inputs and the record, both without errors; the problems that are left."""
    strategy, problems = read_strategy(order.inputs.stack, order.inputs.needs, needed=NEEDED)
    recorded, wrong = _recorded(order)
    if strategy is not None:
        problems = (*problems, *check_identity(strategy), *check_coverage(strategy))
    problems = (*concerning(problems, USED), *wrong)
    if strategy is not None:
        problems = (*problems, *check_course(strategy, recorded, order.on))
    if strategy is None or has_errors(problems):
        raise ProblemsError(problems)
    return strategy, recorded, problems


def _recorded(order: Order) -> tuple[tuple[Step, ...], tuple[Problem, ...]]:
    """The steps of the record; that it was there and is gone is an error that one may overrule."""
    from stack_planner.workbook.writing import is_lost  # noqa: PLC0415

    if (order.folder / RECORD).exists():
        return read_steps(order.folder / RECORD)
    if is_lost(order.folder, RECORD) and not order.force:
        return (), (Problem("course_lost", Severity.ERROR, RECORD),)
    return (), ()


def _sent_before(order: Order, register: Register) -> Iterator[Problem]:
    """A warning for each spot that is ready though a draft that was kept as sent holds it."""
    for agenda in Agenda:
        ready = {key_of(e.spot.code): e.spot for e in register.of(agenda, Stage.READY)}
        kept = sorted(order.folder.glob(f"{STEMS[agenda]}_????-??-??*.xlsx")) if ready else ()
        for path in kept:
            for code in sorted(ready.keys() & map(key_of, read_drafted(path, agenda))):
                spot = ready.pop(code)
                where = (spot.source, "state", "course_drafted", "", Severity.WARNING)
                yield at(*where, spot=spot.code, sent=path.name)


# A handover that was made


def _handed(
    order: Order, register: Register, recorded: Sequence[Step], steps: Sequence[Step]
) -> tuple[tuple[str, ...], bool]:
    """The codes of the spots that were sent, and whether that was recorded before.

    A handover that is said again stays what it was, even if other spots have become ready since.

    Raises:
        HandoverError: none is ready, others were sent than are ready, or the day cannot be.
    """
    handover = order.handover
    if handover is None:
        return (), False
    ready = register.of(handover.agenda, Stage.READY)
    known = recorded if ready else steps
    before = tuple(step.spot for step in known if step in _handed_steps(handover, [step.spot]))
    if before:
        return before, True
    if not ready:
        raise HandoverError("nothing_ready", handover.agenda)
    _refuse_day(order, handover, ready)
    _refuse_others(order, handover, ready)
    return tuple(entry.spot.code for entry in ready), False


def _handed_steps(handover: Handover, codes: Sequence[str]) -> tuple[Step, ...]:
    agenda = handover.agenda
    return tuple(
        Step(code, agenda, HANDED[agenda], handover.day, handover.reference) for code in codes
    )


def _refuse_day(order: Order, handover: Handover, ready: Sequence[Entry]) -> None:
    """Accepts a day between the verification of the spots and the one that is asked about."""
    agenda, details = handover.agenda, {"date": shown(handover.day), "on": shown(order.on)}
    if handover.day > order.on:
        raise HandoverError("late", agenda, details)
    early = {
        entry.spot.code: shown(entry.reached.on)
        for entry in ready
        if entry.reached.on and entry.reached.on > handover.day
    }
    if early:
        raise HandoverError("early", agenda, details | {"spots": _listed(early)})


def _listed(days: Mapping[str, str]) -> str:
    return ", ".join(f"{code} ({day})" for code, day in days.items())


def _refuse_others(order: Order, handover: Handover, ready: Sequence[Entry]) -> None:
    """Accepts a draft in the folder that holds just the spots that are ready, or none at all."""
    name = _drafts(handover.agenda)[0]
    codes = {entry.spot.code for entry in ready}
    lies = (order.folder / name).exists()
    drafted = read_drafted(order.folder / name, handover.agenda) if lies else codes
    if drafted != codes:
        told = ", ".join(sorted(drafted)) or NOTHING
        details = {"drafted": told, "ready": ", ".join(sorted(codes))}
        raise HandoverError("not_drafted", handover.agenda, {"file": name} | details)


def _sent(order: Order, handover: Handover, strategy: Strategy, register: Register) -> Files:
    """What was sent, kept under its date: the drafts that lie in the folder, or else such ones."""
    stem = f"{STEMS[handover.agenda]}_{handover.day.isoformat()}"
    numbered = chain([stem], (f"{stem}_{number}" for number in count(2)))
    free = next(
        name for name in numbered if not any((order.folder / (name + e)).exists() for e in ENDINGS)
    )
    made = _draft(order, strategy, register, handover.agenda, free)
    lying = {ending: order.folder / (STEMS[handover.agenda] + ending) for ending in ENDINGS}
    return made | {free + e: path.read_bytes() for e, path in lying.items() if path.exists()}


# What is written


def _drafts(agenda: Agenda) -> tuple[str, ...]:
    """The names of the workbook and the letter of an agenda."""
    return tuple(STEMS[agenda] + ending for ending in ENDINGS)


def _made(order: Order, strategy: Strategy, register: Register, steps: Sequence[Step]) -> Files:
    """The register's workbook and both drafts."""
    from stack_planner.workbook.coverage import register_workbook  # noqa: PLC0415

    files = {REGISTER: register_workbook(register, steps, load(order.lang), REGISTER)}
    for agenda in Agenda:
        files |= _draft(order, strategy, register, agenda, STEMS[agenda])
    return files


def _draft(
    order: Order, strategy: Strategy, register: Register, agenda: Agenda, stem: str
) -> Files:
    """The workbook and the letter for one office, under a name."""
    from stack_planner.documents.covering import covering_letter  # noqa: PLC0415
    from stack_planner.telling.names import region_name  # noqa: PLC0415
    from stack_planner.workbook.coverage import handover_workbook  # noqa: PLC0415

    words = load(order.lang)
    region = region_name(strategy, words)
    workbook, letter = (stem + ending for ending in ENDINGS)
    return {
        workbook: handover_workbook(register, agenda, words, workbook, region),
        letter: covering_letter(register, agenda, words, region),
    }


def _record(order: Order, steps: Sequence[Step]) -> Files:
    from stack_planner.workbook.coverage import log_workbook  # noqa: PLC0415

    return {RECORD: log_workbook(steps, load(order.lang), RECORD)}


def _kept(folder: Path) -> Files:
    """A record that somebody changed, under a free name: its notes and sheets are not lost."""
    from stack_planner.workbook.writing import changed_since  # noqa: PLC0415

    if not changed_since(folder, [RECORD]):
        return {}
    names = (RECORD.replace(".xlsx", f"_{number}.xlsx") for number in count(1))
    free = next(name for name in names if not (folder / name).exists())
    return {free: (folder / RECORD).read_bytes()}
