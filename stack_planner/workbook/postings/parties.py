"""Who holds a project: who procures it and books its assets, so that the others send money."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from stack_planner.columns.choices import HOLDERS
from stack_planner.records import REGION, Scope
from stack_planner.telling.names import region_name

if TYPE_CHECKING:
    from stack_planner.records import Project, Strategy
    from stack_planner.words import Words


class PartyKind(StrEnum):
    """What a party is in the budget classification."""

    TOWN = "town"
    REGION = "region"
    ASSOCIATION = "association"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody who books: a town by its code, the region, or a holder outside the plan."""

    kind: PartyKind
    code: str

    @property
    def is_inside(self) -> bool:
        """Whether the plan covers its budget."""
        return self.kind in {PartyKind.TOWN, PartyKind.REGION}


THE_REGION = Party(PartyKind.REGION, REGION)
KINDS = ("region", "town", "association")
LONGEST_NAME = 200
"""Characters of a name; formulas compare with it, and take texts of at most 255."""

WORDS = {
    word.casefold(): kind
    for words in HOLDERS.values()
    for kind, word in zip(KINDS, words, strict=True)
}
"""What the words for a holder, in all languages, mean."""


def town(code: str) -> Party:
    """A town of the plan."""
    return Party(PartyKind.TOWN, code)


def holder_of(strategy: Strategy, project: Project) -> Party | None:
    """Who books the expenses of a project for all who pay; None where each books its own.

    A town's copy is the town's, whoever is named. "ORP town" names no single one: the towns of a
    joint project then book what each of them pays, and a regional project is the region's.
    """
    if project.scope is Scope.ORP:
        return None
    given = " ".join(project.holder.split())
    kind = WORDS.get(given.casefold(), "" if given else "region")
    if kind == "town" and project.scope is Scope.JOINT:
        return None
    if kind in {"region", "town"}:
        return THE_REGION
    if kind == "association":
        return Party(PartyKind.ASSOCIATION, given)
    return _by_number(strategy, given)


def _by_number(strategy: Strategy, holder: str) -> Party:
    number = _plain(holder)
    for orp in strategy.orps:
        if orp.ico and _plain(orp.ico) == number:
            return town(orp.code)
    return Party(PartyKind.OTHER, holder)


def _plain(number: str) -> str:
    """A registration number without spaces and leading zeros, which spreadsheets lose."""
    return number.replace(" ", "").lstrip("0")


def party_name(strategy: Strategy, words: Words, party: Party) -> str:
    """How a party is called; towns of equal names by their codes too."""
    if party.kind is PartyKind.REGION:
        return region_name(strategy, words)
    if party.kind is PartyKind.OTHER:
        return words("postings.party.outsider", number=party.code)
    if party.kind is PartyKind.ASSOCIATION:
        return words("postings.party.association")
    name = strategy.orp[party.code].name[:LONGEST_NAME]
    alone = sum(orp.name[:LONGEST_NAME] == name for orp in strategy.orps) == 1
    return name if alone else f"{name} ({party.code})"
