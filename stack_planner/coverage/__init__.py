"""Problem spots of coverage: each agenda's path, what a handover needs, the register of all spots.

Two processes that are never mixed: the mobile signal goes to the Czech Telecommunication Office
(ČTÚ), which measures; the fixed internet goes to the Broadband Competence Office (BCO) of the
Ministry of Industry and Trade, which maps.
"""

from stack_planner.coverage.course import farthest_of, key_of, newly_seen, step_of, steps_by_spot
from stack_planner.coverage.covered import Covered, Handover
from stack_planner.coverage.path import HANDED, SOLVED, follows, is_handed, is_on_path, path_of
from stack_planner.coverage.register import (
    NEEDED,
    Entry,
    Register,
    Stage,
    lacking_of,
    register_of,
)
from stack_planner.records import Step

__all__ = [
    "HANDED",
    "NEEDED",
    "SOLVED",
    "Covered",
    "Entry",
    "Handover",
    "Register",
    "Stage",
    "Step",
    "farthest_of",
    "follows",
    "is_handed",
    "is_on_path",
    "key_of",
    "lacking_of",
    "newly_seen",
    "path_of",
    "register_of",
    "step_of",
    "steps_by_spot",
]
