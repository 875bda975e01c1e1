"""In what the amounts of a list are: the currency and unit that its words name."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from stack_planner.adopting.amounts import amount, currency_of_word, unit_of_word, writing_of
from stack_planner.adopting.knowledge import languages, stated
from stack_planner.adopting.orders import Tender

if TYPE_CHECKING:
    from collections.abc import Iterable

    from stack_planner.adopting.orders import Fields, FoundList, Order

DOUBTFUL = frozenset({"ft", "$", "kc"})
"""Words that mean a currency in a heading, and other things in a sentence."""
LONG = 12
"""Words from which a text is a sentence."""
LONGEST_TITLE = 200


def find_tender(found: FoundList, fields: Fields, order: Order) -> Tender:
    """The currency and unit of the costs: stated by the person, the file, or likely by language."""
    said = list(_said(found, fields))
    currency = order.currency or next((each for text in said if (each := currency_in(text))), "")
    likely = currency or _in_cells(found, fields) or _by_language(found)
    named = next((unit for text in said if (unit := unit_in(text)) > 1), 1)
    unit = order.unit if order.unit is not None else named
    rate = order.rate
    return Tender(
        currency=likely,
        unit=unit,
        rate=rate,
        stated=bool(currency or (likely and _in_cells(found, fields))),
        unit_stated=order.unit is not None or named > 1,
    )


def currency_in(text: str) -> str:
    """The currency that a text names in brackets, after ``v`` or ``in``, or as a sign."""
    words = re.findall(r"[A-Za-z]*\$|[€£]|[^\W\d_]+", text)
    for word in words:
        code = currency_of_word(word)
        if code and (word.casefold() not in DOUBTFUL or len(words) < LONG):
            return code
    return ""


def unit_in(text: str) -> int:
    """The multiple that a text names as ``v tis. Kč`` or ``Amounts in Thousands``, or 1."""
    said = text.casefold()
    bracketed = " ".join(re.findall(r"[\[(]([^\])]*)[\])]", said))
    words = [
        *re.findall(r"\w+", bracketed),
        *re.findall(r"\b(?:v|ve|in|w)\s+(\w+)", said),
        *re.findall(r"\b(\w+)\.?\s*(?:kč|czk|eur|€)", said),
    ]
    return max((unit_of_word(word) for word in words), default=1)


def _said(found: FoundList, fields: Fields) -> Iterable[str]:
    """Where currency and unit are named: the cost's heading, the years', then texts above."""
    places = (*fields.of("capex"), *(place for _, place in fields.years))
    yield from (found.headings[place] for place in places)
    yield from (text for text in found.above if len(text) < LONGEST_TITLE)
    yield from found.headings


def _in_cells(found: FoundList, fields: Fields) -> str:
    """The currency written in the cells of the costs, where all that name one agree."""
    named: Counter[str] = Counter()
    for place in (*fields.of("capex"), *(place for _, place in fields.years)):
        cells = found.column(place)
        writing = writing_of(cells)
        named.update(
            read.currency for cell in cells if (read := amount(cell, writing)) and read.currency
        )
    return next(iter(named)) if len(named) == 1 else ""


def _by_language(found: FoundList) -> str:
    """The currency that the language of the headings makes likely; ``""`` where it says nothing."""
    spoken = Counter(lang for heading in found.headings for lang in languages(heading))
    known: dict[str, str] = stated()["languages"]
    best = sorted(spoken, key=lambda lang: (-spoken[lang], lang != "cs", lang == "en", lang))
    return next((known[lang] for lang in best if lang in known and _spoken(spoken, lang)), "")


def _spoken(spoken: Counter[str], lang: str) -> bool:
    """Whether a language is that of the headings, or of half of them beside English ones."""
    return 2 * spoken[lang] >= max(spoken.values()) and (
        spoken[lang] > 1 or spoken["en"] <= spoken[lang]
    )
