"""The words that a cell may choose, Czech and English, and what each means.

Of the words of one meaning the first is the Czech one and the last the English one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from stack_planner.records import (
    Agenda,
    Aim,
    Certainty,
    ChangeKind,
    CostKey,
    Method,
    Relation,
    RuleKind,
    Scope,
    SpotState,
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

AIMS = {
    "kvalita života": Aim.QUALITY_OF_LIFE,
    "quality of life": Aim.QUALITY_OF_LIFE,
    "udržitelný hospodářský růst": Aim.SUSTAINABLE_GROWTH,
    "udržitelný ekonomický růst": Aim.SUSTAINABLE_GROWTH,
    "sustainable economic growth": Aim.SUSTAINABLE_GROWTH,
    "regionální rozvoj": Aim.REGIONAL_DEVELOPMENT,
    "regional development": Aim.REGIONAL_DEVELOPMENT,
}
AGENDAS = {
    "mobil": Agenda.MOBILE,
    "mobile": Agenda.MOBILE,
    "pevné": Agenda.FIXED,
    "fixed": Agenda.FIXED,
}
SPOT_STATES = {
    "nahlášeno": SpotState.REPORTED,
    "reported": SpotState.REPORTED,
    "ověřeno krajem": SpotState.VERIFIED,
    "verified by the region": SpotState.VERIFIED,
    "předáno ČTÚ": SpotState.HANDED_CTU,
    "handed to CTU": SpotState.HANDED_CTU,
    "změřeno": SpotState.MEASURED,
    "measured": SpotState.MEASURED,
    "zařazeno do seznamu": SpotState.LISTED,
    "listed": SpotState.LISTED,
    "nezařazeno": SpotState.NOT_LISTED,
    "not listed": SpotState.NOT_LISTED,
    "pokryto": SpotState.COVERED,
    "covered": SpotState.COVERED,
    "předáno BCO": SpotState.HANDED_BCO,
    "handed to BCO": SpotState.HANDED_BCO,
    "ověřeno v mapování": SpotState.MAPPED,
    "verified in mapping": SpotState.MAPPED,
    "v podporované oblasti": SpotState.SUPPORTED,
    "in a supported area": SpotState.SUPPORTED,
    "mimo": SpotState.OUTSIDE,
    "mimo podporovanou oblast": SpotState.OUTSIDE,
    "outside": SpotState.OUTSIDE,
    "připojeno": SpotState.CONNECTED,
    "connected": SpotState.CONNECTED,
}

HOLDERS = {
    "cs": ("kraj", "město ORP", "svazek obcí"),
    "en": ("region", "ORP town", "association of municipalities"),
}
SMART_LEVELS = {"cs": ("obec", "město", "region"), "en": ("obec", "město", "region")}
"""Texts, not choices: they are kept as written, so that a rule may name a level."""

TROUBLES = {
    "cs": ("výpadky", "nedovolání se", "žádná mobilní data", "pomalý internet", "bez přípojky"),
    "en": ("drop-outs", "no calls", "no mobile data", "slow internet", "no connection"),
}
TECHNOLOGIES = {
    "cs": ("FTTH", "FTTB", "xDSL", "CATV", "bezdrát licencovaný", "bezdrát volné pásmo"),
    "en": ("FTTH", "FTTB", "xDSL", "CATV", "licensed wireless", "unlicensed wireless"),
}
TASK_STATES = {
    "cs": ("otevřený", "splněno", "zrušeno"),
    "en": ("open", "done", "cancelled"),
}


def words_of(choices: Mapping[str, StrEnum], lang: str) -> tuple[str, ...]:
    """One word of each meaning, in one language."""
    return tuple(word_of(member, choices, lang) for member in dict.fromkeys(choices.values()))


def word_of(member: str, choices: Mapping[str, StrEnum], lang: str) -> str:
    """The word of a choice; what is no choice stays as it is."""
    words = [word for word, meaning in choices.items() if meaning == member]
    if not words:
        return member
    return words[0 if lang == "cs" else -1]
