"""Steps that find which projects fit, and that nothing better does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.cases.hand_calculated.step import Step

if TYPE_CHECKING:
    from collections.abc import Iterator

LIMIT_2027, LIMIT_2028 = "{kap.k použití 2027}", "{kap.k použití 2028}"


def fits(name: str, amount: str, limit: str, why: str) -> Step:
    """1 where an amount is within a limit, else 0."""
    return Step(name, f"=IF({amount}<={limit},1,0)", why)


def decisions() -> Iterator[Step]:
    """What the town does, found year by year."""
    yield Step("Rok 2027: co se vejde (1 ano, 0 ne)")
    yield Step(
        "P5 zařazen",
        '=IF({Stanoviska/1001 P5/Stanovisko}="povinně",1,0)',
        "běžící projekt se musí dokončit",
    )
    yield Step("P5 a P1 bez dotace", "={P5 pořízení 2027}+{P1 pořízení 2027}", "vše ze svého")
    why = "0 = z vlastních peněz P1 vedle P5 nejde, proto program F"
    yield fits("P1 bez dotace se vejde", "{P5 a P1 bez dotace}", LIMIT_2027, why)
    yield Step(
        "P5 a P1 s dotací",
        "={P5 a P1 bez dotace}-{P1 dotace pořízení 2027}",
        "dotace je předfinancována mimo limit, protože město má na rok 2027 strop předfinancování",
    )
    why = "s dotací se vejde"
    yield fits("P1 s dotací se vejde", "{P5 a P1 s dotací}", LIMIT_2027, why)
    yield Step(
        "P1 čeká k 31. 12. 2027",
        "={P1 dotace pořízení 2027}+{P1 dotace jednorázové 2027}",
        "dotace vynaložené a dosud nepřijaté",
    )
    ceiling = "{Rozpočty/1001 2027/Předfinancování}"
    yield fits("P1 je pod stropem", "{P1 čeká k 31. 12. 2027}", ceiling, "nejvýše strop")
    yield Step(
        "F se smí použít",
        "={P1 dost způsobilých}*{P1 dotace je v alokaci}",
        "obě podmínky programu",
    )
    yield Step(
        "P1 zařazen",
        "={P1 s dotací se vejde}*{P1 je pod stropem}*{F se smí použít}",
        "vyhovuje všemu",
    )
    yield Step(
        "P5, P1 a P2 v roce 2027",
        "={P5 a P1 s dotací}+{P2 vlastní 2027}",
        "P2 i s dotací kraje",
    )
    why = "0 = ani s dotací kraje se P2 v roce 2027 nevejde, proto 2028"
    yield fits("P2 jde už 2027", "{P5, P1 a P2 v roce 2027}", LIMIT_2027, why)
    why = "0 = sám je dražší než limit, a začít smí jen v roce 2027. Vše ostatní zařazeno je"
    yield fits("P6 zařazen", "{P6 pořízení 2027}", LIMIT_2027, why)
    yield from _second_year()


def _second_year() -> Iterator[Step]:
    yield Step("Rok 2028: co se vejde (1 ano, 0 ne)")
    yield Step(
        "P1 a P3 v roce 2028",
        "={P1 pořízení 2028}+{P3 pořízení 2028}",
        "strop předfinancování na rok 2028 není, dotace se proto čeká z limitu",
    )
    for name, part, why in (
        ("bez dotace kraje", "{P2 po jiných zdrojích 2028}", "0 = bez ní ne, proto s ní"),
        ("s dotací kraje", "{P2 vlastní 2028}", "jde jen díky převodu z roku 2027"),
    ):
        yield Step(f"P1, P3 a P2 {name}", f"={{P1 a P3 v roce 2028}}+{part}", "všechny tři")
        yield fits(f"rok 2028 {name} se vejde", f"{{P1, P3 a P2 {name}}}", LIMIT_2028, why)
    yield Step(
        "kraj platí 2028",
        "={P2 dotace kraje 2028}+{P3 pořízení podíl 2028 1002}",
        "dotace na P2, a v P3 podíl města Menší, které stojí mimo",
    )
    why = "kraji peníze stačí"
    yield fits("kraj má dost 2028", "{kraj platí 2028}", "{Rozpočet kraje/2028/Investice}", why)
    for project in ("P2", "P3"):
        yield Step(
            f"{project} zařazen",
            "={rok 2028 s dotací kraje se vejde}*{kraj má dost 2028}",
            "vejde se městu i kraji",
        )
    yield Step("P4 zařazen", "={P4 kraj zaplatí 2027}", "městu přináší body a nic ho nestojí")


def neighbour() -> Iterator[Step]:
    """The other town can do nothing that would take money of the region or of the programme."""
    free = "(1-{Nastavení/rezerva/Hodnota}/100)"
    yield Step("Město Menší na žádný svůj projekt nemá (0 = nevejde se)")
    for year in (2027, 2028):
        limit = f"{{Rozpočty/1002 {year}/Investice}}"
        yield Step(f"Menší limit {year}", f"={limit}*{free}", "limit bez rezervy")
    first, both = "{Menší limit 2027}", "{Menší do roku 2028}"
    total = "={Menší limit 2027}+{Menší limit 2028}"
    yield Step("Menší do roku 2028", total, "s převodem z roku 2027")
    why = "bez stropu předfinancování platí celou splátku ze svého"
    yield fits("Menší a P1", "{P1 pořízení 2027}", first, why)
    yield Step(
        "Menší vlastní P2",
        "={P2 pořízení 2028}*(1-{Projekty/P2/Příspěvek kraje}/100)",
        "co by platilo po dotaci kraje",
    )
    yield fits("Menší a P2", "{Menší vlastní P2}", both, "nejde ani s dotací kraje")
    yield Step(
        "Menší vlastní P3",
        "={P3 pořízení podíl 2028 1002}+{P3 pořízení mimo společnou 2028}",
        "podíl a část jen pro sebe",
    )
    yield fits("Menší a P3", "{Menší vlastní P3}", both, "nepřidá se, jeho podíl ponese kraj")
    yield fits("Menší a P6", "{P6 pořízení 2027}", first, "nejde")
