"""The parts of a zipped workbook, unpacked only as far as a sane workbook goes."""

from __future__ import annotations

import copy
import zipfile
from typing import TYPE_CHECKING, Self

from stack_planner.reading.faults import UnreadableError

if TYPE_CHECKING:
    from pathlib import Path

LARGEST_PART = 64_000_000
LARGEST_WHOLE = 200_000_000
"""Bytes unpacked, of one part and of all parts that are read."""


class Archive:
    """Parts by name, whatever the case and the slashes of the names in the file."""

    def __init__(self, path: Path) -> None:
        try:
            self._zip = zipfile.ZipFile(path)
        except Exception as error:
            raise UnreadableError("file_damaged") from error
        self._parts = {_plain(info.filename): info for info in self._zip.infolist()}
        self._left = LARGEST_WHOLE
        if len(self._parts) < len(self._zip.infolist()):
            self.close()
            raise UnreadableError("file_damaged", "zip")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Closes the file."""
        self._zip.close()

    def names(self) -> frozenset[str]:
        """The names of the parts, in lower case and with plain slashes."""
        return frozenset(self._parts)

    def read(self, name: str) -> bytes:
        """The unpacked part; ``b""`` where there is none.

        Raises:
            UnreadableError: it is larger than it says or than is sane, damaged, or it declares
                entities, which no workbook does and which can grow without end.
        """
        info = self._parts.get(_plain(name))
        if info is None:
            return b""
        content = self._unpacked(info)
        self._left -= len(content)
        declares = b"!" in content and b"<!ENTITY" in content  # a single byte is found far quicker
        if declares or b"<!DOCTYPE" in content[:2000]:
            raise UnreadableError("file_damaged", "DTD")
        return content

    def _unpacked(self, info: zipfile.ZipInfo) -> bytes:
        """The content; the size that the archive states is not believed."""
        limit = min(LARGEST_PART, self._left)
        if info.file_size > limit:
            raise UnreadableError("file_bomb", limit=LARGEST_PART // 1_000_000)
        unbelieved = copy.copy(info)
        unbelieved.file_size = info.file_size + 1
        try:
            with self._zip.open(unbelieved) as part:
                content = part.read(info.file_size + 1)
        except Exception as error:
            raise UnreadableError("file_damaged", type(error).__name__) from error
        if len(content) > info.file_size:
            raise UnreadableError("file_bomb", limit=LARGEST_PART // 1_000_000)
        return content


def _plain(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()
