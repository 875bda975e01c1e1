"""Briefs as JSON values, and as a short table for the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from stack_planner.coverage import Stage
from stack_planner.results import points
from stack_planner.telling.brief import change_told, why_proposed
from stack_planner.telling.explain import cost_cut

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from stack_planner.cooperation.brief import Brief, Offer, Proposed, SharedNeed, Waiting
    from stack_planner.cooperation.joint import JointTopic
    from stack_planner.cooperation.tasks import Task
    from stack_planner.words import Words


def brief_lines(briefs: Sequence[Brief], words: Words) -> Iterator[str]:
    """A row for each town: what the plan has and has not, needs, spots and tasks."""
    yield words("cli.brief_header")
    for brief in briefs:
        spots = sum(len(each.entries) - each.count(Stage.SOLVED) for each in brief.spots)
        late = sum(task.late is not None for task in brief.tasks)
        counts = (
            f"{len(brief.proposed):>8} {len(brief.left_out):>10} {len(brief.urgent):>9}"
            f" {spots:>6} {len(brief.tasks):>6} {late:>11}"
        )
        yield f"{brief.orp.code:<6} {brief.orp.name:<17} {counts}"


def brief_json(brief: Brief, words: Words) -> dict[str, Any]:
    """One brief; ``docs/data.md`` names the fields."""
    return {
        "code": brief.orp.code,
        "name": brief.orp.name,
        "value": points(brief.value),
        "proposed": [_proposed(each, words) for each in brief.proposed],
        "left_out": list(brief.left_out),
        "waiting": [_waiting(each, words) for each in brief.waiting],
        "urgent": [_need(each) for each in brief.urgent],
        "unsaid": list(brief.unsaid),
        "answered": [place.code for place in brief.heard.answered],
        "silent": [place.code for place in brief.heard.silent],
        "joint": [_topic(topic, brief.orp.code) for topic in brief.joint],
        "groups": [
            {
                "orps": list(group.orps),
                "areas": list(group.areas),
                "projects": list(group.projects),
                "saved": group.saved,
                "possible": group.possible,
            }
            for group in brief.groups
        ],
        "programmes": [_offer(offer) for offer in brief.offers],
        "spots": [
            {
                "code": entry.spot.code,
                "agenda": str(spots.agenda),
                "stage": str(entry.stage),
                "lacking": list(entry.lacking),
                "personal": list(entry.personal),
            }
            for spots in brief.spots
            for entry in spots.entries
        ],
        "tasks": [_task(task) for task in brief.tasks],
        "levels": [
            {"level": part.level, "offered": list(part.offered), "chosen": list(part.chosen)}
            for part in brief.levels
        ],
        "aims": [
            {"aim": part.aim and str(part.aim), "value": points(part.value)} for part in brief.aims
        ],
    }


def _proposed(proposed: Proposed, words: Words) -> dict[str, Any]:
    return {
        "project": proposed.project.code,
        "start": proposed.start,
        "programme": proposed.programme,
        "value": points(proposed.value),
        "own": proposed.own,
        "grant": proposed.grant,
        "region": proposed.region,
        "served": proposed.served,
        "why": "" if proposed.served else why_proposed(proposed, words),
    }


def _waiting(waiting: Waiting, words: Words) -> dict[str, Any]:
    passport = waiting.passport
    price = passport.price if passport else None
    return {
        "project": waiting.project.code,
        "value": points(waiting.value),
        "price_of_forcing_in": None if price is None else points(price),
        "own_cost_cut": cost_cut(passport) if passport else None,
        "change": change_told(passport, words),
    }


def _need(shared: SharedNeed) -> dict[str, Any]:
    need = shared.need
    return {
        "area": need.area,
        "need": float(need.need),
        "said_by": str(need.said),
        "answered": need.answered,
        "asked": need.asked,
        "with": [orp.code for orp in shared.with_others],
    }


def _topic(topic: JointTopic, code: str) -> dict[str, Any]:
    """A joint project for one town; it concerns the town, so its own figures are there."""
    town = topic.of(code)
    return {
        "project": topic.project,
        "runs": topic.runs,
        "start": topic.start,
        "joins": bool(town and town.joins),
        "pays": town.pays if town else None,
        "saved": town.saved if town else None,
        "joined": [each.orp for each in topic.joined],
        "others": [each.orp for each in topic.others],
    }


def _offer(offer: Offer) -> dict[str, Any]:
    programme = offer.programme
    return {
        "code": programme.code,
        "rate": float(programme.rate),
        "certainty": str(programme.certainty),
        "apply_by": programme.apply_by.isoformat() if programme.apply_by else None,
        "days_left": offer.left,
        "spend_from": programme.spend_from,
        "spend_to": programme.spend_to,
        "used": list(offer.used),
        "possible": list(offer.possible),
    }


def _task(task: Task) -> dict[str, Any]:
    meeting = task.meeting
    return {
        "task": meeting.task,
        "project": meeting.project,
        "responsible": meeting.responsible,
        "held_on": meeting.held_on.isoformat(),
        "due": meeting.due.isoformat() if meeting.due else None,
        "state": meeting.state,
        "days_overdue": task.late,
    }
