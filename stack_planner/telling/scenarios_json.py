"""Scenarios side by side as JSON; ``docs/data.md`` names the fields."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from stack_planner.explaining.scenarios import money_of
from stack_planner.records import REGION
from stack_planner.results import points
from stack_planner.telling.conflicts import conflict_json, repair_lines, rule_json
from stack_planner.telling.problems import problems_json
from stack_planner.telling.supposed import changes_told, worth

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from stack_planner.choosing.verify import Count
    from stack_planner.explaining.carried import Carried, Copy
    from stack_planner.explaining.outcome import Outcome
    from stack_planner.explaining.scenarios import Foreseen, Move
    from stack_planner.records import ScenarioChange, Strategy
    from stack_planner.results import Option
    from stack_planner.words import Words


def scenarios_json(found: Foreseen, words: Words) -> dict[str, Any]:
    """Today's plan, each scenario, and what survives them all; CZK and points."""
    region = found.region
    base = points(region.count.total_value()) / region.scores.denominator
    return {
        "base": {"value": base, **_plan_json(found.strategy, region.count, region.chosen)},
        "scenarios": [_outcome_json(found, outcome, words) for outcome in found.outcomes],
        "copies": [{**_copy_json(copy), "plans": found.times(copy)} for copy in found.copies],
        "plans": len(found.plans),
        "certain": [_copy_json(copy) for copy in found.certain],
        "never": [_copy_json(copy) for copy in found.never],
    }


def _plan_json(strategy: Strategy, count: Count, chosen: Sequence[Option]) -> dict[str, Any]:
    """A plan town by town, and the region's part of it."""
    orps = [
        {
            "code": orp.code,
            "name": orp.name,
            "value": points(count.town_value(orp.code)),
            **_payer_json(strategy, chosen, orp.code),
        }
        for orp in strategy.orps
    ]
    return {"orps": orps, "region": _payer_json(strategy, chosen, REGION)}


def _payer_json(strategy: Strategy, chosen: Sequence[Option], payer: str) -> dict[str, Any]:
    money = money_of(strategy, chosen, payer)
    return {
        "own_capex": money.own_capex,
        "own_opex": money.own_opex,
        "grant": money.grant,
        "region": money.region,
        "chosen": [
            {"project": option.project, **_way_json(option)}
            for option in sorted(chosen, key=lambda option: option.key)
            if option.payer == payer
        ],
    }


def _outcome_json(found: Foreseen, outcome: Outcome, words: Words) -> dict[str, Any]:
    choice, regret = outcome.choice, outcome.regret
    proof = choice.proof if choice else None
    chosen = choice.chosen if choice else ()
    plan = _plan_json(outcome.strategy, outcome.count, chosen) if choice else None
    return {
        "name": outcome.scenario.name,
        "told": changes_told(outcome.scenario.changes, words),
        "changes": [_change_json(change) for change in outcome.scenario.changes],
        "status": outcome.status,
        "repaired": outcome.repaired,
        "value": worth(proof.objective, outcome) if proof else None,
        "bound": worth(proof.bound, outcome) if proof else None,
        "gap": float(proof.gap) if proof else None,
        "other_weights": outcome.other_weights,
        "today": _today_json(outcome, outcome.today, words),
        "regret": None if regret is None else worth(regret, outcome),
        "plan": plan,
        "moves": [_move_json(move) for move in found.moves(outcome)],
        "conflicts": [conflict_json(conflict, words) for conflict in outcome.conflicts],
        "repairs": list(repair_lines(outcome.repair, words)) if outcome.repair else [],
        "problems": problems_json(outcome.problems, words),
        "given_up": _copies_json((kept.project, kept.payer) for kept in outcome.given_up),
    }


def _change_json(change: ScenarioChange) -> dict[str, Any]:
    return {
        "kind": change.kind.value,
        "subject": list(change.subject),
        "value": None if change.value is None else float(change.value),
        "note": change.note,
    }


def _today_json(outcome: Outcome, today: Carried, words: Words) -> dict[str, Any]:
    return {
        "holds": today.holds,
        "value": worth(today.value, outcome),
        "best": outcome.is_best,
        "missing": today.missing,
        "short": [
            {"orp": _orp(payer), "missing": amount} for payer, amount in sorted(today.short.items())
        ],
        "lost": _copies_json(today.lost),
        "unfunded": _copies_json(today.unfunded),
        "broken": [rule_json(rule, words) for rule in today.broken],
    }


def _move_json(move: Move) -> dict[str, Any]:
    return {
        "turn": move.turn.value,
        **_copy_json((move.project, move.payer)),
        "before": move.before and _way_json(move.before),
        "after": move.after and _way_json(move.after),
    }


def _way_json(option: Option) -> dict[str, Any]:
    plus = "+region" if option.regional_grant else ""
    return {"start": option.start, "financing": (option.programme or "own") + plus}


def _copies_json(copies: Iterable[Copy]) -> list[dict[str, Any]]:
    return [_copy_json(copy) for copy in copies]


def _copy_json(copy: Copy) -> dict[str, Any]:
    project, payer = copy
    return {"project": project, "orp": _orp(payer)}


def _orp(payer: str) -> str | None:
    """A town's code; null for the region."""
    return None if payer == REGION else payer
