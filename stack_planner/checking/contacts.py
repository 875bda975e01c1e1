"""Texts that may give away a private person: a telephone number or an e-mail address in them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from stack_planner.problems import Problem, Severity, at

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

EMAIL = r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})*\.[a-zA-Z]{2,}"
ABROAD = r"(?:\+|\b00)\d{2,3}[\s-]?\d{3}[\s-]?\d{3}[\s-]?\d{3}\b"
GROUPED = (
    r"(?<!\d)(?<!\d[\s.,/-])[2-7]\d{2}([\s-])\d{3}\1(?!000\b)\d{3}"
    r"(?![\s-]?\d|,\d|\s*(?:Kč|CZK))"
)
WHOLE = r"(?<![\d/.,-])(?:[67]\d|35)\d{7}(?![\d/,-])"
CONTACT = re.compile(f"{EMAIL}|{ABROAD}|{GROUPED}|{WHOLE}")
"""Numbers of nine digits as people write them; amounts of money, codes and references are none."""


def contact_in(text: str) -> str:
    """The first telephone number or e-mail address in a text; empty where there is none."""
    found = CONTACT.search(text)
    return found.group() if found else ""


def check_contacts(records: Iterable[Any], fields: Sequence[str]) -> Iterator[Problem]:
    """A warning for each of the fields that seems to hold somebody's contact.

    It is not repeated in what is seen: problems are read by more people than the row is.
    """
    for record in records:
        for field in fields:
            if contact_in(getattr(record, field, None) or ""):
                yield at(record.source, field, "private_contact", "", Severity.WARNING)
