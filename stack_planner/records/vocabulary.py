"""The words that cells choose from, as types."""

from __future__ import annotations

from enum import StrEnum


class Scope(StrEnum):
    """Who does a project."""

    ORP = "ORP"
    JOINT = "joint"
    REGION = "region"


class Stance(StrEnum):
    """What a town decided about a project."""

    MUST = "must"
    INTEREST = "interest"
    REFUSES = "refuses"
    DONE = "done"


class Relation(StrEnum):
    """How two projects of one town belong together."""

    REQUIRES = "requires"
    EXCLUDES = "excludes"
    TOGETHER = "together"
    SYNERGY = "synergy"


class CostKey(StrEnum):
    """By what the joint part of a joint project is shared beforehand."""

    DISTRICT_POPULATION = "population"
    TOWN_POPULATION = "town population"
    EQUAL = "equal"
    REGION = "region"


class Certainty(StrEnum):
    """How sure the money of a programme is."""

    APPROVED = "approved"
    SUBMITTED = "submitted"
    ANNOUNCED = "announced"
    ASSUMED = "assumed"


class RuleKind(StrEnum):
    """What a rule of the strategy limits."""

    AT_MOST = "at most"
    AT_LEAST = "at least"
    SHARE_AT_MOST = "share at most"
    SHARE_AT_LEAST = "share at least"


class ValueBase(StrEnum):
    """How the towns' values are added up."""

    EQUAL = "equal"
    POPULATION = "population"


class Fairness(StrEnum):
    """Whether the worst-off towns are lifted before the total value."""

    NONE = "none"
    MINIMUM = "minimum"


class NeedRule(StrEnum):
    """How the answers of a district's municipalities make one need."""

    AVERAGE = "average"
    MAXIMUM = "maximum"


class Method(StrEnum):
    """How somebody answers what criteria weigh."""

    DIRECT = "direct"
    SWING = "swing"
    RANK = "rank order"
    AHP = "AHP"
    BWM = "BWM"


class ChangeKind(StrEnum):
    """What a change of a scenario is about."""

    TOWN_BUDGETS = "town budgets"
    REGIONAL_BUDGET = "regional budget"
    PROJECT_COST = "project cost"
    PROJECT_OPERATION = "project operation"
    PROGRAMME_REFUSED = "programme refused"
    ALLOCATION = "programme allocation"
    WEIGHT = "criterion weight"
    EXCLUDED = "project excluded"
    FORCED = "project mandatory"


class Aim(StrEnum):
    """What the memorandum on SMART cooperation (2022) is for."""

    QUALITY_OF_LIFE = "quality of life"
    SUSTAINABLE_GROWTH = "sustainable economic growth"
    REGIONAL_DEVELOPMENT = "regional development"


class WeightSource(StrEnum):
    """Where the weights of criteria are taken from."""

    CRITERIA = "criteria"
    ANSWERS = "answers"
