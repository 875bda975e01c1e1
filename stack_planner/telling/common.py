"""What is done in common as JSON values: how joint projects are shared, what planning adds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from stack_planner.comparison import Gain
from stack_planner.results import points

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stack_planner.comparison import Objection, Sharing
    from stack_planner.results import OrpPlan


def sharing_json(sharing: Sharing | None) -> dict[str, Any]:
    """Fields of a joint project that runs, CZK in all years of the plan; none for another one.

    ``core`` is null where there are too many towns to go through their groups.
    """
    if sharing is None:
        return {}
    return {
        "joint_part": sharing.whole,
        "cover": sharing.cover,
        "cover_in_horizon": sharing.cover_within,
        "sharing": [
            {
                "code": town.code,
                "fixed": town.fixed,
                "by_key": town.by_key,
                "shapley": town.shapley,
                "alone": town.alone,
            }
            for town in sharing.towns
        ],
        "group_costs": "stated" if sharing.stated else "computed",
        "cost_of_all": sharing.cost,
        "core": None
        if sharing.objections is None
        else {split.value: _objection(found) for split, found in sharing.objections.items()},
    }


def _objection(found: Objection | None) -> dict[str, Any] | None:
    return {"group": list(found.group), "excess": found.amount} if found else None


def together_json(orp: OrpPlan) -> dict[str, Any]:
    """What planning together adds to a town, in points, and what it would lack alone, in CZK.

    An amount is null where no money of the town could do it (``unreachable``), where the effort was
    not enough (``not proven``), or where there is no plan alone.
    """
    lack, own_way = orp.lack, orp.lack_without_regional
    return {
        "gain": _gain(orp.gain),
        "alone_needs": lack.amount if lack else None,
        "alone_needs_status": lack.reach.value if lack else None,
        "alone_needs_without_regional": own_way.amount if own_way else None,
        "alone_needs_without_regional_status": own_way.reach.value if own_way else None,
    }


def all_together_json(orps: Sequence[OrpPlan]) -> dict[str, Any]:
    """The same for all towns; null where it is for one of them."""
    told = [together_json(orp) for orp in orps]
    amounts = ("alone_needs", "alone_needs_without_regional")
    return {
        "gain": _gain(total_gain(orps)),
        **{name: _sum_or_none([town[name] for town in told]) for name in amounts},
    }


def total_gain(orps: Sequence[OrpPlan]) -> Gain | None:
    """What planning together adds to all towns; None where it is not known of one."""
    gains = [orp.gain for orp in orps if orp.gain is not None]
    if len(gains) < len(orps):
        return None
    return Gain(
        regional=sum(gain.regional for gain in gains),
        joint=sum(gain.joint for gain in gains),
        pool=sum(gain.pool for gain in gains),
    )


def _gain(gain: Gain | None) -> dict[str, float] | None:
    if gain is None:
        return None
    return {
        "regional": points(gain.regional),
        "joint": points(gain.joint),
        "pool": points(gain.pool),
    }


def _sum_or_none(amounts: Sequence[int | None]) -> int | None:
    known = [amount for amount in amounts if amount is not None]
    return sum(known) if len(known) == len(amounts) else None
