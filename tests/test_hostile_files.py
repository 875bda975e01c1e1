"""No file hangs the reader, fills the memory or ends in a traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest

from stack_planner.reading.files import read_sheets
from tests import hostile
from tests.kinds import whole_files
from tests.spoiling import spoilt

if TYPE_CHECKING:
    from collections.abc import Callable

MOST_SECONDS, MOST_MEGABYTES = 10, 500
MEASURED = """
import resource, sys
from pathlib import Path
from stack_planner.reading.files import read_sheets
_, problems = read_sheets(Path(sys.argv[1]))
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
mine, apart = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
spent = sum(each.ru_utime + each.ru_stime for each in (mine, apart))
print(int(peak.split()[1]) // 1024, spent, *[problem.code for problem in problems])
"""
"""Memory since the program began (VmHWM; ru_maxrss knows the parent's too), processor time."""

FILES: list[tuple[Callable[[], bytes], str, list[str]]] = [
    (hostile.formatted_cells, "xlsx", ["file_bomb"]),
    (hostile.near_far_cell, "xlsx", []),
    (hostile.far_cell, "xlsx", ["sheet_too_far"]),
    (hostile.far_cell_in_disguise, "xlsx", ["sheet_too_far"]),
    (hostile.far_cell_in_small_letters, "xlsx", ["sheet_too_far"]),
    (hostile.wide_sheet, "xlsx", []),
    (hostile.bomb, "xlsx", ["file_bomb"]),
    (hostile.lying_bomb, "xlsx", ["file_damaged"]),
    (hostile.laughing_entities, "xlsx", ["file_damaged"]),
    (hostile.deep_nesting, "xlsx", []),
    (hostile.repeated_rows, "ods", ["sheet_too_far"]),
    (hostile.repeated_columns, "ods", ["sheet_too_far"]),
    (hostile.blank_repeats, "ods", []),
    (hostile.far_cell_of_xlsb, "xlsb", ["file_too_hard"]),
    (hostile.many_cells_csv, "csv", ["file_too_many_cells"]),
    (hostile.wide_spans, "html", ["file_too_many_cells"]),
]
LARGE: list[tuple[Callable[[], bytes], str, list[str]]] = [
    (hostile.formatted_rows, "xlsx", []),
    (hostile.dense_numbers, "xlsx", []),
    (hostile.dense_texts, "xlsx", []),
]


def bounded(make: Callable[[], bytes], ending: str, folder: Path) -> list[str]:
    """The codes of the problems of a file, read in bounded time and memory."""
    path = folder / f"x.{ending}"
    path.write_bytes(make())
    root = str(Path(__file__).parent.parent)
    done = subprocess.run(  # noqa: S603 — our own program
        (sys.executable, "-c", MEASURED, str(path)),
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": root},
    )
    assert done.returncode == 0, done.stderr
    memory, seconds, *codes = done.stdout.split()
    assert int(memory) < MOST_MEGABYTES
    assert float(seconds) < MOST_SECONDS
    return codes


needs_proc = pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="Linux only")


@needs_proc
@pytest.mark.parametrize(("make", "ending", "codes"), FILES)
def test_a_hostile_file_is_read_or_told(
    tmp_path: Path, make: Callable[[], bytes], ending: str, codes: list[str]
) -> None:
    assert bounded(make, ending, tmp_path) == codes


@pytest.mark.slow
@needs_proc
@pytest.mark.parametrize(("make", "ending", "codes"), LARGE)
def test_a_very_large_file_is_read(
    tmp_path: Path, make: Callable[[], bytes], ending: str, codes: list[str]
) -> None:
    assert bounded(make, ending, tmp_path) == codes


def test_some_hundred_spoilt_files_are_read_or_told(tmp_path: Path) -> None:
    """A sample of what ``benchmarks/fuzzing.py`` does for as long as asked."""
    whole = whole_files()
    quick = [name for name in sorted(whole) if not name.endswith((".xls", ".xlsb"))]
    for number in range(300):
        chance = Random(number)  # noqa: S311 — spoiling needs no secrecy
        path = tmp_path / chance.choice(quick)
        path.write_bytes(spoilt(whole[path.name], list(whole.values()), chance))
        sheets, problems = read_sheets(path)
        assert sheets or problems
        texts = [cell.text for sheet in sheets for row in sheet.rows for cell in row]
        assert all(isinstance(text, str) for text in texts)
