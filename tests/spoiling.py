"""Files spoilt by chance: bytes flipped, cut, moved; parts of archives changed from inside."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

LARGE = (b"4294967295", b"1048577", b"-1", b"99999999999999999999", b"1e400", b"", b"XFD1048576")
SPLINTERS = (b"<", b">", b'"', b"\0", b"\xff\xff\xff\xff", b"&", b"<c/>", b"<![CDATA[", b"%", b"\n")


def spoilt(content: bytes, others: list[bytes], chance: Random) -> bytes:
    """A file with one to four things done to it; ``others`` are files it may get pieces of."""
    for _ in range(chance.choice((1, 1, 1, 2, 4))):
        if content[:2] == b"PK" and chance.random() < 0.8:
            content = _spoilt_inside(content, others, chance)
        else:
            content = chance.choice(_DAMAGES)(content, others, chance)
    return content


def _spoilt_inside(content: bytes, others: list[bytes], chance: Random) -> bytes:
    """An archive that is whole, with parts that are not."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
    except Exception:  # noqa: BLE001 — spoilt before
        return _flipped(content, others, chance)
    if not parts:
        return content
    name = chance.choice(sorted(parts))
    fate = chance.random()
    if fate < 0.1:
        del parts[name]
    elif fate < 0.2:
        parts[name] = parts[chance.choice(sorted(parts))]
    else:
        parts[name] = chance.choice(_DAMAGES)(parts[name], others, chance)
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, inside in parts.items():
            archive.writestr(part, inside)
    return whole.getvalue()


def _flipped(content: bytes, _: list[bytes], chance: Random) -> bytes:
    spoiling = bytearray(content)
    for _each in range(chance.randint(1, 8) if spoiling else 0):
        spoiling[chance.randrange(len(spoiling))] = chance.randrange(256)
    return bytes(spoiling)


def _cut(content: bytes, _: list[bytes], chance: Random) -> bytes:
    return content[: chance.randint(0, len(content))]


def _without(content: bytes, _: list[bytes], chance: Random) -> bytes:
    start = chance.randint(0, len(content))
    return content[:start] + content[start + chance.randint(1, 200) :]


def _doubled(content: bytes, _: list[bytes], chance: Random) -> bytes:
    start = chance.randint(0, len(content))
    piece = content[start : start + chance.randint(1, 2000)]
    return content[:start] + piece * chance.randint(2, 5) + content[start:]


def _spliced(content: bytes, others: list[bytes], chance: Random) -> bytes:
    other = chance.choice(others)
    start = chance.randint(0, len(other))
    place = chance.randint(0, len(content))
    return content[:place] + other[start : start + chance.randint(1, 3000)] + content[place:]


def _splintered(content: bytes, _: list[bytes], chance: Random) -> bytes:
    place = chance.randint(0, len(content))
    return content[:place] + chance.choice(SPLINTERS) + content[place:]


def _enlarged(content: bytes, _: list[bytes], chance: Random) -> bytes:
    """A number, or a field of four bytes, made one that nobody expects."""
    digits = [place for place, byte in enumerate(content[:200_000]) if 48 <= byte <= 57]
    if not digits or chance.random() < 0.3:
        place = chance.randint(0, len(content))
        return content[:place] + b"\xff\xff\xff\x7f" + content[place + 4 :]
    place = chance.choice(digits)
    return content[:place] + chance.choice(LARGE) + content[place + 1 :]


_DAMAGES: tuple[Callable[[bytes, list[bytes], Random], bytes], ...] = (
    *(_flipped, _cut, _without, _doubled, _spliced, _splintered, _enlarged),
)
