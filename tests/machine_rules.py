"""What every workbook must keep so that Excel opens it without a word and machines can read it.

A rule takes a workbook apart and yields what breaks it, as ``Plán!B7: what``.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from tests.inspecting import MAIN, PACKAGE, blocks, named

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.inspecting import Block, Inspected, Sheet

CONTENT = "{http://schemas.openxmlformats.org/package/2006/content-types}"
LONGEST_TEXT, LONGEST_FORMULA, LONGEST_LITERAL = 32_767, 8192, 255
LONGEST_NAME, LONGEST_TITLE, LONGEST_MESSAGE, HIGHEST = 31, 32, 255, 409
VOLATILE = re.compile(
    r"\b(NOW|TODAY|OFFSET|INDIRECT|RAND|RANDBETWEEN|RANDARRAY|INFO|CELL)\s*\(", re.IGNORECASE
)
CLASSIC = frozenset(
    {"SUM", "SUMPRODUCT", "SUBTOTAL", "IF", "AND", "OR", "NOT", "MIN", "MAX", "ROUND", "ABS", "N"}
    | {"COUNT", "COUNTA", "COUNTIF", "ROWS", "RANK", "SMALL", "AVERAGE", "ISNUMBER", "INDEX"}
    | {"MATCH", "INT", "LOWER", "TRIM", "SUMIF", "SUMIFS", "COUNTIFS", "IFERROR", "TEXT", "LARGE"}
    | {"ROUNDUP", "ROUNDDOWN", "SIGN", "PRODUCT", "VLOOKUP", "LOOKUP", "DATE", "YEAR", "REPT"}
    | {
        "COUNTBLANK",
        "EXACT",
        "GEOMEAN",
        "FIND",
        "AVERAGEIF",
        "ISTEXT",
        "ISERROR",
        "ISNA",
        "MEDIAN",
        "SUBSTITUTE",
        "UPPER",
    }
    | {"MOD", "ISBLANK", "LEFT", "RIGHT", "MID", "LEN", "CHOOSE", "COLUMN", "ROW", "VALUE"}
)
"""Functions that need no prefix in a file and that every spreadsheet knows."""

LITERAL = re.compile(r'"((?:[^"]|"")*)"')
NUMBER = re.compile(r"[+-]?(\d{1,3}([ \u00a0,.]\d{3})+|\d+)([.,]\d+)?\s*(%|Kč|CZK)?")


def rule_archive(book: Inspected) -> Iterator[str]:
    """No part twice, none of a case only, each well-formed, described, and led to."""
    names = Counter(name.casefold() for name in book.entries)
    yield from (f"{name} is there twice" for name, count in names.items() if count > 1)
    types = book.xml("[Content_Types].xml")
    described = {each.get("PartName", "")[1:] for each in types.iter(f"{CONTENT}Override")}
    endings = {each.get("Extension") for each in types.iter(f"{CONTENT}Default")}
    yield from (f"{name} is described and missing" for name in described - set(book.entries))
    for name in book.entries:
        known = name in described or name.rpartition(".")[2] in endings
        if name != "[Content_Types].xml" and not known:
            yield f"{name} has no content type"
        if name.endswith((".xml", ".rels", ".vml")):
            try:
                book.xml(name)
            except ET.ParseError as error:
                yield f"{name}: {error}"


def rule_relations(book: Inspected) -> Iterator[str]:
    """Every relationship leads to a part of the same file."""
    for name in book.entries:
        if not name.endswith(".rels"):
            continue
        for each in book.xml(name).iter(f"{PACKAGE}Relationship"):
            if each.get("TargetMode") == "External":
                yield f"{name} leads outside to {each.get('Target')}"
        folder, _, file = name.replace("_rels/", "").rpartition("/")
        source = "/".join(filter(None, (folder, file.removesuffix(".rels"))))
        for target in book.targets(source).values():
            if target not in book.entries:
                yield f"{name} leads to {target}, which is missing"
    yield from (name for name in book.entries if "external" in name or "vba" in name)


def rule_cells(book: Inspected) -> Iterator[str]:
    """No error, no cell twice or out of order, no style that is none, texts not too long."""
    for sheet in book.sheets:
        order = [cell.get("r", "") for cell in sheet.all("c")]
        places = [blocks(address)[0][:2] for address in order]
        yield from (f"{sheet.name}!{b}: {a} before it" for a, b in pairwise(places) if a >= b)
        for cell in sheet.cells.values():
            if cell.kind == "e" or (cell.kind == "str" and cell.value.startswith("#")):
                yield f"{sheet.name}!{cell.address}: {cell.value}"
            if len(cell.value.encode("utf-16-le")) // 2 > LONGEST_TEXT:
                yield f"{sheet.name}!{cell.address}: {len(cell.value)} characters"
            if re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f]|_x00[01][0-9A-F]_", cell.value):
                yield f"{sheet.name}!{cell.address}: a control character"


def rule_in_sight(book: Inspected) -> Iterator[str]:
    """Nothing merged, nothing hidden."""
    for each in book.xml("xl/workbook.xml").iter(f"{MAIN}sheet"):
        if each.get("state", "visible") != "visible":
            yield f"{each.get('name')} is hidden"
    for sheet in book.sheets:
        yield from (f"{sheet.name}!{each.get('ref')} merged" for each in sheet.all("mergeCell"))
        for tag, size in (("row", "ht"), ("col", "width")):
            for each in sheet.all(tag):
                if each.get("hidden") in {"1", "true"} or each.get(size) in {"0", "0.0"}:
                    yield f"{sheet.name}: {tag} {each.get('r') or each.get('min')} hidden"


def rule_numbers(book: Inspected) -> Iterator[str]:
    """No number stands as a text, unless its cell says that it is one (a code)."""
    for sheet in book.sheets:
        for cell in sheet.cells.values():
            code = cell.look.number_format == "@"
            if cell.is_text and NUMBER.fullmatch(cell.value.strip()) and not code:
                yield f"{sheet.name}!{cell.address}: {cell.value!r} is a text"
            if cell.kind == "n" and cell.value and cell.formula is None and code:
                yield f"{sheet.name}!{cell.address}: {cell.value} is a number, formatted as text"


def rule_formulas(book: Inspected) -> Iterator[str]:
    """Nothing volatile, nothing from elsewhere, within Excel's lengths, each with its value."""
    for sheet in book.sheets:
        for place, text in _formulas(sheet):
            bare = LITERAL.sub('""', text)
            if VOLATILE.search(bare) or "[" in re.sub(r"'(?:[^']|'')*'", "''", bare):
                yield f"{sheet.name}!{place}: {text}"
            unknown = set(re.findall(r"([A-Z][A-Z.]*)\(", bare)) - CLASSIC
            if unknown:
                yield f"{sheet.name}!{place}: {unknown}"
            longest = max(map(len, LITERAL.findall(text)), default=0)
            if len(text) > LONGEST_FORMULA or longest > LONGEST_LITERAL:
                yield f"{sheet.name}!{place}: {len(text)} characters, a text of {longest}"
            if text.count('"') % 2 or "#REF!" in text:
                yield f"{sheet.name}!{place}: {text}"
        for cell in sheet.cells.values():
            if cell.formula is not None and cell.value == "" and cell.kind != "str":
                yield f"{sheet.name}!{cell.address}: no value"


def _formulas(sheet: Sheet) -> Iterator[tuple[str, str]]:
    """Formulas of cells, of validations and of conditional formats, each with its place."""
    yield from ((c.address, c.formula) for c in sheet.cells.values() if c.formula is not None)
    for tag in ("formula1", "formula2", "formula"):
        yield from ((tag, each.text or "") for each in sheet.all(tag))


def rule_names(book: Inspected) -> Iterator[str]:
    """Sheet names as Excel takes them; defined names once each and leading somewhere."""
    names = [sheet.name for sheet in book.sheets]
    for name in names:
        wrong = re.search(r"[\[\]:*?/\\\x00-\x1f]", name) or name.strip("' ") != name
        if wrong or not 0 < len(name) <= LONGEST_NAME or name.casefold() == "history":
            yield f"sheet {name!r}"
    yield from _twice(f"sheet {name.casefold()}" for name in names)
    yield from _twice(f"name {name} of {place}" for name, place, _ in book.names)
    for name, _, text in book.names:
        if not name.startswith("_xlnm.") or "#REF!" in text:
            yield f"name {name}: {text}"
        for named_sheet in re.findall(r"(?:'((?:[^']|'')+)'|([^\W\d]\w*))!", text):
            if "".join(named_sheet).replace("''", "'") not in names:
                yield f"name {name}: {text}"


def rule_headings(book: Inspected) -> Iterator[str]:
    """No heading twice in a header."""
    for sheet in book.sheets:
        for row in sheet.titles:
            said = [c.value for c in sheet.cells.values() if c.row == row and c.is_text]
            yield from (f"{sheet.name}: {heading}" for heading in _twice(said))


def rule_validations(book: Inspected) -> Iterator[str]:
    """Lists, titles and messages within Excel's lengths; no cell under two of them."""
    for sheet in book.sheets:
        for each in sheet.all("dataValidation"):
            where, listed = each.get("sqref"), each.findtext(f"{MAIN}formula1", "")
            if listed.startswith('"') and len(listed) > LONGEST_MESSAGE + 2:
                yield f"{sheet.name}!{where}: a list of {len(listed)}"
            for name, most in (
                ("promptTitle", LONGEST_TITLE),
                ("errorTitle", LONGEST_TITLE),
                ("prompt", LONGEST_MESSAGE),
                ("error", LONGEST_MESSAGE),
            ):
                if len(each.get(name, "")) > most:
                    yield f"{sheet.name}!{where}: {name} of {len(each.get(name, ''))}"
        found = [b for v in sheet.all("dataValidation") for b in blocks(v.get("sqref", ""))]
        yield from (f"{sheet.name}: validations over {where}" for where in _overlaps(found))


def rule_formats(book: Inspected) -> Iterator[str]:
    """Conditional formats name a style that is there."""
    for sheet in book.sheets:
        for each in sheet.all("cfRule"):
            style = each.get("dxfId")
            if style is not None and int(style) >= len(book.marks):
                yield f"{sheet.name}: {style}"


def rule_filters(book: Inspected) -> Iterator[str]:
    """One filter at most, over a header whose cells are filled, named as Excel names it."""
    for sheet in book.sheets:
        filters = [*sheet.all("autoFilter")]
        if len(filters) > 1:
            yield f"{sheet.name}: {len(filters)} filters"
        if not sheet.filtered:
            continue
        top, _, bottom, _ = sheet.filtered
        names = [n for n, p, _ in book.names if n == "_xlnm._FilterDatabase" and int(p) >= 0]
        if bottom <= top or (names and "_xlnm._FilterDatabase" not in names):
            yield f"{sheet.name}: {sheet.filtered}"
        if sheet.titles and top not in sheet.titles:
            yield f"{sheet.name}: the filter stands at {top}, the printed titles at {sheet.titles}"


def rule_layout(book: Inspected) -> Iterator[str]:
    """Panes below the header, columns described once, sizes and footers as Excel takes them."""
    for sheet in book.sheets:
        pane = sheet.first("pane")
        if sheet.filtered and pane is not None and float(pane.get("ySplit", "0")) < 1:
            yield f"{sheet.name}: the header is not frozen"
        columns = [(int(c.get("min", "0")), int(c.get("max", "0"))) for c in sheet.all("col")]
        yield from (f"{sheet.name}: column {b}" for (_, a), (b, _) in pairwise(columns) if b <= a)
        for row in sheet.all("row"):
            if float(row.get("ht", "1")) > HIGHEST:
                yield f"{sheet.name}: row {row.get('r')} is {row.get('ht')} high"
        for tag in ("oddHeader", "oddFooter"):
            for each in sheet.all(tag):
                if len(each.text or "") > LONGEST_MESSAGE:
                    yield f"{sheet.name}: a {tag} of {len(each.text or '')}"
        counted = sheet.first("tablePart")
        if counted is not None:
            yield f"{sheet.name}: a table part"


def rule_texts(book: Inspected) -> Iterator[str]:
    """As many shared texts as are said, each used."""
    if "xl/sharedStrings.xml" not in book.parts:
        return
    said = book.xml("xl/sharedStrings.xml")
    used = sum(c.get("t") == "s" for sheet in book.sheets for c in sheet.all("c"))
    if int(said.get("uniqueCount", len(book.texts))) != len(book.texts):
        yield f"{said.get('uniqueCount')} texts are {len(book.texts)}"
    if int(said.get("count", used)) != used:
        yield f"{said.get('count')} uses are {used}"


def _twice(things: Iterator[str] | list[str]) -> Iterator[str]:
    yield from (f"{thing} twice" for thing, count in Counter(things).items() if count > 1)


def _overlaps(found: list[Block]) -> Iterator[str]:
    """Cells in more than one of some ranges."""
    by_column: dict[int, list[tuple[int, int]]] = {}
    for top, left, bottom, right in found:
        for column in range(left, right + 1):
            by_column.setdefault(column, []).append((top, bottom))
    for column, spans in by_column.items():
        for (_, end), (start, _) in pairwise(sorted(spans)):
            if start <= end:
                yield named(start, column)


RULES: dict[str, Callable[[Inspected], Iterator[str]]] = {
    name.removeprefix("rule_"): rule for name, rule in globals().items() if name[:5] == "rule_"
}
