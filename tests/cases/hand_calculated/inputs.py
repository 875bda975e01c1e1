"""The inputs of the case: sheets of the two input workbooks, each row under its headings."""

from __future__ import annotations

Cell = str | int | float | None


STACK: dict[str, list[list[Cell]]] = {
    "Projekty": [
        [
            *("Kód", "Název", "Oblast", "Rozsah", "Pouze ORP", "Nejdříve", "Nejpozději"),
            *("Investice [Kč]", "Investice 1. rok [Kč]", "Investice 2. rok [Kč]"),
            *("Investice na účastníka [Kč]", "Provoz na účastníka ročně [Kč]"),
            *("Jednorázové běžné výdaje [Kč]", "Provoz ročně [Kč]", "Úspora provozu ročně [Kč]"),
            *("Životnost [roky]", "Min. účastníků", "Klíč", "Kapacita [člověkodny]"),
            *("Programy", "Způsobilé [%]", "Sazba DPH [%]", "Příspěvek kraje [%]"),
            *("Paragraf", "Paragraf kraj", "Položka investice"),
            *("Položka jednorázová", "Položka provoz"),
        ],
        [
            *("P1", "Portál občana", "Služby", "ORP", None, 2027, 2027),
            *(None, 2_000_000, 1_000_000, None, None, 121_000, 242_000, 50_000),
            *(None, None, None, 30, "F", 90, 21, None),
            *("6171", None, "6111", "5168", "5171"),
        ],
        [
            *("P2", "Krizové řízení", "Bezpečí", "ORP", None, 2027, 2028),
            *(800_000, None, None, None, None, None, 30_000, None),
            *(1, None, None, 20, None, None, 21, 50),
            *("6171", None, "6122", None, "5171"),
        ],
        [
            *("P3", "Společná spisová služba", "Data", "společný", None, 2028, 2028),
            *(900_001, None, None, 121_000, 12_000, None, 50_001, None),
            *(None, 1, "obyvatelé", 10, None, None, 21, None),
            *("6171", "6172", "6111", None, "5168"),
        ],
        [
            *("P4", "Krajská datová platforma", "Data", "kraj", None, 2027, 2027),
            *(400_000, None, None, None, None, None, 20_000, None),
            *(None, None, None, None, None, None, 21, None),
            *(None, "6172", "6111", None, "5168"),
        ],
        [
            *("P5", "Optická síť", "Služby", "ORP", "1001", None, None),
            *(None, 600_000, 400_000, None, None, None, 20_000, None),
            *(None, None, None, 15, None, None, 21, None),
            *("6171", None, "6121", None, "5171"),
        ],
        [
            *("P6", "Vlastní datové centrum", "Bezpečí", "ORP", None, 2027, 2027),
            *(5_000_000, None, None, None, None, None, 100_000, None),
            *(None, None, None, 5, None, None, 21, None),
            *("6171", None, "6121", None, "5171"),
        ],
    ],
    "Kritéria": [
        ["Kód", "Název", "Váha", "Hladina 0", "Hladina 100", "Křivka"],
        ["K1", "Přínos", 2, 0, 10, "4:70"],
        ["K2", "Doba vyřízení", 1, 20, 5, None],
    ],
    "Hodnocení": [
        ["Kód projektu", "ORP", "K1", "K2"],
        ["P1", None, 7, 11],
        ["P2", None, 2, 5],
        ["P2", "1001", 3, None],
        ["P3", None, 4, 15],
        ["P4", None, 1, 25],
        ["P5", None, 12, 8],
        ["P6", None, 10, None],
    ],
    "Vazby": [
        ["Projekt", "Vztah", "Druhý projekt", "Body"],
        ["P1", "synergie", "P2", 5],
        ["P1", "synergie", "P6", 3],
    ],
    "Programy": [
        [
            *("Kód", "Název", "Míra [%]", "Min. způsobilé [Kč]", "Alokace [Kč]"),
            *("Zpoždění [roky]", "DPH způsobilá", "Provoz způsobilý"),
        ],
        ["F", "Evropský fond", 85, 1_000_000, 5_000_000, 1, "ne", "ne"],
    ],
    "Rozpočet kraje": [
        ["Rok", "Investice [Kč]", "Provoz [Kč]"],
        [2027, 500_000, 50_000],
        [2028, 650_000, 50_000],
        [2029, 0, 50_000],
    ],
    "Nastavení": [
        ["Klíč", "Hodnota"],
        ["první rok", 2027],
        ["počet roků", 3],
        ["cenová úroveň", 2026],
        ["růst cen ročně [%]", 3],
        ["rezerva [%]", 10],
        ["výchozí potřeba", 2],
        ["potřeba ORP", "průměr"],
        ["převod úspor", "ano"],
    ],
}
NEEDS: dict[str, list[list[Cell]]] = {
    "ORP": [
        ["Kód", "Název", "Obyvatel", "Obyvatel města", "IČO"],
        ["1001", "Větší", 30_000, 14_000, "00254657"],
        ["1002", "Menší", 10_000, 6_000, "00254843"],
    ],
    "Obce": [
        ["Kód", "Název", "ORP", "Obyvatel"],
        ["500001", "Lhota", "1001", 9_000],
        ["500002", "Ves", "1001", 3_000],
        ["500003", "Dvůr", "1001", 4_000],
    ],
    "Rozpočty": [
        [
            *("ORP", "Rok", "Investice [Kč]", "Provoz [Kč]"),
            *("Předfinancování [Kč]", "Kapacita [člověkodny]"),
        ],
        ["1001", 2027, 1_400_005, 150_000, 1_500_000, 60],
        ["1001", 2028, 2_500_000, 150_000, None, 60],
        ["1001", 2029, 300_000, 400_000, None, 60],
        ["1002", 2027, 100_000, 50_000, None, 20],
        ["1002", 2028, 100_000, 50_000, None, 20],
        ["1002", 2029, 100_000, 50_000, None, 20],
    ],
    "Potřeby": [
        ["ORP", "Obec", "Oblast", "Naléhavost"],
        ["1001", "500001", "Služby", 4],
        ["1001", "500002", "Služby", 5],
        ["1001", None, "Služby", 1],
        ["1001", None, "Bezpečí", 3],
    ],
    "Stanoviska": [
        [
            *("ORP", "Projekt", "Stanovisko", "Rok", "Investice [Kč]", "Jiné zdroje [Kč]"),
            *("Schválil", "Usnesení č."),
        ],
        ["1001", "P2", "zájem", None, None, 101_001, None, None],
        ["1001", "P5", "povinně", 2026, 1_100_000, None, "Zastupitelstvo", "ZM/7"],
    ],
}
