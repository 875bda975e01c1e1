"""Keeps a C library's words out of stdout, which belongs to data alone.

HiGHS 1.16 prints its banner when the first of its objects in a process is made, before any option
can tell it not to.
"""

from __future__ import annotations

import ctypes
import os
import sys
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_one_at_a_time = threading.Lock()


@contextmanager
def silenced() -> Iterator[None]:
    """Whatever C code prints on stdout inside goes nowhere; one thread at a time."""
    with _one_at_a_time:
        sys.stdout.flush()
        _flush_c()
        kept, nowhere = os.dup(1), os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        try:
            yield
        finally:
            _flush_c()
            os.dup2(kept, 1)
            os.close(kept)
            os.close(nowhere)


def _flush_c() -> None:
    """Empties the buffers of the C library, so that its words end where stdout points now."""
    library = ctypes.CDLL("ucrtbase" if sys.platform == "win32" else None)
    library.fflush(None)
