"""What a cell of an input sheet offers and accepts: lists, bounds, the message beside it.

Everything follows from the description of its column; the result are options of an Excel data
validation as xlsxwriter takes them. ``{cell}`` in a formula stands for the first cell it holds for.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from stack_planner.columns import Column, Kind, Setting
from stack_planner.columns.choices import words_of
from stack_planner.columns.table import bare_name_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from stack_planner.words import Words

Check = dict[str, Any]

YES_NO = {"cs": ("ano", "ne"), "en": ("yes", "no")}
NO_LIMIT = {"cs": "bez limitu", "en": "without limit"}
LONGEST_TITLE, LONGEST_MESSAGE, LONGEST_LIST = 32, 255, 255
EARLIEST, LATEST = 1990, 2100
FURTHEST = 10**12
"""Bound of numbers that have none, so that at least words are refused."""

BOUNDS: Mapping[Kind, tuple[str, int | date, int | date]] = {
    Kind.MONEY: ("integer", 0, FURTHEST),
    Kind.PERCENT: ("decimal", 0, 100),
    Kind.YEAR: ("integer", EARLIEST, LATEST),
    Kind.DATE: ("date", date(EARLIEST, 1, 1), date(LATEST, 12, 31)),
}


def check_of(thing: Column | Setting, words: Words, key: str, lists: Mapping[str, str]) -> Check:
    """The validation of a column's or a setting's cells.

    Args:
        thing: what describes the cells.
        words: the language.
        key: where its note and example stand in the words, as ``column.projects.code``.
        lists: by the name of a table the formula of the range where its codes stand.
    """
    return {**_rule(thing, words, lists), **_message(thing, words, key)}


def listed(sheet: str, first: int, last: int) -> str:
    """The formula of the filled part of the first column, its rows counted from 1."""
    column = f"'{sheet}'!$A${first}"
    whole = f"{column}:$A${last}"
    return f"={column}:INDEX({whole},MAX(1,COUNTA({whole})))"


def one_of(options: Iterable[str]) -> Check:
    """A drop-down list of a few words; nothing where they are too many for one."""
    words = list(options)
    if len(",".join(words)) > LONGEST_LIST:
        return {"validate": "any"}
    return {"validate": "list", "source": words}


def shown_choices(thing: Column | Setting, lang: str) -> tuple[str, ...]:
    """The words that a column allows, in one language."""
    if thing.kind is Kind.YESNO:
        return YES_NO[lang]
    return words_of(thing.choices or {}, lang)


def _rule(thing: Column | Setting, words: Words, lists: Mapping[str, str]) -> Check:
    allowed = shown_choices(thing, words.lang)
    if allowed:
        return one_of(allowed) | _alert(words, "choice", choices=" / ".join(allowed))
    if isinstance(thing, Column) and thing.usual:
        return one_of(thing.usual[words.lang]) | {"show_error": False}
    if isinstance(thing, Column) and thing.codes_of in lists:
        source = {"validate": "list", "source": lists[thing.codes_of], "error_type": "warning"}
        return source | _alert(words, "code")
    return _amount(thing, words)


def _amount(thing: Column | Setting, words: Words) -> Check:
    """The bounds of numbers, years and dates; texts are free."""
    kind = thing.kind
    if kind is Kind.LIMIT:
        return _limit(words)
    if kind in {Kind.COUNT, Kind.NUMBER, Kind.DEGREE, Kind.CHANGE}:
        return _number(thing, words)
    if kind in BOUNDS:
        return _between(*BOUNDS[kind]) | _alert(words, kind.value)
    return {"validate": "any"}


def _number(thing: Column | Setting, words: Words) -> Check:
    whole = thing.kind is Kind.COUNT
    low = thing.low if thing.low is not None or not whole else 0
    bounds = _between(
        "integer" if whole else "decimal",
        -FURTHEST if low is None else low,
        FURTHEST if thing.high is None else thing.high,
    )
    kind = "count" if whole else "number"
    if low is None:
        return bounds | _alert(words, kind)
    if thing.high is None:
        return bounds | _alert(words, f"{kind}_from", low=low)
    return bounds | _alert(words, f"{kind}_between", low=low, high=thing.high)


def _limit(words: Words) -> Check:
    """Whole CZK from 0, or the words that there is no limit."""
    free = NO_LIMIT[words.lang]
    amount = "AND({cell}>=0,{cell}=INT({cell}))"
    formula = f'=IF(ISNUMBER({{cell}}),{amount},LOWER(TRIM({{cell}}))="{free}")'
    return {"validate": "custom", "value": formula} | _alert(words, "limit", free=free)


def _between(kind: str, low: int | date, high: int | date) -> Check:
    return {"validate": kind, "criteria": "between", "minimum": low, "maximum": high}


def _alert(words: Words, rule: str, **values: str | int) -> Check:
    """What is said when something else is typed in."""
    return {
        "error_title": words("template.alert.title"),
        "error_message": words(f"template.alert.{rule}", **values),
    }


def _message(thing: Column | Setting, words: Words, key: str) -> Check:
    """The message that shows when a cell is entered: what to fill in, with an example."""
    if not words.has(f"{key}.note"):
        return {}
    note = words(f"{key}.note")
    example = words("template.example", text=words(f"{key}.example"))
    whole = f"{note}\n{example}"
    return {
        "input_title": title_of(thing, words.lang),
        "input_message": whole if len(whole) <= LONGEST_MESSAGE else note,
    }


def title_of(thing: Column | Setting, lang: str) -> str:
    """A heading without its unit, short enough for the title of a message."""
    return bare_name_of(thing, lang).format(n="n")[:LONGEST_TITLE]
