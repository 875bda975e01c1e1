"""Every sentence exists in both languages, names the same values, and none is missing."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING, Any

import pytest

from stack_planner.columns import SETTING_KEYS, TABLES
from stack_planner.words import LANGUAGES, load

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

PACKAGE = Path(__file__).parent.parent / "stack_planner"
SOURCES = {
    file: file.read_text(encoding="utf-8") for file in PACKAGE.rglob("*.py") if file.is_file()
}


def placeholders(text: str | Mapping[str, str]) -> set[str]:
    texts = [text] if isinstance(text, str) else text.values()
    return {name for each in texts for _, name, _, _ in Formatter().parse(each) if name}


def keys_of(file: Path) -> list[str]:
    """The dotted keys of one file's texts; a table of plural forms is one text."""

    def walked(tree: Mapping[str, Any], prefix: str) -> Iterator[str]:
        for name, value in tree.items():
            if isinstance(value, str) or "other" in value:
                yield prefix + name
            else:
                yield from walked(value, f"{prefix}{name}.")

    return list(walked(tomllib.loads(file.read_text(encoding="utf-8")), ""))


def test_both_languages_have_the_same_texts() -> None:
    cs, en = (load(lang).texts for lang in LANGUAGES)
    assert cs.keys() == en.keys()
    assert {key for key in cs if placeholders(cs[key]) != placeholders(en[key])} == set()


def test_points_are_rounded_as_a_sheet_rounds_them() -> None:
    assert [load("cs").points(value) for value in (53.325, 2.5, -0.005)] == [
        "53,33",
        "2,50",
        "-0,01",
    ]
    assert load("en").points(1234.55, 1) == "1,234.6"


def test_czech_counts_have_all_their_forms() -> None:
    plural = {key: text for key, text in load("cs").texts.items() if not isinstance(text, str)}
    assert plural
    assert {key for key, forms in plural.items() if set(forms) != {"one", "few", "other"}} == set()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_literal_key_in_the_code_has_a_text(lang: str) -> None:
    asked = {
        key
        for source in SOURCES.values()
        for key in re.findall(r"\bwords\(\s*\"([a-z_.]+)\"", source, re.IGNORECASE)
    }
    assert len(asked) > 50
    assert asked - load(lang).texts.keys() == set()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_problem_code_is_told(lang: str) -> None:
    """Codes are the first argument of a Problem or FaultError, or the third of ``at``."""
    patterns = (
        r"\b(?:Problem|FaultError)\(\s*\"([a-z_]+)\"",
        r"\bat\(\s*[a-z_.\[\]0-9-]+,\s*\"[a-z_]+\",\s*\"([a-z_]+)\"",
        r"return \"(file_[a-z]+)\"",
    )
    codes = {
        code
        for source in SOURCES.values()
        for pattern in patterns
        for code in re.findall(pattern, source)
    }
    texts = load(lang).texts
    parts = {f"problem.{code}.{part}" for code in codes for part in ("what", "expected", "fix")}
    assert len(codes) > 30
    assert parts - texts.keys() == set()


def test_a_count_takes_its_form() -> None:
    words = load("cs")
    told = [words("cli.count.error", n=n) for n in (1, 2, 5)]
    assert told == ["1 chyba", "2 chyby", "5 chyb"]


def test_money_and_shares_are_written_the_local_way() -> None:
    assert load("cs").money(1_250_000) == "1\xa0250\xa0000 Kč"
    assert load("en").money(1_250_000) == "1,250,000 CZK"
    assert load("cs").percent(0.125) == "12,5 %"
    assert load("en").percent(0.125) == "12.5%"


def test_headings_are_told_apart_in_both_languages() -> None:
    for table in TABLES:
        for lang in LANGUAGES:
            headings = [getattr(column, lang) for column in table.columns]
            assert len(headings) == len(set(headings)), table.name
    assert len({setting.cs for setting in SETTING_KEYS}) == len(SETTING_KEYS)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_text_stands_in_two_files(lang: str) -> None:
    """The later one would replace the other without a word."""
    folder = PACKAGE / "words" / lang
    keys = [key for file in folder.glob("*.toml") for key in keys_of(file)]
    assert [key for key, count in Counter(keys).items() if count > 1] == []
