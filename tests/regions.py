"""Small random regions with everything that the method knows switched on at random.

The same dice make the same region, so a region is named by its seed. Money is small on purpose:
in amounts of a few crowns every rounding shows.
"""

from __future__ import annotations

from fractions import Fraction
from random import Random
from typing import TYPE_CHECKING, TypeVar

from stack_planner.records import (
    REGION,
    Budget,
    CostKey,
    Criterion,
    Link,
    Municipality,
    Need,
    NeedRule,
    Orp,
    Position,
    Programme,
    Project,
    Relation,
    Rule,
    RuleKind,
    Scope,
    Score,
    Settings,
    Stance,
    Strategy,
    ValueBase,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

FIRST_YEAR = 2027
AREAS = ("A", "B")
LEVELS = ("", "city")

EASY_RULES = (RuleKind.AT_MOST, RuleKind.SHARE_AT_MOST, RuleKind.SHARE_AT_LEAST)

T = TypeVar("T")


def region(seed: int) -> Strategy:
    """The region of a seed."""
    return Dice(Random(seed)).region()  # noqa: S311 — a test's dice, not a secret


class Dice:
    """Throws one region; ``unit`` is the size of its amounts."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.unit = random.choice((1, 1, 997, 1_000_000))
        self.demanding = self.maybe(30)
        self.wealth = random.choice((12, 24, 48))
        self.years = random.choice((1, 2, 2, 3))
        self.last_year = FIRST_YEAR + self.years - 1
        self.towns = tuple(f"T{n}" for n in range(1, random.choice((2, 2, 3)) + 1))
        self.codes = tuple(f"P{n}" for n in range(1, random.choice((3, 3, 4, 5)) + 1))
        self.funds = tuple(f"F{n}" for n in range(1, random.choice((1, 2)) + 1))

    def maybe(self, percent: int) -> bool:
        """Yes in so many cases of a hundred."""
        return self.random.randrange(100) < percent

    def demands(self, percent: int) -> bool:
        """Yes in so many cases of a hundred of a demanding region, else in a fifth of them."""
        return self.maybe(percent if self.demanding else percent // 5)

    def amount(self, most: int) -> int:
        """An amount of money, often a round one."""
        odd = self.random.randrange(self.unit) if self.maybe(30) else 0
        return self.random.randint(0, most) * self.unit + odd

    def one(self, *values: T) -> T:
        """One of the values."""
        return self.random.choice(values)

    def some(self, values: Sequence[T]) -> tuple[T, ...]:
        """At least one of the values, in their order."""
        kept = tuple(value for value in values if self.maybe(60))
        return kept or (self.random.choice(values),)

    def year(self) -> int:
        """A year of the horizon."""
        return self.random.randint(FIRST_YEAR, self.last_year)

    def region(self) -> Strategy:
        """The whole region."""
        projects = tuple(self.project(code) for code in self.codes)
        settings = self.settings()
        orps = tuple(self.orp(code) for code in self.towns)
        return Strategy(
            settings=settings,
            projects=projects,
            criteria=self.criteria(),
            scores=tuple(self.scores()),
            links=tuple(self.links()),
            programmes=tuple(self.programme(code) for code in self.funds),
            pool=() if self.maybe(10) else tuple(self.budget(REGION, y) for y in settings.horizon),
            rules=tuple(self.rule() for _ in range(self.one(0, 0, 1, 2))),
            pairwise=(),
            orps=orps,
            municipalities=tuple(Municipality(f"{c}m", "", c, self.one(0, 7)) for c in self.towns),
            budgets=tuple(self.budget(town, y) for town in self.towns for y in settings.horizon),
            needs=tuple(self.needs()),
            positions=tuple(
                position
                for town in self.towns
                for project in projects
                if self.maybe(25) and (position := self.position(town, project))
            ),
        )

    def settings(self) -> Settings:
        """What holds for the whole plan."""
        return Settings(
            first_year=FIRST_YEAR,
            years=self.years,
            price_year=FIRST_YEAR + self.one(-1, 0, 0, 1),
            growth=self.one(Fraction(0), Fraction(0), Fraction(7, 100), Fraction(1, 3)),
            reserve=self.one(Fraction(0), Fraction(0), Fraction(1, 10), Fraction(1, 3)),
            value_base=self.one(*ValueBase),
            default_need=Fraction(self.one(3, 5)),
            need_rule=self.one(*NeedRule),
            carry_over=self.maybe(40),
            max_cover=self.one(
                Fraction(1), Fraction(1), Fraction(1, 2), Fraction(1, 3), Fraction(0)
            ),
        )

    def orp(self, code: str) -> Orp:
        """A town; equal populations make equal remainders."""
        return Orp(code, code, self.one(5, 5, 7, 11), self.one(None, 3, 4))

    def criteria(self) -> tuple[Criterion, ...]:
        """Two criteria, one with a curve, one on which less is better."""
        return (
            Criterion(
                "K1",
                "",
                Fraction(self.random.randint(1, 5)),
                Fraction(0),
                Fraction(10),
                ((Fraction(4), Fraction(7, 10)),) if self.maybe(50) else (),
            ),
            Criterion("K2", "", Fraction(self.random.randint(0, 3)), Fraction(8), Fraction(-1)),
        )

    def scores(self) -> Iterator[Score]:
        """Raw levels; a blank cell now and then, a town's own row now and then."""
        for project in self.codes:
            for town in (None, *self.towns):
                for criterion in ("K1", "K2"):
                    if self.maybe(85 if town is None else 15):
                        level = Fraction(self.random.randint(-4, 24), 2)
                        yield Score(project, town, criterion, level)

    def needs(self) -> Iterator[Need]:
        """Answers of town halls and municipalities, most of them missing."""
        for town in self.towns:
            for area in AREAS:
                for place in (None, f"{town}m"):
                    if self.maybe(30):
                        yield Need(town, place, area, Fraction(self.random.randint(0, 10), 2))

    def project(self, code: str) -> Project:
        """A project of any scope; at times so light that it costs nothing."""
        scope = self.one(Scope.ORP, Scope.ORP, Scope.JOINT, Scope.JOINT, Scope.REGION)
        duration = self.one(1, 1, 2, 3)
        by_year = self.instalments() if self.maybe(30) else ()
        capex = sum(by_year) if by_year else self.one(0, duration * self.unit + self.amount(20))
        return Project(
            code=code,
            name=code,
            area=self.one(*AREAS),
            scope=scope,
            only_orps=self.some(self.towns) if self.maybe(15) else (),
            smart_level=self.one(*LEVELS),
            must_start_by=self.deadline(),
            must_finish_by=self.deadline(),
            earliest=self.year() if self.maybe(30) else None,
            latest=self.year() if self.maybe(30) else None,
            capex=capex,
            capex_by_year=by_year,
            duration=len(by_year) or duration,
            capex_per_inhabitant=Fraction(self.amount(3), 2) if self.maybe(20) else Fraction(0),
            capex_per_participant=self.amount(6) if self.maybe(40) else 0,
            opex_per_participant=self.amount(3) if self.maybe(40) else 0,
            one_off=self.amount(6) if self.maybe(40) else 0,
            opex=self.amount(5) if self.maybe(50) else 0,
            opex_saved=self.amount(6) if self.maybe(20) else 0,
            service_life=self.one(None, None, 1, 2),
            min_participants=self.one(1, 2, 2, 3),
            key=self.one(*CostKey),
            effort=self.one(0, 0, 2, 3, 5),
            programmes=self.some(self.funds) if self.maybe(75) else (),
            eligible=self.one(Fraction(1), Fraction(1), Fraction(85, 100), Fraction(1, 3)),
            vat=self.one(Fraction(21, 100), Fraction(12, 100), Fraction(0)),
            regional_grant=self.one(Fraction(0), Fraction(0), Fraction(1, 2), Fraction(3, 10)),
        )

    def deadline(self) -> int | None:
        """The year of a legal duty, maybe past."""
        return FIRST_YEAR + self.random.randint(-1, self.years) if self.demands(10) else None

    def instalments(self) -> tuple[int, ...]:
        """Capex by project year; only the last one is surely more than nothing."""
        before = tuple(self.amount(12) for _ in range(self.one(0, 1, 1, 2)))
        return (*before, self.unit + self.amount(12))

    def programme(self, code: str) -> Programme:
        """A programme with some of all the limits that one may have."""
        return Programme(
            code=code,
            name=code,
            rate=self.one(Fraction(85, 100), Fraction(1, 2), Fraction(1, 3), Fraction(1)),
            min_eligible=self.amount(8) if self.maybe(25) else None,
            max_eligible=self.amount(25) if self.maybe(15) else None,
            max_grant=self.amount(12) if self.maybe(20) else None,
            allocation=self.amount(16) if self.maybe(50) else None,
            delay=self.one(0, 0, 1, 1, 2),
            spend_from=self.year() if self.maybe(10) else None,
            spend_to=self.year() if self.maybe(10) else None,
            vat_eligible=self.maybe(60),
            limits_without_vat=self.maybe(40),
            opex_eligible=self.maybe(40),
            with_regional_grant=self.maybe(70),
        )

    def budget(self, payer: str, year: int) -> Budget:
        """The limits of a payer in a year; blank, given or without limit."""
        bridges = self.maybe(60)
        return Budget(
            orp=payer,
            year=year,
            capex=None if self.maybe(10) else self.amount(self.wealth),
            opex=None if self.maybe(30) else self.amount(self.wealth // 2),
            prefinancing=self.amount(16) if bridges and self.maybe(80) else None,
            effort=self.random.randint(0, 9) if payer != REGION and self.maybe(50) else None,
            bridges=bridges,
        )

    def links(self) -> Iterator[Link]:
        """Links between different projects, each pair at most once."""
        pairs = [(a, b) for a in self.codes for b in self.codes if a != b]
        for first, second in self.random.sample(pairs, self.one(0, 1, 2, 3)):
            relation = self.one(*Relation, Relation.SYNERGY)
            points = Fraction(self.random.randint(-300_000, 400_000), 10_000)
            yield Link(
                first, relation, second, points if relation is Relation.SYNERGY else Fraction(0)
            )

    def rule(self) -> Rule:
        """A rule on an area, a SMART level or some projects."""
        kind = self.one(*RuleKind) if self.demanding else self.one(*EASY_RULES)
        counts = kind in {RuleKind.AT_MOST, RuleKind.AT_LEAST}
        return Rule(
            kind=kind,
            group=self.one((self.one(*AREAS),), ("city",), self.some(self.codes)),
            bound=Fraction(self.one(1, 1, 2))
            if counts
            else self.one(Fraction(1, 2), Fraction(3, 10)),
            orp=self.one(None, *self.towns),
        )

    def position(self, town: str, project: Project) -> Position | None:
        """What a town decided, if it may decide so."""
        allowed = not project.only_orps or town in project.only_orps
        stances = [Stance.INTEREST, Stance.REFUSES, Stance.DONE]
        if project.scope is not Scope.REGION and allowed:
            stances += [Stance.MUST] * (2 if self.demands(100) else 0)
        if project.is_mandatory and project.scope is Scope.ORP:
            stances.remove(Stance.REFUSES)
        stance = self.one(*stances)
        if project.scope is Scope.REGION:
            return Position(town, project.code, stance)
        year = self.random.randint(FIRST_YEAR - 2 * (stance is Stance.MUST), self.last_year)
        return Position(
            orp=town,
            project=project.code,
            stance=stance,
            year=year if self.maybe(50) else None,
            capex=self.amount(15) if self.maybe(30) else None,
            opex=self.amount(5) if self.maybe(30) else None,
            others=self.amount(8) if self.maybe(30) else 0,
        )
