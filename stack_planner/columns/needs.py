"""The sheets of the needs' workbooks."""

from __future__ import annotations

from stack_planner.columns.choices import STANCES
from stack_planner.columns.table import Column, Kind, Table

ORPS = Table(
    "orps",
    "ORP",
    "ORP",
    workbook="needs",
    required=True,
    columns=(
        Column("code", "Kód", "Code", Kind.CODE, required=True),
        Column("name", "Název", "Name", required=True),
        Column("population", "Obyvatel", "Population", Kind.COUNT, required=True, low=1),
        Column("town_population", "Obyvatel města", "Town population", Kind.COUNT, low=1),
        Column("ico", "IČO", "ICO", Kind.CODE),
    ),
)

MUNICIPALITIES = Table(
    "municipalities",
    "Obce",
    "Municipalities",
    workbook="needs",
    columns=(
        Column("code", "Kód", "Code", Kind.CODE, required=True),
        Column("name", "Název", "Name", required=True),
        Column("orp", "ORP", "ORP", Kind.CODE, required=True, codes_of="orps"),
        Column("population", "Obyvatel", "Population", Kind.COUNT, required=True),
    ),
)

BUDGETS = Table(
    "budgets",
    "Rozpočty",
    "Budgets",
    workbook="needs",
    required=True,
    columns=(
        Column("orp", "ORP", "ORP", Kind.CODE, required=True, codes_of="orps"),
        Column("year", "Rok", "Year", Kind.YEAR, required=True),
        Column("capex", "Investice [Kč]", "Capex [CZK]", Kind.LIMIT, required=True),
        Column("opex", "Provoz [Kč]", "Opex [CZK]", Kind.LIMIT),
        Column("prefinancing", "Předfinancování [Kč]", "Pre-financing [CZK]", Kind.LIMIT),
        Column("effort", "Kapacita [člověkodny]", "Effort [person-days]", Kind.COUNT),
    ),
)

NEEDS = Table(
    "needs",
    "Potřeby",
    "Needs",
    workbook="needs",
    required=True,
    asked=("orp", "municipality", "area"),
    columns=(
        Column("orp", "ORP", "ORP", Kind.CODE, required=True, codes_of="orps"),
        Column("municipality", "Obec", "Municipality", Kind.CODE, codes_of="municipalities"),
        Column("area", "Oblast", "Area", required=True, codes_of="areas"),
        Column("urgency", "Naléhavost", "Urgency", Kind.NUMBER, required=True, low=0, high=5),
        Column("reason", "Zdůvodnění", "Reason"),
        Column("confidential", "Neveřejné", "Confidential", Kind.YESNO),
    ),
)

POSITIONS = Table(
    "positions",
    "Stanoviska",
    "Positions",
    workbook="needs",
    asked=("orp", "project"),
    columns=(
        Column("orp", "ORP", "ORP", Kind.CODE, required=True, codes_of="orps"),
        Column("project", "Projekt", "Project", Kind.CODE, required=True, codes_of="projects"),
        Column("project_name", "Název projektu", "Project name", aside=True),
        Column("stance", "Stanovisko", "Position", Kind.CHOICE, required=True, choices=STANCES),
        Column("year", "Rok", "Year", Kind.YEAR),
        Column("capex", "Investice [Kč]", "Capex [CZK]", Kind.MONEY),
        Column("opex", "Provoz ročně [Kč]", "Opex per year [CZK]", Kind.MONEY),
        Column("others", "Jiné zdroje [Kč]", "Other sources [CZK]", Kind.MONEY),
        Column("approved_by", "Schválil", "Approved by"),
        Column("resolution", "Usnesení č.", "Resolution no."),
        Column("date", "Datum", "Date", Kind.DATE),
        Column("note", "Poznámka", "Note"),
    ),
)
