"""The accountant's sheets that the plan must equal: entries, and their agreement."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tests.cases.hand_calculated.sheet import Line, Sheet
from tests.cases.hand_calculated.step import YEARS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.cases.hand_calculated.writing import Value

POSTINGS = "Podklad pro rozpočet"
POSTING_HEADINGS = (
    *("Subjekt", "Rok", "Druh", "ODPA", "POL", "Kód projektu", "Text"),
    *("Částka [Kč]", "Doplnit", "Povaha", "Běžné / investice"),
)
NAMES = {"P1": "Portál občana", "P2": "Krizové řízení", "P3": "Společná spisová služba"}
NAMES["P5"] = "Optická síť"
SPENT, INCOME, FINANCING = "výdaj", "příjem", "financování"
CAPITAL, CURRENT = "investice", "běžné"
OWN, OUTSIDE = "vlastní výdaj", "příjem zvenku"
GIVEN, RECEIVED = "převod v rámci plánu", "přijatý převod"
RUNS = " (běžící projekt, již zasmluvněno)"
SHARE = "podíl na společné části, nositel kraj"


class Posting(NamedTuple):
    """An entry: when, item, project, what, amount, nature, side, why."""

    year: int
    item: str | None
    project: str
    text: str
    amount: str
    nature: str
    side: str
    why: str


ENTRIES = (
    Posting(2027, "6111", "P1", "pořízení", "{P1 pořízení 2027}", OWN, CAPITAL, "1. splátka"),
    Posting(
        *(2027, "5168", "P1", "jednorázové běžné výdaje", "{P1 jednorázové 2027}"),
        *(OWN, CURRENT, "školení a přechod"),
    ),
    Posting(
        *(2027, "6121", "P5", f"pořízení{RUNS}", "{P5 pořízení 2027}"),
        *(OWN, CAPITAL, "smluvní splátka"),
    ),
    Posting(
        *(2028, "4116", "P1", "dotace programu", "{P1 dotace jednorázové 2027}"),
        *(OUTSIDE, CURRENT, "neinvestiční dotace přijde o rok později"),
    ),
    Posting(
        *(2028, "4216", "P1", "dotace programu", "{P1 dotace pořízení 2027}"),
        *(OUTSIDE, CAPITAL, "investiční dotace přijde o rok později"),
    ),
    Posting(
        *(2028, None, "P2", "jiné zdroje", "{Stanoviska/1001 P2/Jiné zdroje}"),
        *(OUTSIDE, CAPITAL, "položku zná jen účetní"),
    ),
    Posting(
        *(2028, "4222", "P2", "dotace kraje (není nároková)", "{P2 dotace kraje 2028}"),
        *(RECEIVED, CAPITAL, "kraj ji platí v roce výdaje"),
    ),
    Posting(2028, "6111", "P1", "pořízení", "{P1 pořízení 2028}", OWN, CAPITAL, "2. splátka"),
    Posting(
        *(2028, "6122", "P2", "pořízení", "{P2 pořízení 2028}"),
        *(OWN, CAPITAL, "celá cena; dotace a jiné zdroje jsou příjmem"),
    ),
    Posting(
        *(2028, "6111", "P3", "pořízení, vlastní část mimo společnou"),
        *("{P3 pořízení mimo společnou 2028}", OWN, CAPITAL, "majetek města"),
    ),
    Posting(
        *(2028, "6342", "P3", SHARE, "{P3 pořízení podíl 2028 1001}"),
        *(GIVEN, CAPITAL, "investiční transfer kraji, který majetek pořídí"),
    ),
    Posting(
        2028, "5171", "P5", f"provoz{RUNS}", "{P5 provoz 2028}", OWN, CURRENT, "provoz po dokončení"
    ),
    Posting(
        *(2029, "4216", "P1", "dotace programu", "{P1 dotace pořízení 2028}"),
        *(OUTSIDE, CAPITAL, "investiční dotace přijde o rok později"),
    ),
    Posting(2029, "5171", "P1", "provoz", "{P1 provoz 2029}", OWN, CURRENT, "provoz po dokončení"),
    Posting(
        *(2029, "5171", "P1", "úspora nahrazovaného provozu (snižuje výdaje)"),
        *("{P1 úspora 2029}", OWN, CURRENT, "záporný výdaj"),
    ),
    Posting(2029, "5171", "P2", "provoz", "{P2 provoz 2029}", OWN, CURRENT, "provoz po dokončení"),
    Posting(
        *(2029, "5168", "P3", "provoz, vlastní část mimo společnou"),
        *("{P3 provoz mimo společnou 2029}", OWN, CURRENT, "provoz jen pro město"),
    ),
    Posting(
        *(2029, "5323", "P3", SHARE, "{P3 provoz podíl 2029 1001}"),
        *(GIVEN, CURRENT, "neinvestiční transfer kraji"),
    ),
    Posting(
        2029, "5171", "P5", f"provoz{RUNS}", "{P5 provoz 2029}", OWN, CURRENT, "provoz po dokončení"
    ),
    *(
        Posting(2027, item, "P2", text, "0", nature, CAPITAL, "připraveno, kdyby P2 začal 2027")
        for item, text, nature in (
            (None, "jiné zdroje", OUTSIDE),
            ("4222", "dotace kraje (není nároková)", RECEIVED),
            ("6122", "pořízení", OWN),
        )
    ),
    Posting(2028, "5171", "P2", "provoz", "0", OWN, CURRENT, "připraveno, kdyby P2 začal 2027"),
)
"""The entries of projects; items and paragraphs are those of the stack and of the decree."""

BALANCE = "Změna stavu na bankovních účtech (kladná kryje výdaje nad příjmy)"
LOAN = "; úvěr na překlenutí dotací podle listu Rozpočet by byl položkou 8123"
OPEN = "Změny rozhodnutí dosud nerozepsané: "
ANALYTICS = "ÚZ, ORJ, ORG"
AMOUNTS, SIDES = f"'{POSTINGS}'!$H$2:$H$99", f"'{POSTINGS}'!$K$2:$K$99"
KINDS, ENTRY_YEARS = f"'{POSTINGS}'!$C$2:$C$99", f"'{POSTINGS}'!$B$2:$B$99"


def postings() -> Sheet:
    """``Podklad pro rozpočet``: an entry a row, and the total."""
    lines = [*(_posting(entry) for entry in ENTRIES), *_balances(), *_open()]
    total: list[Value] = ["Součet zobrazených řádků (filtrujte jeden druh)", *[None] * 6]
    total += [f"=SUM($H$2:$H${len(lines) + 1})", None, None, None]
    lines.append(Line(total, "všechny druhy dohromady; slouží po filtrování"))
    return Sheet(POSTINGS, POSTING_HEADINGS, lines)


def _posting(entry: Posting) -> Line:
    income = entry.nature in {OUTSIDE, RECEIVED}
    missing = ANALYTICS if entry.item else f"položka, {ANALYTICS}"
    return Line(
        [
            *("Větší", entry.year, INCOME if income else SPENT, None if income else "6171"),
            *(entry.item, entry.project, f"{NAMES[entry.project]}: {entry.text}"),
            *(f"={entry.amount}", f"doplní účetní: {missing}", entry.nature, entry.side),
        ],
        entry.why,
    )


def _balances() -> Iterator[Line]:
    for year in YEARS:
        text = BALANCE + (LOAN if year == YEARS[0] else "")
        income = f"{{dotace.přijaté {year}}}-{{kap.kraj {year}}}-{{kap.jiné {year}}}"
        yield Line(
            [
                *("Větší", year, FINANCING, None, "8115", None, text),
                f"={{kap.celkem {year}}}+{{běž.celkem {year}}}-{income}",
                *(f"doplní účetní: {ANALYTICS}", FINANCING, None),
            ],
            "výdaje roku − přijaté dotace, dotace kraje a jiné zdroje",
        )


def _open() -> Iterator[Line]:
    for year in YEARS:
        for what, kind, side in (
            ("kapitálové výdaje", SPENT, CAPITAL),
            ("běžné výdaje", SPENT, CURRENT),
            ("příjmy", INCOME, None),
        ):
            income = kind == INCOME
            missing = f"{'' if income else 'paragraf, '}položka, {ANALYTICS}"
            nature = "nerozepsaný příjem" if income else "nerozepsaný výdaj"
            cells: list[Value] = ["Větší", year, kind, None, None, None, OPEN + what, "=0"]
            yield Line(
                [*cells, f"doplní účetní: {missing}", nature, side], "žádné rozhodnutí se nezměnilo"
            )


BUDGET = "podle listu Rozpočet"


def agreement() -> Sheet:
    """``Odsouhlasení``: entries against the budget, year by year."""
    lines: list[Line] = []
    for section, kind, side, label, stated in (
        ("Kapitálové výdaje", SPENT, CAPITAL, BUDGET, "{kap.celkem @}"),
        ("Běžné výdaje", SPENT, CURRENT, BUDGET, "{běž.celkem @}"),
        (
            *(
                "Příjmy",
                INCOME,
                "",
                "podle listu Rozpočet (dotace přijaté v roce, kraj, jiné zdroje)",
            ),
            "{dotace.přijaté @}+{kap.kraj @}+{kap.jiné @}",
        ),
        (
            *("Financování", FINANCING, "", "výdaje po odečtení příjmů podle listu Rozpočet"),
            "{kap.celkem @}+{běž.celkem @}-{dotace.přijaté @}-{kap.kraj @}-{kap.jiné @}",
        ),
    ):
        name = f"souhlas {section}"
        only = f',{SIDES},"{side}"' if side else ""
        posted = f'SUMIFS({AMOUNTS},{KINDS},"{kind}",{ENTRY_YEARS},@{only})'
        lines += [
            _years(section, "podle podkladu", posted, f"{name} podklad", "součet řádků podkladu"),
            _years(section, label, stated, f"{name} rozpočet", "z listu Rozpočet"),
            _years(
                section,
                "Rozdíl (má být 0)",
                f"{{{name} podklad @}}-{{{name} rozpočet @}}",
                f"{name} rozdíl",
                "musí souhlasit na korunu",
            ),
        ]
    headings = (*("Oddíl", "Ukazatel", "Rozpočet 2027"), "Výhled 2028", "Výhled 2029")
    return Sheet("Odsouhlasení", (*headings, "Celkem období"), lines)


def _years(section: str, label: str, text: str, name: str, why: str) -> Line:
    cells = [f"={text}".replace("@", str(year)) for year in YEARS]
    total = "=" + "+".join(f"{{{name} {year}}}" for year in YEARS)
    return Line([section, label, *cells, total], why, name)
