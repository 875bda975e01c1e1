"""The scores and the figures of the first page that the plan must equal."""

from __future__ import annotations

from tests.cases.hand_calculated.decision_sheet import DECIDED
from tests.cases.hand_calculated.sheet import Line, Sheet
from tests.cases.hand_calculated.step import YEARS
from tests.cases.hand_calculated.valuing import AREAS


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
                    *(code, f"={{Projekty/{code}/Název}}", f"={{potřeba {AREAS[code]}}}"),
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
            "hodnota plánu",
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
        codes = [row.code for row in DECIDED if AREAS[row.code] == area]
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
