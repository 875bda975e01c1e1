"""What a copy cannot hold: whatever openpyxl leaves out is counted in the parts of both files."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

KINDS = {
    "macros": ("xl/vbaProject", b""),
    "images": ("xl/media/", b""),
    "charts": ("xl/charts/chart", b""),
    "shapes": ("xl/drawings/", rb"<xdr:(?:sp|cxnSp|grpSp)[ >]"),
    "controls": ("xl/ctrlProps/", b""),
    "slicers": ("xl/slicers/", b""),
    "pivots": ("xl/pivotTables/pivot", b""),
    "threads": ("xl/threadedComments/", b""),
    "choices": ("xl/worksheets/sheet", rb"<x14:dataValidation "),
    "formats": ("xl/worksheets/sheet", rb"<x14:cfRule "),
    "sparklines": ("xl/worksheets/sheet", rb"<x14:sparkline>"),
}
"""Where each kind stands in a workbook, and what it begins with there; "" counts whole parts."""


def lost(before: bytes, after: bytes) -> tuple[str, ...]:
    """The kinds of which the copy has fewer than the original."""
    had, has = _counts(before), _counts(after)
    return tuple(kind for kind in KINDS if has[kind] < had[kind])


def _counts(content: bytes) -> dict[str, int]:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {kind: _count(archive, *where) for kind, where in KINDS.items()}


def _count(archive: zipfile.ZipFile, prefix: str, begins: bytes) -> int:
    parts = [name for name in archive.namelist() if name.startswith(prefix)]
    if not begins:
        return len(parts)
    return sum(len(re.findall(begins, archive.read(name))) for name in parts)
