"""Proposes which columns of a foreign list fill which fields: by their names, then by content."""

from __future__ import annotations

import re
from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING

from stack_planner.adopting.amounts import amount, may_be_meant, writing_of
from stack_planner.adopting.kinds import FIRST_YEAR, LAST_YEAR, Look, look, numeric_share
from stack_planner.adopting.knowledge import AMOUNTS, FIELDS, likeness, plain, stated
from stack_planner.adopting.orders import Choice, Fields

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from stack_planner.adopting.orders import FoundList
    from stack_planner.reading.cells import Cell

FIGURES, WHOLE, DISTINCT, SAME = 0.8, 0.95, 0.9, 0.5
CODE_LONGEST, NAME_SHORTEST = 40, 8
LEAST_ROWS, LEAST_AREAS, AREAS_MOST, AREA_SHARE = 2, 2, 40, 3
WHOLLY = 500
"""A likeness above which the whole heading says it."""
SURE = 400
"""A likeness from which the name alone makes a column certain."""
RUNNING = re.compile(r"\b(?:provoz\w*|opex|bezn\w*|operating|running)\b")
TO_DATE = re.compile(r"\b(?:to date|dosud|vycerpano|spent|dosavadni|bisher)\b")
_CODE = re.compile(r"(?=\S*\d)\S{2,40}")
_LEADING = re.compile(
    r"((?=\S*\d)[\w./-]{3,30})\s{2,}(\S.*)|([A-Z]{1,5}[\d./-]+\d)\s+(\S.*)", re.DOTALL
)


def propose(found: FoundList) -> Fields:
    """The likeliest fields; a choice by content only, or one of several alike, is uncertain."""
    cells = [found.column(place) for place in range(len(found.headings))]
    years = _years(found, cells)
    free = set(range(len(found.headings))) - {place for _, place in years}
    choices: list[Choice] = []
    for name in FIELDS:
        choice = _by_name(name, found, cells, free) or _by_content(name, found, cells, free, years)
        if choice is not None:
            choices.append(choice)
            free -= set(choice.columns)
    choices = _with_some_name(choices, cells)
    past = [_numbers(cells[p]) for p, h in enumerate(found.headings) if TO_DATE.search(plain(h))]
    choices = _without_running_total(choices, years, cells, past)
    return _joined(Fields(tuple(choices), years), found, cells)


def leading_code(text: str) -> tuple[str, str] | None:
    """The code at the beginning of a name and the rest, as ``OP20.00001   Name``."""
    match = _LEADING.fullmatch(text.strip())
    if match is None:
        return None
    code, rest = match[1] or match[3], match[2] or match[4]
    return code, " ".join(rest.split())


def year_of(heading: str) -> int | None:
    """The one calendar year that a heading names."""
    years = [int(each) for each in re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", heading)]
    return years[0] if len(years) == 1 and FIRST_YEAR <= years[0] <= LAST_YEAR else None


def _by_name(
    name: str, found: FoundList, cells: Sequence[Sequence[Cell]], free: set[int]
) -> Choice | None:
    """The column whose heading names the field best and whose cells do not speak against it."""
    scores = {
        place: score
        for place in free
        if (score := likeness(found.headings[place], name))
        and _holds(name, cells[place], surely=score > WHOLLY)
    }
    if name == "capex":
        scores = {p: s for p, s in scores.items() if not _repeats_others(p, cells, free, found)}
    if not scores:
        return None
    best = max(scores, key=lambda place: (scores[place], -place))
    rivals = [place for place in scores if place != best and scores[place] == scores[best]]
    return Choice(name, (best,), certain=scores[best] >= SURE and not rivals)


def _holds(name: str, column: Sequence[Cell], *, surely: bool) -> bool:
    """Whether a column can hold the field: figures for amounts, different values for codes."""
    said = [cell for cell in column if not cell.is_blank]
    if not said:
        return not column
    if name in AMOUNTS:
        return numeric_share(said) >= FIGURES
    distinct = len({cell.text for cell in said}) / len(said)
    if name == "code":
        return (surely or distinct > SAME) and all(len(cell.text) <= CODE_LONGEST for cell in said)
    return name == "area" or numeric_share(said) < SAME


def _repeats_others(
    place: int, cells: Sequence[Sequence[Cell]], free: set[int], found: FoundList
) -> bool:
    """Whether a column of totals counts in money already spent, so that it is not the cost ahead.

    It is the sum of one other column and of one that is headed as spent to date.
    """
    spent = [other for other in free if TO_DATE.search(plain(found.headings[other]))]
    if not spent:
        return False
    sums = _numbers(cells[place])
    for past in spent:
        before = _numbers(cells[past])
        for other in free - {place, past}:
            if numeric_share(cells[other]) < FIGURES:
                continue
            rest = _numbers(cells[other])
            agree = sum(a + b == c for a, b, c in zip(before, rest, sums, strict=True))
            if agree >= WHOLE * len(sums):
                return True
    return False


def _by_content(
    name: str,
    found: FoundList,
    cells: Sequence[Sequence[Cell]],
    free: set[int],
    years: Sequence[tuple[int, int]],
) -> Choice | None:
    """The column that looks most like the field; never certain."""
    if len(found.lines) < LEAST_ROWS:
        return None
    likely = {
        "code": _like_code,
        "name": _like_name,
        "area": _like_area,
    }.get(name)
    scores: dict[int, float] = {}
    if likely:
        scores = {
            place: score
            for place in free
            if (score := likely(cells[place])) and not _is_spoken_for(place, name, found)
        }
    elif name == "capex" and not years:
        scores = {
            place: float(sum(map(abs, _numbers(cells[place]))))
            for place in free
            if numeric_share(cells[place]) >= FIGURES
            and _may_be_money(cells[place], found.headings[place])
        }
    best = max(scores, key=lambda place: (scores[place], -place), default=None)
    return None if best is None or not scores[best] else Choice(name, (best,), certain=False)


def _is_spoken_for(place: int, name: str, found: FoundList) -> bool:
    """Whether a heading clearly names another field, or says that it is not this one."""
    said = f" {plain(found.headings[place])}"
    if any(f" {word}" in said for word in stated()[name]["not"]):
        return True
    return any(likeness(found.headings[place], other) for other in FIELDS if other != name)


def _may_be_money(column: Sequence[Cell], heading: str) -> bool:
    """Whether figures can be costs: not years, not shares, not digits with a leading zero."""
    texts = [cell.text for cell in column if not cell.is_blank]
    leading_zero = any(re.fullmatch(r"0\d+", text) for text in texts)
    years = all(re.fullmatch(r"(19|20)\d\d", text) for text in texts)
    percent = "%" in heading or any(cell.percent for cell in column)
    place = re.search(r"\b(?:psc|plz|ico|rate|odstotek|post\w*|tel\w*)\b", plain(heading))
    return not (leading_zero or years or percent or place)


def _like_code(column: Sequence[Cell]) -> float:
    """How much a column looks like codes: short, different, with digits, none blank."""
    texts = [cell.text for cell in column]
    if any(look(cell) in {Look.NUMBER, Look.DATE} for cell in column):
        return _like_counting(column) or _like_digits(column)
    if len(set(texts)) < WHOLE * len(texts) or not all(_CODE.fullmatch(text) for text in texts):
        return 0.0
    shapes = Counter(re.sub(r"\d", "0", re.sub(r"[^\W\d_]", "A", text)) for text in texts)
    return 1 + shapes.most_common(1)[0][1] / len(texts)


def _like_counting(column: Sequence[Cell]) -> float:
    """Whole numbers 1, 2, 3 … down the list are codes of a kind."""
    texts = [cell.text.rstrip(".") for cell in column]
    return 0.5 if texts == [str(n) for n in range(1, len(texts) + 1)] else 0.0


def _like_digits(column: Sequence[Cell]) -> float:
    """Different digits of one length, written as text, are codes too."""
    texts = [cell.value for cell in column if isinstance(cell.value, str)]
    alike = len({len(text) for text in texts}) == 1 and all(text.isdigit() for text in texts)
    return 0.4 if alike and len(set(texts)) == len(column) else 0.0


def _like_name(column: Sequence[Cell]) -> float:
    """How much a column looks like names: texts, long and different, yet not whole paragraphs."""
    texts = [cell.text for cell in column if not cell.is_blank]
    if not texts or numeric_share(column) > 1 - FIGURES or len(texts) < FIGURES * len(column):
        return 0.0
    length = sum(map(len, texts)) / len(texts)
    distinct = len(set(texts)) / len(texts)
    if length < NAME_SHORTEST or distinct < SAME:
        return 0.0
    return distinct * min(length, 60) / (1 + max(0.0, length - 120) / 60)


def _like_area(column: Sequence[Cell]) -> float:
    """How much a column looks like areas: texts of which few are different."""
    texts = [cell.text for cell in column if not cell.is_blank]
    kinds = len(set(texts))
    most = min(AREAS_MOST, max(LEAST_AREAS, len(texts) // AREA_SHARE))
    texty = numeric_share(column) == 0 and not any(look(cell) is Look.DATE for cell in column)
    if not texty or not LEAST_AREAS <= kinds <= most or len(texts) < FIGURES * len(column):
        return 0.0
    average = sum(map(len, texts)) / len(texts)
    if all(_CODE.fullmatch(text) for text in texts):
        return 0.0
    return min(average, 30) / 30 + (0.5 if kinds > LEAST_AREAS else 0)


def _numbers(column: Sequence[Cell]) -> list[Fraction]:
    """The amounts of a column, 0 where there is none that can be meant."""
    writing = writing_of(column)
    read = [amount(cell, writing) for cell in column]
    money = [each.value * each.unit if each else Fraction(0) for each in read]
    return [each if may_be_meant(each) else Fraction(0) for each in money]


def _years(found: FoundList, cells: Sequence[Sequence[Cell]]) -> tuple[tuple[int, int], ...]:
    """Columns of money by calendar year: figures under headings that differ by the year alone."""
    families: dict[str, dict[int, int]] = {}
    for place, heading in enumerate(found.headings):
        year = year_of(heading)
        if year is None or numeric_share(cells[place]) < FIGURES:
            continue
        rest = plain(heading.replace(str(year), " "))
        if not RUNNING.search(rest):
            families.setdefault(rest, {}).setdefault(year, place)
    best = max(families.values(), key=len, default={})
    return tuple(sorted(best.items())) if len(best) > 1 else ()


def _without_running_total(
    choices: list[Choice],
    years: Sequence[tuple[int, int]],
    cells: Sequence[Sequence[Cell]],
    past: Sequence[Sequence[Fraction]],
) -> list[Choice]:
    """Beside years a total is the cost only where it is their sum; else the years say it all."""
    if not years:
        return choices
    summed = [sum(row) for row in zip(*(_numbers(cells[place]) for _, place in years), strict=True)]
    return [
        choice
        for choice in choices
        if choice.field != "capex" or _is_sum(_numbers(cells[choice.columns[0]]), summed, past)
    ]


def _is_sum(
    totals: Sequence[Fraction], summed: Sequence[Fraction], past: Sequence[Sequence[Fraction]]
) -> bool:
    """Whether totals are those of the years alone, rather than with money already spent."""
    agree = _agreeing(totals, summed)
    with_past = [_agreeing(totals, [a + b for a, b in zip(summed, p, strict=True)]) for p in past]
    return agree >= SAME * len(totals) and agree >= max(with_past, default=0)


def _agreeing(one: Sequence[Fraction], other: Sequence[Fraction]) -> int:
    return sum(a == b for a, b in zip(one, other, strict=True))


def _with_some_name(choices: list[Choice], cells: Sequence[Sequence[Cell]]) -> list[Choice]:
    """Where nothing else is a name, who answers for the row names it, if all are different."""
    fields = {choice.field: choice for choice in choices}
    if "name" in fields or "owner" not in fields:
        return choices
    owner = fields["owner"]
    if _like_name(cells[owner.columns[0]]) < DISTINCT * NAME_SHORTEST:
        return choices
    name = Choice("name", owner.columns, certain=False)
    return [name if choice is owner else choice for choice in choices]


def _joined(fields: Fields, found: FoundList, cells: Sequence[Sequence[Cell]]) -> Fields:
    """Names completed: a code at their beginning is split off, a finer name is joined to them."""
    named = fields.of("name")
    if not named:
        return fields
    texts = [cell.text for cell in cells[named[0]] if not cell.is_blank]
    if not fields.of("code") and texts:
        split = sum(leading_code(text) is not None for text in texts)
        if split >= WHOLE * len(texts):
            return _replaced(fields, named, split_code=True)
    finer = _finer(fields, found, cells, texts)
    return _replaced(fields, (*named, finer)) if finer is not None else fields


def _finer(
    fields: Fields, found: FoundList, cells: Sequence[Sequence[Cell]], texts: Sequence[str]
) -> int | None:
    """A column of finer names where many rows share one: headed like the name, more different."""
    if not texts or len(set(texts)) > DISTINCT * len(texts):
        return None
    (named,) = fields.of("name")
    for place, heading in enumerate(found.headings):
        if place in fields.used or not likeness(heading, "name"):
            continue
        finer = {cell.text for cell in cells[place]}
        if len(finer) > len(set(texts)) and place != named:
            return place
    return None


def _replaced(fields: Fields, named: tuple[int, ...], *, split_code: bool = False) -> Fields:
    choices: Mapping[str, Choice] = {choice.field: choice for choice in fields.choices}
    name = Choice("name", named, certain=choices["name"].certain and not split_code)
    return Fields(
        tuple(name if choice.field == "name" else choice for choice in fields.choices),
        fields.years,
        split_code,
    )
