"""The sheets that the plan of the town must equal: headings, and rows with their reasons.

A row is (cells, why); cells without a value stay empty. Names in braces are those of the steps, or
``{id year}`` of a row of the budget.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tests.cases.hand_calculated.steps import YEARS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tests.cases.hand_calculated.writing import Value


class Line(NamedTuple):
    """A row: its cells in the order of the headings, why it is so, what its cells are called."""

    cells: Sequence[Value]
    why: str = ""
    name: str = ""


class Sheet(NamedTuple):
    """A table of the plan."""

    title: str
    headings: Sequence[str]
    lines: Sequence[Line]


OWN, GRANTED = "vlastní zdroje", "vlastní zdroje + dotace kraje"
PLAN_HEADINGS = (
    *("Kód", "Název", "Oblast", "Rozsah", "Povinný", "Návrh (0/1)", "Návrh: zahájení"),
    *("Návrh: financování", "Rozhodnutí (0/1)", "Zahájení", "Financování", "Varianta existuje"),
    *("Hodnota projektu [body]", "Do plánu [body]", "Kapitálové výdaje [Kč]", "Běžné výdaje [Kč]"),
    *("Dotace programů [Kč]", "Dotace kraje [Kč]", "Jiné zdroje [Kč]", "Vlastní zdroje [Kč]"),
    *("Z toho již smluvně vázáno [Kč]", "Náklady celkem při provedení [Kč]"),
    *("Předpokl. hodnota zakázky bez DPH [Kč]", "Usnesení č."),
)
SUMMED = PLAN_HEADINGS[12:23]
"""The headings of columns with a total."""


class Decided(NamedTuple):
    """What a project's row of the plan says, as sums of steps over 2027 to 2029."""

    code: str
    start: int
    financing: str
    capex: str
    opex: str
    why: str
    grant: str = "0"
    region: str = "0"
    others: str = "0"
    contract: str = "0"
    shown: str = ""


DECIDED = (
    Decided(
        "P5",
        2026,
        OWN,
        "{P5 pořízení 2027}",
        "{P5 provoz 2028}+{P5 provoz 2029}",
        "jen splátka a provoz v období plánu; zakázka je celá smlouva bez DPH, i s rokem 2026",
        contract="({P5 pořízení 2026}+{P5 pořízení 2027})",
    ),
    Decided(
        "P1",
        2027,
        "F",
        "{P1 pořízení 2027}+{P1 pořízení 2028}",
        "{P1 jednorázové 2027}+{P1 provoz 2029}+{P1 úspora 2029}",
        "zakázkou je pořízení a jednorázové výdaje bez DPH 21 %",
        grant="{P1 dotace}",
        contract="({P1 pořízení 2027}+{P1 pořízení 2028}+{P1 jednorázové 2027})",
    ),
    Decided("P4", 2027, OWN, "0", "0", "vše platí kraj; město získá body"),
    Decided(
        "P2",
        2028,
        GRANTED,
        "{P2 pořízení 2028}",
        "{P2 provoz 2029}",
        "jiné zdroje a dotace kraje snižují vlastní část",
        region="{P2 dotace kraje 2028}",
        others="{Stanoviska/1001 P2/Jiné zdroje}",
        contract="{P2 pořízení 2028}",
    ),
    Decided(
        "P3",
        2028,
        OWN,
        "{P3 pořízení 2028}",
        "{P3 provoz 2029}",
        "zakázkou města je jen část mimo společnou; společnou soutěží nositel, kraj",
        contract="{P3 pořízení mimo společnou 2028}",
    ),
    Decided(
        "P6",
        2027,
        OWN,
        "0",
        "0",
        "není zařazen; při provedení by stál pořízení a dva roky provozu",
        contract="{P6 pořízení 2027}",
        shown="{P6 pořízení 2027}+{P6 provoz 2028}+{P6 provoz 2029}",
    ),
)


def plan() -> Sheet:
    """``Plán``: a row for each project, and the total."""
    lines = [_decided(row) for row in DECIDED]
    sums = ["=" + "+".join(f"{{{row.code}: {h}}}" for row in DECIDED) for h in SUMMED]
    total = ["Součet zobrazených řádků", *[None] * 11, *sums, None]
    return Sheet("Plán", PLAN_HEADINGS, [*lines, Line(total, "všech šest projektů")])


def _decided(row: Decided) -> Line:
    chosen = f"={{{row.code} zařazen}}"
    proposed = row.code != "P6"
    here = {h: f"{{{row.code}: {h}}}" for h in PLAN_HEADINGS}
    money = [here[h] for h in PLAN_HEADINGS[14:19]]
    own = f"={money[0]}+{money[1]}-{money[2]}-{money[3]}-{money[4]}"
    project = f"Projekty/{row.code}"
    return Line(
        [
            *(row.code, *(f"={{{project}/{h}}}" for h in ("Název", "Oblast", "Rozsah"))),
            "ano" if row.code == "P5" else None,
            *(chosen, row.start if proposed else None, row.financing if proposed else None),
            *(chosen, row.start, row.financing, "ano"),
            f"={{{row.code} hodnota}}",
            f"={{{row.code} hodnota}}*{here['Rozhodnutí (0/1)']}",
            *(f"={part}" for part in (row.capex, row.opex, row.grant, row.region, row.others)),
            own,
            f"={here['Vlastní zdroje [Kč]']}" if row.code == "P5" else "=0",
            f"={row.shown}" if row.shown else f"={money[0]}+{money[1]}",
            f"=ROUND({row.contract}*100/(100+{{{project}/Sazba DPH}}),0)",
            "Zastupitelstvo, ZM/7" if row.code == "P5" else None,
        ],
        row.why,
        row.code,
    )


BUDGET_HEADINGS = (
    *("Oddíl", "Ukazatel", "Rozpočet 2027", "Výhled 2028", "Výhled 2029"),
    *("Po roce 2029", "Celkem období", "Poznámka"),
)


def _row(  # noqa: PLR0913 — what a row of the budget is made of
    name: str,
    label: str,
    every: str = "",
    why: str = "",
    *,
    total: bool = True,
    after: bool = False,
    note: str | None = None,
    **years: str,
) -> tuple[str, Line]:
    """A row: ``every`` is the formula of each year, ``y2027`` and so on of single years.

    ``@`` stands for the year and ``<`` for the year before it; ``after`` fills 2030 too.
    """
    cells: list[Value] = []
    for year in (*YEARS, 2030):
        text = years.get(f"y{year}", every if year in YEARS or after else "")
        cells.append(
            f"={text}".replace("@", str(year)).replace("<", str(year - 1)) if text else None
        )
    summed = "+".join(f"{{{name} {year}}}" for year in YEARS)
    return name, Line([label, *cells, f"={summed}" if total else None, note], why, name)


def _budget_rows() -> Iterator[tuple[str, str, Line]]:
    for section, rows in (
        ("", [_row("rok", "Rok", "@", "číslo roku", total=False, after=True)]),
        ("Kapitálové výdaje", [*_capital(), *_limits("kap", "Limit investic", "Investice")]),
        ("Běžné výdaje", [*_current(), *_limits("běž", "Limit běžných výdajů", "Provoz")]),
        ("Zbývající peníze na investice", list(_rest("kap"))),
        ("Zbývající peníze na běžné výdaje", list(_rest("běž"))),
        ("Předfinancování dotací", list(_bridging())),
        ("Práce úřadu", list(_staff())),
    ):
        for name, line in rows:
            yield section, name, line


def _capital() -> Iterator[tuple[str, Line]]:
    yield _row(
        "kap.celkem",
        "Kapitálové výdaje celkem",
        why="pořízení všech zařazených projektů",
        y2027="{P1 pořízení 2027}+{P5 pořízení 2027}",
        y2028="{P1 pořízení 2028}+{P2 pořízení 2028}+{P3 pořízení 2028}",
        y2029="0",
    )
    yield _row(
        "kap.dotace",
        "hradí dotace programů",
        why="dotace podle roku výdaje, i když přijde později",
        y2027="{P1 dotace pořízení 2027}",
        y2028="{P1 dotace pořízení 2028}",
        y2029="0",
    )
    yield _row(
        "kap.kraj", "hradí dotace kraje", "0", "dotace kraje na P2", y2028="{P2 dotace kraje 2028}"
    )
    yield _row(
        "kap.jiné",
        "hradí jiné zdroje",
        "0",
        "jiné zdroje na P2",
        y2028="{Stanoviska/1001 P2/Jiné zdroje}",
    )
    yield _row(
        "kap.vlastní",
        "hradí vlastní zdroje",
        "{kap.celkem @}-{kap.dotace @}-{kap.kraj @}-{kap.jiné @}",
        "co po dotacích zůstane městu",
    )
    yield _row(
        "kap.dph",
        "z toho DPH, kterou program neuznává",
        "0",
        "DPH z pořízení P1",
        y2027="{P1 DPH pořízení 2027}",
        y2028="{P1 DPH pořízení 2028}",
    )
    yield _row(
        "kap.smlouvy",
        "z toho již zasmluvněno (běžící projekty)",
        "0",
        "druhá splátka P5",
        y2027="{P5 pořízení 2027}",
    )


def _current() -> Iterator[tuple[str, Line]]:
    yield _row(
        "běž.celkem",
        "Běžné výdaje celkem (po úsporách)",
        "{běž.provoz @}+{běž.jednorázové @}+{běž.úspory @}",
        "součet tří řádků níže (úspory jsou záporné); rok 2030 je plné roční zatížení",
        after=True,
    )
    yield _row(
        "běž.provoz",
        "každoroční provoz",
        why="provoz toho, co je pořízeno; P2 má životnost jeden rok, v roce 2030 už nestojí nic",
        y2027="0",
        y2028="{P5 provoz 2028}",
        y2029="{P1 provoz 2029}+{P2 provoz 2029}+{P3 provoz 2029}+{P5 provoz 2029}",
        y2030="{P1 provoz 2030}+{P3 provoz 2030}+{P5 provoz 2030}",
    )
    yield _row(
        "běž.jednorázové", "jednorázové", "0", "P1", after=True, y2027="{P1 jednorázové 2027}"
    )
    yield _row(
        "běž.úspory",
        "úspory dosavadního provozu",
        "0",
        "P1",
        y2029="{P1 úspora 2029}",
        y2030="{P1 úspora 2030}",
    )
    yield _row(
        "běž.dotace",
        "hradí dotace programů",
        "0",
        "program platí i část jednorázových výdajů P1",
        after=True,
        y2027="{P1 dotace jednorázové 2027}",
    )
    yield _row(
        "běž.vlastní",
        "hradí vlastní zdroje",
        "{běž.celkem @}-{běž.dotace @}",
        "co po dotacích zůstane městu",
        after=True,
    )
    yield _row(
        "běž.dph",
        "z toho DPH, kterou program neuznává",
        "0",
        "DPH z jednorázových výdajů P1",
        after=True,
        y2027="{P1 DPH jednorázové 2027}",
    )
    yield _row(
        "běž.smlouvy",
        "z toho již zasmluvněno (běžící projekty)",
        "{P5 provoz @}",
        "provoz P5",
        after=True,
        y2027="0",
    )


def _limits(block: str, label: str, heading: str) -> Iterator[tuple[str, Line]]:
    running = block == "běž"
    share = "={Nastavení/rezerva/Hodnota}/100"
    yield _row(
        f"{block}.limit",
        label,
        f"{{Rozpočty/1001 @/{heading}}}",
        "zadaný limit" + ("; po období platí poslední známý" if running else ""),
        total=False,
        y2030="{běž.limit 2029}" if running else "",
    )
    yield _row(
        f"{block}.rezerva",
        "rezerva",
        f"ROUNDUP({{{block}.limit @}}*{{Nastavení/rezerva/Hodnota}}/100,0)",
        "10 % limitu, na celé koruny nahoru: limit zůstane neporušen",
        total=False,
        after=running,
        note=share,
    )
    yield _row(
        f"{block}.převod",
        "převod z minulého roku",
        f"{{{block}.zůstatek <}}",
        "nevyčerpané peníze minulého roku; do roku po období se nic nepřevádí",
        total=False,
        y2027="0",
        y2030="0" if running else "",
    )
    yield _row(
        f"{block}.k použití",
        "K použití",
        f"{{{block}.limit @}}-{{{block}.rezerva @}}+{{{block}.převod @}}",
        "limit − rezerva + převod",
        total=False,
        after=running,
    )
    yield _row(
        f"{block}.mimo limit",
        "dotace předfinancované mimo limit",
        "0",
        "strop předfinancování má jen rok 2027: tehdy dotace limit nezatíží",
        total=False,
        y2027=f"{{{block}.dotace 2027}}",
    )
    yield _row(
        f"{block}.vrácené",
        "přijaté dotace, které vracejí limit",
        "0",
        "dotace roku 2028 se čekala z limitu, v roce 2029 ho vrátí",
        total=False,
        y2029="{P1 dotace přijatá 2029}" if not running else "0",
    )
    less = f"-{{{block}.mimo limit @}}-{{{block}.vrácené @}}"
    help_ = "-{kap.kraj @}-{kap.jiné @}" if not running else ""
    yield _row(
        f"{block}.čerpání",
        "Čerpání limitu",
        f"{{{block}.celkem @}}{help_}{less}",
        "výdaje − cizí peníze téhož roku − předfinancované mimo limit − vrácené",
        y2030="{běž.celkem 2030}" if running else "",
    )
    yield _row(
        f"{block}.zůstatek",
        "Zůstatek limitu",
        f"{{{block}.k použití @}}-{{{block}.čerpání @}}",
        "nesmí být záporný",
        total=False,
        after=running,
    )


def _rest(block: str) -> Iterator[tuple[str, Line]]:
    name = f"zbývá {block}"
    yield _row(
        f"{name}.počátek",
        "Stav na počátku roku",
        f"{{{name}.konec <}}",
        "konec minulého roku",
        total=False,
        y2027="0",
    )
    yield _row(f"{name}.příděl", "+ příděl (limit roku)", f"{{{block}.limit @}}", "limit")
    yield _row(f"{name}.rezerva", "− rezerva", f"{{{block}.rezerva @}}", "rezerva")
    yield _row(f"{name}.čerpání", "− čerpání limitu", f"{{{block}.čerpání @}}", "čerpání")
    yield _row(
        f"{name}.konec",
        "Stav na konci roku",
        f"{{{name}.počátek @}}+{{{name}.příděl @}}-{{{name}.rezerva @}}-{{{name}.čerpání @}}",
        "počátek + příděl − rezerva − čerpání",
        total=False,
    )


def _bridging() -> Iterator[tuple[str, Line]]:
    yield _row(
        "dotace.vynaložené",
        "Dotace vynaložené v roce",
        "{kap.dotace @}+{běž.dotace @}",
        "obě dotace podle roku výdaje",
    )
    yield _row(
        "dotace.přijaté",
        "Dotace přijaté v roce",
        "{P1 dotace přijatá @}",
        "o rok později, než byly vynaloženy; po období už nepřijde nic",
        y2027="0",
        y2030="0",
    )
    before = "{dotace.stav <}+"
    step = "{dotace.vynaložené @}-{dotace.přijaté @}"
    yield _row(
        "dotace.stav",
        "Stav předfinancování k 31. 12.",
        before + step,
        "vynaložené a dosud nepřijaté",
        total=False,
        y2027=step,
    )
    yield _row(
        "dotace.investiční",
        "z toho pohledávky z investičních dotací",
        "{kap.dotace @}",
        "dotace na pořízení tohoto roku; loňská už přišla",
        total=False,
    )
    yield _row(
        "dotace.neinvestiční",
        "z toho pohledávky z neinvestičních dotací",
        "{běž.dotace @}",
        "dotace na jednorázové výdaje tohoto roku",
        total=False,
    )
    none = '"není stanoven"'
    yield _row(
        "dotace.strop",
        "Strop předfinancování",
        none,
        "zadán jen na rok 2027",
        total=False,
        y2027="{Rozpočty/1001 2027/Předfinancování}",
    )
    yield _row(
        "dotace.do stropu",
        "Zbývá do stropu",
        none,
        "strop − stav",
        total=False,
        y2027="{dotace.strop 2027}-{dotace.stav 2027}",
    )
    outside = "{kap.mimo limit @}+{běž.mimo limit @}"
    yield _row(
        "dotace.mimo",
        "Předfinancováno mimo limity k 31. 12.",
        f"{{dotace.mimo <}}+{outside}-({{dotace.přijaté @}}-{{kap.vrácené @}}-{{běž.vrácené @}})",
        "co se čeká mimo limity; přijaté peníze, které nevracejí limit, stav snižují",
        total=False,
        y2027=outside,
    )
    yield _row(
        "dotace.volné",
        "Nevyčerpané limity roku (investice a běžné)",
        "{kap.zůstatek @}+{běž.zůstatek @}",
        "oba zůstatky dohromady",
        total=False,
    )
    yield _row(
        "dotace.překlenutí",
        "Potřeba překlenutí (rezerva nebo úvěr)",
        "MAX(0,{dotace.mimo @}-{dotace.volné @})",
        "co nepokryjí ani nevyčerpané limity",
        total=False,
    )


def _staff() -> Iterator[tuple[str, Line]]:
    yield _row(
        "lidé.potřeba",
        "Potřeba [člověkodny]",
        why="v roce zahájení; P5 už běží a úřad v plánu nezatíží",
        y2027="{Projekty/P1/Kapacita}",
        y2028="{Projekty/P2/Kapacita}+{Projekty/P3/Kapacita}",
        y2029="0",
    )
    yield _row(
        "lidé.kapacita",
        "Kapacita [člověkodny]",
        "{Rozpočty/1001 @/Kapacita}",
        "zadaná",
        total=False,
    )
    yield _row(
        "lidé.volno",
        "Volná kapacita [člověkodny]",
        "{lidé.kapacita @}-{lidé.potřeba @}",
        "kapacita − potřeba",
        total=False,
    )


def budget() -> Sheet:
    """``Rozpočet``: a row for each figure, under its section."""
    lines = [
        Line([section or None, *line.cells], line.why, line.name)
        for section, _, line in _budget_rows()
    ]
    return Sheet("Rozpočet", BUDGET_HEADINGS, lines)
