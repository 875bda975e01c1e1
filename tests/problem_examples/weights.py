"""Examples of problems with answers on the weights of criteria."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from stack_planner.records import Method
from tests.changing import both, setting
from tests.eliciting import rows
from tests.problem_examples.making import Example, tables

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tests.small import Tables

WHO = "Odbor financí"
USED = setting("zdroj vah", "odpovědi")
PAIRS = {("K1", "K2"): 3, ("K1", "K3"): 5, ("K2", "K3"): 2}
ENDS = {("K1", "K2"): 2, ("K1", "K3"): 6, ("K2", "K3"): 3}


def third(tables: Tables) -> None:
    """A third criterion, of which nobody asked."""
    tables["criteria"].append({**tables["criteria"][0], "code": "K3", "name": "Třetí"})


def answers(
    method: Method, values: Mapping[Any, object], *more: dict[str, Any]
) -> Callable[[Tables], object]:
    """Answers of one person on three criteria."""
    given = [*rows(WHO, method, values), *more]
    return both(third, lambda t: t.update(weight_answers=given))


def used(*changes: Callable[[Tables], object]) -> Example:
    """Inputs in which the weights come from answers."""
    return tables(*changes, USED)


def swung(*points: object) -> Callable[[Tables], object]:
    """Swings of K1, K2 and K3."""
    return answers(Method.SWING, dict(zip(("K1", "K2", "K3"), points, strict=False)))


def judged(**values: object) -> Callable[[Tables], object]:
    """All pairs compared, some otherwise, as ``K1K2=3``."""
    changed = {(pair[:2], pair[2:]): value for pair, value in values.items()}
    return answers(Method.AHP, PAIRS | changed)


def ended(**values: object) -> Callable[[Tables], object]:
    """The best and the worst compared with all others, some otherwise."""
    changed = {(pair[:2], pair[2:]): value for pair, value in values.items()}
    return answers(Method.BWM, ENDS | changed)


def without_best(tables: Tables) -> None:
    """Only half of what BWM asks for."""
    third(tables)
    tables["weight_answers"] = rows(WHO, Method.BWM, {("K1", "K3"): 6, ("K2", "K3"): 3})


def without_worst(tables: Tables) -> None:
    """The other half."""
    third(tables)
    tables["weight_answers"] = rows(WHO, Method.BWM, {("K1", "K2"): 2, ("K1", "K3"): 6})


ALONE: dict[str, Any] = {"person": WHO, "method": "AHP", "criterion": "K1", "value": 3}

EXAMPLES: dict[str, Example] = {
    "answers_two_methods": used(
        answers(Method.AHP, PAIRS, *rows(WHO, Method.RANK, {"K1": 1, "K2": 2, "K3": 3}))
    ),
    "answer_twice": used(judged(K3K1=2)),
    "answer_missing": used(swung(100, 60)),
    "answer_zero": used(swung(100, 60, 0)),
    "answer_out_of_scale": used(swung(100, 60, 120)),
    "against_missing": used(answers(Method.AHP, {("K2", "K3"): 2, ("K1", "K3"): 5}, ALONE)),
    "against_unused": used(answers(Method.RANK, {("K1", "K2"): 1, "K2": 2, "K3": 3})),
    "against_itself": used(judged(K1K1=1)),
    "bwm_no_best": used(without_best),
    "bwm_no_worst": used(without_worst),
    "bwm_beside": used(
        both(
            ended(K1K4=3, K4K3=2, K2K4=4),
            lambda t: t["criteria"].append({**t["criteria"][0], "code": "K4", "name": "Čtvrté"}),
        )
    ),
    "bwm_beyond": used(ended(K1K2=8)),
    "swing_without_100": used(swung(80, 60, 40)),
    "ahp_inconsistent": used(judged(K1K3="0,2")),
    "bwm_inconsistent": used(ended(K1K2=5)),
    "answers_used": used(swung(100, 60, 40)),
    "answers_none": used(third),
}
