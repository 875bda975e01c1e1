"""A plan workbook read back: what the officer decided, by cells, whatever moved on the sheets."""

from stack_planner.returning.book import (
    Grant,
    Limit,
    Logged,
    Member,
    OptionLine,
    PlanBook,
    PlanRow,
    Way,
    Weight,
)
from stack_planner.returning.workbook import read_plan_book

__all__ = [
    "Grant",
    "Limit",
    "Logged",
    "Member",
    "OptionLine",
    "PlanBook",
    "PlanRow",
    "Way",
    "Weight",
    "read_plan_book",
]
