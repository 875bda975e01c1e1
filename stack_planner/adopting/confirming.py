"""A person's answers change a proposed mapping, one field at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stack_planner.adopting.knowledge import plain
from stack_planner.adopting.orders import Choice, Fields
from stack_planner.problems import nearest

if TYPE_CHECKING:
    from stack_planner.adopting.orders import FoundList

NONE = "-"


def uncertain(fields: Fields) -> tuple[str, ...]:
    """The fields that a person should confirm."""
    return tuple(choice.field for choice in fields.choices if not choice.certain)


def shown(fields: Fields, found: FoundList, name: str) -> str:
    """The headings that fill a field now."""
    return " + ".join(found.headings[place] for place in fields.of(name))


def place_of(found: FoundList, answer: str) -> int | None:
    """The column that an answer names, by its heading or its letter."""
    for place, heading in enumerate(found.headings):
        if plain(heading) == plain(answer):
            return place
    letter = answer.strip().upper()
    return found.letters.index(letter) if letter and letter in found.letters else None


def nearest_heading(found: FoundList, answer: str) -> str:
    """The heading most like an answer, or ``""``."""
    known = {plain(heading): heading for heading in found.headings}
    return known.get(nearest(plain(answer), known), "")


def changed(fields: Fields, name: str, place: int | None) -> Fields:
    """The mapping with a field filled by another column, or by none; others give that one up."""
    kept = [
        Choice(each.field, columns, each.certain)
        for each in fields.choices
        if each.field != name
        and (columns := tuple(column for column in each.columns if column != place))
    ]
    if place is not None:
        kept.append(Choice(name, (place,), certain=True))
    years = tuple((year, column) for year, column in fields.years if column != place)
    return Fields(tuple(kept), years, fields.split_code and name != "name")
