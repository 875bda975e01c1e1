"""The figures in the sentences of the first page that the plan must equal."""

from __future__ import annotations

from tests.cases.hand_calculated.sheet import Line, Sheet
from tests.cases.hand_calculated.step import YEARS

COMMON = "{hodnota plánu Hodnota}"


def findings() -> Sheet:
    """Phrases of the findings; ``#`` is where the number stands."""
    capex, opex = (
        "=" + "+".join(f"{{{block}.vlastní {year}}}" for year in YEARS) for block in ("kap", "běž")
    )
    alone = "+".join(f"{{P{n} hodnota}}" for n in (1, 2, 5)) + "+{synergie P2 Do plánu}"
    granted = "={P1 dotace}+{P2 dotace kraje 2028}"
    lines = [
        Line(["z toho # Kč na investice", capex], "vlastní zdroje tří let"),
        Line(["investice a # Kč na běžné výdaje", opex], "vlastní zdroje tří let"),
        Line(
            [
                "město potřebovalo o # Kč vlastních zdrojů více",
                granted,
            ],
            "program F nikdo nepotvrdil a dotaci kraje schvaluje až jeho zastupitelstvo",
        ),
        Line(
            ["rok 2028: z limitu investic zbývá # Kč", "={kap.zůstatek 2028}"],
            "ze všech let nejmenší část limitu",
        ),
        Line(
            ["by město dosáhlo # bodu", f"={alone}"],
            "samo by mělo P1, P2 (z podílu na penězích kraje podle obyvatel) a P5, bez P3 a P4",
            "samo",
        ),
        Line(
            ["společný plán mu přidává #", f"={COMMON}-{{samo Číslo}}"],
            "rozdíl proti společnému plánu",
        ),
        Line(
            ["potřebovalo navíc # Kč", "={P6 pořízení 2027}-{kap.zůstatek 2027}"],
            "hodnoty společného plánu by samo dosáhlo jen s P6 (P1, P2, P5, P6 a dvě synergie);"
            " chybí mu cena P6 nad to, co v roce 2027 zbývá",
        ),
        Line(["zatíží provoz částkou # Kč", "={běž.celkem 2030}"], "plné roční zatížení"),
    ]
    return Sheet("Zjištění", ("Věta", "Číslo"), lines)
