"""The compound file that holds an old workbook: sectors in chains, as [MS-CFB] describes them."""

from __future__ import annotations

import struct
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_ENTRY = 128
_SHORT = 64
_LAST_SECTOR = 0xFFFFFFFA


def stream_of(content: bytes, names: Sequence[str]) -> bytes:
    """The first stream of one of the names; ``b""`` where there is none.

    Raises:
        struct.error, IndexError: the file is damaged.
    """
    size = 1 << struct.unpack_from("<H", content, 0x1E)[0]
    (directory,) = struct.unpack_from("<I", content, 0x30)
    cutoff, mini_table = struct.unpack_from("<II", content, 0x38)

    def sector(number: int) -> bytes:
        return content[(number + 1) * size : (number + 2) * size]

    table = _numbers(b"".join(map(sector, _table_sectors(content, sector))))
    entries = _chained(directory, table, sector)
    root_start, _ = _start_and_size(entries, 0)
    for place in range(0, len(entries), _ENTRY):
        if _name(entries, place) not in names:
            continue
        start, length = _start_and_size(entries, place)
        if length >= cutoff:
            return _chained(start, table, sector)[:length]
        small = _chained(root_start, table, sector)
        minis = _numbers(_chained(mini_table, table, sector))
        return _chained(start, minis, partial(_piece, small))[:length]
    return b""


def _piece(small: bytes, number: int) -> bytes:
    """A sector of the stream of short streams."""
    return small[number * _SHORT : (number + 1) * _SHORT]


def _table_sectors(content: bytes, sector: Callable[[int], bytes]) -> list[int]:
    """The sectors of the allocation table: 109 in the header, the rest in a chain of its own."""
    found = list(_numbers(content[0x4C:0x200]))
    following, count = struct.unpack_from("<II", content, 0x44)
    for _ in range(min(count, len(content) >> 9)):
        *more, following = _numbers(sector(following))
        found += more
    return [number for number in found if number < _LAST_SECTOR]


def _chained(start: int, table: Sequence[int], sector: Callable[[int], bytes]) -> bytes:
    """The content of a chain; one that bites its tail ends after as many sectors as there are."""
    parts: list[bytes] = []
    while start < _LAST_SECTOR and len(parts) <= len(table):
        parts.append(sector(start))
        start = table[start]
    return b"".join(parts)


def _numbers(content: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(content) // 4}I", content[: len(content) // 4 * 4])


def _name(entries: bytes, place: int) -> str:
    (length,) = struct.unpack_from("<H", entries, place + 64)
    return entries[place : place + max(min(length, 64) - 2, 0)].decode("utf-16-le", "replace")


def _start_and_size(entries: bytes, place: int) -> tuple[int, int]:
    start, length = struct.unpack_from("<II", entries, place + 116)
    return start, length
