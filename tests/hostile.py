"""Files that somebody made, or a program left behind, to hang or fill a reader."""

from __future__ import annotations

import io
import struct
import zipfile

from stack_planner.reading.cells import address
from tests.kinds import RELATIONS, archive, ods, xlsb, xlsx

SHARED_TEXTS = (
    '<Relationship Id="rId2" Target="sharedStrings.xml" Type="http://schemas.openxmlformats.org/'
    'officeDocument/2006/relationships/sharedStrings"/>'
)
LAST_ROW = 1_048_576
LONGEST_TEXT = 32_767


def formatted_rows() -> bytes:
    """Every row of the sheet formatted, and a cell in each; one value in A1."""
    first = '<row r="1"><c r="A1"><v>1</v></c></row>'
    rows = "".join(f'<row r="{n}" s="1"><c r="A{n}" s="1"/></row>' for n in range(2, LAST_ROW + 1))
    return xlsx(first + rows)


def formatted_cells() -> bytes:
    """Four million formatted cells without a value."""
    row = "".join(f'<c r="A{n}" s="1"/>' for n in range(10_000))
    return xlsx(f'<row r="1">{row}</row>' * 400)


def near_far_cell() -> bytes:
    """A1 and the farthest cell that is read without a closer look."""
    return xlsx(
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="99999"><c r="AZ99999"><v>2</v></c></row>'
    )


def dense_numbers() -> bytes:
    """As many numbers as fit into a part."""
    rows = (
        f'<row r="{row}">'
        + "".join(f'<c r="{x}{row}"><v>{row}</v></c>' for x in "ABCDEFGHIJ")
        + "</row>"
        for row in range(1, 190_001)
    )
    return xlsx("".join(rows))


def dense_texts() -> bytes:
    """A part full of shared texts, each in a cell."""
    texts = "".join(f"<si><t>{n}{'x' * 40}</t></si>" for n in range(900_000))
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    parts = {
        "xl/sharedStrings.xml": f"<sst {space}>{texts}</sst>".encode(),
        "xl/_rels/workbook.xml.rels": RELATIONS.format(ending="xml")
        .replace("</Relationships>", SHARED_TEXTS + "</Relationships>")
        .encode(),
    }
    cells = (f'<row r="{n}"><c r="A{n}" t="s"><v>{n}</v></c></row>' for n in range(1, 900_000))
    return xlsx("".join(cells), **parts)


def far_cell() -> bytes:
    """A1 and the very last cell of a sheet."""
    return xlsx(
        '<row r="1"><c r="A1"><v>1</v></c></row>'
        f'<row r="{LAST_ROW}"><c r="XFD{LAST_ROW}"><v>2</v></c></row>'
    )


def far_cell_in_disguise() -> bytes:
    """The same, written in another way."""
    return xlsx(
        '<row r="1"><x:c r="A1"><v>1</v></x:c></row>'
        f'<x:row r="{LAST_ROW}"><x:c r="XFD{LAST_ROW}"><v>2</v></x:c></x:row>'
    )


def far_cell_in_small_letters() -> bytes:
    """The same, its address in letters that no program writes and calamine reads."""
    return xlsx(
        '<row r="1"><c r="A1"><v>1</v></c></row>'
        f'<row r="{LAST_ROW}"><c r="xfd{LAST_ROW}"><v>2</v></c></row>'
    )


def wide_sheet() -> bytes:
    """A row of 16,384 filled cells."""
    cells = (f'<c r="{address(0, n)}"><v>1</v></c>' for n in range(16_384))
    return xlsx(f'<row r="1">{"".join(cells)}</row>')


def bomb() -> bytes:
    """A part that unpacks to 200 MB, three times what is sane."""
    whole = io.BytesIO()
    with (
        zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as made,
        zipfile.ZipFile(io.BytesIO(xlsx(""))) as sane,
    ):
        for name in sane.namelist():
            made.writestr(name, sane.read(name))
        with made.open("xl/sharedStrings.xml", "w", force_zip64=True) as part:
            for _ in range(200):
                part.write(b" " * 1_000_000)
    return whole.getvalue()


def lying_bomb() -> bytes:
    """The same, while the archive says that the part is small."""
    content = bytearray(bomb())
    place = content.rfind(b"xl/sharedStrings.xml") - 46
    struct.pack_into("<I", content, place + 24, 1000)
    return bytes(content)


def laughing_entities() -> bytes:
    """Entities that multiply, in the shared texts."""
    entities = '<!ENTITY a0 "ha">' + "".join(
        f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12)
    )
    texts = f"<!DOCTYPE sst [{entities}]><sst><si><t>&a11;</t></si></sst>"
    parts = {"xl/sharedStrings.xml": texts.encode()}
    return xlsx('<row r="1"><c r="A1" t="s"><v>0</v></c></row>', **parts)


def deep_nesting() -> bytes:
    """A hundred thousand elements inside each other."""
    return xlsx(f'<row r="1"><c r="A1"><v>1</v></c></row>{"<a>" * 100_000}{"</a>" * 100_000}')


def long_text() -> bytes:
    """A cell as long as Excel allows."""
    text = "ž" * LONGEST_TEXT
    return xlsx(f'<row r="1"><c r="A1" t="inlineStr"><is><t>{text}</t></is></c></row>')


def repeated_rows() -> bytes:
    """A filled row repeated to the end of the sheet."""
    cell = '<table:table-cell office:value-type="float" office:value="5"/>' * 5
    return ods(f'<table:table-row table:number-rows-repeated="{LAST_ROW}">{cell}</table:table-row>')


def repeated_columns() -> bytes:
    """A thousand rows, each with a cell repeated to the end of the sheet."""
    cell = (
        '<table:table-cell table:number-columns-repeated="16384" office:value-type="float"'
        ' office:value="5"/>'
    )
    return ods(f"<table:table-row>{cell}</table:table-row>" * 1000)


def blank_repeats() -> bytes:
    """What LibreOffice writes below and right of a table."""
    cell = '<table:table-cell office:value-type="float" office:value="5"/>'
    blank = '<table:table-cell table:number-columns-repeated="16383"/>'
    return ods(
        f"<table:table-row>{cell}{blank}</table:table-row>"
        f'<table:table-row table:number-rows-repeated="{LAST_ROW - 1}">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )


def far_cell_of_xlsb() -> bytes:
    """A1 and the very last cell of a binary sheet."""
    return xlsb([(0, 0, 1.0), (LAST_ROW - 1, 16_383, 2.0)])


def many_cells_csv() -> bytes:
    """Ten million blank cells."""
    return (b";" * 99_999 + b"x\n") * 100


def wide_spans() -> bytes:
    """A page of merged cells that cover each other."""
    row = "<tr><td rowspan=100000 colspan=100000>x</td></tr>"
    return f"<html><table>{row * 10_000}</table></html>".encode()


def letter() -> bytes:
    """A text document."""
    return archive({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"})


def locked() -> bytes:
    """The head of a compound file that holds an encrypted workbook."""
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
    return head + "EncryptedPackage".encode("utf-16-le") + bytes(1000)
