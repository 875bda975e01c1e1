"""Dates and years as people write them."""

from __future__ import annotations

import re
from datetime import date, timedelta

from stack_planner.likeness import bare
from stack_planner.reading.faults import FaultError

EARLIEST_YEAR, LATEST_YEAR = 1990, 2100
DAY_ZERO = date(1899, 12, 30)
"""Day 0 of the serial numbers by which spreadsheets keep dates."""
SERIALS = range((date(2000, 1, 1) - DAY_ZERO).days, (date(LATEST_YEAR, 1, 1) - DAY_ZERO).days)
LONGEST = 40

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "leden ledna january jan",
            "unor unora february feb",
            "brezen brezna march mar",
            "duben dubna april apr",
            "kveten kvetna may",
            "cerven cervna june jun",
            "cervenec cervence july jul",
            "srpen srpna august aug",
            "zari september sep",
            "rijen rijna october oct",
            "listopad listopadu november nov",
            "prosinec prosince december dec",
        ),
        start=1,
    )
    for name in names.split()
}
_DOTTED = re.compile(r"(\d{1,2})\. ?(\d{1,2})\. ?(\d{4})\.?(?: 0?0:00(?::00)?)?")
_NAMED = re.compile(r"(\d{1,2})\.? ([a-z]+)\.? (\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[t ]00:00(?::00(?:\.0+)?)?z?)?")
_MIXED = re.compile(r"(\d{1,2})([/-])(\d{1,2})\2(\d{4})")
_SHORT = re.compile(r"(\d{1,2})[./-] ?(\d{1,2})[./-] ?(\d{2})")
_IN_YEAR = re.compile(r"(?:v )?(?:rok|roce|roku|r\.?|year|in) ?(\d{4})|(\d{4}) ?(?:r\.?|rok|year)?")
_YEARS = re.compile(r"(?:rok|roky|r\.)? ?(\d{4}) ?[/–—-] ?(\d{2}|\d{4})")


def parse_date(text: str) -> date:
    """A date from Czech, English or ISO writing, as ``24. 11. 2026``.

    Raises:
        FaultError: no date, one whose day and month may be the other way round, or of another age.
    """
    return of_our_age(_parsed(text))


def of_our_age(day: date) -> date:
    """The day, as nobody writes one of another age on purpose.

    Raises:
        FaultError: it is one; a year typed into a cell with the format of dates is a day of 1905.
    """
    if not EARLIEST_YEAR <= day.year <= LATEST_YEAR:
        years = {"first": str(EARLIEST_YEAR), "last": str(LATEST_YEAR)}
        raise FaultError("date_of_other_age", {"day": shown(day), **years})
    return day


def _parsed(text: str) -> date:
    written = bare(text) if len(text) <= LONGEST else ""
    if found := _DOTTED.fullmatch(written):
        return _day(found[3], found[2], found[1])
    if found := _ISO.fullmatch(written):
        return _day(found[1], found[2], found[3])
    if (found := _NAMED.fullmatch(written)) and found[2] in _MONTHS:
        return _day(found[3], str(_MONTHS[found[2]]), found[1])
    if found := _MIXED.fullmatch(written):
        return _either_way(found[1], found[3], found[4])
    if found := _SHORT.fullmatch(written):
        meant = _day("20" + found[3], found[2], found[1])
        raise FaultError("date_short_year", {"proposed": shown(meant)})
    raise FaultError("not_a_date")


def date_of_serial(number: float) -> date | None:
    """The day that a spreadsheet keeps under a number; None where it would be another century."""
    return DAY_ZERO + timedelta(days=int(number)) if int(number) in SERIALS else None


def shown(day: date) -> str:
    """A date as it is written in Czech."""
    return f"{day.day}.{day.month}.{day.year}"


def year_of_date(day: date) -> int | None:
    """The year that was meant where a column of years holds a date.

    A year typed into a cell that has the format of dates is kept as a day of 1905.
    """
    typed = (day - DAY_ZERO).days
    if EARLIEST_YEAR <= typed <= LATEST_YEAR:
        return typed
    return day.year if EARLIEST_YEAR <= day.year <= LATEST_YEAR else None


def year_fault(text: str) -> FaultError:
    """What is wrong with a text that should be a year, and the year that it means."""
    written = bare(text) if len(text) <= LONGEST else ""
    if found := _YEARS.fullmatch(written):
        first, last = found[1], found[2]
        return FaultError("year_range", {"first": first, "last": first[: 4 - len(last)] + last})
    if found := _IN_YEAR.fullmatch(written):
        return not_a_year(int(found[1] or found[2]))
    try:
        return not_a_year(year_of_date(parse_date(text)))
    except FaultError:
        return FaultError("not_a_year")


def not_a_year(meant: int | None) -> FaultError:
    """The fault of a cell without a plain year, with the year that it means if there is one."""
    if meant is None or not EARLIEST_YEAR <= meant <= LATEST_YEAR:
        return FaultError("not_a_year")
    return FaultError("year_in_words", {"proposed": str(meant)}, meant)


def _day(year: str, month: str, day: str) -> date:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise FaultError("not_a_date") from None


def _either_way(first: str, second: str, year: str) -> date:
    """A day written with slashes: plain where the first number cannot be a month."""
    if int(first) > 12 or first == second:  # noqa: PLR2004 — months
        return _day(year, second, first)
    if int(second) > 12:  # noqa: PLR2004
        proposed = shown(_day(year, first, second))
        raise FaultError("date_month_first", {"proposed": proposed})
    one, other = _day(year, second, first), _day(year, first, second)
    raise FaultError("date_either_way", {"proposed": shown(one), "other": shown(other)})
