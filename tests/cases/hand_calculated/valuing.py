"""Steps from needs, weights and levels to the value of each project."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.cases.hand_calculated.step import Step

if TYPE_CHECKING:
    from collections.abc import Iterator


AREAS = {
    "P1": "Služby",
    "P2": "Bezpečí",
    "P3": "Data",
    "P4": "Data",
    "P5": "Služby",
    "P6": "Bezpečí",
}


def values() -> Iterator[Step]:
    yield Step("Hodnota projektů")
    need, people = "{Potřeby/1001 %s Služby/Naléhavost}", "{Obce/%s/Obyvatel}"
    towns = ("500001", "500002")
    asked = "+".join(f"{need % t}*{people % t}" for t in towns)
    yield Step(
        "naléhavost Služby",
        f"=({asked})/({'+'.join(people % t for t in towns)})",
        "průměr obcí, které odpověděly, vážený obyvateli; odpověď města se nepoužije",
    )
    yield Step(
        "naléhavost Bezpečí",
        "={Potřeby/1001 Bezpečí/Naléhavost}",
        "obce neodpověděly, platí odpověď města",
    )
    yield Step(
        "naléhavost Data",
        "={Nastavení/výchozí potřeba/Hodnota}",
        "nikdo neodpověděl, platí výchozí potřeba",
    )
    for area in ("Služby", "Bezpečí", "Data"):
        yield Step(f"potřeba {area}", f"={{naléhavost {area}}}/5", "nejvyšší naléhavost je 5")
    weights = "({Kritéria/K1/Váha}+{Kritéria/K2/Váha})"
    for code in ("K1", "K2"):
        yield Step(f"váha {code}", f"={{Kritéria/{code}/Váha}}/{weights}", "podíl na součtu vah")
    yield from _usefulness()
    for project, area in AREAS.items():
        for code in ("K1", "K2"):
            yield Step(
                f"{project} přínos {code}",
                f"=100*{{potřeba {area}}}*{{váha {code}}}*{{{project} užitek {code}}}",
                "100 × potřeba × váha × užitek",
            )
        yield Step(
            f"{project} hodnota",
            f"=ROUND({{{project} přínos K1}}+{{{project} přínos K2}},4)",
            "součet přínosů, na čtyři místa",
        )


def _usefulness() -> Iterator[Step]:
    level = "{Hodnocení/%s/%s}"
    above = "=0.7+({0}-4)/({{Kritéria/K1/Hladina 100}}-4)*(1-0.7)"
    below = "={0}/4*0.7"
    curve = "křivka 4:70 – hladina 4 má užitek 70 %"
    yield Step(
        "P1 užitek K1",
        above.format(level % ("P1", "K1")),
        f"{curve}; hladina 7 je v polovině mezi 4 a 10",
    )
    yield Step(
        "P2 užitek K1",
        below.format(level % ("P2 1001", "K1")),
        f"{curve}; pro Větší platí vlastní řádek: hladina 3",
    )
    yield Step("P3 užitek K1", below.format(level % ("P3", "K1")), f"{curve}; přímo v bodě křivky")
    yield Step(
        "P4 užitek K1",
        below.format(level % ("P4", "K1")),
        f"{curve}; hladina 1 je čtvrtina cesty k bodu 4",
    )
    yield Step(
        "P5 užitek K1",
        f"=MIN(1,{level % ('P5', 'K1')}/{{Kritéria/K1/Hladina 100}})",
        "hladina 12 je nad plnou hodnotou, víc než 100 % není",
    )
    yield Step("P6 užitek K1", above.format(level % ("P6", "K1")), "hladina 10 je plná hodnota")
    for project in ("P1", "P2", "P3", "P4", "P5"):
        low, high = "{Kritéria/K2/Hladina 0}", "{Kritéria/K2/Hladina 100}"
        yield Step(
            f"{project} užitek K2",
            f"=MAX(0,({low}-{level % (project, 'K2')})/({low}-{high}))",
            "méně dnů je lépe: 20 dní je 0 %, 5 dní 100 %, nad 20 dní nic",
        )
    yield Step("P6 užitek K2", "=0", "hladina není vyplněna: bez účinku")
