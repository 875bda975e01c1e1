"""What kind of file it is, told by its content; the ending of its name may lie."""

from __future__ import annotations

import io
import re
import zipfile
from enum import Enum

from stack_planner.reading.faults import UnreadableError

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WIDE_TEXT = (b"\xff\xfe", b"\xfe\xff")
_OTHER = (b"%PDF", b"\x89PNG", b"{\\rtf", b"MIME-Version:", b"Rar!", b"7z\xbc\xaf")
_CONTROLS = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")


class Kind(Enum):
    """The kinds we read, each with the endings that tell of it."""

    XLSX = (".xlsx", ".xlsm", ".xltx", ".xltm")
    XLSB = (".xlsb",)
    XLS = (".xls", ".xlt")
    ODS = (".ods", ".ots")
    CSV = (".csv", ".txt", ".tsv", ".tab")
    HTML = (".html", ".htm")

    @property
    def endings(self) -> tuple[str, ...]:
        """The endings of its files, the usual one first."""
        endings: tuple[str, ...] = self.value
        return endings


ENDINGS = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv", ".tsv"})
"""Files of a folder that are taken for workbooks."""


def kind_of(content: bytes) -> Kind:
    """The kind of a file.

    Raises:
        UnreadableError: it is empty, has a password, or is of no kind we know.
    """
    if not content.strip(b"\x00 \r\n\t"):
        raise UnreadableError("file_blank")
    if content.startswith(b"PK"):
        return _kind_of_archive(content)
    if content.startswith(_OLE):
        return _kind_of_compound(content)
    if content.startswith(_OTHER):
        raise UnreadableError("file_format")
    if _is_page(content):
        return Kind.HTML
    if not content.startswith(_WIDE_TEXT) and not _is_text(content[:100_000]):
        raise UnreadableError("file_damaged")
    return Kind.CSV


def _kind_of_archive(content: bytes) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = {name.replace("\\", "/").lower() for name in archive.namelist()}
            kind = archive.open("mimetype").read(100) if "mimetype" in names else b""
    except Exception as error:  # a damaged directory raises what it likes
        raise UnreadableError("file_damaged") from error
    if "xl/workbook.xml" in names:
        return Kind.XLSX
    if "xl/workbook.bin" in names:
        return Kind.XLSB
    if "content.xml" in names and (not kind or b"opendocument.spreadsheet" in kind):
        return Kind.ODS
    raise UnreadableError("file_format")


def _kind_of_compound(content: bytes) -> Kind:
    """An old workbook, or a new one locked by a password, both kept in a compound file."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise UnreadableError("file_encrypted")
    if any(word.encode("utf-16-le") + b"\0\0" in content for word in ("Workbook", "Book", "BOOK")):
        return Kind.XLS
    raise UnreadableError("file_format")


def _is_text(content: bytes) -> bool:
    """Whether there are next to no control characters; a few stray ones are cleaned later."""
    return b"\0" not in content and len(_CONTROLS.findall(content)) * 100 <= len(content)


def _is_page(content: bytes) -> bool:
    """Whether it is a page of HTML; other XML is refused.

    Raises:
        UnreadableError: XML that is no page.
    """
    start = content[:4000].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t").lower()
    if not start.startswith(b"<"):
        return False
    if re.search(rb"<(!doctype html|html|table|body|head|meta|div|style)\b", start):
        return True
    if start.startswith(b"<?xml"):
        raise UnreadableError("file_format")
    return False
