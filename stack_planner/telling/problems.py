"""Problems as sentences and as JSON."""

from __future__ import annotations

import textwrap
import unicodedata
from collections import Counter
from itertools import groupby
from string import Formatter
from typing import TYPE_CHECKING

from stack_planner.telling.ordering import RANK, Entry, entries, in_order, worst_entries

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from stack_planner.problems import Problem
    from stack_planner.words import Words

MOST_SHOWN = 20
"""Entries on the screen; an entry may stand for many equal problems of a column."""

WIDTH = 100
LINE, REST = 2, 6
"""How far an entry's first line and its further ones stand from the left."""

MOST_RUNS, MOST_SEEN, LONGEST = 4, 3, 60
"""Runs of cells and different values that an entry names, and characters of a value."""

Json = dict[str, str | int | None]


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
    return words(key, **{name: _value(problem, name, words) for name in _named(key, words)})


def _value(problem: Problem, name: str, words: Words) -> str | int:
    """A value of a problem; what differs by language is kept as ``name_cs`` and ``name_en``."""
    details = problem.details
    return details.get(f"{name}_{words.lang}", details.get(name, ""))


def _named(key: str, words: Words) -> set[str]:
    """The values that a text names."""
    return {name for _, name, _, _ in Formatter().parse(words.texts[key]) if name}


def problem_json(problem: Problem, words: Words) -> Json:
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


def problems_json(problems: Iterable[Problem], words: Words) -> list[Json]:
    """Every problem by itself, in the order in which they are told."""
    return [problem_json(problem, words) for problem in in_order(problems)]


def problem_lines(problems: Sequence[Problem], words: Words, *, everything: bool) -> Iterator[str]:
    """The worst problems under their files and sheets; a count of those that are not shown.

    Equal problems of a column are one entry. With ``everything`` no entry, no sentence and no cell
    is left out.
    """

    def sentences(problem: Problem) -> tuple[str, ...]:
        parts = ("what", "expected", "fix") if everything else ("what",)
        seen = problem.seen if everything else ""
        return (seen, *(told(problem, part, words) for part in parts))

    every = entries(problems, sentences)
    shown = every if everything else worst_entries(every, MOST_SHOWN)
    for (file, sheet), those in groupby(shown, key=lambda e: (e.first.file, e.first.sheet)):
        here = [p for p in problems if (p.file, p.sheet) == (file, sheet)]
        yield from wrapped(f"{_group(file, sheet, words)} · {problem_count(here, words)}", 0)
        for entry in those:
            yield from entry_lines(entry, words, everything=everything)
        yield ""
    in_sight = Counter(problem for entry in shown for problem in entry.problems)
    hidden = list((Counter(problems) - in_sight).elements())
    if hidden:
        counts = problem_count(hidden, words)
        yield words("cli.more_problems", n=len(hidden), counts=counts)
    yield problem_count(problems, words)


def _group(file: str, sheet: str, words: Words) -> str:
    return " › ".join(part for part in (file, sheet) if part) or words("cli.whole_inputs")


def entry_lines(entry: Entry, words: Words, *, everything: bool = False) -> Iterator[str]:
    """An entry as lines of the screen: where and what, then seen, expected and the fix."""
    problem = entry.first
    place = _place(entry, words, len(entry.runs) if everything else MOST_RUNS)
    severity = words(f"severity.{problem.severity}")
    head = f"{severity} {place}: " if place else f"{severity} "
    yield from wrapped(f"{head}{told(problem, 'what', words)} [{problem.code}]", LINE)
    parts = {
        "seen": _texts([(p.cell, shortened(p.seen)) for p in entry.problems], MOST_SEEN),
        "expected": _texts([(p.cell, told(p, "expected", words)) for p in entry.problems], 1),
        "fix": _texts([(p.cell, told(p, "fix", words)) for p in entry.problems], 1),
    }
    yield from wrapped(
        " · ".join(words(f"cli.{part}", text=text) for part, text in parts.items() if text), REST
    )


def _place(entry: Entry, words: Words, most: int) -> str:
    """``file › sheet!C7, C9–C12 and 31 more``, as far as it is known."""
    runs = [one if one == last else f"{one}–{last}" for one, last, _ in entry.runs[:most]]
    cells = ", ".join(runs)
    more = sum(count for _, _, count in entry.runs[most:])
    if more:
        cells += " " + words("cli.more_cells", n=more)
    inside = "!".join(part for part in (entry.first.sheet, cells) if part)
    return " › ".join(part for part in (entry.first.file, inside) if part)


def _texts(those: Iterable[tuple[str, str]], most: int) -> str:
    """One text where all are equal; else the first ones, at most so many, with their cells."""
    first: dict[str, str] = {}
    for cell, text in those:
        first.setdefault(text, cell)
    if len(first) == 1:
        return next(iter(first))
    named = [f"{text} ({cell})" if cell else text for text, cell in first.items() if text]
    return ", ".join([*named[:most], *(["…"] if len(named) > most else [])])


def shortened(seen: str) -> str:
    """What was seen, on one line and no longer than a person reads."""
    line = " ".join(seen.split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1].rstrip() + "…"


def wrapped(text: str, indent: int) -> list[str]:
    """Lines of the screen's width; what a terminal would take for a command is left out."""
    safe = "".join(" " if unicodedata.category(sign)[0] == "C" else sign for sign in text)
    return textwrap.wrap(
        safe,
        WIDTH,
        initial_indent=" " * indent,
        subsequent_indent=" " * REST,
        break_on_hyphens=False,
    )


def problem_count(problems: Iterable[Problem], words: Words) -> str:
    """How many problems of each severity there are."""
    counts = Counter(problem.severity for problem in problems)
    if not counts:
        return words("cli.no_problems")
    return ", ".join(words(f"cli.count.{each}", n=counts[each]) for each in RANK if counts[each])


def problem_tips(problems: Sequence[Problem], words: Words) -> Iterator[str]:
    """What else ``check`` can do with these problems."""
    if problems:
        yield words("cli.tip_mark")
    certain = sum(problem.mend is not None for problem in problems)
    if certain:
        yield words("cli.tip_fix", n=certain)
