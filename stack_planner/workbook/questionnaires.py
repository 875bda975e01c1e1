"""Questionnaires: for each town a needs workbook with all that is known of it filled in before."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from stack_planner.columns import TABLES, Kind
from stack_planner.columns.aside import AREA_LIST, GUIDE, PROJECT_LIST, TOWN_LIST
from stack_planner.columns.choices import SCOPES, word_of
from stack_planner.records import Scope
from stack_planner.scoring.value import round_half_up
from stack_planner.words import load
from stack_planner.workbook.input_sheet import Field
from stack_planner.workbook.inputs import Aside, Form, Guide, input_workbook
from stack_planner.workbook.templates import explained, general_lines
from stack_planner.workbook.writing import town_files

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from stack_planner.records import Orp, Project, Strategy
    from stack_planner.words import Words

ASKED = ("asked", "hall", "own", "stance")
GENERAL = ("money", "orp", "free", "privacy", "rows")


def questionnaires(strategy: Strategy, lang: str, *, after_plan: bool = False) -> dict[str, bytes]:
    """A workbook for each town by file name; budgets and needs are asked anew.

    Decisions that the town took before are filled in, so that none is lost when it is read back;
    ``after_plan`` says that some of them come from last year's plan and are to be confirmed.
    """
    words = load(lang)
    topics = (*ASKED, "carried") if after_plan else ASKED
    files = town_files(strategy.orps, words("template.questionnaire.file"))
    return {files[orp.code]: _questionnaire(strategy, orp, words, topics) for orp in strategy.orps}


def _questionnaire(strategy: Strategy, orp: Orp, words: Words, topics: Sequence[str]) -> bytes:
    rows = _rows(strategy, orp)
    tables = [table for table in TABLES if table.name in rows]
    asides = (
        _areas(strategy, words),
        _projects(strategy, orp, words),
        _towns(strategy, words),
        explained(tables, words),
    )
    return input_workbook("needs", rows, words.lang, _guide(orp, words, topics), Form(asides))


def _guide(orp: Orp, words: Words, topics: Sequence[str]) -> Guide:
    sheets = {"areas": AREA_LIST[words.lang], "projects": PROJECT_LIST[words.lang]}
    lines = [
        (words(f"template.guide.{topic}.topic"), words(f"template.guide.{topic}.text", **sheets))
        for topic in topics
    ]
    title = words("template.questionnaire.title", town=f"{orp.name} ({orp.code})")
    return Guide(GUIDE[words.lang], title, [*lines, *general_lines(words, GENERAL)])


def _rows(strategy: Strategy, orp: Orp) -> dict[str, list[dict[str, Any]]]:
    """What is known of a town, by table, and the questions that it is asked."""
    decided = {each.project: each for each in strategy.positions if each.orp == orp.code}
    codes = sorted(decided.keys() | {project.code for project in _open(strategy, orp)})
    return {
        "orps": [_known(orp)],
        "municipalities": [_known(at) for at in strategy.municipalities if at.orp == orp.code],
        "budgets": [{"orp": orp.code, "year": year} for year in strategy.settings.horizon],
        "needs": [{"orp": orp.code, "area": area} for area in _by_area(strategy)],
        "positions": [
            _question(strategy, orp, code) | (_known(decided[code]) if code in decided else {})
            for code in codes
        ],
    }


def _question(strategy: Strategy, orp: Orp, code: str) -> dict[str, Any]:
    """What a town is asked about one project."""
    project = strategy.project.get(code)
    return {"orp": orp.code, "project": code, "project_name": project.name if project else ""}


def _known(record: Any) -> dict[str, Any]:  # noqa: ANN401 — any record of the needs' workbook
    """The fields of a record that say something, as the rows of an input sheet hold them."""
    values = {each.name: (getattr(record, each.name), each.default) for each in fields(record)}
    return {name: value for name, (value, blank) in values.items() if value != blank}


def _open(strategy: Strategy, orp: Orp) -> Iterator[Project]:
    """The projects that a town may take, whatever it decided before."""
    for project in strategy.projects:
        if not project.only_orps or orp.code in project.only_orps:
            yield project


def _by_area(strategy: Strategy) -> dict[str, list[str]]:
    """The codes of the projects of each area, areas by name."""
    areas: defaultdict[str, list[str]] = defaultdict(list)
    for project in strategy.projects:
        areas[project.area].append(project.code)
    return dict(sorted(areas.items()))


def _areas(strategy: Strategy, words: Words) -> Aside:
    areas = _by_area(strategy)
    columns = [
        ("template.areas.area", Kind.TEXT, list(areas)),
        ("template.areas.projects", Kind.TEXT, ["; ".join(codes) for codes in areas.values()]),
    ]
    return Aside(
        AREA_LIST[words.lang], _fields(columns, words), words("template.areas.lead"), "areas"
    )


def _towns(strategy: Strategy, words: Words) -> Aside:
    """All towns that are asked, so that whoever reads the answers knows which one is missing."""
    columns = [
        ("template.towns.code", Kind.CODE, [orp.code for orp in strategy.orps]),
        ("template.towns.name", Kind.TEXT, [orp.name for orp in strategy.orps]),
    ]
    return Aside(TOWN_LIST[words.lang], _fields(columns, words), words("template.towns.lead"))


def _projects(strategy: Strategy, orp: Orp, words: Words) -> Aside:
    """What each project open to a town is, and what the stack says it would cost the town."""
    projects = list(_open(strategy, orp))
    joint = [project if project.scope is Scope.JOINT else None for project in projects]
    columns: list[tuple[str, Kind, Sequence[Any]]] = [
        ("template.projects.code", Kind.CODE, [p.code for p in projects]),
        ("template.projects.name", Kind.TEXT, [p.name for p in projects]),
        ("template.projects.area", Kind.TEXT, [p.area for p in projects]),
        ("template.projects.scope", Kind.TEXT, [_scope(p, words) for p in projects]),
        ("template.projects.capex", Kind.MONEY, [_capex(p, orp) for p in projects]),
        ("template.projects.one_off", Kind.MONEY, [_only_own(p, p.one_off) for p in projects]),
        ("template.projects.opex", Kind.MONEY, [_opex(p) for p in projects]),
        ("template.projects.shared", Kind.MONEY, [p and p.capex + p.one_off for p in joint]),
        ("template.projects.shared_opex", Kind.MONEY, [p and p.opex for p in joint]),
        ("template.projects.description", Kind.TEXT, [p.description or None for p in projects]),
    ]
    year = str(strategy.settings.price_year)
    lead = words("template.projects.lead", town=f"{orp.name} ({orp.code})", year=year)
    return Aside(PROJECT_LIST[words.lang], _fields(columns, words), lead, "projects")


def _fields(columns: Sequence[tuple[str, Kind, Sequence[Any]]], words: Words) -> list[Field]:
    return [
        Field(words(key), kind, required=True, values=tuple(values))
        for key, kind, values in columns
    ]


def _scope(project: Project, words: Words) -> str:
    return word_of(project.scope, SCOPES, words.lang)


def _capex(project: Project, orp: Orp) -> int:
    """What a town itself would invest, without its share of a joint part."""
    inhabitants = round_half_up(project.capex_per_inhabitant * orp.population)
    if project.scope is Scope.JOINT:
        return project.capex_per_participant + inhabitants
    return _only_own(project, project.capex + inhabitants)


def _opex(project: Project) -> int:
    if project.scope is Scope.JOINT:
        return project.opex_per_participant
    return _only_own(project, project.opex)


def _only_own(project: Project, amount: int) -> int:
    """An amount that a town pays for a copy of its own only."""
    return amount if project.scope is Scope.ORP else 0
