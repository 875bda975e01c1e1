"""Contacts and names of persons in a text, which the sheets around the plan must not hold."""

from __future__ import annotations

import re

_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_NUMBER = re.compile(
    r"(?<!\d)(?<!\d[/.,-])(?:(?:\+|00)42[01][ .-]?)?"
    r"[2-79]\d{2}[ .-]?\d{3}[ .-]?\d{3}(?!\d|[/.,]\d)"
)
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
