"""The sheet of decisions that the plan must equal."""

from __future__ import annotations

from typing import NamedTuple

from tests.cases.hand_calculated.sheet import Line, Sheet

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
