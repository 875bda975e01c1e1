"""What a run writes: a workbook for each payer, and beside them perhaps the CSV files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from stack_planner.explaining.answers import UNASKED, Answers
from stack_planner.workbook.csv_files import csv_files
from stack_planner.workbook.csv_tables import LISTINGS
from stack_planner.workbook.writing import plain_name, plan_workbooks, workbook_names

if TYPE_CHECKING:
    from stack_planner.records import Strategy
    from stack_planner.results import Plan
    from stack_planner.words import Words

PUBLIC = "_public"


@dataclass(frozen=True, slots=True)
class Outputs:
    """Which files are asked for: of all payers or of some towns, public copies, with CSV files."""

    orps: tuple[str, ...] = ()
    public: bool = False
    csv: bool = False

    def names(self, strategy: Strategy) -> list[str]:
        """All the files."""
        return [*self._workbooks(strategy).values(), *self._listings().values()]

    def files(self, plan: Plan, words: Words, answers: Answers = UNASKED) -> dict[str, bytes]:
        """The finished files by name; with answers where given."""
        workbooks = self._workbooks(plan.strategy)
        made = plan_workbooks(plan, words, workbooks, answers)
        return made | (csv_files(plan, words, workbooks, self._listings()) if self.csv else {})

    def _workbooks(self, strategy: Strategy) -> dict[str, str]:
        return workbook_names(strategy, self.orps, public=self.public)

    def _listings(self) -> dict[str, str]:
        """The CSV files by listing; those of some towns bear their codes."""
        some = plain_name("_".join(self.orps))
        stem, end = f"plan_{some}" if some else "plan", PUBLIC if self.public else ""
        return {each.name: f"{stem}_{each.name}{end}.csv" for each in LISTINGS} if self.csv else {}
