"""Problems as sentences and as JSON."""

from __future__ import annotations

from collections import Counter
from string import Formatter
from typing import TYPE_CHECKING

from stack_planner.problems import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from stack_planner.problems import Problem
    from stack_planner.words import Words

MOST_SHOWN = 20
RANK = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTICE: 2}


def told(problem: Problem, part: str, words: Words) -> str:
    """One sentence of a problem: ``what`` is wrong, what was ``expected``, the ``fix``.

    A fix that would propose a value where there is none to propose gives way to
    ``fix_otherwise``, or is left out.
    """
    key = f"problem.{problem.code}.{part}"
    if part == "fix" and any(problem.details.get(name) == "" for name in _named(key, words)):
        key = f"{key}_otherwise"
        if not words.has(key):
            return ""
    return words(key, **{name: problem.details.get(name, "") for name in _named(key, words)})


def _named(key: str, words: Words) -> set[str]:
    """The values that a text names."""
    return {name for _, name, _, _ in Formatter().parse(words.texts[key]) if name}


def problem_json(problem: Problem, words: Words) -> dict[str, str | int | None]:
    """A problem with the fields that others rely on."""
    return {
        "severity": problem.severity.value,
        "code": problem.code,
        "file": problem.file,
        "sheet": problem.sheet,
        "cell": problem.cell,
        "seen": problem.seen,
        "message": told(problem, "what", words),
        "expected": told(problem, "expected", words),
        "fix": told(problem, "fix", words),
        "mend": problem.mend,
    }


def problem_lines(problems: Sequence[Problem], words: Words, *, everything: bool) -> Iterator[str]:
    """The worst problems first, grouped by place; a count of those that are not shown."""
    ordered = sorted(problems, key=lambda problem: (RANK[problem.severity], problem.place))
    shown = ordered if everything else ordered[:MOST_SHOWN]
    for problem in shown:
        yield from _lines(problem, words)
    if len(shown) < len(ordered):
        yield words("cli.more_problems", n=len(ordered) - len(shown))
    yield problem_count(problems, words)


def _lines(problem: Problem, words: Words) -> Iterator[str]:
    place = f"{problem.place}: " if problem.place else ""
    what = told(problem, "what", words)
    yield f"{words(f'severity.{problem.severity}')} {place}{what} [{problem.code}]"
    parts = {
        "seen": problem.seen,
        "expected": told(problem, "expected", words),
        "fix": told(problem, "fix", words),
    }
    yield "    " + " · ".join(words(f"cli.{k}", text=v) for k, v in parts.items() if v)


def problem_count(problems: Iterable[Problem], words: Words) -> str:
    """How many problems of each severity there are."""
    counts = Counter(problem.severity for problem in problems)
    if not counts:
        return words("cli.no_problems")
    return ", ".join(words(f"cli.count.{each}", n=counts[each]) for each in RANK if counts[each])
