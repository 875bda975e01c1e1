"""What is known of foreign lists: the words of ``headings.toml`` and how headings are compared."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache
from importlib.resources import files
from typing import Any

FIELDS = ("code", "name", "area", "owner", "description", "stage", "capex", "opex")
"""The fields of a project that a foreign list may fill, in the order in which they are told."""

AMOUNTS = ("capex", "opex")
_WHOLE, _INSIDE = 1000, 500


@cache
def stated() -> dict[str, Any]:
    """What ``headings.toml`` states."""
    text = files(__package__).joinpath("headings.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def plain(text: str) -> str:
    """A text as it is compared: words without case, diacritics, punctuation and broken lines."""
    joined = re.sub(r"(?<=\w)-\s*\n\s*", "", text).casefold()
    bare = unicodedata.normalize("NFKD", joined)
    letters = "".join(char for char in bare if not unicodedata.combining(char))
    return " ".join(re.sub(r"[^\w$€£%]+|_", " ", letters).split())


@cache
def likeness(heading: str, field: str) -> int:
    """How well a heading names a field: 0 where not at all, the whole heading best of all."""
    return max((score for score, _ in _matches(heading, field)), default=0)


@cache
def languages(heading: str) -> frozenset[str]:
    """The languages in which a heading names any field."""
    return frozenset(lang for field in FIELDS for _, lang in _matches(heading, field))


def is_total(text: str) -> bool:
    """Whether a text begins or ends with a word of totals."""
    said = plain(text)
    return any(
        said == word or said.startswith(f"{word} ") or said.endswith(f" {word}")
        for word in stated()["totals"]["words"]
    )


def is_only_total(text: str) -> bool:
    """Whether a text says nothing else than that here is a total."""
    said = plain(text)
    return bool(said) and (said in stated()["totals"]["words"])


@cache
def _matches(heading: str, field: str) -> tuple[tuple[int, str], ...]:
    known = stated()[field]
    said = plain(heading)
    if any(f" {word}" in f" {said}" for word in known["not"]):
        return ()
    parts = {said, *(plain(part) for part in re.split(r"[/|]|\s–\s", heading)), _bare(heading)}
    found = []
    for lang, phrases in known.items():
        if lang == "not":
            continue
        found += [
            (_WHOLE - rank, lang) for rank, phrase in enumerate(phrases["is"]) if phrase in parts
        ]
        found += [
            (_INSIDE - rank, lang)
            for rank, phrase in enumerate(phrases["has"])
            if f" {phrase} " in f" {said} "
        ]
    return tuple(found)


def _bare(heading: str) -> str:
    """A heading without what stands in its brackets: often the unit."""
    return plain(re.sub(r"\[[^\]]*\]|\([^)]*\)", " ", heading))
