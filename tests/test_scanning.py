"""The quick search leaves to the slow walk what it cannot see, and sees every trace of the rest."""

from __future__ import annotations

import gc

import pytest

from stack_planner.reading.cells import Mark
from stack_planner.reading.leftovers import TOTALS, may_hold_totals, starts_as_total
from stack_planner.reading.pausing import collector_paused
from stack_planner.reading.scanning import NEAR_CORNER, corner_of, search_sheet, usual_sheet
from stack_planner.reading.walking import walk_sheet

SPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
NUMBER = '<c r="A1"><v>1</v></c>'
ODD_ENDING = '<extLst><x14:cfRule xmlns:x14="x" type="a!b"/></extLst><!-- hidden -->'


def sheet_of(cells: str, before: str = "", after: str = "") -> bytes:
    return (
        f'<worksheet xmlns="{SPACE}" xmlns:x="{SPACE}">{before}'
        f'<sheetData><row r="1" spans="1:3">{cells}</row></sheetData>{after}</worksheet>'
    ).encode()


@pytest.mark.parametrize(
    "xml",
    [
        sheet_of('<x:c r="A1"><v>1</v></x:c>'),
        sheet_of("<c><v>1</v></c>"),
        sheet_of('<c t="n" r="A1"><v>1</v></c>'),
        sheet_of('<c r="a1"><v>1</v></c>'),
        sheet_of(f"<!-- {NUMBER} -->{NUMBER}"),
        sheet_of(NUMBER, after=f"<x:sheetData>{NUMBER}</x:sheetData>"),
        sheet_of(NUMBER, before=f"<x:sheetData>{NUMBER}</x:sheetData>"),
        sheet_of(NUMBER).decode().encode("utf-16"),
        f'<worksheet xmlns="{SPACE}"><sheetData/></worksheet>'.encode(),
        b"",
    ],
)
def test_another_writing_is_left_to_the_walk(xml: bytes) -> None:
    assert usual_sheet(xml) is None


def test_what_stands_beside_the_rows_does_not_matter() -> None:
    usual = usual_sheet(sheet_of(NUMBER, before="<cols><col/></cols>", after=ODD_ENDING))
    assert usual is not None
    assert usual.traces == b""
    assert corner_of(usual) == NEAR_CORNER


@pytest.mark.parametrize(
    "cells",
    [
        '<c r="B1" s="3"><v>0.5</v></c>',
        '<c r="B1"><f>A1</f></c>',
        '<c r="B1"><f t="shared" si="0"/><v/></c>',
        '<c r="B1"><f>1/A1</f><v>2</v></c>',
        '<c r="B1" t="str"><f>A1</f><v></v></c>',
        '<c r="B1" t="e"><v>#N/A</v></c>',
        '<c r="B1" t="e"><f>Sheet!A1</f><v>#REF!</v></c>',
        '</row><row r="2" hidden="1"><c r="B2"><v>2</v></c>',
        '</row><row customHeight="1" hidden="true" r="2"><c r="B2"><v>2</v></c>',
        '<c r="BA7" t="e"><v>#N/A</v></c>',
        '<c r="B100000"><f>A1</f></c>',
    ],
)
def test_every_trace_is_seen(cells: str) -> None:
    xml = sheet_of(NUMBER + cells)
    usual, walked = usual_sheet(xml), walk_sheet(xml, {3: Mark.PERCENT})
    assert usual is not None
    found = search_sheet(usual, {3: Mark.PERCENT})
    assert (found.marks, found.errors, found.hidden_rows) == (
        *(walked.marks, walked.errors),
        walked.hidden_rows,
    )
    assert corner_of(usual) in {NEAR_CORNER, walked.corner}


@pytest.mark.parametrize("word", sorted(TOTALS))
def test_no_word_of_a_sum_is_overlooked(word: str) -> None:
    for text in (word, f"{word.upper()}: za rok", f"{word}."):
        assert starts_as_total(text)
        assert may_hold_totals(f"P1\n{text}\nP2")
    assert not may_hold_totals("P1\nP2")


def test_the_collector_goes_on_and_keeps_what_somebody_froze() -> None:
    with collector_paused():
        assert not gc.isenabled()
        made: list[list[int]] = [[]]
    assert gc.isenabled()
    assert any(each is made for each in gc.get_objects(2))
    gc.freeze()
    try:
        frozen = gc.get_freeze_count()
        with collector_paused():
            pass
        assert gc.get_freeze_count() == frozen
    finally:
        gc.unfreeze()
