"""A row of the budget: a formula for each year, and their sum."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.cases.hand_calculated.sheet import Line
from tests.cases.hand_calculated.step import AFTER, YEARS

if TYPE_CHECKING:
    from tests.cases.hand_calculated.writing import Value


def budget_row(  # noqa: PLR0913 — what a row of the budget is made of
    name: str,
    label: str,
    every: str = "",
    why: str = "",
    *,
    total: bool = True,
    after: bool = False,
    note: str | None = None,
    **years: str,
) -> Line:
    """A row: ``every`` is the formula of each year, ``y2027`` and so on of single years.

    ``@`` stands for the year and ``<`` for the year before it; ``after`` fills 2030 too.
    """
    cells: list[Value] = []
    for year in (*YEARS, AFTER):
        text = years.get(f"y{year}", every if year in YEARS or after else "")
        cells.append(
            f"={text}".replace("@", str(year)).replace("<", str(year - 1)) if text else None
        )
    summed = "+".join(f"{{{name} {year}}}" for year in YEARS)
    return Line([label, *cells, f"={summed}" if total else None, note], why, name)
