"""Small workbooks of every kind, as bytes; those of other programs lie in ``cases/reading``."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

CASES = Path(__file__).parent / "cases" / "reading"

CSV = "Kód;Název;Částka\n4101;Aš;1 250 000,50\n0042;Žluťoučký kůň;\n"
PAGE = (
    "<html><head><meta charset='utf-8'></head><body><p>Přehled</p><table>"
    "<tr><th colspan=2>Kód</th><th>Částka</th></tr>"
    "<tr><td>4101</td><td>A&scaron;</td><td>1&nbsp;250</td></tr></table></body></html>"
)


def archive(parts: dict[str, bytes]) -> bytes:
    """A zip of parts."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return whole.getvalue()


WORKBOOK = (
    '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<sheets><sheet name="List1" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Target="worksheets/sheet1.{ending}" Type="http://schemas.'
    'openxmlformats.org/officeDocument/2006/relationships/worksheet"/></Relationships>'
)
ROOT = RELATIONS.replace("worksheets/sheet1.", "xl/workbook.").replace(
    "relationships/worksheet", "relationships/officeDocument"
)
TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
STYLES = (
    '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    '<numFmts><numFmt numFmtId="164" formatCode="0&quot; %&quot;"/></numFmts>'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="9"/><xf numFmtId="164"/></cellXfs></styleSheet>'
)


def xlsx(rows: str, **parts: bytes) -> bytes:
    """A workbook whose only sheet holds the given XML of rows; other parts by their names."""
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
        'xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f"<sheetData>{rows}</sheetData></worksheet>"
    )
    return archive(
        {
            "[Content_Types].xml": TYPES.encode(),
            "_rels/.rels": ROOT.format(ending="xml").encode(),
            "xl/workbook.xml": WORKBOOK.encode(),
            "xl/_rels/workbook.xml.rels": RELATIONS.format(ending="xml").encode(),
            "xl/styles.xml": STYLES.encode(),
            "xl/worksheets/sheet1.xml": sheet.encode(),
            **parts,
        }
    )


def ods(rows: str) -> bytes:
    """A workbook of LibreOffice whose only sheet holds the given XML of rows."""
    names = {
        "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
        "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
        "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    }
    spaces = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in names.items())
    content = (
        f"<office:document-content {spaces}><office:body><office:spreadsheet>"
        f'<table:table table:name="List1">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    kind = b"application/vnd.oasis.opendocument.spreadsheet"
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as made:
        made.writestr("mimetype", kind)
        made.writestr("content.xml", content)
    return whole.getvalue()


def xlsb(cells: list[tuple[int, int, str | float]]) -> bytes:
    """A binary workbook of texts and numbers by row and column, in order ([MS-XLSB])."""
    sheet = _record(129) + _record(148, struct.pack("<4I", 0, 1048575, 0, 16383)) + _record(145)
    for row, column, value in cells:
        sheet += _record(0, struct.pack("<II", row, 0) + bytes(17))
        head = struct.pack("<II", column, 0)
        if isinstance(value, str):
            text = value.encode("utf-16-le")
            sheet += _record(6, head + struct.pack("<I", len(value)) + text)
        else:
            sheet += _record(5, head + struct.pack("<d", value))
    sheet += _record(146) + _record(130)
    name = "List1".encode("utf-16-le")
    link = "rId1".encode("utf-16-le")
    bundle = struct.pack("<II", 0, 1) + struct.pack("<I", 4) + link + struct.pack("<I", 5) + name
    book = _record(131) + _record(143) + _record(156, bundle) + _record(144) + _record(132)
    return archive(
        {
            "[Content_Types].xml": TYPES.encode(),
            "_rels/.rels": ROOT.format(ending="bin").encode(),
            "xl/workbook.bin": book,
            "xl/_rels/workbook.bin.rels": RELATIONS.format(ending="bin").encode(),
            "xl/worksheets/sheet1.bin": sheet,
        }
    )


def whole_files() -> dict[str, bytes]:
    """An unspoilt file of every kind we read, by its ending."""
    rows = "".join(
        f'<row r="{n}"><c r="A{n}" s="1"><v>{n}</v></c>'
        f'<c r="C{n}" t="inlineStr"><is><t>text {n}</t></is></c></row>'
        for n in range(2, 20)
    )
    odd = '<row><x:c><v>1</v></x:c><c t="str"><f>A1</f><v></v></c></row><!-- odd -->'
    cell = '<table:table-cell office:value-type="float" office:value="5"/>'
    return {
        **{path.name: path.read_bytes() for path in sorted(CASES.glob("sample.*"))},
        "small.xlsx": xlsx(rows),
        "odd.xlsx": xlsx(odd),
        "small.ods": ods(
            f'<table:table-row table:number-rows-repeated="3">{cell}</table:table-row>'
        ),
        "small.xlsb": xlsb([(1, 1, "Kód"), (2, 1, 4101.0), (2, 2, "Aš")]),
        "small.csv": CSV.encode(),
        "old.csv": CSV.encode("windows-1250"),
        "wide.csv": CSV.encode("utf-16"),
        "page.xls": PAGE.encode(),
    }


def _record(kind: int, content: bytes = b"") -> bytes:
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    length, size = b"", len(content)
    while True:
        length += bytes([size & 0x7F | (0x80 if size > 0x7F else 0)])
        size >>= 7
        if not size:
            return head + length + content
