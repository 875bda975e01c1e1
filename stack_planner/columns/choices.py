"""The words that a cell may choose, Czech and English, and what each means.

Of the words of one meaning the first is the Czech one and the last the English one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from stack_planner.records import (
    Certainty,
    ChangeKind,
    CostKey,
    Method,
    Relation,
    RuleKind,
    Scope,
    Stance,
    WeightSource,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from enum import StrEnum

SCOPES = {
    "ORP": Scope.ORP,
    "společný": Scope.JOINT,
    "joint": Scope.JOINT,
    "kraj": Scope.REGION,
    "region": Scope.REGION,
}
KEYS = {
    "obyvatelé": CostKey.DISTRICT_POPULATION,
    "population": CostKey.DISTRICT_POPULATION,
    "obyvatelé města": CostKey.TOWN_POPULATION,
    "town population": CostKey.TOWN_POPULATION,
    "rovně": CostKey.EQUAL,
    "equal": CostKey.EQUAL,
    "kraj": CostKey.REGION,
    "region": CostKey.REGION,
}
RELATIONS = {
    "vyžaduje": Relation.REQUIRES,
    "requires": Relation.REQUIRES,
    "vylučuje": Relation.EXCLUDES,
    "excludes": Relation.EXCLUDES,
    "společně": Relation.TOGETHER,
    "together": Relation.TOGETHER,
    "synergie": Relation.SYNERGY,
    "synergy": Relation.SYNERGY,
}
CERTAINTIES = {
    "schváleno": Certainty.APPROVED,
    "approved": Certainty.APPROVED,
    "podáno": Certainty.SUBMITTED,
    "submitted": Certainty.SUBMITTED,
    "vyhlášeno": Certainty.ANNOUNCED,
    "announced": Certainty.ANNOUNCED,
    "předpoklad": Certainty.ASSUMED,
    "assumed": Certainty.ASSUMED,
}
RULES = {
    "nejvýše": RuleKind.AT_MOST,
    "at most": RuleKind.AT_MOST,
    "alespoň": RuleKind.AT_LEAST,
    "at least": RuleKind.AT_LEAST,
    "podíl nejvýše": RuleKind.SHARE_AT_MOST,
    "share at most": RuleKind.SHARE_AT_MOST,
    "podíl alespoň": RuleKind.SHARE_AT_LEAST,
    "share at least": RuleKind.SHARE_AT_LEAST,
}
STANCES = {
    "povinně": Stance.MUST,
    "závazně": Stance.MUST,
    "must": Stance.MUST,
    "zájem": Stance.INTEREST,
    "interest": Stance.INTEREST,
    "nechce": Stance.REFUSES,
    "bez zájmu": Stance.REFUSES,
    "refuses": Stance.REFUSES,
    "hotovo": Stance.DONE,
    "zrealizováno": Stance.DONE,
    "done": Stance.DONE,
}
METHODS = {
    "přímo": Method.DIRECT,
    "direct": Method.DIRECT,
    "swing": Method.SWING,
    "pořadí": Method.RANK,
    "rank order": Method.RANK,
    "AHP": Method.AHP,
    "BWM": Method.BWM,
}
WEIGHT_SOURCES = {
    "kritéria": WeightSource.CRITERIA,
    "criteria": WeightSource.CRITERIA,
    "odpovědi": WeightSource.ANSWERS,
    "answers": WeightSource.ANSWERS,
}
CHANGES = {
    "rozpočet měst": ChangeKind.TOWN_BUDGETS,
    "town budgets": ChangeKind.TOWN_BUDGETS,
    "rozpočet kraje": ChangeKind.REGIONAL_BUDGET,
    "regional budget": ChangeKind.REGIONAL_BUDGET,
    "cena projektu": ChangeKind.PROJECT_COST,
    "project cost": ChangeKind.PROJECT_COST,
    "provoz projektu": ChangeKind.PROJECT_OPERATION,
    "project operation": ChangeKind.PROJECT_OPERATION,
    "program odmítnut": ChangeKind.PROGRAMME_REFUSED,
    "programme refused": ChangeKind.PROGRAMME_REFUSED,
    "alokace programu": ChangeKind.ALLOCATION,
    "programme allocation": ChangeKind.ALLOCATION,
    "váha kritéria": ChangeKind.WEIGHT,
    "criterion weight": ChangeKind.WEIGHT,
    "projekt vyřazen": ChangeKind.EXCLUDED,
    "project excluded": ChangeKind.EXCLUDED,
    "projekt povinně": ChangeKind.FORCED,
    "project mandatory": ChangeKind.FORCED,
}

HOLDERS = {
    "cs": ("kraj", "město ORP", "svazek obcí"),
    "en": ("region", "ORP town", "association of municipalities"),
}
SMART_LEVELS = {"cs": ("obec", "město", "region"), "en": ("obec", "město", "region")}
"""Texts, not choices: they are kept as written, so that a rule may name a level."""


def words_of(choices: Mapping[str, StrEnum], lang: str) -> tuple[str, ...]:
    """One word of each meaning, in one language."""
    return tuple(word_of(member, choices, lang) for member in dict.fromkeys(choices.values()))


def word_of(member: str, choices: Mapping[str, StrEnum], lang: str) -> str:
    """The word of a choice; what is no choice stays as it is."""
    words = [word for word, meaning in choices.items() if meaning == member]
    if not words:
        return member
    return words[0 if lang == "cs" else -1]
