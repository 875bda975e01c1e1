"""When two words are the same but for how they are written, and which known word is nearest."""

from __future__ import annotations

import difflib
import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

CUTOFF = 0.7
INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
"""Characters without any width, which spreadsheets carry along from web pages."""


def word_set(text: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(text.split())


def spaced(text: str) -> str:
    """A text in small letters with single spaces and without what cannot be seen."""
    return " ".join(text.translate(INVISIBLE).casefold().split())


def bare(text: str) -> str:
    """A text as it is compared where even diacritics may be missing."""
    apart = unicodedata.normalize("NFKD", spaced(text))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def bare_code(text: str) -> str:
    """A code without case, spaces, dashes and the leading zeros of its numbers: P-01 is p1.

    What parts two numbers stays, for 1.1 is not 11.
    """
    short = re.sub(r"(?<!\d)0+(?=\d)", "", bare(text))
    parted = re.sub(r"(?<=\d)\s*[\-–—_./][\s\-–—_./]*(?=\d)", ":", short)
    return re.sub(r"[\s\-–—_./]", "", parted)


def nearest_bare(word: str, known: Iterable[str], cutoff: float = CUTOFF) -> str:
    """The known word that is most like the given one without case and diacritics, or ``""``."""
    words: dict[str, str] = {}
    for each in sorted(known):
        words.setdefault(bare(each), each)
    found = difflib.get_close_matches(bare(word), words, n=1, cutoff=cutoff)
    return words[found[0]] if found else ""
