"""A plan as JSON values and as a short table for the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from stack_planner.results import points
from stack_planner.telling.common import all_together_json, sharing_json, together_json
from stack_planner.telling.conflicts import conflicts_json
from stack_planner.telling.fairness import fairness_json, fairness_line
from stack_planner.telling.problems import problems_json
from stack_planner.telling.proof import options_json, second_json, second_line, stopped_line
from stack_planner.telling.ties import ties_json, ties_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from stack_planner.problems import InfeasibleError, Problem
    from stack_planner.results import Decision, OrpPlan, Plan
    from stack_planner.words import Words


def plan_json(
    plan: Plan, seconds: Mapping[str, float], files: Iterable[str], words: Words
) -> dict[str, Any]:
    """The whole plan: values in points, money in CZK over the years of the horizon."""
    proof = plan.proof
    return {
        "status": proof.status.value,
        "public": plan.public,
        "stopped_by": proof.stopped_by,
        "objective": points(proof.objective) / proof.denominator,
        "bound": points(proof.bound) / proof.denominator,
        "gap": float(proof.gap),
        "solver": proof.solver,
        "effort": {"solves": proof.solves, "nodes": proof.nodes},
        "options": options_json(plan),
        "ties": ties_json(plan),
        "verify": second_json(plan),
        "seconds": dict(seconds),
        "orps": [_orp(plan, orp) for orp in plan.orps],
        "region": _region(plan),
        "fairness": fairness_json(plan),
        "conflicts": [],
        "repairs": [],
        "problems": problems_json(plan.problems, words),
        "files": list(files),
    }


def failure_json(
    status: str,
    words: Words,
    problems: Iterable[Problem] = (),
    error: InfeasibleError | None = None,
) -> dict[str, Any]:
    """What there is to say where there is no plan."""
    told = conflicts_json(error, words) if error else {"conflicts": [], "repairs": []}
    return {
        "status": status,
        **told,
        "problems": problems_json(problems, words),
        "files": [],
    }


def _orp(plan: Plan, orp: OrpPlan) -> dict[str, Any]:
    years = plan.strategy.settings.horizon
    return {
        "code": orp.code,
        "name": orp.name,
        "value": points(orp.value),
        "alone": None if orp.alone is None else points(orp.alone),
        **together_json(orp),
        "own_capex": sum(d.total("own", capex=True, years=years) for d in orp.decisions),
        "own_opex": sum(d.total("own", capex=False, years=years) for d in orp.decisions),
        "chosen": [_decision(plan, decision) for decision in orp.decisions],
        "rejected": list(orp.rejected),
        "done": list(orp.done),
        "refused": list(orp.refused),
    }


def _decision(plan: Plan, decision: Decision) -> dict[str, Any]:
    years, option = plan.strategy.settings.horizon, decision.option
    plus = "+region" if option.regional_grant else ""
    return {
        "project": decision.project,
        "scope": plan.strategy.project[decision.project].scope.value,
        "start": option.start,
        "financing": (option.programme or "own") + plus,
        "value": points(decision.value),
        "capex": decision.total("gross", capex=True, years=years),
        "opex": decision.total("gross", capex=False, years=years),
        "grant": decision.total("grant", years=years),
        "region": decision.total("region", years=years),
        "others": decision.total("others", years=years),
        "own": decision.total("own", years=years),
        "contracted": decision.contracted,
    }


def _region(plan: Plan) -> dict[str, Any]:
    decisions, years = plan.region.decisions, plan.strategy.settings.horizon
    granted = sum(amount for (_, year), amount in plan.region.grants.items() if year in years)
    capex = sum(d.total("own", capex=True, years=years) for d in decisions)
    return {
        "chosen": [
            {
                **_decision(plan, decision),
                "participants": [
                    {"code": code, "share": share}
                    for code, share in sorted(decision.participants.items())
                ],
                **sharing_json(decision.sharing),
            }
            for decision in decisions
        ],
        "rejected": list(plan.region.rejected),
        "pool_capex": capex + granted,
        "pool_opex": sum(d.total("own", capex=False, years=years) for d in decisions),
        "grants": granted,
        "value": points(sum(orp.value for orp in plan.orps)),
        "alone": _alone(plan),
        **all_together_json(plan.orps),
    }


def _alone(plan: Plan) -> float | None:
    """What all towns would reach alone; None where one of them has no plan."""
    reached = [orp.alone for orp in plan.orps]
    if None in reached:
        return None
    return points(sum(units for units in reached if units is not None))


def plan_lines(plan: Plan, words: Words) -> Iterator[str]:
    """A plan on the screen: each town in a row, then the region and the proof."""
    years = plan.strategy.settings.horizon
    yield words("cli.plan_header")
    for orp in plan.orps:
        own = sum(decision.total("own", years=years) for decision in orp.decisions)
        grant = sum(decision.total("grant", years=years) for decision in orp.decisions)
        alone = "–" if orp.alone is None else words.points(points(orp.alone))
        count = f"{len(orp.decisions)}/{len(orp.decisions) + len(orp.rejected)}"
        yield (
            f"{orp.code:<6} {orp.name:<18} {count:>9} {words.points(points(orp.value)):>10}"
            f" {alone:>12} {words.number(own):>16} {words.number(grant):>16}"
        )
    region = _region(plan)
    yield words(
        "cli.plan_region",
        count=len(plan.region.decisions),
        capex=words.money(region["pool_capex"]),
        grants=words.money(region["grants"]),
    )
    if region["alone"] is not None:
        gain = region["value"] - region["alone"]
        yield words(
            "cli.plan_gain",
            value=words.points(region["value"]),
            alone=words.points(region["alone"]),
            gain=words.points(gain),
        )
    open_ = [f"{orp.code} {orp.name}" for orp in plan.orps if orp.alone_open]
    if open_:
        yield words("cli.alone_open", towns=", ".join(open_))
    fair = fairness_line(plan, words)
    if fair:
        yield fair
    yield proof_line(plan, words)
    yield from filter(None, (stopped_line(plan, words), ties_line(plan, words)))
    if plan.second:
        yield second_line(plan, words)


def proof_line(plan: Plan, words: Words) -> str:
    """The value, the bound and the gap: how far the plan is proven."""
    proof = plan.proof
    return words(
        "cli.proof_fair" if plan.fairness.levels else "cli.proof",
        status=words(f"status.{proof.status}"),
        objective=words.points(points(proof.objective) / proof.denominator, 4),
        bound=words.points(points(proof.bound) / proof.denominator, 4),
        gap=words.percent(proof.gap, 4),
        solver=proof.solver,
    )
