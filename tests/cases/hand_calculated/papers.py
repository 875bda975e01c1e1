"""The sheets of the accountant, of scores and of the summary that the plan must equal."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tests.cases.hand_calculated.sheets import DECIDED, Line, Sheet
from tests.cases.hand_calculated.steps import AREAS, YEARS

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
    """``Podklad pro rozpočet``: an entry a row."""
    lines = [*(_posting(entry) for entry in ENTRIES), *_balances(), *_open()]
    total = ["Součet zobrazených řádků (filtrujte jeden druh)", *[None] * 6, f"=SUM({AMOUNTS})"]
    lines.append(Line([*total, None, None, None], "všechny druhy dohromady; slouží po filtrování"))
    # the total stands last, and must not add up itself
    last = len(lines)
    lines[-1] = lines[-1]._replace(cells=[*total[:-1], f"=SUM($H$2:$H${last})", None, None, None])
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


def agreement() -> Sheet:
    """``Odsouhlasení``: entries against the budget, year by year."""
    lines: list[Line] = []
    for section, kind, side, label, stated in (
        ("Kapitálové výdaje", SPENT, CAPITAL, "", "{kap.celkem @}"),
        ("Běžné výdaje", SPENT, CURRENT, "", "{běž.celkem @}"),
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
        label = label or "podle listu Rozpočet"
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


def scores() -> Sheet:
    """``Bodové hodnocení``: what each criterion gives, and the ranks."""
    headings = (
        *("Kód", "Název", "Potřeba", "K1 Přínos: užitek", "K2 Doba vyřízení: užitek"),
        *("K1 Přínos: přínos [body]", "K2 Doba vyřízení: přínos [body]"),
        *("Hodnota [body]", "Pořadí"),
    )
    values = [f"{{{row.code} hodnota}}" for row in DECIDED]
    lines = [
        Line(
            [
                *(None, "Váhy kritérií a jejich podíl", None, "=100*{váha K1}", "=100*{váha K2}"),
                *("={váha K1}", "={váha K2}", None, None),
            ],
            "vlevo váhy v procentech, vpravo podíly na součtu",
        )
    ]
    for row in DECIDED:
        here, code = f"{{{row.code} hodnota}}", row.code
        better = "+".join(f"IF({other}>{here},1,0)" for other in values if other != here)
        lines.append(
            Line(
                [
                    *(code, f"={{Projekty/{code}/Název}}", f"={{potřeba {_area(code)}}}"),
                    *(
                        f"={{{code} {part} {k}}}"
                        for part in ("užitek", "přínos")
                        for k in ("K1", "K2")
                    ),
                    *(f"={here}", f"=1+{better}"),
                ],
                "kroky jsou na listu Výpočet; pořadí = 1 + kolik projektů má víc",
            )
        )
    return Sheet("Bodové hodnocení", headings, lines)


def _area(code: str) -> str:
    return AREAS[code]


def synergies() -> Sheet:
    """The table of synergies below the scores."""
    lines = [
        Line(
            [
                *("P1", second, f"={{Vazby/P1 {second}/Body}}"),
                f"={{Vazby/P1 {second}/Body}}*{{P1 zařazen}}*{{{second} zařazen}}",
            ],
            "jen když jsou zařazeny oba",
            f"synergie {second}",
        )
        for second in ("P2", "P6")
    ]
    return Sheet("Synergie", ("Projekt", "Druhý projekt", "Body", "Do plánu"), lines)


def figures() -> Sheet:
    """The key figures on the first page."""
    done = [row.code for row in DECIDED]
    own = "{kap.vlastní %d}+{běž.vlastní %d}"
    lines = [
        Line(
            [
                "Hodnota plánu [body]",
                "="
                + "+".join(f"{{{code} hodnota}}*{{{code} zařazen}}" for code in done)
                + "+{synergie P2 Do plánu}+{synergie P6 Do plánu}",
            ],
            "hodnoty zařazených projektů a synergie",
        ),
        Line(
            ["Zařazené projekty (z 6)", "=" + "+".join(f"{{{code} zařazen}}" for code in done)],
            "P6 zařazen není",
        ),
        Line(
            [
                "Vlastní zdroje za období [Kč]",
                "=" + "+".join(own % (year, year) for year in YEARS),
            ],
            "kapitálové i běžné, bez roku 2030",
        ),
        Line(["Dotace programů [Kč]", "={P1 dotace}"], "program F na P1"),
        Line(["Dotace kraje [Kč]", "={P2 dotace kraje 2028}"], "na P2"),
        Line(["Rozhodnutí změněná proti návrhu", "=0"], "úředník zatím nic nezměnil"),
    ]
    return Sheet("Souhrn", ("Údaj", "Hodnota"), lines)


def by_area() -> Sheet:
    """The table by area on the first page."""
    headings = (
        *("Oblast", "Možných projektů", "Zařazeno", "Hodnota plánu [body]"),
        *("Hodnota nezařazených [body]", "Vlastní zdroje [Kč]"),
    )
    lines = []
    for area in ("Bezpečí", "Data", "Služby"):
        codes = [row.code for row in DECIDED if _area(row.code) == area]
        lines.append(
            Line(
                [
                    *(area, f"={len(codes)}", "=" + "+".join(f"{{{c} zařazen}}" for c in codes)),
                    "=" + "+".join(f"{{{c} hodnota}}*{{{c} zařazen}}" for c in codes),
                    "=" + "+".join(f"{{{c} hodnota}}*(1-{{{c} zařazen}})" for c in codes),
                    "=" + "+".join(f"{{{c}: Vlastní zdroje [Kč]}}" for c in codes),
                ],
                f"projekty {', '.join(sorted(codes))}",
                area,
            )
        )
    names = headings[1:]
    sums = [f"={{Bezpečí {h}}}+{{Data {h}}}+{{Služby {h}}}" for h in names]
    gained = "{synergie P2 Do plánu}+{synergie P6 Do plánu}"
    whole = f"={{Celkem {names[2]}}}+{{Synergie {names[2]}}}"
    lines += [
        Line(["Celkem", *sums], "součet oblastí", "Celkem"),
        Line(
            ["Synergie dvojic projektů", None, None, f"={gained}", None, None],
            "nepatří žádné oblasti",
            "Synergie",
        ),
        Line(
            [
                *("Hodnota plánu a vlastní zdroje", None, None, whole, None),
                f"={{Celkem {names[4]}}}",
            ],
            "projekty a synergie dohromady",
        ),
    ]
    return Sheet("Podle oblastí", headings, lines)
