"""The steps of the calculation: name, what is counted, formula, and why.

``{Projekty/P1/Investice 1. rok}`` names an input, ``{P1 pořízení 2027}`` another step. A line
without a formula is a heading.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator


class Step(NamedTuple):
    """One cell of the calculation; a heading has no formula."""

    name: str
    formula: str = ""
    why: str = ""


YEARS = (2027, 2028, 2029)
AFTER = 2030


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
    yield from _decisions()
    yield from _neighbour()
    yield from _scores()


def _prices() -> Iterator[Step]:
    growth = "{Nastavení/růst cen ročně/Hodnota}"
    yield Step("Ceny jednotlivých let")
    yield Step(
        "ceny 2027", f"=1+{growth}/100", "zadané ceny jsou z roku 2026, rok 2027 je o 3 % výš"
    )
    for year in (*YEARS[1:], AFTER):
        yield Step(f"ceny {year}", f"={{ceny {year - 1}}}*(1+{growth}/100)", "o další 3 % výš")


def priced(name: str, amount: str, year: int, why: str) -> Step:
    """An amount of the inputs in the prices of a year."""
    text = f"{why}; zaokrouhleno na celé koruny"
    return Step(f"{name} {year}", f"=ROUND({amount}*{{ceny {year}}},0)", text)


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


def shared(
    name: str, amount: str, weights: dict[str, str], whole: str, among: str
) -> Iterator[Step]:
    """An amount in whole crowns in proportion to weights: what is left over goes to the largest remainders.

    The parts are named by ``name`` and the key of the weight.
    """
    for key, weight in weights.items():
        yield Step(
            f"{name} přesně {key}",
            f"={amount}*{weight}/{whole}",
            f"poměrný díl; dělí se podle: {among}",
        )
    for key in weights:
        yield Step(f"{name} celé Kč {key}", f"=INT({{{name} přesně {key}}})", "celé koruny dolů")
    downs = "-".join(f"{{{name} celé Kč {key}}}" for key in weights)
    yield Step(f"{name} zbývá rozdělit", f"={amount}-{downs}", "koruny, které zaokrouhlením zbyly")
    for key in weights:
        part = f"{{{name} přesně {key}}}-{{{name} celé Kč {key}}}"
        yield Step(f"{name} zbytek {key}", f"={part}", "odříznutá část koruny")
    for key in weights:
        mine = f"{{{name} zbytek {key}}}"
        larger = "+".join(
            f"IF({{{name} zbytek {other}}}>{mine},1,0)" for other in weights if other != key
        )
        yield Step(
            f"{name} {key}",
            f"={{{name} celé Kč {key}}}+IF({larger}<{{{name} zbývá rozdělit}},1,0)",
            "zbylé koruny dostanou největší odříznuté části",
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


def _decisions() -> Iterator[Step]:
    yield Step("Co se vejde: rozhodnutí")
    yield Step(
        "P5 zařazen",
        '=IF({Stanoviska/1001 P5/Stanovisko}="povinně",1,0)',
        "běžící projekt se musí dokončit",
    )
    yield Step(
        "P1 bez dotace se vejde",
        "=IF({P1 pořízení 2027}+{P5 pořízení 2027}<={kap.k použití 2027},1,0)",
        "0 = z vlastních peněz P1 v roce 2027 vedle P5 nejde, proto program F",
    )
    yield Step(
        "P1 s dotací se vejde",
        "=IF({P1 pořízení 2027}-{P1 dotace pořízení 2027}+{P5 pořízení 2027}<={kap.k použití 2027},1,0)",
        "část dotace je předfinancována mimo limit, do stropu předfinancování",
    )
    yield Step(
        "P1 je pod stropem",
        "=IF({P1 dotace pořízení 2027}+{P1 dotace jednorázové 2027}<={Rozpočty/1001 2027/Předfinancování},1,0)",
        "co k 31. 12. 2027 ještě nepřišlo, je nejvýše strop",
    )
    yield Step(
        "P1 zařazen",
        "={P1 s dotací se vejde}*{P1 je pod stropem}*{P1 dost způsobilých}*{P1 dotace je v alokaci}",
        "vyhovuje všemu",
    )
    yield Step(
        "P2 jde už 2027",
        "=IF({P1 pořízení 2027}-{P1 dotace pořízení 2027}+{P5 pořízení 2027}+{P2 vlastní 2027}<={kap.k použití 2027},1,0)",
        "0 = ani s dotací kraje se P2 v roce 2027 nevejde, proto 2028",
    )
    yield Step(
        "P2 bez dotace kraje jde 2028",
        "=IF({P1 pořízení 2028}+{P3 pořízení 2028}+{P2 po jiných zdrojích 2028}<={kap.k použití 2028},1,0)",
        "0 = bez dotace kraje se vše v roce 2028 nevejde, proto s ní",
    )
    yield Step(
        "rok 2028 se vejde",
        "=IF({P1 pořízení 2028}+{P3 pořízení 2028}+{P2 vlastní 2028}<={kap.k použití 2028},1,0)",
        "jen díky převodu z roku 2027; dotace P1 se v roce 2028 čeká z limitu, protože strop není stanoven",
    )
    yield Step(
        "kraj má dost 2028",
        "=IF({P2 dotace kraje 2028}+{P3 pořízení podíl 2028 1002}<={Rozpočet kraje/2028/Investice},1,0)",
        "kraj platí dotaci pro P2 a podíl města Menší, které stojí mimo P3",
    )
    yield Step(
        "P2 zařazen",
        "={rok 2028 se vejde}*{kraj má dost 2028}",
        "vejde se městu i kraji",
    )
    yield Step("P3 zařazen", "={rok 2028 se vejde}*{kraj má dost 2028}", "vejde se městu i kraji")
    yield Step("P4 zařazen", "={P4 kraj zaplatí 2027}", "městu přináší body a nic ho nestojí")
    yield Step(
        "P6 zařazen",
        "=IF({P6 pořízení 2027}<={kap.k použití 2027},1,0)",
        "0 = sám je dražší než celý limit roku 2027. Vše ostatní je zařazeno: lepší plán být nemůže",
    )


def _neighbour() -> Iterator[Step]:
    limit = "{Rozpočty/1002 %d/Investice}*(1-{Nastavení/rezerva/Hodnota}/100)"
    yield Step("Město Menší si nemůže dovolit nic, co by Většímu vzalo peníze kraje nebo programu")
    yield Step("Menší může 2027", f"={limit % 2027}", "limit bez rezervy")
    yield Step("Menší může do 2028", f"={limit % 2027}+{limit % 2028}", "s převodem z roku 2027")
    yield Step(
        "Menší a P1",
        "=IF({P1 pořízení 2027}<={Menší může 2027},1,0)",
        "0 = bez stropu předfinancování musí celou splátku zaplatit ze svého",
    )
    yield Step(
        "Menší a P2",
        "=IF({P2 pořízení 2028}*(1-{Projekty/P2/Příspěvek kraje}/100)<={Menší může do 2028},1,0)",
        "0 = nejde ani s dotací kraje",
    )
    yield Step(
        "Menší a P3",
        "=IF({P3 pořízení podíl 2028 1002}+{P3 pořízení mimo společnou 2028}<={Menší může do 2028},1,0)",
        "0 = nepřidá se, jeho podíl ponese kraj",
    )
    yield Step("Menší a P6", "=IF({P6 pořízení 2027}<={Menší může 2027},1,0)", "0 = nejde")


AREAS = {
    "P1": "Služby",
    "P2": "Bezpečí",
    "P3": "Data",
    "P4": "Data",
    "P5": "Služby",
    "P6": "Bezpečí",
}


def _scores() -> Iterator[Step]:
    yield Step("Hodnota projektů")
    need, people = "{Potřeby/1001 %s Služby/Naléhavost}", "{Obce/%s/Obyvatel}"
    towns = ("500001", "500002")
    asked = "+".join(f"{need % t}*{people % t}" for t in towns)
    yield Step(
        "naléhavost Služby",
        f"=({asked})/({'+'.join(people % t for t in towns)})",
        "průměr obcí, které odpověděly, vážený obyvateli; Dvůr neodpověděl, odpověď města se nepoužije",
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
