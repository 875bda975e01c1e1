"""Why a town's plan has a project, or has it not, and what would change it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from stack_planner.explaining.admitting import admitting
from stack_planner.explaining.blocking import Bar, Names, blocks
from stack_planner.explaining.money import Purse
from stack_planner.records import REGION, Scope, Stance

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stack_planner.conflicts import NamedRule
    from stack_planner.explaining.admitting import Weighed
    from stack_planner.explaining.held import Held, Region
    from stack_planner.explaining.money import Given
    from stack_planner.records import Project
    from stack_planner.results import Option


COMMON = (
    *("participants[", "cover[", "allocation["),
    *(f"{kind}[{REGION}," for kind in ("capex", "opex", "prefinancing")),
)
"""How the names of rows begin by which a joint project ends if a town leaves it."""


@dataclass(frozen=True, slots=True)
class Passport:
    """All there is to say of one project in one town; values in units of 10⁻⁴ point.

    ``best_with`` and ``best_without`` are the most that the town reaches with the project and
    without it, None where it cannot, or where it does not decide. ``displaced`` are the projects
    that give way if it comes, or if it leaves; ``instead`` those that come besides. ``money`` is
    the least from outside that draws it level, ``weight`` the smallest change of one criterion's
    weight that admits it. ``forced`` says that the law, the town or an officer decided already;
    the two values are those without that decision. ``proven`` is whether all that was asked for is.
    """

    project: str
    orp: str
    way: Option | None
    optimum: int
    best_with: int | None = None
    best_without: int | None = None
    displaced: tuple[str, ...] = ()
    instead: tuple[str, ...] = ()
    money: Given | None = None
    weight: Weighed | None = None
    bar: Bar | None = None
    blocks: tuple[NamedRule, ...] = ()
    forced: bool = False
    proven: bool = True

    @property
    def chosen(self) -> bool:
        """Whether the plan has it."""
        return self.way is not None

    @property
    def price(self) -> int | None:
        """What forcing it in costs the town; None where it is in, or cannot be."""
        return None if self.chosen or self.best_with is None else self.optimum - self.best_with

    @property
    def replacement(self) -> int | None:
        """What the town would lose without it; None where it is not in, or cannot be left out."""
        if not self.chosen or self.best_without is None:
            return None
        return self.optimum - self.best_without

    @property
    def tie(self) -> bool:
        """Whether a plan as good has it, or has it not, the other way round."""
        return 0 in {self.price, self.replacement}


@dataclass(frozen=True)
class Explainer:
    """Explains the projects of one town."""

    held: Held
    names: Names

    def passports(self, projects: Sequence[str]) -> tuple[Passport, ...]:
        """The passports of some projects, in the order given."""
        made = [self._passport(self.held.strategy.project[code]) for code in projects]
        out = [p.project for p in made if p.price]
        weights = admitting(self.held, out) if out else {}
        if weights is None:
            return tuple(replace(p, proven=False) if p.price else p for p in made)
        return tuple(replace(p, weight=weights.get(p.project)) for p in made)

    def _passport(self, project: Project) -> Passport:
        way = self.held.region.count.mine.get((project.code, self.held.code))
        best = self.held.best
        made = Passport(project.code, self.held.code, way, best.value, proven=best.settled)
        if way is not None and way.payer == REGION:
            return made
        bar = None if way else self._bar(project)
        if bar is not None:
            return replace(made, bar=bar)
        made = replace(made, forced=self.held.is_forced(project.code))
        return self._leaving(made) if way else self._entering(made)

    def _bar(self, project: Project) -> Bar | None:
        """What keeps a project from being the town's to decide on."""
        stance = self.held.strategy.stance(self.held.code, project.code)
        if stance in {Stance.REFUSES, Stance.DONE}:
            return Bar.DONE if stance is Stance.DONE else Bar.REFUSED
        if not self.held.strategy.may_take(self.held.code, project):
            return Bar.NOT_OPEN
        runs = {o.project: o.run for o in self.held.region.chosen if o.payer == REGION}
        if project.scope is not Scope.ORP and project.code not in runs:
            return Bar.NOT_RUN
        ways = [self.held.model.columns[i].option for i in self.held.copies.get(project.code, ())]
        if not ways:
            return Bar.NO_OPTION
        joint = project.scope is Scope.JOINT
        fits = any(option and option.run == runs.get(project.code) for option in ways)
        return Bar.OTHER_RUN if joint and not fits else None

    def _leaving(self, made: Passport) -> Passport:
        """A chosen project: what the town reaches without it."""
        held = self.held
        rows = (*held.rows(made.project), held.asked(made.project, chosen=False))
        without = held.nearest(rows)
        if without.chosen is None:
            bar = Bar.ENDS if self._ends(made.project) else None
            proven = made.proven and without.settled
            return replace(made, best_with=made.optimum, bar=bar, proven=proven)
        displaced, instead = held.differs(without.chosen, made.project)
        return replace(
            made,
            best_with=made.optimum,
            best_without=without.value,
            displaced=displaced,
            instead=instead,
            proven=made.proven and without.settled,
        )

    def _ends(self, project: str) -> bool:
        """Whether it is the joint project that could not go on without the town."""
        held = self.held
        names = (row.name for row in held.model.rows if row.name.startswith(COMMON))
        rows = (*held.rows_without(frozenset(names)), held.asked(project, chosen=False))
        joint = held.strategy.project[project].scope is Scope.JOINT
        return joint and held.nearest(rows).chosen is not None

    def _entering(self, made: Passport) -> Passport:
        """A project that is not chosen: what the town reaches with it, and what would help."""
        held = self.held
        with_it = held.nearest((*held.rows(made.project), held.asked(made.project, chosen=True)))
        proven = made.proven and with_it.settled
        made = replace(made, best_without=made.optimum)
        if with_it.chosen is not None:
            displaced, instead = held.differs(with_it.chosen, made.project)
            made = replace(made, best_with=with_it.value, displaced=displaced, instead=instead)
        if made.price == 0:
            return replace(made, proven=proven)
        purse = Purse(held, made.project)
        money, settled = purse.least(made.optimum)
        made = replace(made, money=money, proven=proven and settled)
        return self._blocked(made, purse) if money is None and settled else made

    def _blocked(self, made: Passport, purse: Purse) -> Passport:
        """A project that no money from outside draws level: the rules that keep it out."""
        rules = blocks(purse, made.optimum, self.names)
        if rules is None:
            return replace(made, proven=False)
        return replace(made, blocks=rules, bar=None if rules else Bar.SYNERGY)


def passports(
    region: Region, projects: Sequence[str] | None = None, towns: Sequence[str] | None = None
) -> tuple[Passport, ...]:
    """Town by town the passports of some projects, or of all that may be the town's.

    Towns are explained side by side; the answers are the same for any number of them.
    """
    names = Names(region)
    strategy = region.strategy

    def explained(code: str) -> tuple[Passport, ...]:
        wanted = projects or [
            project.code for project in strategy.projects if strategy.may_take(code, project)
        ]
        return Explainer(region.town(code), names).passports(wanted)

    codes = [orp.code for orp in strategy.orps] if towns is None else towns
    _ = region.held, region.count.mine, names.rules
    together = region.solver.limits.side_by_side(explained, codes)
    return tuple(passport for those in together for passport in those)
