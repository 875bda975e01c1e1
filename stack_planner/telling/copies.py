"""Marked and mended copies as sentences and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from stack_planner.telling.problems import (
    MOST_SHOWN,
    problem_count,
    problems_json,
    shortened,
    wrapped,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stack_planner.copied import Copies, Mended
    from stack_planner.words import Words


AMOUNTS = 10_000
"""Numbers from here on are shown with thousands apart; years stay whole."""


def copies_lines(copies: Copies, words: Words, *, fix: bool, everything: bool) -> Iterator[str]:
    """What was mended and what remains; that nothing was written, where nothing was."""
    if fix:
        yield ""
        yield from _mends(copies, words, everything=everything)
    elif not copies.files:
        yield words("copies.nothing_marked")


def _mends(copies: Copies, words: Words, *, everything: bool) -> Iterator[str]:
    if not copies.mended:
        yield words("copies.nothing_mended")
        return
    yield words("copies.mended", n=len(copies.mended))
    shown = copies.mended if everything else copies.mended[:MOST_SHOWN]
    for mended in shown:
        yield from wrapped(_mend(mended, words), 2)
    if len(shown) < len(copies.mended):
        yield words("copies.more", n=len(copies.mended) - len(shown))
    if copies.remaining:
        yield words("copies.remaining", counts=problem_count(copies.remaining, words))
    else:
        yield words("copies.remaining_none")


def _mend(mended: Mended, words: Words) -> str:
    after = str(mended.after)
    if isinstance(mended.after, int) and mended.after >= AMOUNTS:
        after = words.number(mended.after)
    place = f"{mended.file} › {mended.sheet}!{mended.cell}"
    return words("copies.mend", place=place, before=shortened(mended.before), after=after)


def copies_json(copies: Copies, words: Words, *, fix: bool) -> dict[str, Any]:
    """The files written; with ``fix`` the mended cells and the problems that remain."""
    files = {"files": [str(file) for file in copies.files]}
    if not fix:
        return files
    fixed = [
        {"file": m.file, "sheet": m.sheet, "cell": m.cell, "from": m.before, "to": m.after}
        for m in copies.mended
    ]
    return {"fixed": fixed, "remaining": problems_json(copies.remaining, words), **files}
