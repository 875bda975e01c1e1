"""ONE description of every input sheet; reader, sample, templates and docs all read it.

A heading is matched without case, spaces and whatever stands in brackets; ``also`` holds further
accepted headings. The text in brackets is the unit shown to the user.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from stack_planner.records import (
    Certainty,
    CostKey,
    Fairness,
    NeedRule,
    Relation,
    RuleKind,
    Scope,
    Stance,
    ValueBase,
)

if TYPE_CHECKING:
    from collections.abc import Mapping


class Kind(StrEnum):
    """What the cells of a column hold."""

    TEXT = "text"
    CODE = "code"
    CODES = "codes"
    MONEY = "money"
    LIMIT = "limit"  # money, or the words "bez limitu"
    PERCENT = "percent"
    COUNT = "count"
    YEAR = "year"
    NUMBER = "number"
    YESNO = "yesno"
    CHOICE = "choice"
    CURVE = "curve"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of an input sheet; ``field`` is the record's attribute that it fills."""

    field: str
    cs: str
    en: str
    kind: Kind = Kind.TEXT
    required: bool = False
    also: tuple[str, ...] = ()
    choices: Mapping[str, StrEnum] | None = None
    low: int | None = None
    high: int | None = None
    numbered: bool = False  # the heading repeats with 1, 2, 3 … in place of {n}


@dataclass(frozen=True, slots=True)
class Table:
    """An input sheet: one table with one header row."""

    name: str
    cs: str
    en: str
    columns: tuple[Column, ...]
    workbook: str
    required: bool = False
    open_ended: bool = False  # further columns are criteria, not unknown ones


SCOPES = {
    "ORP": Scope.ORP,
    "společný": Scope.JOINT,
    "joint": Scope.JOINT,
    "kraj": Scope.REGION,
    "region": Scope.REGION,
}
KEYS = {
    "obyvatelé": CostKey.DISTRICT_POPULATION,
    "population": CostKey.DISTRICT_POPULATION,
    "obyvatelé města": CostKey.TOWN_POPULATION,
    "town population": CostKey.TOWN_POPULATION,
    "rovně": CostKey.EQUAL,
    "equal": CostKey.EQUAL,
    "kraj": CostKey.REGION,
    "region": CostKey.REGION,
}
RELATIONS = {
    "vyžaduje": Relation.REQUIRES,
    "requires": Relation.REQUIRES,
    "vylučuje": Relation.EXCLUDES,
    "excludes": Relation.EXCLUDES,
    "společně": Relation.TOGETHER,
    "together": Relation.TOGETHER,
    "synergie": Relation.SYNERGY,
    "synergy": Relation.SYNERGY,
}
CERTAINTIES = {
    "schváleno": Certainty.APPROVED,
    "approved": Certainty.APPROVED,
    "podáno": Certainty.SUBMITTED,
    "submitted": Certainty.SUBMITTED,
    "vyhlášeno": Certainty.ANNOUNCED,
    "announced": Certainty.ANNOUNCED,
    "předpoklad": Certainty.ASSUMED,
    "assumed": Certainty.ASSUMED,
}
RULES = {
    "nejvýše": RuleKind.AT_MOST,
    "at most": RuleKind.AT_MOST,
    "alespoň": RuleKind.AT_LEAST,
    "at least": RuleKind.AT_LEAST,
    "podíl nejvýše": RuleKind.SHARE_AT_MOST,
    "share at most": RuleKind.SHARE_AT_MOST,
    "podíl alespoň": RuleKind.SHARE_AT_LEAST,
    "share at least": RuleKind.SHARE_AT_LEAST,
}
STANCES = {
    "povinně": Stance.MUST,
    "závazně": Stance.MUST,
    "must": Stance.MUST,
    "zájem": Stance.INTEREST,
    "interest": Stance.INTEREST,
    "nechce": Stance.REFUSES,
    "bez zájmu": Stance.REFUSES,
    "refuses": Stance.REFUSES,
    "hotovo": Stance.DONE,
    "zrealizováno": Stance.DONE,
    "done": Stance.DONE,
}

PROJECTS = Table(
    "projects",
    "Projekty",
    "Projects",
    workbook="stack",
    required=True,
    columns=(
        Column("code", "Kód", "Code", Kind.CODE, required=True),
        Column("name", "Název", "Name", required=True),
        Column("area", "Oblast", "Area", required=True),
        Column(
            "scope",
            "Rozsah",
            "Scope",
            Kind.CHOICE,
            required=True,
            also=("Způsob realizace",),
            choices=SCOPES,
        ),
        Column("only_orps", "Pouze ORP", "Only ORPs", Kind.CODES),
        Column("holder", "Nositel", "Holder"),
        Column("smart_level", "Úroveň SMART", "SMART level"),
        Column("owner", "Garant", "Owner"),
        Column("description", "Popis", "Description"),
        Column("origin", "Zdroj", "Source"),
        Column("stage", "Stádium", "Stage"),
        Column("confidential", "Neveřejné", "Confidential", Kind.YESNO),
        Column("must_start_by", "Povinně zahájit do", "Mandatory start by", Kind.YEAR),
        Column("must_finish_by", "Povinně dokončit do", "Mandatory finish by", Kind.YEAR),
        Column("earliest", "Nejdříve", "Earliest", Kind.YEAR),
        Column("latest", "Nejpozději", "Latest", Kind.YEAR),
        Column("capex", "Investice [Kč]", "Capex [CZK]", Kind.MONEY),
        Column(
            "capex_by_year",
            "Investice {n}. rok [Kč]",
            "Capex year {n} [CZK]",
            Kind.MONEY,
            numbered=True,
        ),
        Column("duration", "Doba realizace [roky]", "Duration [years]", Kind.COUNT, low=1, high=30),
        Column(
            "capex_per_inhabitant",
            "Investice na obyvatele [Kč]",
            "Capex per inhabitant [CZK]",
            Kind.NUMBER,
            low=0,
        ),
        Column(
            "capex_per_participant",
            "Investice na účastníka [Kč]",
            "Capex per participant [CZK]",
            Kind.MONEY,
        ),
        Column(
            "opex_per_participant",
            "Provoz na účastníka ročně [Kč]",
            "Opex per participant per year [CZK]",
            Kind.MONEY,
        ),
        Column(
            "one_off", "Jednorázové běžné výdaje [Kč]", "One-off running cost [CZK]", Kind.MONEY
        ),
        Column("opex", "Provoz ročně [Kč]", "Opex per year [CZK]", Kind.MONEY),
        Column("opex_saved", "Úspora provozu ročně [Kč]", "Opex saved per year [CZK]", Kind.MONEY),
        Column("service_life", "Životnost [roky]", "Service life [years]", Kind.COUNT, low=1),
        Column("sustainability", "Udržitelnost [roky]", "Sustainability [years]", Kind.COUNT),
        Column("min_participants", "Min. účastníků", "Min participants", Kind.COUNT, low=1),
        Column(
            "key",
            "Klíč",
            "Cost key",
            Kind.CHOICE,
            also=("Klíč dělení nákladů",),
            choices=KEYS,
        ),
        Column("effort", "Kapacita [člověkodny]", "Effort [person-days]", Kind.COUNT),
        Column("programmes", "Programy", "Programmes", Kind.CODES),
        Column("eligible", "Způsobilé [%]", "Eligible [%]", Kind.PERCENT),
        Column("vat", "Sazba DPH [%]", "VAT rate [%]", Kind.PERCENT),
        Column(
            "regional_grant",
            "Příspěvek kraje [%]",
            "Regional grant [%]",
            Kind.PERCENT,
            also=("Dotace kraje",),
        ),
        Column("paragraph", "Paragraf", "Paragraph", Kind.CODE),
        Column("paragraph_region", "Paragraf kraj", "Paragraph of region", Kind.CODE),
        Column("item_capex", "Položka investice", "Capex item", Kind.CODE),
        Column("item_one_off", "Položka jednorázová", "One-off item", Kind.CODE),
        Column("item_opex", "Položka provoz", "Opex item", Kind.CODE),
    ),
)

CRITERIA = Table(
    "criteria",
    "Kritéria",
    "Criteria",
    workbook="stack",
    required=True,
    columns=(
        Column("code", "Kód", "Code", Kind.CODE, required=True),
        Column("name", "Název", "Name", required=True),
        Column("weight", "Váha", "Weight", Kind.NUMBER, required=True, low=0),
        Column("level_0", "Hladina 0", "Level 0", Kind.NUMBER, required=True),
        Column("level_100", "Hladina 100", "Level 100", Kind.NUMBER, required=True),
        Column("curve", "Křivka", "Curve", Kind.CURVE, also=("Hodnotová funkce",)),
        Column("weight_min", "Váha min", "Weight min", Kind.NUMBER, low=0),
        Column("weight_max", "Váha max", "Weight max", Kind.NUMBER, low=0),
        Column("rank", "Pořadí", "Rank", Kind.COUNT, low=1),
        Column("unit", "Jednotka", "Unit"),
        Column("why", "Proč", "Why"),
    ),
)

SCORES = Table(
    "scores",
    "Hodnocení",
    "Scores",
    workbook="stack",
    required=True,
    open_ended=True,
    columns=(
        Column("project", "Kód projektu", "Project code", Kind.CODE, required=True),
        Column("orp", "ORP", "ORP", Kind.CODE),
    ),
)

LINKS = Table(
    "links",
    "Vazby",
    "Links",
    workbook="stack",
    columns=(
        Column("first", "Projekt", "Project", Kind.CODE, required=True),
        Column("relation", "Vztah", "Relation", Kind.CHOICE, required=True, choices=RELATIONS),
        Column("second", "Druhý projekt", "Other project", Kind.CODE, required=True),
        Column("points", "Body", "Points", Kind.NUMBER),
    ),
)

PROGRAMMES = Table(
    "programmes",
    "Programy",
    "Programmes",
    workbook="stack",
    columns=(
        Column("code", "Kód", "Code", Kind.CODE, required=True),
        Column("name", "Název", "Name", required=True),
        Column("rate", "Míra [%]", "Rate [%]", Kind.PERCENT, required=True, also=("Míra podpory",)),
        Column("min_eligible", "Min. způsobilé [Kč]", "Min eligible [CZK]", Kind.MONEY),
        Column("max_eligible", "Max. způsobilé [Kč]", "Max eligible [CZK]", Kind.MONEY),
        Column("max_grant", "Max. dotace [Kč]", "Max grant [CZK]", Kind.MONEY),
        Column("allocation", "Alokace [Kč]", "Allocation [CZK]", Kind.MONEY),
        Column(
            "delay",
            "Zpoždění [roky]",
            "Delay [years]",
            Kind.COUNT,
            also=("Proplacení za",),
            high=10,
        ),
        Column("spend_from", "Výdaje od [rok]", "Spending from [year]", Kind.YEAR),
        Column("spend_to", "Výdaje do [rok]", "Spending to [year]", Kind.YEAR),
        Column("vat_eligible", "DPH způsobilá", "VAT eligible", Kind.YESNO),
        Column("limits_without_vat", "Limity bez DPH", "Limits without VAT", Kind.YESNO),
        Column("opex_eligible", "Provoz způsobilý", "Opex eligible", Kind.YESNO),
        Column("sustainability", "Udržitelnost [roky]", "Sustainability [years]", Kind.COUNT),
        Column("certainty", "Jistota", "Certainty", Kind.CHOICE, choices=CERTAINTIES),
        Column("with_regional_grant", "Lze s příspěvkem kraje", "With regional grant", Kind.YESNO),
    ),
)

POOL = Table(
    "pool",
    "Rozpočet kraje",
    "Regional budget",
    workbook="stack",
    columns=(
        Column("year", "Rok", "Year", Kind.YEAR, required=True),
        Column("capex", "Investice [Kč]", "Capex [CZK]", Kind.LIMIT, required=True),
        Column("opex", "Provoz [Kč]", "Opex [CZK]", Kind.LIMIT),
        Column("prefinancing", "Předfinancování [Kč]", "Pre-financing [CZK]", Kind.LIMIT),
    ),
)

RULES_TABLE = Table(
    "rules",
    "Pravidla",
    "Rules",
    workbook="stack",
    columns=(
        Column("kind", "Pravidlo", "Rule", Kind.CHOICE, required=True, choices=RULES),
        Column("group", "Skupina", "Group", Kind.CODES, required=True),
        Column("bound", "Hodnota", "Value", Kind.NUMBER, required=True, low=0),
        Column("orp", "ORP", "ORP", Kind.CODE),
    ),
)

SETTINGS = Table(
    "settings",
    "Nastavení",
    "Settings",
    workbook="stack",
    columns=(
        Column("key", "Klíč", "Key", required=True),
        Column("value", "Hodnota", "Value", required=True),
        Column("note", "Poznámka", "Note"),
    ),
)

PAIRWISE = Table(
    "pairwise",
    "Párové srovnání",
    "Pairwise",
    workbook="stack",
    open_ended=True,
    columns=(Column("criterion", "Kritérium", "Criterion", Kind.CODE, also=("Kód", "Code")),),
)

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
        Column("orp", "ORP", "ORP", Kind.CODE, required=True),
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
        Column("orp", "ORP", "ORP", Kind.CODE, required=True),
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
    columns=(
        Column("orp", "ORP", "ORP", Kind.CODE, required=True),
        Column("municipality", "Obec", "Municipality", Kind.CODE),
        Column("area", "Oblast", "Area", required=True),
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
    columns=(
        Column("orp", "ORP", "ORP", Kind.CODE, required=True),
        Column("project", "Projekt", "Project", Kind.CODE, required=True),
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

TABLES = (
    PROJECTS,
    CRITERIA,
    SCORES,
    LINKS,
    PROGRAMMES,
    POOL,
    RULES_TABLE,
    SETTINGS,
    PAIRWISE,
    ORPS,
    MUNICIPALITIES,
    BUDGETS,
    NEEDS,
    POSITIONS,
)


@dataclass(frozen=True, slots=True)
class Setting:
    """A key of the sheet of settings."""

    field: str
    cs: str
    en: str
    kind: Kind
    also: tuple[str, ...] = ()
    choices: Mapping[str, StrEnum] | None = None
    low: int | None = None
    high: int | None = None


SETTING_KEYS = (
    Setting("first_year", "první rok", "first year", Kind.YEAR),
    Setting("years", "počet roků", "number of years", Kind.COUNT, low=1, high=30),
    Setting("price_year", "cenová úroveň", "price level", Kind.YEAR),
    Setting("growth", "růst cen ročně [%]", "price growth per year [%]", Kind.PERCENT),
    Setting("reserve", "rezerva [%]", "reserve [%]", Kind.PERCENT),
    Setting(
        "value_base",
        "základ hodnoty",
        "value base",
        Kind.CHOICE,
        choices={
            "stejný": ValueBase.EQUAL,
            "equal": ValueBase.EQUAL,
            "obyvatelé": ValueBase.POPULATION,
            "population": ValueBase.POPULATION,
        },
    ),
    Setting("default_need", "výchozí potřeba", "default need", Kind.NUMBER, low=0, high=5),
    Setting(
        "need_rule",
        "potřeba ORP",
        "need of ORP",
        Kind.CHOICE,
        choices={
            "průměr": NeedRule.AVERAGE,
            "average": NeedRule.AVERAGE,
            "maximum": NeedRule.MAXIMUM,
        },
    ),
    Setting(
        "carry_over",
        "převod úspor",
        "carry-over",
        Kind.YESNO,
        also=("převod nevyčerpaných prostředků",),
    ),
    Setting(
        "fairness",
        "spravedlnost",
        "fairness",
        Kind.CHOICE,
        also=("vyrovnanost mezi ORP",),
        choices={
            "žádná": Fairness.NONE,
            "none": Fairness.NONE,
            "minimum": Fairness.MINIMUM,
        },
    ),
    Setting("max_loss", "nejvyšší ztráta hodnoty [%]", "largest loss of value [%]", Kind.PERCENT),
    Setting(
        "max_cover",
        "nejvýše za nezúčastněné [%]",
        "cover of absent towns at most [%]",
        Kind.PERCENT,
    ),
)
