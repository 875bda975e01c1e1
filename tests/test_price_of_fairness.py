"""What fairness costs the region, against every plan of small regions counted one by one."""

from __future__ import annotations

import json
from functools import cache
from itertools import count, islice
from typing import TYPE_CHECKING, Any

from stack_planner.choosing import best_choice
from stack_planner.choosing.solve import Limits, Solver
from stack_planner.explaining.held import Region
from stack_planner.explaining.regional import without_fairness
from stack_planner.results import Status
from tests.contested import contested
from tests.deciding import best_keeping, decision, number_of_plans, options_of
from tests.running import run
from tests.small import write_small

if TYPE_CHECKING:
    from pathlib import Path

    from stack_planner.records import Strategy

MOST_PLANS = 1_500


def nothing(_: str) -> None:
    """Says nothing on the way."""


def fair_region(strategy: Strategy) -> Region:
    """The fairest plan of a region."""
    options, scores = options_of(strategy)
    chosen = best_choice(strategy, scores, Limits(), nothing).chosen
    return Region(strategy, scores, options, chosen, Solver())


@cache
def cases() -> tuple[Region, ...]:
    """The fairest plans of contested regions that can be counted."""
    strategies = map(contested, count())
    small = (s for s in strategies if number_of_plans(options_of(s)[0]) <= MOST_PLANS)
    return tuple(fair_region(strategy) for strategy in islice(small, 8))


def test_without_fairness_the_region_has_what_is_counted() -> None:
    dear = 0
    for region in cases():
        told = without_fairness(region, Limits(), nothing)
        best = best_keeping(region.strategy, [])
        assert told.proof is not None
        assert told.proof.status is Status.OPTIMAL
        assert told.proof.objective == best
        assert told.before == region.count.total_value()
        assert told.price == told.before - told.proof.objective <= 0
        dear += told.price < 0
    assert dear >= 2, "fairness has to cost something somewhere"


def test_decisions_are_kept_without_fairness_too() -> None:
    met = 0
    for seed, region in enumerate(cases()):
        kept = decision(region.strategy, seed)
        best = best_keeping(region.strategy, [kept])
        if best is None:
            continue
        options, scores = region.options, region.scores
        chosen = best_choice(region.strategy, scores, Limits(), nothing, [kept]).chosen
        deciding = Region(region.strategy, scores, options, chosen, Solver(), (kept,))
        told = without_fairness(deciding, Limits(), nothing)
        assert told.proof is not None
        assert told.proof.objective == best
        met += 1
    assert met >= 4


def test_the_command_says_what_fairness_costs(tmp_path: Path) -> None:
    def fair(tables: Any) -> None:  # noqa: ANN401 — the tables of the small region
        tables["settings"].append({"key": "spravedlnost", "value": "minimum"})

    write_small(tmp_path)
    plain = run(tmp_path, "explain", "P1", "--rules", "--region", "--json", "-q").json
    assert plain["fairness"] is None
    write_small(tmp_path, fair)
    told = run(tmp_path, "explain", "P1", "--rules", "--region", "--json", "-q").json["fairness"]
    best = run(tmp_path, "plan", "--json", "-q", "--dry-run").json["fairness"]
    assert told["value"] == best["best_value"], json.dumps(told)
    ended = run(tmp_path, "explain", "P1", "--rules", "--region", "-q")
    assert "Spravedlnost" in " ".join(ended.out.split())
