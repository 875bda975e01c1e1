"""What is done in common as JSON values: how joint projects are shared, what planning adds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from stack_planner.results import Objection, Sharing


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
