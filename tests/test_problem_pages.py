"""Every code has an example that brings it out, and the pages in ``docs/`` show just these.

``UPDATE_PROBLEMS=1 python -m pytest tests/test_problem_pages.py`` prints the pages anew.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.problem_examples import EXAMPLES, problems_in
from tests.problem_pages import PAGES, codes, page

if TYPE_CHECKING:
    from collections.abc import Iterable

    from stack_planner.problems import Problem

DOCS = Path(__file__).parents[1] / "docs"
UPDATE = bool(os.environ.get("UPDATE_PROBLEMS"))


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Problem, ...]]:
    """The problems of every example."""
    folders = tmp_path_factory.mktemp("examples")

    def problems(code: str) -> Iterable[Problem]:
        (folders / code).mkdir()
        return problems_in(folders / code, EXAMPLES[code])

    return {code: tuple(problems(code)) for code in EXAMPLES}


def test_every_code_has_an_example_in_the_order_of_the_words() -> None:
    assert list(EXAMPLES) == codes()


def test_every_example_brings_its_code_out(found: dict[str, tuple[Problem, ...]]) -> None:
    silent = {code for code in EXAMPLES if code not in {problem.code for problem in found[code]}}
    assert silent == set()


@pytest.mark.parametrize(("lang", "name"), PAGES.items())
def test_the_page_is_what_the_program_says(
    found: dict[str, tuple[Problem, ...]], lang: str, name: str
) -> None:
    if UPDATE:
        (DOCS / name).write_text(page(found, lang), encoding="utf-8")
    assert page(found, lang) == (DOCS / name).read_text(encoding="utf-8")
