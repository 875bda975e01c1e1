"""Spoils workbooks of every kind for as many seconds as asked and reads them; says what it saw."""

from __future__ import annotations

import resource
import sys
import tempfile
import time
import traceback
from collections import Counter
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parent.parent))

from stack_planner.reading.files import read_sheets
from tests.kinds import whole_files
from tests.spoiling import spoilt

MOST_TRACEBACKS = 20


def main(seconds: float, seed: int) -> None:
    """Prints the files by kind and answer, the slowest and the memory; keeps what fails."""
    whole = whole_files()
    seen: Counter[str] = Counter()
    slowest = 0.0
    end = time.monotonic() + seconds
    folder = Path(tempfile.mkdtemp())
    number = 0
    while time.monotonic() < end:
        chance = Random(f"{seed} {number}")  # noqa: S311 — spoiling needs no secrecy
        name = chance.choice(sorted(whole))
        path = folder / name
        path.write_bytes(spoilt(whole[name], list(whole.values()), chance))
        start = time.monotonic()
        try:
            sheets, problems = read_sheets(path)
            cells = [cell.text for sheet in sheets for row in sheet.rows[:100] for cell in row]
            answer = "read" if cells else "blank"
            seen[f"{path.suffix} {problems[0].code if not sheets and problems else answer}"] += 1
        except BaseException:
            seen[f"{path.suffix} TRACEBACK"] += 1
            traceback.print_exc()
            path.rename(folder / f"{number}-{name}")
            if seen[f"{path.suffix} TRACEBACK"] > MOST_TRACEBACKS:
                raise
        took = time.monotonic() - start
        if took > slowest:
            slowest = took
            print(f"{number} {name}: {took:.2f} s", flush=True)
        number += 1
    for which, count in sorted(seen.items()):
        print(f"{count:8d}  {which}")
    memory = max(
        resource.getrusage(who).ru_maxrss
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    print(f"{number} files, seed {seed}, slowest {slowest:.2f} s, at most {memory // 1024} MB")


if __name__ == "__main__":
    main(float(sys.argv[1]), int(sys.argv[2]))
