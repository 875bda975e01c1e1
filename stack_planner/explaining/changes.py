"""What an officer changed in a plan workbook, and what the region would do by these decisions."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from stack_planner.decided import Kept, Matter
from stack_planner.problems import Problem, Severity, Source, at
from stack_planner.records import REGION, Scope
from stack_planner.results import fingerprint_of, option_key
from stack_planner.returning import Way

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from stack_planner.records import Strategy
    from stack_planner.results import Option
    from stack_planner.returning import Grant, Member, PlanBook, PlanRow


@dataclass(frozen=True, slots=True)
class Change:
    """One decision that is not as it was proposed; ``payer`` is whose copy of the project it is.

    Of joining and of a grant the ways are those of the project that is joined or paid.
    """

    matter: Matter
    project: str
    payer: str
    before: Way | None
    after: Way | None
    reason: str = ""
    resolution: str = ""
    date: date | None = None
    source: Source = field(default_factory=Source, compare=False, repr=False)

    @property
    def cell(self) -> str:
        """The cell that was changed, as ``Plán!I9``; the first one of several."""
        column = "decision"
        if self.before and self.after:
            column = "financing" if self.before.start == self.after.start else "start"
        return self.source.named(column)


@dataclass(frozen=True)
class Decided:
    """A plan workbook's decisions among the options of its strategy.

    ``base`` is the region's plan that the workbook belongs to, or today's best one.
    """

    book: PlanBook
    strategy: Strategy
    options: tuple[Option, ...]
    base: tuple[Option, ...] = ()

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """What the officer changed, in the order of the sheets."""
        return (*self._projects(), *self._members(), *self._grants())

    @cached_property
    def kept(self) -> tuple[Kept, ...]:
        """What a new plan has to keep: these changes, and what was marked as decided before."""
        book = self.book
        rows = [row for row in book.rows if row.is_changed or row.kept]
        members = [m for m in book.members if self._is_moved(m) or (m.kept and self._runs(m))]
        grants = [grant for grant in book.grants if not grant.decision]
        return (
            *(self._kept(row) for row in rows),
            *(self._kept_member(member) for member in members),
            *(self._kept_grant(grant) for grant in grants),
        )

    @cached_property
    def chosen(self) -> tuple[Option, ...]:
        """The region's plan with all of this workbook's decisions in place of what it had."""
        chosen = self._of_town() if self.book.payer else self._of_region()
        return tuple(sorted(chosen, key=lambda option: option.key))

    @cached_property
    def agreed(self) -> tuple[Option, ...]:
        """The base with the workbook's changes of what the region runs, all others as they were."""
        if not self.book.payer:
            return self.base
        moved = self._moved_runs
        kept = [o for o in self.base if (o.project, o.payer) not in moved]
        return (*kept, *(option for option in moved.values() if option))

    @property
    def proposed(self) -> Iterator[str]:
        """The keys of the options of this workbook's payer that were proposed."""
        for row in self.book.rows:
            if row.proposed and self._payer(row.project) == self.book.block:
                yield self._key(row.project, self.book.block, row.proposed)

    @cached_property
    def keys(self) -> frozenset[str]:
        """The keys of the options of this workbook's payer by its decisions, possible or not."""
        own = (row for row in self.book.rows if self._payer(row.project) == self.book.block)
        return frozenset(
            self._key(row.project, self.book.block, row.decided) for row in own if row.decided
        )

    def problems(self, *, of_kept: bool = False) -> Iterator[Problem]:
        """Decisions that are not possible by the inputs as they are now.

        With ``of_kept`` only of those that a new plan has to keep: what was merely proposed may
        have become impossible.
        """
        for row in self.book.rows:
            if of_kept and not (row.is_changed or row.kept):
                continue
            if row.project not in self.strategy.project:
                yield at(row.source, "project", "plan_project_gone", row.project)
            elif row.decided and self._option(row) is None:
                seen = f"{row.decided.start}, {row.decided.financing}"
                yield at(row.source, "start", "plan_option_gone", seen, project=row.project)
        for member in self.book.members:
            if self._scope(member.project) is Scope.REGION and not member.decision:
                where = (member.source, "decision", "plan_member_served", "0")
                yield at(*where, Severity.WARNING, project=member.project)

    # Finding options

    @cached_property
    def _found(self) -> Mapping[str, Option]:
        return {option.key: option for option in self.options}

    def _scope(self, project: str) -> Scope | None:
        known = self.strategy.project.get(project)
        return known.scope if known else None

    def _payer(self, project: str) -> str:
        """Whose options a row of the workbook decides on."""
        return REGION if self._scope(project) is Scope.REGION else self.book.block

    def _option(self, row: PlanRow) -> Option | None:
        way = row.decided
        return self._way(row.project, self._payer(row.project), way) if way else None

    def _way(self, project: str, payer: str, way: Way) -> Option | None:
        return self._found.get(self._key(project, payer, way))

    @staticmethod
    def _key(project: str, payer: str, way: Way) -> str:
        return option_key(project, payer, way.start, way.programme, granted=way.regional_grant)

    def _copies(self, project: str, payer: str) -> tuple[str, ...]:
        return tuple(o.key for o in self.options if (o.project, o.payer) == (project, payer))

    # A town's workbook

    @cached_property
    def _moved_runs(self) -> Mapping[tuple[str, str], Option | None]:
        """Regional projects of which a town's officer decided otherwise."""
        return {
            (row.project, REGION): self._option(row)
            for row in self.book.rows
            if row.is_changed and self._payer(row.project) == REGION
        }

    def _of_town(self) -> Iterator[Option]:
        town = self.book.payer
        yield from (option for option in self.agreed if option.payer != town)
        for row in self.book.rows:
            if self._payer(row.project) == town and (option := self._option(row)):
                yield option

    # The region's workbook

    def _of_region(self) -> Iterator[Option]:
        runs = {row.project: option for row in self.book.rows if (option := self._option(row))}
        denied = {(grant.project, grant.orp) for grant in self.book.grants if not grant.decision}
        yield from runs.values()
        for option in self.base:
            if option.payer != REGION and self._scope(option.project) is Scope.ORP:
                yield self._granted(option, denied)
        for member in self.book.members:
            run = runs.get(member.project)
            if run and member.decision and self._scope(member.project) is Scope.JOINT:
                joining = self._joining(run, member.orp)
                if joining:
                    yield self._granted(joining, denied)

    def _granted(self, option: Option, denied: set[tuple[str, str]]) -> Option:
        """An option without its grant, where that is denied."""
        if not option.regional_grant or (option.project, option.payer) not in denied:
            return option
        return self._found.get(option.key.removesuffix("+"), option)

    def _joining(self, run: Option, town: str) -> Option | None:
        """How a town joins a run: as it would have, or else without a grant of the region."""
        ways = [o for o in self.options if o.payer == town and o.run == run.run]
        had = {option.key for option in self.base}
        ways.sort(key=lambda option: (option.key not in had, option.regional_grant))
        return next(iter(ways), None)

    def _runs(self, member: Member) -> bool:
        row = self.book.row.get(member.project)
        return bool(row and row.decision and self._scope(member.project) is Scope.JOINT)

    def _is_moved(self, member: Member) -> bool:
        return member.decision != member.proposed and self._runs(member)

    # Changes and what is to be kept

    def _projects(self) -> Iterator[Change]:
        for row in self.book.rows:
            if row.is_changed:
                payer = self._payer(row.project)
                yield Change(
                    matter=Matter.PROJECT,
                    project=row.project,
                    payer=payer,
                    before=row.proposed,
                    after=row.decided,
                    reason=row.reason,
                    resolution=row.resolution,
                    date=row.date,
                    source=row.source,
                )

    def _members(self) -> Iterator[Change]:
        for member in filter(self._is_moved, self.book.members):
            way = self.book.row[member.project].decided
            yield Change(
                matter=Matter.MEMBER,
                project=member.project,
                payer=member.orp,
                before=None if member.decision else way,
                after=way if member.decision else None,
                source=member.source,
            )

    def _grants(self) -> Iterator[Change]:
        for grant in self.book.grants:
            if grant.decision != grant.proposed:
                yield Change(
                    matter=Matter.GRANT,
                    project=grant.project,
                    payer=grant.orp,
                    before=Way(grant.start, ""),
                    after=None,
                    source=grant.source,
                )

    def _kept(self, row: PlanRow) -> Kept:
        payer, option = self._payer(row.project), self._option(row)
        kept = Kept(
            Matter.PROJECT,
            row.project,
            payer,
            self._copies(row.project, payer),
            chosen=False,
            source=row.source,
        )
        if option is None or row.decided is None:
            return kept
        start, financing = row.decided.start, row.decided.financing
        return replace(kept, options=(option.key,), chosen=True, start=start, financing=financing)

    def _kept_member(self, member: Member) -> Kept:
        keys = self._copies(member.project, member.orp)
        about = (Matter.MEMBER, member.project, member.orp)
        return Kept(*about, keys, member.decision, source=member.source)

    def _kept_grant(self, grant: Grant) -> Kept:
        keys = self._copies(grant.project, grant.orp)
        granted = tuple(key for key in keys if key.endswith("+"))
        return Kept(
            Matter.GRANT, grant.project, grant.orp, granted, chosen=False, source=grant.source
        )


def with_grants(strategy: Strategy, books: Sequence[PlanBook]) -> Strategy:
    """The strategy that knows which options of some plans have a grant of the region.

    What is running by now may have it only if it was given then.
    """
    decided = [Decided(book, strategy, ()) for book in books]
    keys = (key for each in decided for key in (*each.proposed, *each.keys))
    return replace(strategy, before=frozenset(key for key in keys if key.endswith("+")))


def base_of(
    books: Sequence[PlanBook], strategy: Strategy, options: Sequence[Option]
) -> tuple[Option, ...] | None:
    """The region's plan from the proposals in all of its workbooks, in the order of ``options``.

    None where one is missing or what they say together is not the plan of the first one's
    fingerprint.
    """
    found = {option.key for option in options}
    keys: set[str] = set()
    for book in books:
        decided = Decided(book, strategy, tuple(options))
        keys |= set(decided.proposed)
    wanted = {REGION, *strategy.orp}
    whole = {book.block for book in books} == wanted and keys <= found
    if not whole or fingerprint_of(keys) != books[0].plan:
        return None
    return tuple(option for option in options if option.key in keys)
