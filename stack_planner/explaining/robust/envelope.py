"""The best plans over all of W: their upper envelope, exact, and which projects they agree on.

The value of a plan is linear in the weights, so the best value f is convex and made of flat pieces.
The region {(w, t): w in W, t ≥ value of each known plan at w} is cut by ever more plans: at a
vertex that is not confirmed yet the best plan is asked for; if it is better its half-space cuts the
vertex off, else f is known there. Once every vertex is confirmed no plan is missing: above each
cell f is convex and known plans are flat, so that f cannot exceed them inside if it does not at
the vertices.

Vertices are also enough to tell which projects are in every best plan and which in none. Let a plan
be best at some w of W. On a cell with w in it the best value less this plan's is linear and never
negative, and 0 at w; so it is 0 on the whole face around w, and at one of its vertices as well:
the plan is a best one at a vertex. Therefore each vertex is asked, in the same solve, for a plan
that differs in the projects on which all best plans known so far agree: each of them counts a unit.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from stack_planner.explaining.robust.cone import Cone, Edge, dot
from stack_planner.explaining.robust.space import weights_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from fractions import Fraction

    from stack_planner.explaining.robust.asking import Choice, Oracle
    from stack_planner.explaining.robust.space import Space
    from stack_planner.explaining.valuing import Weights

MOST_SOLVES = 5_000
MOST_EDGES = 20_000
"""What a town's envelope may take before it is left as far as it is known."""


@dataclass
class Agreement:
    """The projects that all best plans met so far have (``always``), and that none has."""

    always: set[str]
    never: set[str]

    @property
    def wanted(self) -> Mapping[str, int]:
        """What another best plan is asked to do without, and what to have."""
        return {
            project: (project in self.never) - (project in self.always)
            for project in sorted(self.always ^ self.never)
        }

    def differs(self, projects: frozenset[str]) -> bool:
        """Whether a plan is the first to differ in any of them."""
        return not self.always <= projects or bool(self.never & projects)

    def meeting(self, projects: frozenset[str]) -> Agreement:
        """What is left of it with one more best plan."""
        return Agreement(self.always & projects, self.never - projects)


@dataclass
class Envelope:
    """The known plans over W by what they are worth, and the vertices of all that is above them.

    ``known`` are the vertices at which the best value is known. ``exact`` stays true as long as
    all of that is proven.
    """

    space: Space
    oracle: Oracle
    plans: list[Choice] = field(default_factory=list)
    known: set[Weights] = field(default_factory=set)
    exact: bool = True

    def __post_init__(self) -> None:
        every = set(self.oracle.held.copies)
        self.agreement = Agreement(every, every)
        walls = len(self.space.cone.normals)
        up = Edge((*(0 for _ in self.space.today), 1), (1 << walls) - 1)
        self._add(self.oracle.today, self._above(self.oracle.today, up))

    def _above(self, choice: Choice, up: Edge) -> Cone:
        """What is above one plan over W."""
        base, bit = self.space.cone, 1 << len(self.space.cone.normals)
        lifted = (
            Edge((*edge.ray, dot(choice.vector, edge.ray)), edge.tight | bit) for edge in base.edges
        )
        return Cone((*((*wall, 0) for wall in base.normals), _half(choice)), (*lifted, up))

    def _add(self, choice: Choice, cone: Cone) -> None:
        self.plans.append(choice)
        self.cone = cone
        self._open = deque(edge for edge in self.vertices if _weights(edge) not in self.known)

    @property
    def vertices(self) -> Iterator[Edge]:
        """The edges of the cone that stand for vertices."""
        return (edge for edge in self.cone.edges if any(edge.ray[:-1]))

    def cell(self, place: int) -> list[tuple[Weights, Edge]]:
        """The vertices of the part of W in which a plan is the best of the known ones."""
        bit = len(self.space.cone.normals) + place
        return [(_weights(edge), edge) for edge in self.vertices if edge.lies_in(bit)]

    def close(self) -> Envelope:
        """Asks until the best value is known at every vertex, or the limits come first."""
        while self._open:
            if self.oracle.solves > MOST_SOLVES or len(self.cone.edges) > MOST_EDGES:
                self.exact = False
                break
            self._confirm(self._open.popleft())
        return self

    def _confirm(self, edge: Edge) -> None:
        """Asks at a vertex for better plans, and for others that are as good."""
        weights, known, agreed = _weights(edge), self._touching(edge), self.agreement
        for plan in known:
            agreed = agreed.meeting(plan.projects)
        better, met = Meeting(self.oracle, weights, known[0], agreed).all()
        if better:
            return self._add(better, self.cone.cut(_half(better)))
        self.known.add(weights)
        self.exact &= met.settled
        for plan in met.plans:
            agreed = agreed.meeting(plan.projects)
        self.agreement = agreed
        return None

    def _touching(self, edge: Edge) -> list[Choice]:
        """The known plans that are the best of all known ones at a vertex."""
        first = len(self.space.cone.normals)
        return [plan for place, plan in enumerate(self.plans) if edge.lies_in(first + place)]


@dataclass
class Met:
    """Plans as good as the known one at some weights; ``settled``: no others differ from them."""

    plans: list[Choice]
    settled: bool = True


@dataclass
class Meeting:
    """What is asked at a vertex at which a plan is known to be the best so far."""

    oracle: Oracle
    weights: Weights
    plan: Choice
    agreement: Agreement

    def all(self) -> tuple[Choice | None, Met]:
        """A better plan, if there is one, or else plans as good as the known one.

        Plans that are worth a few units less may be told first, as a project that differs counts
        one. Then the value is asked for alone, and each project by itself.
        """
        met = Met([])
        agreed = self.agreement
        while True:
            told = self.oracle.best(self.weights, self.plan, agreed.wanted)
            ahead = self._ahead(told.choice)
            if ahead > 0:
                return told.choice, met
            if not told.settled:
                return None, Met(met.plans, settled=False)
            if not agreed.differs(told.choice.projects):
                return None, met
            if ahead < 0:
                return self._one_by_one(agreed, met)
            met.plans.append(told.choice)
            agreed = agreed.meeting(told.choice.projects)

    def _ahead(self, choice: Choice) -> Fraction:
        """By how much a plan is better than the known one."""
        return self.oracle.values.linear.ahead(self.weights, choice.vector, self.plan.vector)

    def _one_by_one(self, agreed: Agreement, met: Met) -> tuple[Choice | None, Met]:
        wanted: list[Mapping[str, int]] = [{}, *({p: n} for p, n in agreed.wanted.items())]
        for each in wanted:
            if each and not each.keys() <= agreed.wanted.keys():
                continue
            told = self.oracle.best(self.weights, self.plan, each)
            if self._ahead(told.choice) > 0:
                return told.choice, met
            met.settled &= told.settled
            if self._ahead(told.choice) == 0:
                met.plans.append(told.choice)
                agreed = agreed.meeting(told.choice.projects)
        return None, met


def _half(choice: Choice) -> tuple[int, ...]:
    """The half-space above a plan."""
    return (*(-part for part in choice.vector), 1)


def _weights(edge: Edge) -> Weights:
    """The weights of a vertex."""
    return weights_of(edge.ray[:-1])
