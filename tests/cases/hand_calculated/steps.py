"""The steps of the calculation: name, what is counted, formula, and why.

``{Projekty/P1/Investice 1. rok}`` names an input, ``{P1 pořízení 2027}`` another step. A line
without a formula is a heading.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.cases.hand_calculated.deciding import decisions, neighbour
from tests.cases.hand_calculated.step import AFTER, YEARS, Step, priced, shared
from tests.cases.hand_calculated.valuing import values

if TYPE_CHECKING:
    from collections.abc import Iterator


def all_steps() -> Iterator[Step]:
    """Every step in the order in which a person would count."""
    yield from _prices()
    yield from _contracted()
    yield from _portal()
    yield from _grant()
    yield from _crisis()
    yield from _joint()
    yield from _regional()
    yield from _too_large()
    yield from decisions()
    yield from neighbour()
    yield from values()


def _prices() -> Iterator[Step]:
    growth = "{Nastavení/růst cen ročně/Hodnota}"
    yield Step("Ceny jednotlivých let")
    yield Step(
        "ceny 2027", f"=1+{growth}/100", "zadané ceny jsou z roku 2026, rok 2027 je o 3 % výš"
    )
    for year in (*YEARS[1:], AFTER):
        yield Step(f"ceny {year}", f"={{ceny {year - 1}}}*(1+{growth}/100)", "o další 3 % výš")


def _contracted() -> Iterator[Step]:
    own = "{Stanoviska/1001 P5/Investice}"
    first, second = (f"{{Projekty/P5/Investice {n}. rok}}" for n in (1, 2))
    yield Step("P5 Optická síť: běží od roku 2026, je zasmluvněna")
    yield Step(
        "P5 pořízení 2026",
        f"=ROUND({own}*{first}/({first}+{second}),0)",
        "vlastní odhad města nahrazuje částku zásobníku; dělí se v poměru splátek 600 : 400",
    )
    yield Step(
        "P5 pořízení 2027",
        f"={own}-{{P5 pořízení 2026}}",
        "zbytek; smluvní splátka s cenami neroste. Splátka roku 2026 je před plánem",
    )
    why = "provoz začíná po posledním roce pořízení (2027) a roste s cenami"
    for year in (2028, 2029, 2030):
        yield priced("P5 provoz", "{Projekty/P5/Provoz ročně}", year, why)


def _portal() -> Iterator[Step]:
    yield Step("P1 Portál občana: dva roky pořízení, dotace programu F")
    for place, year in enumerate((2027, 2028), 1):
        amount = f"{{Projekty/P1/Investice {place}. rok}}"
        yield priced("P1 pořízení", amount, year, f"{place}. splátka v cenách roku {year}")
    amount = "{Projekty/P1/Jednorázové běžné výdaje}"
    yield priced("P1 jednorázové", amount, 2027, "školení a přechod v prvním roce projektu")
    for year in (2029, 2030):
        yield priced(
            "P1 provoz", "{Projekty/P1/Provoz ročně}", year, "provoz po dokončení v roce 2028"
        )
    for year in (2029, 2030):
        amount = "-{Projekty/P1/Úspora provozu ročně}"
        yield priced(
            "P1 úspora", amount, year, "nahrazený systém už nestojí nic; snižuje běžné výdaje"
        )


GRANTED = ("pořízení 2027", "pořízení 2028", "jednorázové 2027")
"""What the programme pays for."""


def _grant() -> Iterator[Step]:
    yield Step("P1: kolik zaplatí program F")
    for name in GRANTED:
        yield Step(
            f"P1 způsobilé {name}",
            f"=INT({{P1 {name}}}*{{Projekty/P1/Způsobilé}}/(100+{{Projekty/P1/Sazba DPH}}))",
            "90 % ceny bez DPH 21 % (DPH není způsobilá), celé koruny dolů",
        )
    yield Step(
        "P1 způsobilé celkem",
        "=" + "+".join(f"{{P1 způsobilé {name}}}" for name in GRANTED),
        "provoz způsobilý není",
    )
    yield Step(
        "P1 dost způsobilých",
        "=IF({P1 způsobilé celkem}>={Programy/F/Min. způsobilé},1,0)",
        "1 = nejméně milion způsobilých výdajů je splněn",
    )
    yield Step(
        "P1 dotace",
        "=INT({P1 způsobilé celkem}*{Programy/F/Míra}/100)",
        "85 % způsobilých výdajů, celé koruny dolů",
    )
    yield Step(
        "P1 dotace je v alokaci",
        "=IF({P1 dotace}<={Programy/F/Alokace},1,0)",
        "1 = program má dost peněz",
    )
    weights = {name: f"{{P1 způsobilé {name}}}" for name in GRANTED}
    yield from shared("P1 dotace", "{P1 dotace}", weights, "{P1 způsobilé celkem}", "výdaje")
    yield Step(
        "P1 dotace přijatá 2028",
        "={P1 dotace pořízení 2027}+{P1 dotace jednorázové 2027}",
        "peníze roku 2027 přijdou o rok později",
    )
    yield Step(
        "P1 dotace přijatá 2029",
        "={P1 dotace pořízení 2028}",
        "peníze roku 2028 přijdou o rok později",
    )
    for name in GRANTED:
        yield Step(
            f"P1 DPH {name}",
            f"={{P1 {name}}}-INT({{P1 {name}}}*100/(100+{{Projekty/P1/Sazba DPH}}))",
            "celá cena bez ceny bez DPH; program ji neproplatí, zůstává městu",
        )


def _crisis() -> Iterator[Step]:
    yield Step("P2 Krizové řízení: jiné zdroje a dotace kraje")
    for year in (2028, 2027):
        yield priced("P2 pořízení", "{Projekty/P2/Investice}", year, f"kdyby začal v roce {year}")
        yield Step(
            f"P2 po jiných zdrojích {year}",
            f"={{P2 pořízení {year}}}-{{Stanoviska/1001 P2/Jiné zdroje}}",
            "peníze někoho jiného snižují vlastní část města",
        )
        yield Step(
            f"P2 dotace kraje {year}",
            f"=INT({{P2 po jiných zdrojích {year}}}*{{Projekty/P2/Příspěvek kraje}}/100)",
            "50 % vlastní části, celé koruny dolů, v témž roce",
        )
        yield Step(
            f"P2 vlastní {year}",
            f"={{P2 po jiných zdrojích {year}}}-{{P2 dotace kraje {year}}}",
            "co zůstane městu",
        )
    why = "životnost 1 rok: provoz jen v roce po pořízení, v roce 2030 už žádný"
    yield priced("P2 provoz", "{Projekty/P2/Provoz ročně}", 2029, why)


def _joint() -> Iterator[Step]:
    yield Step("P3 Společná spisová služba: podíl podle obyvatel, nositel kraj")
    yield Step(
        "P3 obyvatel",
        "={ORP/1001/Obyvatel}+{ORP/1002/Obyvatel}",
        "klíč se počítá přes obě města, která se přidat mohou, i když se Menší nepřidá",
    )
    parts = (
        ("pořízení", "Investice", 2028),
        ("provoz", "Provoz ročně", 2029),
        ("provoz", "Provoz ročně", 2030),
    )
    for kind, heading, year in parts:
        name = f"P3 {kind} společně"
        yield priced(name, f"{{Projekty/P3/{heading}}}", year, "společná část")
        weights = {town: f"{{ORP/{town}/Obyvatel}}" for town in ("1001", "1002")}
        yield from shared(
            f"P3 {kind} podíl {year}", f"{{{name} {year}}}", weights, "{P3 obyvatel}", "obyvatelé"
        )
    yield priced(
        "P3 pořízení mimo společnou",
        "{Projekty/P3/Investice na účastníka}",
        2028,
        "co město pořídí jen pro sebe",
    )
    for year in (2029, 2030):
        amount = "{Projekty/P3/Provoz na účastníka ročně}"
        yield priced("P3 provoz mimo společnou", amount, year, "provoz jen pro sebe")
    yield Step(
        "P3 pořízení 2028",
        "={P3 pořízení podíl 2028 1001}+{P3 pořízení mimo společnou 2028}",
        "podíl a vlastní část dohromady",
    )
    for year in (2029, 2030):
        yield Step(
            f"P3 provoz {year}",
            f"={{P3 provoz podíl {year} 1001}}+{{P3 provoz mimo společnou {year}}}",
            "podíl a vlastní část dohromady",
        )


def _regional() -> Iterator[Step]:
    yield Step("P4 Krajská datová platforma: platí ji kraj, město nic")
    yield priced("P4 pořízení kraje", "{Projekty/P4/Investice}", 2027, "z rozpočtu kraje")
    yield Step(
        "P4 kraj zaplatí 2027",
        "=IF({P4 pořízení kraje 2027}<={Rozpočet kraje/2027/Investice},1,0)",
        "1 = vejde se do rozpočtu kraje; provoz 2028 a 2029 do jeho 50 000 Kč také",
    )


def _too_large() -> Iterator[Step]:
    yield Step("P6 Vlastní datové centrum: co by stálo")
    yield priced("P6 pořízení", "{Projekty/P6/Investice}", 2027, "smí začít jen v roce 2027")
    for year in (2028, 2029):
        yield priced("P6 provoz", "{Projekty/P6/Provoz ročně}", year, "provoz po pořízení")
