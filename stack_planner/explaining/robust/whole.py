"""The problem of the whole region at any weights of the criteria, unrounded.

What a plan is worth is linear in the weights: each option has one part a criterion, counted for all
the towns that have it as in the objective; a synergy is worth the same at any weights.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from math import ceil
from typing import TYPE_CHECKING

from stack_planner.choosing.dominance import drop_dominated
from stack_planner.choosing.model import Model
from stack_planner.choosing.search.loose import loose_bound
from stack_planner.choosing.solve import Solver, State
from stack_planner.explaining.valuing import Linear, project_parts
from stack_planner.records import REGION

if TYPE_CHECKING:
    from collections.abc import Iterable

    from stack_planner.choosing.model import Column, Row
    from stack_planner.choosing.solve import Limits
    from stack_planner.explaining.held import Region
    from stack_planner.explaining.valuing import Vector, Weights

FINE = 1 << 10
"""Parts of a unit in which the solver weighs columns; rounded up, so that a bound stays true."""


@dataclass(frozen=True, slots=True)
class Most:
    """What is known of the best plan at some weights, in units of 10⁻⁴ point.

    No plan is worth more than ``bound``, and with ``proven`` the ``chosen`` one is a best one; with
    ``impossible`` there is no plan at all.
    """

    bound: Fraction
    chosen: frozenset[int] | None
    proven: bool
    impossible: bool = False


@dataclass(frozen=True)
class Whole:
    """The columns and rows of a region whose plan stands, and what columns are worth."""

    region: Region
    limits: Limits

    @cached_property
    def model(self) -> Model:
        """The rows with all decisions, without what other options beat at any weights.

        The options of one project and payer are worth the same whatever the weights are, so those
        that give way at today's weights do so at all. What today's plan has stays.
        """
        chosen = {option.key for option in self.region.chosen}
        model, _ = drop_dominated(self.region.strategy, self.region.model, chosen)
        return Model(model.columns, tuple(row for row in model.rows if row.binds))

    @cached_property
    def plan(self) -> frozenset[int]:
        """The columns of today's plan."""
        return self.model.completed({option.key for option in self.region.chosen})

    @cached_property
    def today(self) -> Weights:
        """Today's weights, by criterion."""
        return tuple(self.region.scores.weights.values())

    @cached_property
    def linear(self) -> Linear:
        """The worth of the columns at any weights."""
        return Linear(tuple(map(self._column, self.model.columns)), len(self.today))

    def _column(self, column: Column) -> tuple[Fraction, ...]:
        scores, option = self.region.scores, column.option
        if option is None:
            return (Fraction(column.weight, scores.denominator),) * len(scores.weights)
        towns = option.served if option.payer == REGION else (option.payer,)
        parts = [self._worth(option.project, town) for town in towns]
        nothing = (Fraction(0),) * len(scores.weights)
        return tuple(sum(part, Fraction(0)) for part in zip(nothing, *parts, strict=True))

    def _worth(self, project: str, town: str) -> tuple[Fraction, ...]:
        """What a project gives one town, by criterion, times the town's part of the objective."""
        scores = self.region.scores
        share = Fraction(scores.multipliers[town], scores.denominator)
        return tuple(share * part for part in project_parts(self.region, project, town))

    def ahead(self, weights: Weights, vector: Vector) -> Fraction:
        """What a plan is worth more than today's at some weights."""
        return self.linear.ahead(weights, vector, self._today)

    def value(self, weights: Weights) -> Fraction:
        """What today's plan is worth at some weights."""
        return self.linear.at(weights, self._today)

    @cached_property
    def _today(self) -> Vector:
        return self.linear.vector(self.plan)

    def columns_of(self, project: str) -> tuple[int, ...]:
        """The ways in which the region runs a project."""
        return tuple(
            index
            for index, column in enumerate(self.model.columns)
            if column.option and (column.option.project, column.block) == (project, REGION)
        )

    def most(
        self, weights: Weights, enough: Fraction | None = None, rows: Iterable[Row] = ()
    ) -> Most:
        """The most that any plan under some more rows is worth at some weights.

        The solver stops once it knows whether any plan is worth ``enough``. Where it has no bound
        at all, prices on limits give a looser one.
        """
        rows = tuple(rows)
        model = self._weighed(weights, rows)
        limits = replace(self.limits, gap=None)
        if enough is not None:
            limits = replace(limits, enough=ceil(enough * FINE) - 1)
        start = None if rows else self.plan
        answer = Solver(limits).maximise(model, start=start, unit=FINE)
        if answer.state is State.INFEASIBLE:
            return Most(Fraction(0), None, proven=True, impossible=True)
        chosen = answer.chosen
        if chosen is not None and not model.keeps(chosen):
            chosen = None
        proven = answer.state is State.OPTIMAL and chosen is not None
        bound = loose_bound(model, model.value(self.plan)) if answer.bound is None else answer.bound
        return Most(Fraction(bound, FINE), chosen, proven)

    def _weighed(self, weights: Weights, rows: tuple[Row, ...]) -> Model:
        """The model at some weights, in parts of a unit."""
        worths = self.linear.columns_at(weights)
        columns = (
            replace(column, weight=ceil(worth * FINE))
            for column, worth in zip(self.model.columns, worths, strict=True)
        )
        return Model(tuple(columns), (*self.model.rows, *rows))
