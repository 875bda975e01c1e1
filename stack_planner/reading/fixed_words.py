"""Words that cells hold in place of values: yes and no, no limit, the errors of formulas."""

from __future__ import annotations

from stack_planner.likeness import word_set

YES = frozenset({"ano", "a", "yes", "y", "true", "pravda", "1", "x", "✓", "✔", "☑", "☒", "√"})
NO = frozenset({"ne", "n", "no", "false", "nepravda", "0", "✗", "✘", "☐"})
UNLIMITED_WORDS = frozenset({"bez limitu", "without limit", "unlimited"})
ERRORS = word_set(
    "#REF! #N/A #DIV/0! #NAME? #VALUE! #NUM! #NULL! #SPILL! #CALC! #ODKAZ! #HODNOTA! #NÁZEV? "
    "#ČÍSLO! #DĚLENÍ_NULOU! #NENÍ_K_DISPOZICI"
)
"""Errors of formulas as English and Czech spreadsheets write them, also into text files."""


class NoLimit:
    """A limit given in words as ``bez limitu``, in contrast to a blank cell."""


UNLIMITED = NoLimit()
