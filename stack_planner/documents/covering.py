"""The covering letter of a handover, one page: to ČTÚ a request for measurement, to BCO a comment.

What only the office that sends it knows (date, reference, names) is left to be filled in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from stack_planner.coverage.register import Stage
from stack_planner.documents.document import Document
from stack_planner.records import Agenda
from stack_planner.telling.spots import day_told

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from stack_planner.coverage import Entry, Register
    from stack_planner.words import Words

TABLES: Mapping[Agenda, tuple[tuple[str, float], ...]] = {
    Agenda.MOBILE: (("code", 1.8), ("municipality", 4.2), ("part", 4.6), ("settlement", 2.8)),
    Agenda.FIXED: (("code", 1.8), ("address_point", 2.8), ("address", 5.0), ("municipality", 3.8)),
}
"""What the letter itself says of each spot, and the widths of the columns in cm."""

TROUBLE = ("trouble", 4.0)
MOST_LISTED = 6
"""So many spots the letter names; of more it refers to its annex, so that it stays one page."""

LONGEST = 60
"""Characters of a cell of its table, for the same reason."""


def covering_letter(register: Register, agenda: Agenda, words: Words, region_name: str) -> bytes:
    """The letter as .docx; with nothing ready it says that there is nothing to send."""
    ready = register.of(agenda, Stage.READY)
    document = Document(words(f"covering.{agenda}.subject"), words)
    document.paragraph(words("covering.draft"), bold=True)
    document.title(words(f"covering.{agenda}.subject"), region_name)
    for line in ("from", f"{agenda}.to", "reference", "date"):
        document.paragraph(words(f"covering.{line}", region=region_name))
    if not ready:
        document.paragraph(words(f"covering.{agenda}.nothing"), bold=True)
        return document.close()
    document.paragraph("")
    document.paragraph(words("covering.greeting"))
    places = len({entry.spot.municipality for entry in ready})
    on = day_told(register.on, words)
    document.paragraph(words(f"covering.{agenda}.ask", n=len(ready), places=places, on=on))
    _list(document, ready, agenda, words)
    points = [f"covering.{agenda}.point_{k}" for k in (1, 2, 3)]
    document.bullets([words(point, n=len(ready)) for point in points])
    document.paragraph(words(f"covering.{agenda}.known"))
    document.paragraph(words("covering.answer"))
    document.paragraph(words("covering.close"))
    document.paragraph("")
    document.paragraph(words("covering.signed"))
    document.paragraph("")
    document.paragraph(words("covering.contact"))
    document.paragraph(words(f"covering.{agenda}.annex"), muted=True)
    return document.close()


def _list(document: Document, ready: Sequence[Entry], agenda: Agenda, words: Words) -> None:
    """A small table of the first spots."""
    columns = (*TABLES[agenda], TROUBLE)
    rows = [[_short(_cell(entry, key)) for key, _ in columns] for entry in ready[:MOST_LISTED]]
    headings = [words(f"handed.{key}") for key, _ in columns]
    document.table(headings, rows, [width for _, width in columns])
    rest = len(ready) - MOST_LISTED
    if rest > 0:
        document.paragraph(words("covering.rest", n=rest), muted=True)


def _cell(entry: Entry, key: str) -> str:
    if key == "municipality":
        return entry.municipality.name
    told: str = getattr(entry.spot, key)
    return told


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
