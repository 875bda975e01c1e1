"""Rules across tables, each with the very sentence that a person reads."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest

from stack_planner.checking import check_strategy
from stack_planner.checking.criteria import _correlated
from stack_planner.reading import read_strategy
from stack_planner.telling.problems import told
from stack_planner.words import load
from tests.small import TABLES, Tables, write_small

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from stack_planner.problems import Problem

Change = "Callable[[Tables], object]"
NBSP = "\xa0"


def found(folder: Path, change: Callable[[Tables], object]) -> tuple[Problem, ...]:
    inputs = write_small(folder, change) / "inputs"
    strategy, problems = read_strategy(
        inputs / "project_stack.xlsx", [inputs / "municipal_needs.xlsx"]
    )
    assert strategy is not None
    return (*problems, *check_strategy(strategy))


def put(table: str, row: int, **values: object) -> Callable[[Tables], object]:
    return lambda tables: tables[table][row].update(values)


def add(table: str, *rows: dict[str, Any]) -> Callable[[Tables], object]:
    return lambda tables: tables[table].extend(rows)


def both(*changes: Callable[[Tables], object]) -> Callable[[Tables], object]:
    return lambda tables: [change(tables) for change in changes]


def projects(*levels: tuple[int, int], capex: bool = False) -> Callable[[Tables], object]:
    """So many projects with these levels of K1 and K2; with ``capex`` their cost follows K1."""

    def change(tables: Tables) -> None:
        codes = [f"P{n}" for n in range(len(levels))]
        tables["projects"] = [
            {
                "code": code,
                "name": code,
                "area": "A",
                "scope": "ORP",
                "capex": 1000 + 10 * first if capex else 1000 + (7 * n) % 4,
            }
            for n, (code, (first, _)) in enumerate(zip(codes, levels, strict=True))
        ]
        tables["scores"] = [
            {"project": code, "K1": first, "K2": second}
            for code, (first, second) in zip(codes, levels, strict=True)
        ]
        tables["criteria"][1]["level_100"] = 10
        tables["programmes"] = []

    return change


def must(*codes: str, orp: str = "1001", **values: object) -> Callable[[Tables], object]:
    return add(
        "positions", *({"orp": orp, "project": code, "stance": "must", **values} for code in codes)
    )


def link(relation: str, first: str = "P1", second: str = "P2") -> Callable[[Tables], object]:
    return add("links", {"first": first, "relation": relation, "second": second})


def refuses(code: str, orp: str = "1001") -> Callable[[Tables], object]:
    return add("positions", {"orp": orp, "project": code, "stance": "refuses"})


CASES: list[tuple[str, Callable[[Tables], object], str]] = [
    (
        "weight_outside",
        put("criteria", 0, weight_min=4, weight_max=5),
        "váha kritéria leží mimo své meze Váha min a Váha max",
    ),
    (
        "criterion_unused",
        add("criteria", {"code": "K9", "name": "N", "weight": 1, "level_0": 0, "level_100": 1}),
        "kritérium nemá u žádného projektu úroveň, o ničem nerozhoduje",
    ),
    (
        "criterion_even",
        projects((3, 1), (3, 5), (3, 9)),
        "všechny projekty mají stejnou úroveň 3, kritérium o ničem nerozhoduje",
    ),
    (
        "levels_clustered",
        projects((8, 1), (9, 5), (10, 9), (8, 2), (1, 5)),
        "v horní pětině stupnice je 4 z 5 projektů, kritérium je od sebe neodliší",
    ),
    (
        "limit_too_low",
        put("budgets", 0, capex=2_500),
        "limit je proti jiným rokům velmi nízký, možná je v tisících",
    ),
    (
        "budget_unused",
        both(
            add("settings", {"key": "počet roků", "value": 2, "note": ""}),
            add("budgets", {"orp": "1001", "year": 2029, "capex": 1, "opex": 1, "effort": 1}),
        ),
        "rozpočet roku mimo plán se nepoužije",
    ),
    (
        "cost_named",
        put("criteria", 0, name="Nízké náklady"),
        (
            "kritérium mluví o nákladech („náklady“), které už hlídá rozpočet; "
            "cena by se počítala dvakrát"
        ),
    ),
    (
        "cost_named",
        put("criteria", 0, unit="tis. Kč"),
        "kritérium mluví o nákladech („kč“), které už hlídá rozpočet; cena by se počítala dvakrát",
    ),
    (
        "cost_like",
        projects((1, 3), (2, 9), (4, 1), (7, 4), (9, 2), capex=True),
        (
            "úrovně kritéria sledují výši investice, kterou už hlídá rozpočet; "
            "cena by se počítala dvakrát"
        ),
    ),
    (
        "criteria_alike",
        projects((1, 2), (2, 3), (4, 5), (7, 8), (9, 10)),
        "úrovně jsou téměř stejné jako u kritéria K1 Přínos; totéž by se počítalo dvakrát",
    ),
    ("name_twice", put("projects", 1, name=" portál"), "stejný název má i P1"),
    (
        "must_needs_refused",
        both(must("P1"), refuses("P2"), link("requires")),
        "1001 Větší má povinně P1, ale P2, bez něhož to nejde, město nechce nebo mít nemůže",
    ),
    (
        "must_needs_refused",
        both(must("P2"), put("projects", 0, only_orps=["1002"]), link("together")),
        "1001 Větší má povinně P2, ale P1, bez něhož to nejde, město nechce nebo mít nemůže",
    ),
    (
        "must_both",
        both(must("P1", "P2"), link("excludes")),
        "1001 Větší má povinně P1 i P2, které se vylučují",
    ),
    (  # P2 may get half from F: 700 000 + 600 000 / 2 against twice 450 000
        "budget_below_duties",
        must("P1", "P2", orp="1002"),
        (
            "povinné projekty (P1, P2) stojí město aspoň 1 000 000 Kč vlastních investic, "
            "rozpočty všech let dávají jen 900 000 Kč"
        ),
    ),
    (
        "pool_below_duties",
        put("projects", 3, must_start_by=2027, capex=500_001),
        (
            "povinné projekty (P4) stojí kraj aspoň 500 001 Kč investic, "
            "rozpočet kraje dává za všechny roky jen 500 000 Kč"
        ),
    ),
    (
        "programme_unlisted",
        add("programmes", {"code": "G", "name": "G", "rate": 50, "vat_eligible": True}),
        "program neuvádí žádný projekt",
    ),
    (
        "minimum_unreached",
        put("programmes", 0, min_eligible=600_001),
        "na nejnižší způsobilé výdaje nedosáhne žádný projekt; nejblíž je P2 s nejvýše 600 000 Kč",
    ),
    (
        "cycle",
        both(link("requires"), link("requires", "P2", "P1")),
        "projekty se vyžadují v kruhu: P1 → P2 → P1",
    ),
]


@pytest.mark.parametrize(("code", "change", "sentence"), CASES)
def test_a_flaw_across_tables_is_told(
    tmp_path: Path, code: str, change: Callable[[Tables], object], sentence: str
) -> None:
    sentences = [
        told(problem, "what", load("cs")).replace(NBSP, " ")
        for problem in found(tmp_path, change)
        if problem.code == code
    ]
    assert sentences == [sentence]


QUIET = sorted({code for code, _, _ in CASES})


@pytest.mark.parametrize(
    "change",
    [
        lambda _: None,
        both(must("P1"), add("positions", {"orp": "1001", "project": "P2", "stance": "done"})),
        both(must("P1"), refuses("P2", "1002"), link("requires")),
        both(must("P1"), refuses("P2"), link("excludes")),
        both(must("P1", orp="1001"), must("P2", orp="1002"), link("excludes")),
        must("P1", "P2"),
        both(must("P1", "P2", orp="1002"), put("programmes", 0, rate=67)),
        both(must("P1", "P2", orp="1002"), put("budgets", 2, capex="bez limitu")),
        put("projects", 3, must_start_by=2027, capex=500_000),
        put("programmes", 0, min_eligible=600_000),
        projects((8, 1), (9, 5), (10, 9), (1, 2), (2, 5)),
        projects((1, 9), (2, 7), (4, 5), (7, 2), (9, 1)),
        put("criteria", 0, weight_min=3, weight_max=3),
    ],
)
def test_what_fits_is_not_told(tmp_path: Path, change: Callable[[Tables], object]) -> None:
    assert [p.code for p in found(tmp_path, change) if p.code in QUIET] == []


def test_the_bound_of_agreement_is_exact() -> None:
    """Five pairs whose correlation is exactly 0.8."""
    pairs = [(Fraction(x), Fraction(y)) for x, y in ((1, 1), (2, 3), (3, 2), (4, 5), (5, 4))]
    # n·Σxy − Σx·Σy = 5·53 − 225 = 40, n·Σx² − (Σx)² = 50 for both: r = 0.8
    assert _correlated(pairs, Fraction(8, 10))
    assert not _correlated(pairs, Fraction(8, 10) + Fraction(1, 10**30))
    falling = [(x, -y) for x, y in pairs]
    assert not _correlated(falling, Fraction(8, 10))
    assert _correlated(falling, Fraction(8, 10), either_way=True)


def test_the_small_region_is_the_one_that_the_cases_spoil() -> None:
    assert [project["code"] for project in TABLES["projects"]] == ["P1", "P2", "P3", "P4"]
