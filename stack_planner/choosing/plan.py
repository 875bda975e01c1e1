"""A choice told by town and for the region: who does what, who pays what."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from stack_planner.choosing.comparing.joint import sharing_of
from stack_planner.choosing.verify import Count
from stack_planner.records import REGION, Scope, Stance
from stack_planner.results import Decision, Flow, Kind, OrpPlan, Plan, RegionPlan

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from stack_planner.problems import Problem
    from stack_planner.records import Orp, Strategy
    from stack_planner.results import Choice, Option, Scores


def make_plan(
    strategy: Strategy,
    scores: Scores,
    choice: Choice,
    alone: Mapping[str, int | None],
    problems: Iterable[Problem] = (),
) -> Plan:
    """The plan of every town and of the region; ``alone`` is each town's value by itself."""
    count = Count(strategy, scores, choice.chosen, choice.proof.objective)
    return Plan(
        strategy=strategy,
        scores=scores,
        choice=choice,
        orps=tuple(_orp_plan(count, orp, alone.get(orp.code)) for orp in strategy.orps),
        region=_region_plan(strategy, scores, choice),
        problems=tuple(problems),
    )


def _orp_plan(count: Count, orp: Orp, alone: int | None) -> OrpPlan:
    strategy = count.strategy
    mine = {code: option for (code, town), option in count.mine.items() if town == orp.code}
    stances = {p.code: strategy.stance(orp.code, p.code) for p in strategy.projects}
    return OrpPlan(
        code=orp.code,
        name=orp.name,
        value=count.town_value(orp.code),
        decisions=tuple(_decision(count, orp, mine[code]) for code in sorted(mine)),
        rejected=tuple(
            project.code
            for project in strategy.projects
            if strategy.may_take(orp.code, project) and project.code not in mine
        ),
        done=tuple(code for code, stance in stances.items() if stance is Stance.DONE),
        refused=tuple(code for code, stance in stances.items() if stance is Stance.REFUSES),
        synergies=count.synergies(orp.code),
        alone=alone,
    )


def _decision(count: Count, orp: Orp, option: Option) -> Decision:
    """A project in a town's list; a regional one that serves it costs the town nothing."""
    return Decision(
        option=option,
        value=count.scores.values[option.project, orp.code],
        flows=() if option.payer == REGION else option.flows,
        contracted=option.start < count.strategy.settings.first_year,
    )


def _region_plan(strategy: Strategy, scores: Scores, choice: Choice) -> RegionPlan:
    runs = [option for option in choice.chosen if option.payer == REGION]
    grants: defaultdict[tuple[str, int], int] = defaultdict(int)
    for option in choice.chosen:
        for flow in option.flows:
            if flow.region:
                grants[option.payer, flow.year] += flow.region
    running = {option.project for option in runs}
    return RegionPlan(
        decisions=tuple(_region_decision(strategy, scores, choice, option) for option in runs),
        rejected=tuple(
            project.code
            for project in strategy.projects
            if project.scope is not Scope.ORP and project.code not in running
        ),
        grants=dict(sorted(grants.items())),
    )


def _region_decision(strategy: Strategy, scores: Scores, choice: Choice, run: Option) -> Decision:
    """What the region does, worth what it gives to all the towns that have it."""
    joined = [o for o in choice.chosen if o.payer != REGION and o.project == run.project]
    towns = run.served or [option.payer for option in joined]
    return Decision(
        option=run,
        value=sum(scores.values[run.project, town] for town in towns),
        flows=_less(run.flows, [flow for option in joined for flow in option.share]),
        participants={option.payer: sum(flow.own for flow in option.share) for option in joined},
        contracted=run.start < strategy.settings.first_year,
        sharing=sharing_of(strategy, run, joined) if joined else None,
    )


def _less(whole: Iterable[Flow], shares: Iterable[Flow]) -> tuple[Flow, ...]:
    """What stays of flows when others take their shares of them."""
    gross: defaultdict[tuple[int, Kind, int], int] = defaultdict(int)
    grants: defaultdict[tuple[int, Kind, int], int] = defaultdict(int)
    for sign, flows in ((1, whole), (-1, shares)):
        for flow in flows:
            key = (flow.year, flow.kind, flow.arrives)
            gross[key] += sign * flow.gross
            grants[key] += sign * flow.grant
    return tuple(
        Flow(year, kind, gross[year, kind, arrives], grants[year, kind, arrives], arrives)
        for year, kind, arrives in sorted(gross)
        if gross[year, kind, arrives] or grants[year, kind, arrives]
    )
