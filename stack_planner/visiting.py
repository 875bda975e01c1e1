"""The story of a visit: the plan that stands → what to know of a town → a brief, or its minutes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from stack_planner.choosing.plan import make_plan
from stack_planner.cooperation import topics_of
from stack_planner.cooperation.brief import brief_of
from stack_planner.coverage import register_of
from stack_planner.covering import RECORD
from stack_planner.explaining.passport import passports
from stack_planner.problems import ProblemsError, has_errors
from stack_planner.reading.course import read_steps
from stack_planner.results import Choice, Proof, Status
from stack_planner.standing import stand
from stack_planner.words import load

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date
    from pathlib import Path

    from stack_planner.cooperation.brief import Brief
    from stack_planner.coverage import Register
    from stack_planner.explaining.held import Region
    from stack_planner.records import Orp, Step, Strategy
    from stack_planner.results import Plan
    from stack_planner.standing import Standing, Subject


@dataclass(frozen=True, slots=True)
class Visit:
    """What is asked for: briefs of the subject's towns as of a day, written into a folder.

    ``minutes`` asks for the forms of the minutes instead. The subject's folder is where the plan
    may stand.
    """

    subject: Subject
    folder: Path
    on: date
    lang: str = "cs"
    minutes: bool = False
    force: bool = False


@dataclass(frozen=True)
class Prepared:
    """The plan that the briefs are about, the briefs themselves, and the files written."""

    standing: Standing
    briefs: tuple[Brief, ...]
    files: tuple[Path, ...]


def prepare(visit: Visit, progress: Callable[[str], None]) -> Prepared:
    """Briefs of the towns asked for, or of all, and what was written of them.

    Raises:
        ForeignFilesError: somebody else's files stand where they go, filled-in forms among them.
        ProblemsError: the record of coverage cannot be read.
        what ``stand`` does.
    """
    from stack_planner.workbook.writing import save  # noqa: PLC0415 — slow to import

    recorded = _recorded(visit.subject.folder)
    standing = stand(visit.subject, progress, lambda strategy: _refuse(visit, strategy))
    progress("brief")
    briefs = _briefs(visit, standing, register_of(standing.strategy, visit.on, recorded))
    progress("write")
    made = _written(visit, briefs)
    return Prepared(standing, briefs, tuple(save(visit.folder, made)))


def plan_of(region: Region) -> Plan:
    """The plan that stands as one that can be told of; nothing is said of its proof."""
    value = region.count.total_value()
    proof = Proof(Status.FEASIBLE, value, value, region.scores.denominator, "")
    choice = Choice(region.options, region.chosen, proof)
    return make_plan(region.strategy, region.scores, choice, {})


def _refuse(visit: Visit, strategy: Strategy) -> None:
    """Stops before anything is solved where files would be lost; unknown towns are told first."""
    from stack_planner.workbook.writing import refuse_foreign  # noqa: PLC0415 — as above

    asked = visit.subject.orps
    if not visit.force and strategy.orp.keys() >= {*asked}:
        towns = [strategy.orp[code] for code in asked or strategy.orp]
        refuse_foreign(visit.folder, _names(visit, towns).values())


def _names(visit: Visit, towns: Sequence[Orp]) -> dict[str, str]:
    """The file of each town by code."""
    from stack_planner.workbook.writing import town_files  # noqa: PLC0415 — as above

    if visit.minutes:
        return town_files(towns, "minutes")
    files = town_files(towns, "brief")
    return {code: name.removesuffix(".xlsx") + ".docx" for code, name in files.items()}


def _briefs(visit: Visit, standing: Standing, register: Register) -> tuple[Brief, ...]:
    codes = visit.subject.orps or tuple(standing.strategy.orp)
    known = () if visit.minutes else passports(standing.region, towns=codes)
    plan = plan_of(standing.region)
    topics = topics_of(plan)
    return tuple(brief_of(plan, code, topics, register, known) for code in codes)


def _recorded(folder: Path) -> tuple[Step, ...]:
    """What the record of coverage beside the plan tells of handovers; nothing where there is none.

    Raises:
        ProblemsError: it cannot be read.
    """
    if not (folder / RECORD).exists():
        return ()
    steps, problems = read_steps(folder / RECORD)
    if has_errors(problems):
        raise ProblemsError(problems)
    return steps


def _written(visit: Visit, briefs: Sequence[Brief]) -> dict[str, bytes]:
    """The finished files by name."""
    names, words = _names(visit, [brief.orp for brief in briefs]), load(visit.lang)
    if visit.minutes:
        from stack_planner.workbook.minutes import minutes_form  # noqa: PLC0415 — slow to import

        return {names[brief.orp.code]: minutes_form(brief, words) for brief in briefs}
    from stack_planner.documents.brief import brief_document  # noqa: PLC0415 — slow to import

    return {names[brief.orp.code]: brief_document(brief, words) for brief in briefs}
