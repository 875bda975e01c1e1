"""Every sentence of the program, in Czech and English; nothing else in the code speaks to users.

The texts stand in ``cs/*.toml`` and ``en/*.toml`` with equal keys. A text may name values in
braces; one that depends on a count is a table of plural forms (``one``, ``few``, ``other``) chosen
by the value ``n``.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from babel import Locale
from babel.numbers import format_decimal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

LANGUAGES = ("cs", "en")


@dataclass(frozen=True)
class Words:
    """The texts of one language; calling it with a dotted key gives the sentence."""

    lang: str
    texts: Mapping[str, Any]

    def __call__(self, key: str, /, **values: object) -> str:
        """The text of ``key`` with its values filled in.

        Raises:
            KeyError: there is no such text, or a value that it names is not given.
        """
        text: str | Mapping[str, str] = self.texts[key]
        if not isinstance(text, str):
            form = Locale(self.lang).plural_form(int(str(values["n"])))
            text = text.get(form, text["other"])
        return text.format(**{name: self._shown(value) for name, value in values.items()})

    def has(self, key: str) -> bool:
        """Whether there is a text of that key."""
        return key in self.texts

    def _shown(self, value: object) -> object:
        return (
            self.number(value) if isinstance(value, int) and not isinstance(value, bool) else value
        )

    def number(self, value: int) -> str:
        """A whole number grouped by thousands, as ``1 250 000``."""
        return format_decimal(value, locale=self.lang)

    def money(self, value: int) -> str:
        """An amount with its currency, as ``1 250 000 Kč``."""
        return self("unit.money", amount=self.number(value))

    def points(self, value: float, places: int = 2) -> str:
        """A value in points with a fixed number of decimal places, rounded as a sheet does."""
        exact = Decimal(str(value)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
        return format_decimal(exact, format="#,##0." + "0" * places, locale=self.lang)

    def decimal(self, value: float) -> str:
        """A number with as many decimal places as it needs, as ``2,5``."""
        return format_decimal(value, format="#,##0.####", locale=self.lang)

    def percent(self, value: Fraction | float, places: int = 1) -> str:
        """A share as a percentage, as ``12,5 %``."""
        shown = format_decimal(float(value) * 100, format="#,##0." + "#" * places, locale=self.lang)
        return f"{shown} %" if self.lang == "cs" else f"{shown}%"


@cache
def load(lang: str) -> Words:
    """The words of a language of ``LANGUAGES``."""
    texts: dict[str, Any] = {}
    for file in sorted(files(__package__).joinpath(lang).iterdir(), key=lambda entry: entry.name):
        if file.name.endswith(".toml"):
            texts |= _flat(tomllib.loads(file.read_text(encoding="utf-8")))
    return Words(lang, texts)


def _flat(tree: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    """Dotted keys of a tree of tables; a table of plural forms stays one text."""
    flat: dict[str, Any] = {}
    for name, value in tree.items():
        if isinstance(value, str) or "other" in value:
            flat[prefix + name] = value
        else:
            flat |= _flat(value, f"{prefix}{name}.")
    return flat
