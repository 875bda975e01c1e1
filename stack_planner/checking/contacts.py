"""Contacts and names of persons in a text, which the sheets around the plan must not hold."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from stack_planner.problems import Problem, Severity, at

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

EMAIL = r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})*\.[a-zA-Z]{2,}"
ABROAD = r"(?:\+|\b00)\d{2,3}[\s.-]?\d{3}[\s.-]?\d{3}[\s.-]?\d{3}\b"
GROUPED = (
    r"(?<!\d)(?<!\d[\s.,/-])[2-7]\d{2}([\s.-])\d{3}\1(?!000\b)\d{3}"
    r"(?![\s-]?\d|[/.,]\d|\s*(?:Kč|CZK))"
)
WHOLE = r"(?<![\d/.,-])(?:[67]\d|35)\d{7}(?![\d/,-])"
PERSON = (
    r"\b(?:[Pp]an|[Pp]an[aeiu]|[Pp]anem|[Pp]aní|[Pp]í\.|(?:Ing|Mgr|Bc|MUDr|JUDr|PhDr|RNDr|MVDr)\.)"
    r" +(?:arch\. +)?[A-ZÁČĎÉĚÍŇÓŘŠŤÚŮÝŽ][\w-]+"
)
NUMBER = re.compile(f"{ABROAD}|{GROUPED}|{WHOLE}")
"""Numbers of nine digits as people write them; amounts of money, codes and references are none."""

NAMED = (re.compile(EMAIL), re.compile(PERSON))


def contact_in(text: str, *, numbers: bool = True) -> str:
    """The first e-mail address, person with a title, or Czech telephone number; "" without any.

    ``numbers`` says whether nine digits are looked for; where numbers belong they are none.
    """
    patterns = (*NAMED, *((NUMBER,) if numbers else ()))
    return next((found[0] for pattern in patterns if (found := pattern.search(text))), "")


def check_contacts(records: Iterable[Any], fields: Sequence[str]) -> Iterator[Problem]:
    """A warning for each of the fields that seems to hold somebody's contact.

    It is not repeated in what is seen: problems are read by more people than the row is.
    """
    for record in records:
        for field in fields:
            if contact_in(getattr(record, field, None) or ""):
                yield at(record.source, field, "private_contact", "", Severity.WARNING)
