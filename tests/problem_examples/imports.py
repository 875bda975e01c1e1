"""Examples of what the adoption of a foreign list tells: ``stack-planner import`` alone does."""

from __future__ import annotations

from tests.foreign import HEADINGS, PROJECTS
from tests.problem_examples.making import Example, listed

ODD = ("Služby", "Tajemník")
"""Area and applicant of a project with something odd."""


def adopted(*more: tuple[object, ...]) -> Example:
    """A list of four sound projects, and further rows."""
    return listed(HEADINGS, *PROJECTS, *more)


def costs(heading: str, *values: object, name: str = "Název akce") -> Example:
    """A list of two columns: names and costs."""
    titles = ("Optická síť mezi budovami", "Nová spisová služba", "Kamerový systém")
    return listed((name, heading), *zip(titles, values, strict=False))


def without(place: int) -> Example:
    """The list of four sound projects without one of its columns."""
    return listed(*((*each[:place], *each[place + 1 :]) for each in (HEADINGS, *PROJECTS)))


EXAMPLES: dict[str, Example] = {
    "import_no_list": listed(("Dobrý den",), (1, 2, 3)),
    "import_no_sheet": listed(HEADINGS, *PROJECTS, sheet="List 2"),
    "import_map_broken": listed(HEADINGS, *PROJECTS, mapping='unit = "tis. Kč"\n'),
    "import_map_field": listed(HEADINGS, *PROJECTS, mapping='[columns]\n"Nazef" = "Oblast"\n'),
    "import_map_heading": listed(
        HEADINGS, *PROJECTS, mapping='[columns]\n"Název" = "Nazev projekt"\n'
    ),
    "import_currency": costs("Total cost [EUR]", 40_000, 20_000, name="Project title"),
    "import_currency_unknown": costs("Total cost", 40_000, 20_000, name="Project title"),
    "import_currency_likely": costs("Náklady", 400_000, 200_000),
    "import_unit": costs("Náklady", 1250, 800),
    "import_no_code": without(0),
    "import_no_name": listed(("Kód projektu", "Náklady v Kč"), *((p[0], p[4]) for p in PROJECTS)),
    "import_no_area": without(2),
    "import_no_capex": without(4),
    "import_no_cost": adopted(("B-1", "Strategie rozvoje", *ODD, None)),
    "import_negative": adopted(("B-1", "Oprava loňské faktury", *ODD, -500)),
    "import_too_large": adopted(("B-1", "Přesun na jiný server", *ODD, 1e300)),
    "import_unread": adopted(("B-1", "Studie proveditelnosti", *ODD, "dle nabídky")),
    "import_years_differ": listed(
        ("Název akce", "2026", "2027", "Celkem Kč"),
        ("Optická síť mezi budovami", 100_000, 200_000, 300_000),
        ("Nová spisová služba", 50_000, 0, 70_000),
    ),
    "import_separator": costs("Náklady v Kč", "1,800", "500"),
    "import_code_missing": adopted((None, "Strategie rozvoje", *ODD, 50_000)),
    "import_code_twice": adopted(PROJECTS[0]),
    "import_hidden": listed(
        HEADINGS, *PROJECTS, edit=lambda page: setattr(page.row_dimensions[3], "hidden", True)
    ),
    "import_total_differs": adopted(("Celkem", None, None, None, 2_000_000)),
}
