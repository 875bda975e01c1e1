"""Rows of the budget: limits, what is left of them, grants on the way, people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.cases.hand_calculated.budget_row import budget_row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.cases.hand_calculated.sheet import Line


def limits(block: str, label: str, heading: str) -> Iterator[Line]:
    running = block == "běž"
    share = "={Nastavení/rezerva/Hodnota}/100"
    yield budget_row(
        f"{block}.limit",
        label,
        f"{{Rozpočty/1001 @/{heading}}}",
        "zadaný limit" + ("; po období platí poslední známý" if running else ""),
        total=False,
        y2030="{běž.limit 2029}" if running else "",
    )
    yield budget_row(
        f"{block}.rezerva",
        "rezerva",
        f"ROUNDUP({{{block}.limit @}}*{{Nastavení/rezerva/Hodnota}}/100,0)",
        "10 % limitu, na celé koruny nahoru: limit zůstane neporušen",
        total=False,
        after=running,
        note=share,
    )
    yield budget_row(
        f"{block}.převod",
        "převod z minulého roku",
        f"{{{block}.zůstatek <}}",
        "nevyčerpané peníze minulého roku; do roku po období se nic nepřevádí",
        total=False,
        y2027="0",
        y2030="0" if running else "",
    )
    yield budget_row(
        f"{block}.k použití",
        "K použití",
        f"{{{block}.limit @}}-{{{block}.rezerva @}}+{{{block}.převod @}}",
        "limit − rezerva + převod",
        total=False,
        after=running,
    )
    yield budget_row(
        f"{block}.mimo limit",
        "dotace předfinancované mimo limit",
        "0",
        "strop předfinancování má jen rok 2027: tehdy dotace limit nezatíží",
        total=False,
        y2027=f"{{{block}.dotace 2027}}",
    )
    yield budget_row(
        f"{block}.vrácené",
        "přijaté dotace, které vracejí limit",
        "0",
        "dotace roku 2028 se čekala z limitu, v roce 2029 ho vrátí",
        total=False,
        y2029="{P1 dotace přijatá 2029}" if not running else "0",
    )
    less = f"-{{{block}.mimo limit @}}-{{{block}.vrácené @}}"
    help_ = "-{kap.kraj @}-{kap.jiné @}" if not running else ""
    yield budget_row(
        f"{block}.čerpání",
        "Čerpání limitu",
        f"{{{block}.celkem @}}{help_}{less}",
        "výdaje − cizí peníze téhož roku − předfinancované mimo limit − vrácené",
        y2030="{běž.celkem 2030}" if running else "",
    )
    yield budget_row(
        f"{block}.zůstatek",
        "Zůstatek limitu",
        f"{{{block}.k použití @}}-{{{block}.čerpání @}}",
        "nesmí být záporný",
        total=False,
        after=running,
    )


def rest(block: str) -> Iterator[Line]:
    name = f"zbývá {block}"
    yield budget_row(
        f"{name}.počátek",
        "Stav na počátku roku",
        f"{{{name}.konec <}}",
        "konec minulého roku",
        total=False,
        y2027="0",
    )
    yield budget_row(f"{name}.příděl", "+ příděl (limit roku)", f"{{{block}.limit @}}", "limit")
    yield budget_row(f"{name}.rezerva", "− rezerva", f"{{{block}.rezerva @}}", "rezerva")
    yield budget_row(f"{name}.čerpání", "− čerpání limitu", f"{{{block}.čerpání @}}", "čerpání")
    yield budget_row(
        f"{name}.konec",
        "Stav na konci roku",
        f"{{{name}.počátek @}}+{{{name}.příděl @}}-{{{name}.rezerva @}}-{{{name}.čerpání @}}",
        "počátek + příděl − rezerva − čerpání",
        total=False,
    )


def bridging() -> Iterator[Line]:
    yield budget_row(
        "dotace.vynaložené",
        "Dotace vynaložené v roce",
        "{kap.dotace @}+{běž.dotace @}",
        "obě dotace podle roku výdaje",
    )
    yield budget_row(
        "dotace.přijaté",
        "Dotace přijaté v roce",
        "{P1 dotace přijatá @}",
        "o rok později, než byly vynaloženy; po období už nepřijde nic",
        y2027="0",
        y2030="0",
    )
    before = "{dotace.stav <}+"
    step = "{dotace.vynaložené @}-{dotace.přijaté @}"
    yield budget_row(
        "dotace.stav",
        "Stav předfinancování k 31. 12.",
        before + step,
        "vynaložené a dosud nepřijaté",
        total=False,
        y2027=step,
    )
    yield budget_row(
        "dotace.investiční",
        "z toho pohledávky z investičních dotací",
        "{kap.dotace @}",
        "dotace na pořízení tohoto roku; loňská už přišla",
        total=False,
    )
    yield budget_row(
        "dotace.neinvestiční",
        "z toho pohledávky z neinvestičních dotací",
        "{běž.dotace @}",
        "dotace na jednorázové výdaje tohoto roku",
        total=False,
    )
    none = '"není stanoven"'
    yield budget_row(
        "dotace.strop",
        "Strop předfinancování",
        none,
        "zadán jen na rok 2027",
        total=False,
        y2027="{Rozpočty/1001 2027/Předfinancování}",
    )
    yield budget_row(
        "dotace.do stropu",
        "Zbývá do stropu",
        none,
        "strop − stav",
        total=False,
        y2027="{dotace.strop 2027}-{dotace.stav 2027}",
    )
    outside = "{kap.mimo limit @}+{běž.mimo limit @}"
    yield budget_row(
        "dotace.mimo",
        "Předfinancováno mimo limity k 31. 12.",
        f"{{dotace.mimo <}}+{outside}-({{dotace.přijaté @}}-{{kap.vrácené @}}-{{běž.vrácené @}})",
        "co se čeká mimo limity; přijaté peníze, které nevracejí limit, stav snižují",
        total=False,
        y2027=outside,
    )
    yield budget_row(
        "dotace.volné",
        "Nevyčerpané limity roku (investice a běžné)",
        "{kap.zůstatek @}+{běž.zůstatek @}",
        "oba zůstatky dohromady",
        total=False,
    )
    yield budget_row(
        "dotace.překlenutí",
        "Potřeba překlenutí (rezerva nebo úvěr)",
        "MAX(0,{dotace.mimo @}-{dotace.volné @})",
        "co nepokryjí ani nevyčerpané limity",
        total=False,
    )


def staff() -> Iterator[Line]:
    yield budget_row(
        "lidé.potřeba",
        "Potřeba [člověkodny]",
        why="v roce zahájení; P5 už běží a úřad v plánu nezatíží",
        y2027="{Projekty/P1/Kapacita}",
        y2028="{Projekty/P2/Kapacita}+{Projekty/P3/Kapacita}",
        y2029="0",
    )
    yield budget_row(
        "lidé.kapacita",
        "Kapacita [člověkodny]",
        "{Rozpočty/1001 @/Kapacita}",
        "zadaná",
        total=False,
    )
    yield budget_row(
        "lidé.volno",
        "Volná kapacita [člověkodny]",
        "{lidé.kapacita @}-{lidé.potřeba @}",
        "kapacita − potřeba",
        total=False,
    )
