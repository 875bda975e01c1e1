"""What is computed, stage by stage: Scores, Option, Choice, Proof, Plan. Money is whole CZK."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from stack_planner.comparison import Fairness

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from stack_planner.comparison import Gain, Lack, Sharing
    from stack_planner.decided import Kept, Logged
    from stack_planner.problems import Problem
    from stack_planner.records import Strategy

UNITS_PER_POINT = 10_000


def points(units: int | Fraction) -> float:
    """Points of a value in units of 10⁻⁴ point."""
    return float(units / UNITS_PER_POINT)


@dataclass(frozen=True)
class Scores:
    """Values of projects for towns, in units of 10⁻⁴ point, with all that they are made of.

    ``utilities`` are shares of full value (0…1) by (project, ORP) and criterion; ``needs`` are
    shares of full urgency (0…1) by (ORP, area); ``multipliers`` are the m_o of the objective.
    """

    weights: Mapping[str, Fraction]
    utilities: Mapping[tuple[str, str], Mapping[str, Fraction]]
    levels: Mapping[tuple[str, str], Mapping[str, Fraction]]
    needs: Mapping[tuple[str, str], Fraction]
    answered: Mapping[tuple[str, str], tuple[int, int]]
    values: Mapping[tuple[str, str], int]
    multipliers: Mapping[str, int]
    denominator: int = 1
    consistency: float | None = None


class Kind(StrEnum):
    """The kinds of money; all but capex fall on the running budget."""

    CAPEX = "capex"
    ONE_OFF = "one_off"
    OPEX = "opex"
    SAVING = "saving"


@dataclass(frozen=True, slots=True)
class Flow:
    """Money of one payer, one year, one kind: ``gross`` is paid from own money and three others.

    ``grant`` is the programme's part of this very expense and comes back in the year ``arrives``;
    ``region`` is the regional grant, ``others`` somebody else's money, both in the same year.
    """

    year: int
    kind: Kind
    gross: int
    grant: int = 0
    arrives: int = 0
    region: int = 0
    others: int = 0

    @property
    def own(self) -> int:
        """What finally stays on the payer."""
        return self.gross - self.grant - self.region - self.others

    @property
    def is_capex(self) -> bool:
        """Whether it falls on the capital budget."""
        return self.kind is Kind.CAPEX


def total(
    flows: Iterable[Flow], name: str, *, capex: bool | None = None, years: range | None = None
) -> int:
    """Sum of one part of flows, of both kinds of money or of one, of all years or of some."""
    return sum(
        getattr(flow, name)
        for flow in flows
        if (capex is None or flow.is_capex == capex) and (years is None or flow.year in years)
    )


@dataclass(frozen=True, slots=True)
class Option:
    """One way to do a project for one payer: a start year × a way of financing.

    ``payer`` is a town's code, or ``records.REGION`` for a regional project and for the run of a
    joint one. ``flows`` is all the payer pays; for a town in a joint project ``share`` is the part
    of them that its joining takes off the region. ``served`` are the towns a regional project gives
    value to. ``value`` is in units of 10⁻⁴ point, of the payer's town (0 for the region's options).
    """

    project: str
    payer: str
    start: int
    programme: str | None
    regional_grant: bool
    value: int
    flows: tuple[Flow, ...]
    share: tuple[Flow, ...] = ()
    served: tuple[str, ...] = ()
    effort: int = 0

    @property
    def key(self) -> str:
        """Its name: project, payer, start, programme, ``+`` with the regional grant."""
        granted = self.regional_grant
        return option_key(self.project, self.payer, self.start, self.programme, granted=granted)

    @property
    def run(self) -> tuple[str, int, str | None]:
        """What ties a town's option to the run of a joint project."""
        return (self.project, self.start, self.programme)

    @property
    def efforts(self) -> Mapping[int, int]:
        """Person-days of the payer's staff by the year that needs them."""
        return {self.start: self.effort}

    def total(self, name: str, *, capex: bool | None = None, years: range | None = None) -> int:
        """Sum of one part of the flows (``gross``, ``own`` …), of both kinds or of one."""
        return total(self.flows, name, capex=capex, years=years)

    @property
    def shared(self) -> Mapping[str, tuple[Flow, ...]]:
        """What towns take off a run of the region's, if that is not in options of their own."""
        return {}

    def drawn(self, programme: str) -> int:
        """What it takes of a programme's allocation, CZK; a town's share is in the joint run's."""
        if programme != self.programme:
            return 0
        return self.total("grant") - sum(flow.grant for flow in self.share)


def option_key(
    project: str, payer: str, start: int, programme: str | None, *, granted: bool
) -> str:
    """The name of an option."""
    return f"{project}|{payer}|{start}|{programme or ''}{'+' * granted}"


def fingerprint_of(keys: Iterable[str]) -> str:
    """16 hexadecimal digits that tell a choice of options, by their keys, from any other one."""
    return hashlib.sha256("\n".join(sorted(keys)).encode()).hexdigest()[:16]


class Status(StrEnum):
    """How far the proof got."""

    OPTIMAL = "optimal"
    CERTIFIED = "certified"
    FEASIBLE = "feasible"


@dataclass(frozen=True, slots=True)
class Proof:
    """What is known about the best value: ``objective ≤ best ≤ bound``, in objective units.

    Objective units are units of 10⁻⁴ point times ``denominator`` (1 unless towns are weighted).
    """

    status: Status
    objective: int
    bound: int
    denominator: int
    solver: str
    stopped_by: str | None = None
    nodes: int = 0
    solves: int = 1

    @property
    def gap(self) -> Fraction:
        """(bound − objective) / max(one unit, objective)."""
        return Fraction(self.bound - self.objective, max(self.denominator, self.objective))


@dataclass(frozen=True)
class Choice:
    """The chosen options, sorted by key, with the proof of their value.

    ``options`` are all there are; ``dominated`` are the keys of those that another one beats in
    everything, so that no solver saw them.
    """

    options: tuple[Option, ...]
    chosen: tuple[Option, ...]
    proof: Proof
    dominated: tuple[str, ...] = ()

    @property
    def fingerprint(self) -> str:
        """What tells this choice from any other one: the same in all workbooks of its plan."""
        return fingerprint_of(option.key for option in self.chosen)


@dataclass(frozen=True, slots=True)
class Tie:
    """Whether a payer, all the others held, has another plan of the same value.

    Only a plan with other projects counts, not one with other years or money. ``out`` are the
    projects that the nearest such plan lacks, ``in_`` those it has instead. ``equal`` says that it
    is also as early and takes as little own money: only the solver's order decided.
    """

    payer: str
    unique: bool | None
    out: tuple[str, ...] = ()
    in_: tuple[str, ...] = ()
    equal: bool = False


@dataclass(frozen=True, slots=True)
class Ties:
    """Whether the plan is the only one of its value; None where the limits came first.

    ``together`` is what differs in another plan of the region that no payer reaches by itself.
    """

    unique: bool | None = None
    payers: tuple[Tie, ...] = ()
    together: tuple[Tie, ...] = ()


@dataclass(frozen=True, slots=True)
class SecondOpinion:
    """What another solver says of the same rows, in objective units; no ``solver``: none is here.

    ``value`` is that of its best plan, if that keeps every row; ``bound`` is what it proved.
    """

    solver: str | None
    value: int | None = None
    bound: int | None = None
    proven: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    """A chosen project in a plan: what it costs its payer, year by year, and gives.

    ``flows`` are the payer's. For the region's part of a joint project ``participants`` maps the
    towns that joined to what each pays of the joint part; ``sharing`` says how else it could be.
    """

    option: Option
    value: int
    flows: tuple[Flow, ...]
    participants: Mapping[str, int] = field(default_factory=dict, hash=False)
    contracted: bool = False
    sharing: Sharing | None = field(default=None, hash=False)

    @property
    def project(self) -> str:
        """The project's code."""
        return self.option.project

    def total(self, name: str, *, capex: bool | None = None, years: range | None = None) -> int:
        """Sum of one part of the flows (``gross``, ``own`` …), of both kinds or of one."""
        return total(self.flows, name, capex=capex, years=years)


@dataclass(frozen=True)
class OrpPlan:
    """What one town does: its own and joint projects, and the regional ones that serve it.

    ``alone`` is its best value by itself and ``gain`` what the plan adds to it; where ``alone`` is
    None there is no such plan, or (``alone_open``) the time was over before it was known. ``lack``
    is what it would need by itself to reach ``value``, and without the part of regional projects in
    it.
    """

    code: str
    name: str
    value: int
    decisions: tuple[Decision, ...]
    rejected: tuple[str, ...]
    done: tuple[str, ...]
    refused: tuple[str, ...]
    synergies: int
    alone: int | None = None
    alone_open: bool = False
    gain: Gain | None = None
    lack: Lack | None = None
    lack_without_regional: Lack | None = None


@dataclass(frozen=True)
class RegionPlan:
    """What the region does: its own projects, the runs of joint ones, and its grants."""

    decisions: tuple[Decision, ...]
    rejected: tuple[str, ...]
    grants: Mapping[tuple[str, int], int]


@dataclass(frozen=True)
class Plan:
    """The whole result, from which every workbook and the JSON are written.

    A ``public`` one names nothing confidential and no person. ``kept`` are the officers' decisions
    that it keeps, ``log`` what they decided so far, by payer.
    """

    strategy: Strategy
    scores: Scores
    choice: Choice
    orps: tuple[OrpPlan, ...]
    region: RegionPlan
    problems: tuple[Problem, ...] = ()
    ties: Ties = Ties()
    second: SecondOpinion | None = None
    fairness: Fairness = field(default_factory=Fairness)
    public: bool = False
    kept: tuple[Kept, ...] = ()
    log: Mapping[str, tuple[Logged, ...]] = field(default_factory=dict)

    @property
    def proof(self) -> Proof:
        """The proof of the plan's value."""
        return self.choice.proof

    @property
    def price_of_fairness(self) -> Fraction:
        """The part of the best value found that the plan gives up."""
        best = self.fairness.best_value
        return Fraction(best - self.proof.objective, best) if best else Fraction(0)

    @cached_property
    def chosen_keys(self) -> frozenset[str]:
        """The keys of the chosen options."""
        return frozenset(option.key for option in self.choice.chosen)
