"""What the workbooks say, as values: facts row by row, and the Strategy that they make."""

from stack_planner.records.facts import (
    Budget,
    Criterion,
    GroupCost,
    Link,
    Municipality,
    Need,
    Orp,
    Position,
    Programme,
    Project,
    Rule,
    Score,
    Settings,
)
from stack_planner.records.incomplete import Incomplete, LackingError
from stack_planner.records.strategy import REGION, Strategy
from stack_planner.records.vocabulary import (
    Certainty,
    CostKey,
    Fairness,
    NeedRule,
    Relation,
    RuleKind,
    Scope,
    Stance,
    ValueBase,
)

__all__ = [
    "REGION",
    "Budget",
    "Certainty",
    "CostKey",
    "Criterion",
    "Fairness",
    "GroupCost",
    "Incomplete",
    "LackingError",
    "Link",
    "Municipality",
    "Need",
    "NeedRule",
    "Orp",
    "Position",
    "Programme",
    "Project",
    "Relation",
    "Rule",
    "RuleKind",
    "Scope",
    "Score",
    "Settings",
    "Stance",
    "Strategy",
    "ValueBase",
]
