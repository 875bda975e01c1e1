"""What a plan says in sentences about the towns together: gains, money, and shares of costs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stack_planner.comparison import Reach
from stack_planner.results import points
from stack_planner.telling.common import total_gain
from stack_planner.workbook.sharing import names_of, shared_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stack_planner.comparison import Gain, Sharing
    from stack_planner.results import OrpPlan
    from stack_planner.workbook.account import Account


def town_gain_findings(account: Account, plan: OrpPlan) -> Iterator[str]:
    """What the common plan adds to one town, by its parts, and what the town would lack alone."""
    if plan.gain is None or plan.lack is None:
        return
    yield _parts(account, plan.gain)
    words, lack, own_way = account.words, plan.lack, plan.lack_without_regional
    if lack.amount:
        yield words("finding.lack", amount=words.money(lack.amount))
    elif lack.reach is Reach.NEVER and own_way and own_way.amount is not None:
        yield words("finding.lack_without_regional", amount=words.money(own_way.amount))
    elif lack.reach is Reach.NEVER:
        yield words("finding.lack_never")


def gain_findings(account: Account) -> Iterator[str]:
    """What the common plan adds to all towns, by its parts, and what they would lack alone."""
    orps = account.plan.orps
    gain = total_gain(orps)
    if gain is None:
        return
    yield _parts(account, gain)
    words = account.words
    known = [
        lack.amount
        for orp in orps
        if (lack := orp.lack_without_regional) is not None and lack.amount is not None
    ]
    if known:
        yield words(
            "finding.towns_lack", known=len(known), towns=len(orps), amount=words.money(sum(known))
        )


def _parts(account: Account, gain: Gain) -> str:
    parts = {
        part: account.words.points(points(getattr(gain, part)))
        for part in ("regional", "joint", "pool")
    }
    return account.words("finding.parts", **parts)


def sharing_findings(account: Account) -> Iterator[str]:
    """What the region covers for absent towns, and who would object to how costs are shared."""
    words, shared = account.words, shared_of(account)
    covered = {d.project: s for d, s in shared if s.cover}
    if covered:
        yield words(
            "finding.cover",
            amount=words.money(sum(sharing.cover for sharing in covered.values())),
            within=words.money(sum(sharing.cover_within for sharing in covered.values())),
            projects=", ".join(covered),
        )
    for decision, sharing in shared:
        yield from _sharing(account, decision.project, sharing)


def _sharing(account: Account, project: str, sharing: Sharing) -> Iterator[str]:
    """What is to be known about how one project is shared, if anything."""
    words = account.words
    if sharing.objections is None:
        yield words("finding.too_many_towns", project=project, towns=len(sharing.towns))
        return
    objections = [
        words(
            f"finding.objection.{split}",
            group=names_of(account, found.group),
            amount=words.money(found.amount),
        )
        for split, found in sharing.objections.items()
        if found
    ]
    if objections:
        yield words("finding.objections", project=project, objections="; ".join(objections))
    planned = sharing.whole + sum(town.fixed - town.part for town in sharing.towns)
    if sharing.cost != planned:
        yield words(
            "finding.stated_otherwise",
            project=project,
            stated=words.money(sharing.cost),
            planned=words.money(planned),
        )


def topic_findings(account: Account) -> Iterator[str]:
    """Which areas several towns need urgently, and what joint projects save, or could."""
    words, topics = account.words, account.topics
    if topics.areas:
        areas = ", ".join(
            words("finding.topics.area", area=area.area, towns=len(area.orps))
            for area in topics.areas
        )
        yield words("finding.topics.areas", areas=areas)
    running = [topic for topic in topics.joint if topic.runs]
    if running:
        yield words(
            "finding.topics.saved",
            n=len(running),
            pays=words.money(sum(town.pays for topic in running for town in topic.joined)),
            amount=words.money(sum(topic.saved for topic in running)),
            region=words.money(sum(topic.region for topic in running)),
        )
    waiting = [topic for topic in topics.joint if topic.others]
    if waiting:
        yield words(
            "finding.topics.possible",
            projects=", ".join(topic.project for topic in waiting),
            amount=words.money(sum(topic.possible for topic in waiting)),
        )
