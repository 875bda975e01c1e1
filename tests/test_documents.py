"""Text documents: what was put in can be read back, and the same content gives the same bytes."""

from __future__ import annotations

from io import BytesIO

import docx
import pytest

from stack_planner.documents.document import Document
from stack_planner.telling.typeset import typeset
from stack_planner.words import load


def written(lang: str = "cs") -> bytes:
    document = Document("Podklad", load(lang))
    document.title("Podklad pro jednání", "Aš")
    document.heading("Potřeby")
    document.paragraph("Žluťoučký kůň \x07 & <b>")
    document.bullets(["První", "=1+1"])
    document.table(["Projekt", "Kč"], [["P01", "1 250 000"], ["P02", "0"]], [10, 4], right=[1])
    return document.close()


def test_what_is_put_in_is_there() -> None:
    read = docx.Document(BytesIO(written()))
    texts = [paragraph.text for paragraph in read.paragraphs]
    assert "Podklad pro jednání" in texts
    assert "Žluťoučký kůň   & <b>" in texts
    assert "=1+1" in texts
    rows = [[cell.text for cell in row.cells] for row in read.tables[0].rows]
    assert rows == [["Projekt", "Kč"], ["P01", "1 250 000"], ["P02", "0"]]


@pytest.mark.parametrize(
    ("text", "set_text"),
    [
        ("Růst 20 % do 9. 12. 2026", "Růst 20~% do 9.~12.~2026"),
        ("má 1 250 Kč v Aši a o 3 body méně", "má 1 250~Kč v~Aši a~o~3~body méně"),
        ("Štědrá č. p. 43 (v obci)", "Štědrá č.~p.~43 (v~obci)"),
        ("P12 a P23, 2 z 5", "P12 a~P23, 2 z~5"),
        ("Lhota s.r.o.", "Lhota s.r.o."),
    ],
)
def test_what_belongs_together_stays_on_one_line(text: str, set_text: str) -> None:
    assert typeset(text) == set_text.replace("~", "\u00a0")


@pytest.mark.parametrize(("lang", "locale"), [("cs", "cs-CZ"), ("en", "en-GB")])
def test_a_document_knows_its_language_and_no_clock(lang: str, locale: str) -> None:
    first, again = written(lang), written(lang)
    assert first == again
    properties = docx.Document(BytesIO(first)).core_properties
    assert properties.language == locale
    assert properties.created == properties.modified
