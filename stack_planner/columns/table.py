"""What describes an input sheet: its table, its columns, the kinds of their cells."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class Kind(StrEnum):
    """What the cells of a column hold."""

    TEXT = "text"
    CODE = "code"
    CODES = "codes"
    MONEY = "money"
    LIMIT = "limit"  # money, or the words "bez limitu"
    PERCENT = "percent"
    COUNT = "count"
    YEAR = "year"
    NUMBER = "number"
    DEGREE = "degree"  # of latitude or longitude
    CHANGE = "change"  # per cent up or down, as −20
    YESNO = "yesno"
    CHOICE = "choice"
    CURVE = "curve"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of an input sheet; ``field`` is the record's attribute that it fills.

    What to fill in and an example are words, ``column.<table>.<field>.note`` and ``.example``.
    """

    field: str
    cs: str
    en: str
    kind: Kind = Kind.TEXT
    required: bool = False
    also: tuple[str, ...] = ()
    choices: Mapping[str, StrEnum] | None = None
    low: int | None = None
    high: int | None = None
    numbered: bool = False  # the heading repeats with 1, 2, 3 … in place of {n}
    aside: bool = False  # for the eye of the person who fills in; not read
    codes_of: str = ""  # the table whose codes (or areas) it holds, offered to choose from
    usual: Mapping[str, tuple[str, ...]] | None = None  # by language, offered but not the only ones


@dataclass(frozen=True, slots=True)
class Table:
    """An input sheet: one table with one header row.

    What a row of it is stands in the words, ``table.<name>.note``.
    """

    name: str
    cs: str
    en: str
    columns: tuple[Column, ...]
    workbook: str
    required: bool = False
    open_ended: bool = False  # further columns are criteria, not unknown ones
    asked: tuple[str, ...] = ()  # a row with nothing but these fields is a question left open

    def column(self, field: str) -> Column:
        """The column that fills a field of the record."""
        return next(column for column in self.columns if column.field == field)


@dataclass(frozen=True, slots=True)
class Setting:
    """A key of the sheet of settings; its note and example are words, ``setting.<field>``."""

    field: str
    cs: str
    en: str
    kind: Kind
    also: tuple[str, ...] = ()
    choices: Mapping[str, StrEnum] | None = None
    low: int | None = None
    high: int | None = None


def name_of(thing: Table | Column | Setting, lang: str) -> str:
    """The sheet's name, or the heading or key with its unit, in a language."""
    return thing.cs if lang == "cs" else thing.en


def bare_name_of(thing: Column | Setting, lang: str) -> str:
    """The heading or key without its unit."""
    return name_of(thing, lang).partition(" [")[0]
