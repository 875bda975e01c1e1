"""A second opinion by CBC: it agrees, says how far it got, or stops the run."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from io import BytesIO
from random import Random
from typing import TYPE_CHECKING

import pulp
import pytest
from openpyxl import load_workbook

from stack_planner import cli
from stack_planner.choosing import choose_plan
from stack_planner.choosing.model import Column, Model, Sense, make_row
from stack_planner.choosing.second import ask_second, compare
from stack_planner.choosing.solve import Cbc, Limits, Second, Solver, State
from stack_planner.problems import UntrueAnswerError
from stack_planner.records import Budget
from stack_planner.results import Proof, SecondOpinion, Status
from stack_planner.scoring import score_projects
from stack_planner.telling.plans import plan_json, plan_lines
from stack_planner.words import load
from stack_planner.workbook.writing import plan_workbooks, workbook_names
from tests.running import run
from tests.small import write_small
from tests.solving import by_hand, feasible_regions, project

if TYPE_CHECKING:
    from pathlib import Path

    from stack_planner.records import Strategy
    from stack_planner.results import Plan


def planned(strategy: Strategy) -> Plan:
    return choose_plan(strategy, score_projects(strategy), (), Limits(), lambda _: None)


def better_and_worse() -> Strategy:
    """P is worth 5, Q is worth 3, and there is money for one of them."""
    pair = [project("P", capex=10), project("Q", capex=10)]
    return by_hand(pair, {"P": 5, "Q": 3}, [Budget("T", 2027, 10)])


def known(plan: Plan, objective: int, bound: int) -> Plan:
    """The plan with another proof."""
    proof = Proof(Status.FEASIBLE, objective, bound, 1, "HiGHS", "work")
    return replace(plan, choice=replace(plan.choice, proof=proof))


# Agreement


def test_cbc_proves_the_same_value() -> None:
    for strategy in feasible_regions(25):
        plan = planned(strategy)
        found = compare(plan, Cbc(10))
        assert found.solver
        assert found.solver.startswith("CBC 2")
        value = plan.proof.objective
        assert (found.value, found.bound, found.proven) == (value, value, True)


def test_cbc_sees_the_options_that_the_first_solver_did_not() -> None:
    strategy = better_and_worse()
    strategy = replace(strategy, budgets=(Budget("T", 2027, None), Budget("T", 2028, None)))
    strategy = replace(strategy, settings=replace(strategy.settings, years=2))
    plan = planned(strategy)
    assert plan.choice.dominated

    class Counting(Cbc):
        def maximise(self, model: Model, start: frozenset[int], unit: int = 1) -> Second:
            assert len(model.columns) == len(plan.choice.options)
            assert {model.columns[i].name for i in start} == plan.chosen_keys
            return super().maximise(model, start, unit)

    assert compare(plan, Counting(10)).proven


def test_where_there_is_nothing_to_choose_both_agree() -> None:
    late = project("P", capex=10, duration=2)
    assert compare(planned(by_hand([late], {"P": 5}, [Budget("T", 2027, 9)])), Cbc(10)).proven


def hard(columns: int = 300, rows: int = 20) -> Model:
    """A model that nobody proves in a moment."""
    dice = Random(1)  # noqa: S311 — a test's dice
    return Model(
        tuple(Column(f"c{n:03}", "T", dice.randint(1_000, 1_000_000)) for n in range(columns)),
        tuple(
            make_row(
                f"r{r}",
                {n: dice.randint(1, 1_000) for n in range(columns)},
                Sense.AT_MOST,
                columns * 240,
            )
            for r in range(rows)
        ),
    )


@pytest.mark.slow
def test_after_its_time_cbc_still_tells_a_bound() -> None:
    model = hard()
    first = Solver(Limits(nodes=50)).maximise(model)
    assert first.chosen is not None
    assert first.bound is not None
    answer = Cbc(1).maximise(model, first.chosen)
    assert answer.state is State.TIME
    assert answer.chosen is not None
    assert answer.bound is not None
    best = model.value(answer.chosen)
    assert model.value(first.chosen) <= best <= min(first.bound, answer.bound)
    assert answer.bound < sum(column.weight for column in model.columns)


def test_a_bound_of_floating_point_counts_as_a_little_higher() -> None:
    """Weights in a large unit: what CBC prints is rounded to three places."""
    columns = tuple(Column(f"c{n}", "T", 333_333 + n) for n in range(5))
    few = make_row("few", dict.fromkeys(range(5), 1), Sense.AT_MOST, 3)
    answer = Cbc(10).maximise(Model(columns, (few,)), frozenset(), unit=1_000_000)
    best = 333_337 + 333_336 + 333_335
    assert answer.state is State.OPTIMAL
    assert answer.bound is not None
    assert best <= answer.bound <= best + 2 * 1_000_000


# Contradictions


@dataclass(frozen=True)
class Lying(Cbc):
    """A solver that says whatever it was told to."""

    says: Second

    def maximise(self, model: Model, start: frozenset[int], unit: int = 1) -> Second:
        """What it was told."""
        del model, start, unit
        return self.says


def test_a_plan_above_our_bound_is_a_contradiction() -> None:
    plan = planned(better_and_worse())
    worse = tuple(option for option in plan.choice.options if option.project == "Q")
    wrong = known(replace(plan, choice=replace(plan.choice, chosen=worse)), 3, 4)
    with pytest.raises(UntrueAnswerError, match="has a plan of 5 above bound 4"):
        compare(wrong, Cbc(10))
    assert compare(known(wrong, 3, 5), Cbc(10)).value == 5, "better, but within the bound"


def test_our_value_above_its_bound_is_a_contradiction() -> None:
    plan = planned(better_and_worse())
    says = Second("CBC", State.TIME, frozenset(), 4)
    with pytest.raises(UntrueAnswerError, match="objective 5 above bound 4 of CBC"):
        compare(plan, Lying(1, says))
    assert compare(plan, Lying(1, replace(says, bound=5))).bound == 5


def test_that_there_is_no_plan_is_a_contradiction() -> None:
    plan = planned(better_and_worse())
    with pytest.raises(UntrueAnswerError, match="no plan"):
        compare(plan, Lying(1, Second("CBC", State.INFEASIBLE, None, None)))


def test_a_plan_that_breaks_a_row_is_no_argument() -> None:
    plan = planned(better_and_worse())
    both = Second("CBC", State.OPTIMAL, frozenset({0, 1}), 8)
    assert compare(plan, Lying(1, both)) == SecondOpinion("CBC", None, 8, proven=False)


def test_a_contradiction_ends_the_run_and_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(write_small(tmp_path))
    monkeypatch.setattr(Cbc, "maximise", lambda *_: Second("CBC", State.TIME, None, 0))
    with pytest.raises(SystemExit) as ended:
        cli.main(["plan", "--verify", "-q"])
    assert ended.value.code == 1
    assert "Vnitřní chyba" in capsys.readouterr().err
    assert not (tmp_path / "outputs").exists()


# What is told


def test_verifying_changes_no_byte_and_is_told(tmp_path: Path) -> None:
    def digests() -> list[str]:
        files = sorted((tmp_path / "outputs").glob("*.xlsx"))
        return [hashlib.sha256(file.read_bytes()).hexdigest() for file in files]

    write_small(tmp_path)
    assert run(tmp_path, "plan", "--json").json["verify"] is None
    before = digests()
    told = run(tmp_path, "plan", "--json", "--verify").json
    assert digests() == before
    assert len(before) == 3
    assert told["verify"].pop("solver").startswith("CBC 2")
    assert told["verify"] == {"value": 270, "bound": 270, "proven": True}


def second_line_of(opinion: SecondOpinion) -> str:
    plan = replace(planned(better_and_worse()), second=opinion)
    return list(plan_lines(plan, load("cs")))[-1]


def test_how_far_it_got_is_a_sentence() -> None:
    assert second_line_of(SecondOpinion("CBC 2", 50_000, 50_000, proven=True)) == (
        "Druhý názor (CBC 2): žádný plán nemá vyšší hodnotu než 5,0000; prokázáno jiným řešitelem."
    )
    open_one = second_line_of(SecondOpinion("CBC 2", 50_000, 61_000))
    assert "má hodnotu 5,0000, horní mez 6,1000." in open_one
    assert "horní mez –." in second_line_of(SecondOpinion("CBC 2", 50_000, None))
    assert "neproběhl" in second_line_of(SecondOpinion("CBC 2"))


def test_a_missing_cbc_is_told_and_the_plan_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    plan = planned(better_and_worse())
    monkeypatch.delattr(pulp, "PULP_CBC_CMD")
    monkeypatch.delattr(pulp, "COIN_CMD")
    opinion = ask_second(plan, Limits())
    assert opinion == SecondOpinion(None)
    assert "není nainstalován" in second_line_of(opinion)
    told = plan_json(replace(plan, second=opinion), {}, (), load("cs"))
    assert told["verify"] == {"solver": None, "value": None, "bound": None, "proven": False}


def test_a_cbc_that_does_not_run_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise pulp.PulpSolverError

    plan = planned(better_and_worse())
    monkeypatch.setattr(pulp.PULP_CBC_CMD, "actualSolve", fails)
    assert ask_second(plan, Limits()) == SecondOpinion("CBC")


@pytest.mark.parametrize(
    ("stopped", "sentence"),
    [("work", "opakovaný běh dá tentýž plán"), ("time", "opakovaný běh může dát jiný plán")],
)
def test_what_ended_the_run_is_told_everywhere(stopped: str, sentence: str) -> None:
    plan = planned(better_and_worse())
    proof = replace(plan.proof, status=Status.CERTIFIED, bound=6, stopped_by=stopped)
    plan = replace(plan, choice=replace(plan.choice, proof=proof))
    words = load("cs")
    assert any(sentence in line for line in plan_lines(plan, words))
    assert plan_json(plan, {}, (), words)["stopped_by"] == stopped
    for book in plan_workbooks(plan, words, workbook_names(plan.strategy)).values():
        for sheet in ("Souhrn", "O dokumentu"):
            told = " ".join(" ".join(texts(book, sheet)).split())
            assert sentence in told, sheet


def texts(workbook: bytes, sheet: str) -> list[str]:
    """Every text of a sheet."""
    rows = load_workbook(BytesIO(workbook))[sheet].iter_rows(values_only=True)
    return [cell for row in rows for cell in row if isinstance(cell, str)]
