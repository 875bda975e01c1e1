"""The sheet of the budget that the plan must equal."""

from __future__ import annotations

from tests.cases.hand_calculated.budget_row import budget_row
from tests.cases.hand_calculated.expenditure import capital, current
from tests.cases.hand_calculated.limits import bridging, limits, rest, staff
from tests.cases.hand_calculated.sheet import Sheet

HEADINGS = (
    *("Oddíl", "Ukazatel", "Rozpočet 2027", "Výhled 2028", "Výhled 2029"),
    *("Po roce 2029", "Celkem období", "Poznámka"),
)


def budget() -> Sheet:
    """``Rozpočet``: a row for each figure, under its section."""
    sections = {
        None: [budget_row("rok", "Rok", "@", "číslo roku", total=False, after=True)],
        "Kapitálové výdaje": [*capital(), *limits("kap", "Limit investic", "Investice")],
        "Běžné výdaje": [*current(), *limits("běž", "Limit běžných výdajů", "Provoz")],
        "Zbývající peníze na investice": [*rest("kap")],
        "Zbývající peníze na běžné výdaje": [*rest("běž")],
        "Předfinancování dotací": [*bridging()],
        "Práce úřadu": [*staff()],
    }
    lines = [
        row._replace(cells=[section, *row.cells])
        for section, rows in sections.items()
        for row in rows
    ]
    return Sheet("Rozpočet", HEADINGS, lines)
