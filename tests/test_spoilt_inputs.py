"""Whatever stands in the cells, whatever is left of a file: the answer is a plan or problems."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from stack_planner.choosing.solve import Limits
from stack_planner.planning import Inputs, Order, plan
from stack_planner.problems import InfeasibleError, ProblemsError, has_errors
from stack_planner.telling.problems import told
from stack_planner.words import load
from tests.small import write_small

if TYPE_CHECKING:
    from pathlib import Path

FILES = ("project_stack.xlsx", "municipal_needs.xlsx")
ODD: tuple[Any, ...] = (
    *(None, "", " ", "x", "P1", "F", "1001", "ano", "-", "0", "１２", "1 000 Kč", "12,5", "1e9"),
    *(-1, 0, 1, 5, 2027, 2099, 0.5, 1e-9, 10**9, 1e18, float(2**63), True, "nan", "inf", "=1/0"),
    *("#N/A", "=A1", datetime(2027, 1, 1), "P1;P1", "žluťoučký" * 50, "\u200b", "'", "2027–2028"),  # noqa: DTZ001 — a cell has no zone
)
SPOTS = st.lists(
    st.tuples(
        st.sampled_from(FILES),
        st.integers(0, 20),
        st.integers(1, 9),
        st.integers(1, 30),
        st.sampled_from(ODD),
    ),
    min_size=1,
    max_size=4,
)
LOST = st.integers(0, 400)
LANGUAGES = ("cs", "en")
unhurried = settings(phases=(Phase.generate,), max_examples=25, deadline=None, derandomize=True)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workbooks of the small region, to be spoilt."""
    return write_small(tmp_path_factory.mktemp("spoilt")) / "inputs"


@pytest.fixture(scope="module")
def whole(folder: Path) -> dict[str, bytes]:
    """Both workbooks as they were."""
    return {name: (folder / name).read_bytes() for name in FILES}


def answered(folder: Path, files: dict[str, bytes]) -> bool:
    """Whether there is a plan; where not, what is in the way can be told."""
    for name, content in files.items():
        (folder / name).write_bytes(content)
    inputs = Inputs(folder / FILES[0], [folder / FILES[1]])
    try:
        plan(Order(inputs, Limits(nodes=200), None), lambda _: None)
    except InfeasibleError as stuck:
        return not tells_conflicts(stuck)
    except ProblemsError as wrong:
        return not tells_problems(wrong)
    return True


def tells_conflicts(stuck: InfeasibleError) -> bool:
    """That there are conflicts."""
    assert stuck.conflicts
    return True


def tells_problems(wrong: ProblemsError) -> bool:
    """That there are errors, with a sentence for every problem in both languages."""
    assert has_errors(wrong.problems)
    for problem in wrong.problems:
        assert all(told(problem, "what", load(lang)) for lang in LANGUAGES)
    return True


def with_cells(content: bytes, spots: list[tuple[int, int, int, Any]]) -> bytes:
    """A workbook with other values in some cells: (sheet, row, column, value)."""
    book = load_workbook(BytesIO(content))
    for place, row, column, value in spots:
        book.worksheets[place % len(book.worksheets)].cell(row, column).value = value
    spoilt = BytesIO()
    book.save(spoilt)
    return spoilt.getvalue()


@unhurried
@given(SPOTS)
def test_odd_cells_are_planned_or_told(
    folder: Path, whole: dict[str, bytes], spots: list[tuple[str, int, int, int, Any]]
) -> None:
    files = dict(whole)
    for name in FILES:
        theirs = [spot[1:] for spot in spots if spot[0] == name]
        files[name] = with_cells(whole[name], theirs) if theirs else whole[name]
    answered(folder, files)


@unhurried
@given(st.tuples(st.sampled_from(FILES), st.floats(0, 1)), st.binary(max_size=40), LOST)
def test_a_file_that_lost_or_gained_bytes_is_planned_or_told(
    folder: Path, whole: dict[str, bytes], spot: tuple[str, float], gained: bytes, lost: int
) -> None:
    name, at = spot
    content = whole[name]
    place = int(at * len(content))
    answered(folder, whole | {name: content[:place] + gained + content[place + lost :]})


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_was_cut_off_is_told(folder: Path, whole: dict[str, bytes], name: str) -> None:
    for part in (0, 1, 3, len(whole[name]) // 2, len(whole[name]) - 1):
        assert not answered(folder, whole | {name: whole[name][:part]})
    assert answered(folder, whole)
