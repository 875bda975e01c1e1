"""The public plan, put together of what is left and of the lines."""

from __future__ import annotations

from dataclasses import replace
from operator import attrgetter
from typing import TYPE_CHECKING

from stack_planner.publishing.lines import Lines
from stack_planner.publishing.records import public_scores, public_strategy
from stack_planner.records import REGION
from stack_planner.results import Decision

if TYPE_CHECKING:
    from collections.abc import Iterable

    from stack_planner.results import Choice, OrpPlan, Plan, RegionPlan, Tie, Ties
    from stack_planner.words import Words


def public_plan(plan: Plan, words: Words) -> Plan:
    """The plan as it may be published.

    Problems are left out, for they quote the inputs, and so is the log, for it names persons.
    """
    lines = Lines(plan, words)
    return replace(
        plan,
        strategy=public_strategy(lines),
        scores=public_scores(lines),
        choice=_choice(lines, plan.choice),
        orps=tuple(_orp(lines, orp) for orp in plan.orps),
        region=_region(lines, plan.region),
        problems=(),
        ties=_ties(lines, plan.ties),
        kept=tuple(kept for kept in plan.kept if kept.project not in lines.secret),
        log={},
        public=True,
    )


def _choice(lines: Lines, choice: Choice) -> Choice:
    """The options of what is left and of the lines; what was rejected in secret leaves no trace."""
    options = [option for option in choice.options if option.project not in lines.secret]
    chosen = [option for option in choice.chosen if option.project not in lines.secret]
    known = {option.key for option in options}
    return replace(
        choice,
        options=tuple(sorted([*options, *lines.options], key=attrgetter("key"))),
        chosen=tuple(sorted([*chosen, *lines.options], key=attrgetter("key"))),
        dominated=tuple(key for key in choice.dominated if key in known),
    )


def _told(lines: Lines, codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(code for code in codes if code not in lines.secret)


def _orp(lines: Lines, orp: OrpPlan) -> OrpPlan:
    decisions = [each for each in orp.decisions if each.project not in lines.secret]
    if orp.code in lines.towns:
        decisions.append(lines.towns[orp.code])
    if lines.region and orp.code in lines.brought:
        decisions.append(Decision(lines.region.option, lines.brought[orp.code], ()))
    return replace(
        orp,
        decisions=tuple(sorted(decisions, key=attrgetter("project"))),
        rejected=_told(lines, orp.rejected),
        done=_told(lines, orp.done),
        refused=_told(lines, orp.refused),
        synergies=lines.synergies(orp),
    )


def _region(lines: Lines, region: RegionPlan) -> RegionPlan:
    decisions = [each for each in region.decisions if each.project not in lines.secret]
    decisions += [lines.region] if lines.region else []
    return replace(region, decisions=tuple(decisions), rejected=_told(lines, region.rejected))


def _ties(lines: Lines, ties: Ties) -> Ties:
    return replace(
        ties,
        payers=tuple(_tie(lines, tie) for tie in ties.payers),
        together=tuple(_tie(lines, tie) for tie in ties.together),
    )


def _tie(lines: Lines, tie: Tie) -> Tie:
    """What another plan has otherwise, confidential projects under the code of their line."""
    code = lines.region_code if tie.payer == REGION else lines.code

    def told(codes: Iterable[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(code if each in lines.secret else each for each in codes))

    return replace(tie, out=told(tie.out), in_=told(tie.in_))
