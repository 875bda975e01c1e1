"""Which known record a word means that is not its code: certainly, likely, or one of several."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from stack_planner.likeness import bare, bare_code, nearest_bare

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST_SOUGHT = 300
"""Different unknown words for which a nearest one is looked for; more are not worth the time."""

_LIST = re.compile(r"\s*(?:[;,+\n]|\ba\b|\band\b)\s*")
_CODE_FIRST = re.compile(r"(\S+?)[\s:,–—-]+(.+)")
_CODE_LAST = re.compile(r"(.+?)\s*\((\S+)\)")


@dataclass(frozen=True, slots=True)
class Meant:
    """What a word means: a ``code`` for certain, the ``nearest`` one, or several ``candidates``.

    ``by_name`` says that the word is the record's name.
    """

    code: str = ""
    by_name: bool = False
    nearest: str = ""
    candidates: tuple[str, ...] = ()


class Known:
    """The records that a word may mean, by code with their names."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self.names = dict(sorted(names.items()))
        self._by_code: dict[str, list[str]] = {}
        self._by_name: dict[str, list[str]] = {}
        for code, name in self.names.items():
            self._by_code.setdefault(bare_code(code), []).append(code)
            self._by_name.setdefault(bare(name), []).append(code)
        self._found: dict[str, Meant] = {}

    def __contains__(self, code: str) -> bool:
        return code in self.names

    def find(self, word: str) -> Meant:
        """What an unknown word means."""
        if word not in self._found:
            self._found[word] = self._find(word)
        return self._found[word]

    def find_list(self, word: str) -> Meant:
        """What an unknown part of a list means, which may itself be a list set off otherwise."""
        parts = [part for part in _LIST.split(word) if part]
        meant = [part if part in self.names else self.find(part).code for part in parts]
        if len(parts) > 1 and all(meant):
            return Meant("; ".join(meant))
        return self.find(word)

    def _find(self, word: str) -> Meant:
        same = self._by_code.get(bare_code(word), [])
        if len(same) == 1:
            return Meant(same[0])
        named = self._by_name.get(bare(word), [])
        if len(named) == 1:
            return Meant(named[0], by_name=True)
        if named:
            return Meant(candidates=tuple(f"{code} {self.names[code]}" for code in named))
        code = self._code_and_name(word)
        return Meant(code, by_name=True) if code else Meant(nearest=self._nearest(word))

    def _code_and_name(self, word: str) -> str:
        """The code of a word that gives both, as ``4101 Aš`` or ``Aš (4101)``."""
        for form, code, name in ((_CODE_FIRST, 1, 2), (_CODE_LAST, 2, 1)):
            found = form.fullmatch(word)
            if found and bare(self.names.get(found[code], "")) == bare(found[name]):
                return found[code]
        return ""

    def _nearest(self, word: str) -> str:
        """The nearest code, or the records of the nearest name, as they are shown."""
        if len(self._found) >= MOST_SOUGHT:
            return ""
        near = nearest_bare(word, {*self.names, *self.names.values()} - {""}, cutoff=0.6)
        if near in self.names or not near:
            return near
        return ", ".join(f"{code} {self.names[code]}" for code in self._by_name[bare(near)])
