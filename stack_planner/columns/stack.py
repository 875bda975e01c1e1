"""The sheets of the stack's workbook."""

from __future__ import annotations

from stack_planner.columns.choices import (
    AIMS,
    CERTAINTIES,
    HOLDERS,
    KEYS,
    METHODS,
    RELATIONS,
    RULES,
    SCOPES,
    SMART_LEVELS,
)
from stack_planner.columns.table import Column, Kind, Table

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
        Column("holder", "Nositel", "Holder", usual=HOLDERS),
        Column("smart_level", "Úroveň SMART", "SMART level", usual=SMART_LEVELS),
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
        Column("capex_min", "Investice min [Kč]", "Capex min [CZK]", Kind.MONEY),
        Column("capex_max", "Investice max [Kč]", "Capex max [CZK]", Kind.MONEY),
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
        Column("aim", "Cíl memoranda", "Memorandum aim", Kind.CHOICE, choices=AIMS),
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
        Column(
            "project", "Kód projektu", "Project code", Kind.CODE, required=True, codes_of="projects"
        ),
        Column("orp", "ORP", "ORP", Kind.CODE, codes_of="orps"),
    ),
)

LINKS = Table(
    "links",
    "Vazby",
    "Links",
    workbook="stack",
    columns=(
        Column("first", "Projekt", "Project", Kind.CODE, required=True, codes_of="projects"),
        Column("relation", "Vztah", "Relation", Kind.CHOICE, required=True, choices=RELATIONS),
        Column(
            "second",
            "Druhý projekt",
            "Other project",
            Kind.CODE,
            required=True,
            codes_of="projects",
        ),
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
        Column("apply_by", "Žádosti do", "Applications by", Kind.DATE),
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
        Column("orp", "ORP", "ORP", Kind.CODE, codes_of="orps"),
    ),
)

GROUP_COSTS = Table(
    "group_costs",
    "Náklady skupin",
    "Group costs",
    workbook="stack",
    columns=(
        Column("project", "Projekt", "Project", Kind.CODE, required=True, codes_of="projects"),
        Column("group", "Skupina", "Group", Kind.CODES, required=True),
        Column("amount", "Náklady [Kč]", "Costs [CZK]", Kind.MONEY, required=True),
    ),
)

SETTINGS = Table(
    "settings",
    "Nastavení",
    "Settings",
    workbook="stack",
    asked=("key", "note"),
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
    columns=(
        Column(
            "criterion",
            "Kritérium",
            "Criterion",
            Kind.CODE,
            also=("Kód", "Code"),
            codes_of="criteria",
        ),
    ),
)

WEIGHT_ANSWERS = Table(
    "weight_answers",
    "Odpovědi na váhy",
    "Weight answers",
    workbook="stack",
    asked=("person", "method", "criterion", "against"),
    columns=(
        Column("person", "Osoba", "Person", required=True),
        Column("method", "Metoda", "Method", Kind.CHOICE, required=True, choices=METHODS),
        Column(
            "criterion", "Kritérium", "Criterion", Kind.CODE, required=True, codes_of="criteria"
        ),
        Column("against", "Proti kritériu", "Against criterion", Kind.CODE, codes_of="criteria"),
        Column("value", "Hodnota", "Value", Kind.NUMBER, required=True, low=0),
    ),
)
