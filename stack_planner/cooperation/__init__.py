"""The cooperation around a plan: what towns have in common, and what it means for each of them.

Facts only, as values; the sheets and the briefs say them in words.
"""

from stack_planner.cooperation.joint import JointTopic, TownTopic
from stack_planner.cooperation.needs import AreaNeed, Said, SharedArea
from stack_planner.cooperation.smart import AimPart, LevelPart, aims_of, levels_of
from stack_planner.cooperation.topics import Group, Topics, TownTopics, topics_of

__all__ = [
    "AimPart",
    "AreaNeed",
    "Group",
    "JointTopic",
    "LevelPart",
    "Said",
    "SharedArea",
    "Topics",
    "TownTopic",
    "TownTopics",
    "aims_of",
    "levels_of",
    "topics_of",
]
