"""Workbooks of problem spots: the register, what is handed over to each office, the record."""

from stack_planner.workbook.coverage.books import (
    handover_workbook,
    log_workbook,
    register_workbook,
)

__all__ = ["handover_workbook", "log_workbook", "register_workbook"]
