"""Texts set as they are printed: what belongs together stays on one line."""

from __future__ import annotations

import re

NO_BREAK = "\u00a0"
TOGETHER = re.compile(
    r"(?<=\d) (?=%|Kč|CZK|bod|obc|míst|let)"  # a number with its unit
    r"|(?<=\d\.) (?=\d)"  # a date
    r"|(?<=\bč\.) (?=[pj]\.)|(?<=\b[pj]\.) (?=\d)"  # a number of a house or of a letter
    r"|(?<=\b[AIKOSUVZaikosuvz]) (?=\S)"  # a word of one letter with the next one
)


def typeset(text: str) -> str:
    """The text with spaces that do not break a line where none may break."""
    return TOGETHER.sub(NO_BREAK, text)
