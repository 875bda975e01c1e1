"""A plan workbook read back: what the officer decided, by cells, whatever moved on the sheets."""

from stack_planner.returning.book import (
    Grant,
    Limit,
    Member,
    OptionLine,
    PlanBook,
    PlanRow,
    Way,
    Weight,
)
from stack_planner.returning.carrying import with_plan
from stack_planner.returning.folder import books_in, read_books
from stack_planner.returning.workbook import is_plan_book, read_plan_book

__all__ = [
    "Grant",
    "Limit",
    "Member",
    "OptionLine",
    "PlanBook",
    "PlanRow",
    "Way",
    "Weight",
    "books_in",
    "is_plan_book",
    "read_books",
    "read_plan_book",
    "with_plan",
]
