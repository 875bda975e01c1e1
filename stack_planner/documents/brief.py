"""The brief before a visit as a document of one or two pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stack_planner.documents.document import Document
from stack_planner.telling.brief import brief_story
from stack_planner.telling.spots import day_told
from stack_planner.telling.story import NUMBERS, shown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stack_planner.cooperation.brief import Brief
    from stack_planner.telling.story import Section
    from stack_planner.words import Words

WIDTHS: Mapping[str, tuple[float, ...]] = {
    "proposed": (1.3, 6.6, 1.0, 1.85, 1.85, 1.75, 3.85),
    "waiting": (1.3, 6.1, 0, 1.3, 1.6, 2.0, 5.9),
    "joint": (1.3, 5.8, 1.0, 1.9, 0, 2.3, 5.9),
    "offers": (1.9, 6.4, 1.2, 1.9, 1.5, 1.9, 3.4),
    "spots": (1.4, 6.2, 1.1, 1.5, 1.5, 1.5, 5.0),
    "tasks": (1.3, 6.6, 1.5, 2.0, 2.0, 1.8, 3.0),
}
"""Of the seven places of each table, in cm; what empty columns leave goes to a column of texts."""

PAGE = 18.2


def brief_document(brief: Brief, words: Words) -> bytes:
    """The finished document."""
    story = brief_story(brief, words)
    document = Document(story.title, words, compact=True)
    day = words("brief.day_document", day=day_told(story.on, words))
    document.title(story.title, f"{story.subtitle} {day}")
    for section in story.sections:
        document.heading(section.heading)
        for line in section.before:
            document.paragraph(line, leads=bool(section.rows))
        document.bullets(section.bullets)
        if section.rows:
            _write_table(document, section, words)
        for line in section.after:
            document.paragraph(line)
    return document.close()


def _write_table(document: Document, section: Section, words: Words) -> None:
    columns = section.filled
    rows = [[shown(row[c.key], c.look, words) for c in columns] for row in section.rows]
    if section.summed:
        rows.append(
            [
                words.number(section.total(column.key)) if column.key in section.summed else ""
                for column in columns
            ]
        )
        rows[-1][columns.index(next(c for c in columns if c.slot == 1))] = words("brief.total")
    right = [place for place, column in enumerate(columns) if column.look in NUMBERS]
    widths = [WIDTHS[section.name][column.slot] for column in columns]
    texts = [place for place in range(len(columns)) if place not in right]
    widths[texts[-1]] += PAGE - sum(widths)
    headings = [column.heading for column in columns]
    document.table(headings, rows, widths, right, summed=bool(section.summed))
