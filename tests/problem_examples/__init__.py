"""An example of every problem: a change of the small region that brings its code out.

The rule: whoever adds a code to ``words/*/problems.toml`` or ``words/*/importing.toml`` adds an
entry of a line or two to the module of its topic here, in the same place, and prints the pages in
``docs/`` anew with ``UPDATE_PROBLEMS=1 python -m pytest tests/test_problem_pages.py``.

The makers of examples stand in ``making``:

- ``tables(change)`` changes rows before they are written; ``tests/changing.py`` has changes;
- ``cells(FILE, sheet, A1=value)`` writes cells of a finished workbook, as its user would, and
  ``edited(FILE, sheet, edit)`` does anything else to its sheet;
- ``stack(name, content)`` and ``written(name, write)`` give another file for the stack;
- ``listed(row, row, …)`` adopts a foreign list;
- ``Example(found=...)`` is for a code that ``check`` does not tell: ``found`` gives its problems.
"""

from __future__ import annotations

from tests.problem_examples import (
    coverage,
    files,
    imports,
    meetings,
    records,
    returning,
    reviews,
    scenarios,
    sheets,
    values,
    weights,
)
from tests.problem_examples.making import Example, problems_in

__all__ = ["EXAMPLES", "Example", "problems_in"]

EXAMPLES: dict[str, Example] = {
    **coverage.EXAMPLES,
    **files.EXAMPLES,
    **sheets.EXAMPLES,
    **values.EXAMPLES,
    **records.EXAMPLES,
    **returning.EXAMPLES,
    **reviews.EXAMPLES,
    **scenarios.EXAMPLES,
    **meetings.EXAMPLES,
    **weights.EXAMPLES,
    **imports.EXAMPLES,
}
