"""Contacts and names of persons in a text, which the sheets around the plan must not hold."""

from __future__ import annotations

import re

_MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
_NUMBER = re.compile(
    r"(?<!\d)(?<!\d[/.,\s-])(?:(?:\+|00)42[01][ .-]?)?"
    r"[2-79]\d{2}[\s.-]?\d{3}[\s.-]?(?!000\b)\d{3}(?!\d|[/.,]\d|\s*(?:Kč|CZK))"
)
"""Nine digits as people write them; amounts of money, codes and references are none."""

_PERSON = re.compile(
    r"\b(?:[Pp]an|[Pp]an[aeiu]|[Pp]anem|[Pp]aní|[Pp]í\.|(?:Ing|Mgr|Bc|MUDr|JUDr|PhDr|RNDr|MVDr)\.)"
    r" +(?:arch\. +)?[A-ZÁČĎÉĚÍŇÓŘŠŤÚŮÝŽ][\w-]+"
)


def contact_in(text: str, *, numbers: bool = True) -> str:
    """The first e-mail address, person with a title, or Czech telephone number; "" without any.

    ``numbers`` says whether nine digits are looked for; where numbers belong they are none.
    """
    patterns = (_MAIL, _PERSON, *((_NUMBER,) if numbers else ()))
    return next((found[0] for pattern in patterns if (found := pattern.search(text))), "")
