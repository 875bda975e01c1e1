"""Rows that are no records: totals, notes, signatures, headings again, further tables."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import TYPE_CHECKING

from stack_planner.columns import SETTING_KEYS, Kind
from stack_planner.likeness import bare, word_set
from stack_planner.reading.headings import folded

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from stack_planner.columns import Column, Table
    from stack_planner.reading.cells import Cell
    from stack_planner.reading.headings import Header, Headings

TOTALS = word_set(
    "celkem soucet souctem suma sum total totals mezisoucet subtotal σ ∑ celkove uhrnem"
)
_TOTALS_SPELLED = word_set("součet součtem mezisoučet celkově úhrnem")
MOST_WORDS = 5
"""Words of a label such as ``Celkem za rok 2027``."""

SIGNATURES = word_set(
    "zpracoval vypracoval vyplnil schvalil overil kontroloval podpis razitko datum "
    "kontakt telefon tel e-mail email poznamka poznamky pozn vysvetlivky legenda zdroj prepared "
    "approved signature stamp note notes legend contact"
)
"""How lines begin that close a paper form."""

_KEYS = frozenset(
    folded(name) for setting in SETTING_KEYS for name in (setting.cs, setting.en, *setting.also)
)
_CODE = re.compile(r"(?=.*\d)\S{1,20}|[A-Z_-]{2,20}")


class Leftover(Enum):
    """What a row is that is no record."""

    TOTAL = auto()
    NOTE = auto()
    HEADINGS = auto()
    TABLE = auto()


@dataclass(frozen=True)
class Place:
    """Where a row stands: below a blank row since the last record, below another table's header.

    ``has_value`` says that a required amount, year or choice stands in it where it belongs.
    """

    below_gap: bool
    below_table: bool
    has_value: bool = False


def leftover(
    cells: Sequence[Cell], header: Header, headings: Headings, place: Place
) -> Leftover | None:
    """What a row is whose required values are not all there; None where it is a record."""
    filled = {index: cell for index, cell in enumerate(cells) if not cell.is_blank}
    required = {index: each for index, each in header.columns.items() if each.required}
    if _is_again(filled, header, headings):
        return Leftover.HEADINGS
    if _is_total(filled, required, header):
        return Leftover.TOTAL
    if place.below_gap and _has_amount(filled, header):
        place = replace(place, has_value=True)
    return _other(filled, required, headings, place) if required else None


def _has_amount(filled: Mapping[int, Cell], header: Header) -> bool:
    """Whether an amount stands beside words under headings, as in a record without its code."""
    amounts = [
        index
        for index in filled.keys() & header.columns.keys()
        if header.columns[index].kind in {Kind.MONEY, Kind.LIMIT}
        and isinstance(filled[index].value, int | float)
    ]
    return bool(amounts) and min(filled) in header.columns and len(filled) > len(amounts) + 1


def _other(
    filled: Mapping[int, Cell],
    required: Mapping[int, Column],
    headings: Headings,
    place: Place,
) -> Leftover | None:
    """Whether a row that is neither headings nor a total is a note, or belongs to another table."""
    given = filled.keys() & required.keys()
    if place.has_value or len(given) == len(required):
        return None
    identity = _identity(required, headings.table)
    has_code = identity in filled and _is_code(filled[identity].text)
    few = identity == min(filled) or 2 * len(given) <= len(required)
    closing = len(filled) == 1 or (_is_signature(filled[min(filled)].text) and few)
    if closing and not has_code:
        return Leftover.NOTE
    opening = place.below_gap and not has_code and len(filled) > 1 and _are_words(filled)
    if opening or place.below_table:
        return Leftover.TABLE
    like_record = has_code or (identity not in filled and 2 * len(given) > len(required))
    return Leftover.NOTE if place.below_gap and not like_record else None


def _identity(required: Mapping[int, Column], table: Table) -> int:
    """Where a row says what it is of: in what a form has filled in, else in the first column."""
    order = {column.field: place for place, column in enumerate(table.columns)}
    return min(
        required, key=lambda i: (required[i].field not in table.asked, order[required[i].field])
    )


def may_hold_totals(texts: str) -> bool:
    """Whether any word of a sum stands in the texts; where none does, none begins one of them."""
    folded_texts = texts.casefold()
    return any(word in folded_texts for word in TOTALS | _TOTALS_SPELLED)


def starts_as_total(text: str) -> bool:
    """Whether the first word is that of a sum, found out quickly."""
    word = text.split(None, 1)[0].rstrip(":.").casefold() if text else ""
    return word in TOTALS or word in _TOTALS_SPELLED


def is_total_label(text: str) -> bool:
    """Whether a text is a label of a sum, as ``Celkem``, ``Součet:`` or ``Celkem za rok 2027``."""
    words = bare(text).rstrip(":. ").split()
    if not words or len(words) > MOST_WORDS:
        return False
    return words[0].strip(":") in TOTALS or words[-1] in TOTALS


def _is_total(filled: Mapping[int, Cell], required: Mapping[int, Column], header: Header) -> bool:
    """A label of a sum beside numbers only, and no code, or the label in place of a value."""
    labels = {
        index
        for index in {min(filled), *required} & filled.keys()
        if isinstance(filled[index].value, str) and is_total_label(filled[index].text)
    }
    others = [
        index
        for index, cell in filled.items()
        if index not in labels
        and isinstance(cell.value, str)
        and index in header.columns
        and header.columns[index].kind in {Kind.TEXT, Kind.CHOICE}
    ]
    codes = [index for index in labels & required.keys() if required[index].kind is Kind.CODE]
    choices = [index for index in others if header.columns[index].kind is Kind.CHOICE]
    lacking = any(index in labels or index not in filled for index in required)
    alone = not choices if codes else not others
    return bool(labels) and alone and (lacking or not required)


def _is_again(filled: Mapping[int, Cell], header: Header, headings: Headings) -> bool:
    """Whether the row repeats headings above their own columns."""
    same = 0
    for index, cell in filled.items():
        column = header.columns.get(index)
        if column is not None and isinstance(cell.value, str):
            found = headings.column(folded(cell.text))
            same += found is not None and found[0] is column
    return same > 1 and 2 * same >= len(filled)


def _is_signature(text: str) -> bool:
    words = re.split(r"[\s:.…*]+", bare(text).lstrip("*( "))
    return words[0] in SIGNATURES


def _is_code(text: str) -> bool:
    return bool(_CODE.fullmatch(text)) or folded(text) in _KEYS


def _are_words(filled: Mapping[int, Cell]) -> bool:
    """Whether all cells hold words, as the header of another table does."""
    return all(
        isinstance(cell.value, str) and not any(letter.isdigit() for letter in cell.text)
        for cell in filled.values()
    )
