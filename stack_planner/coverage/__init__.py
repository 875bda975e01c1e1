"""Problem spots of coverage: each agenda's path, what a handover needs, the register of all spots.

Two processes that are never mixed: the mobile signal goes to the Czech Telecommunication Office
(ČTÚ), which measures; the fixed internet goes to the Broadband Competence Office (BCO) of the
Ministry of Industry and Trade, which maps.
"""

from stack_planner.coverage.path import follows, is_on_path, path_of
from stack_planner.coverage.register import Entry, Register, Stage, Step, register_of

__all__ = [
    "Entry",
    "Register",
    "Stage",
    "Step",
    "follows",
    "is_on_path",
    "path_of",
    "register_of",
]
