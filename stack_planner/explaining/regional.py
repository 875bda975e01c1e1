"""What the whole region would do: a common project forced in, or fairness left out of account."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from stack_planner.choosing import best_choice
from stack_planner.decided import Kept, Matter
from stack_planner.problems import InfeasibleError
from stack_planner.records import REGION, Fairness

if TYPE_CHECKING:
    from collections.abc import Callable

    from stack_planner.choosing.solve import Limits
    from stack_planner.explaining.held import Region
    from stack_planner.results import Proof


@dataclass(frozen=True, slots=True)
class Regional:
    """The plan of the region as it is and the best one otherwise, in objective units.

    ``proof`` is that of the other plan, None where there is none; ``towns`` have the project in it.
    """

    before: int
    proof: Proof | None
    towns: tuple[str, ...] = ()

    @property
    def price(self) -> int | None:
        """What the other plan is worth less."""
        return None if self.proof is None else self.before - self.proof.objective


def with_project(
    region: Region, project: str, limits: Limits, progress: Callable[[str], None]
) -> Regional:
    """The best plan of the region in which a regional or joint project runs."""
    keys = (o.key for o in region.options if (o.project, o.payer) == (project, REGION))
    runs = Kept(Matter.PROJECT, project, REGION, tuple(keys), chosen=True)
    kept, before = (*region.kept, runs), region.count.total_value()
    try:
        choice = best_choice(region.strategy, region.scores, limits, progress, kept)
    except InfeasibleError:
        return Regional(before, None)
    joined = [o for o in choice.chosen if o.project == project]
    towns = {town for o in joined for town in o.served or (o.payer,)} - {REGION}
    return Regional(before, choice.proof, tuple(sorted(towns)))


def without_fairness(region: Region, limits: Limits, progress: Callable[[str], None]) -> Regional:
    """The best plan of the region if no town had to be lifted first."""
    settings = replace(region.strategy.settings, fairness=Fairness.NONE)
    strategy = replace(region.strategy, settings=settings)
    choice = best_choice(strategy, region.scores, limits, progress, region.kept)
    return Regional(region.count.total_value(), choice.proof)
