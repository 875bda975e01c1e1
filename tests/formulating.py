"""Golden texts of rows, and the page that tells the whole formulation by them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING

from tests.solving import modelled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from stack_planner.choosing.model import Model, Row
    from stack_planner.records import Strategy


def region_model(strategy: Strategy) -> Model:
    """The model of the whole region."""
    return modelled(strategy)[1]


@dataclass(frozen=True)
class Case:
    """A golden text: rows whose names begin with ``kind`` (all if blank), and what they state.

    ``made`` gives the model that they stand in; ``section`` is the kind unless given.
    """

    name: str
    kind: str
    sentence: str
    strategy: Strategy
    made: Callable[[Strategy], Model] = region_model
    section: str = ""

    def __post_init__(self) -> None:
        """A case of one kind stands in that kind's section."""
        object.__setattr__(self, "section", self.section or self.kind)

    @cached_property
    def model(self) -> Model:
        """The model in which the rows stand."""
        return self.made(self.strategy)

    @property
    def rows(self) -> list[Row]:
        """The rows of the case's kind."""
        return [row for row in self.model.rows if self.kind in {"", kind_of(row)}]


def kind_of(row: Row) -> str:
    """What a row's name begins with."""
    return row.name.split("[")[0]


def text(case: Case) -> str:
    """The rows of a case, and what the objective says of their columns."""
    return "\n".join([f"\\ {case.sentence}", *written(case), ""])


def written(case: Case) -> list[str]:
    """The lines of a case below its sentence."""
    columns = sorted({column for row in case.rows for column, _ in row.terms})
    worth = [(case.model.columns[i].name, case.model.columns[i].weight) for i in columns]
    lines = ["maximize", *terms(worth), "subject to"]
    for row in case.rows:
        lines += [f"{row.name}:", *terms(named(case.model, row)), f"  {row.sense} {row.bound}"]
    return lines


def named(model: Model, row: Row) -> list[tuple[str, int]]:
    """A row's coefficients by the names of its columns."""
    return sorted((model.columns[index].name, coefficient) for index, coefficient in row.terms)


def terms(coefficients: Sequence[tuple[str, int]]) -> list[str]:
    """One line a term, its sign in front."""
    return [f"  {coefficient:+d} {name}" for name, coefficient in coefficients]


INTRODUCTION = """\
# The formulation

Every kind of row that the program gives its solvers, with the smallest region in which it binds,
printed by the program under its own names. A test prints this page again and compares it, so it
says what is solved; `UPDATE_LP=1 pytest tests/test_rows.py` writes it. Why the rows are so stands
in [the method](method.md).

All coefficients are integers: money in CZK, values in 10⁻⁴ point times the towns' multipliers. A
row is divided by the greatest common divisor of its coefficients, its bound rounded inwards. Rows
that no choice can break and rows that repeat another one are left out.

| Symbol | Is |
|---|---|
| `P`, `o`, `t`, `F` | a project; a payer, a town or `region`; a year; a programme |
| `P\\|o\\|t\\|F` | a column, 1 where `o` starts `P` in `t` with a grant of `F`, else 0 |
| … `\\|` at the end, … `+` | without a programme; with the regional grant |
| z_opt, y_g,opt | the run `P\\|region\\|t\\|F` of a joint project; g joins it, `P\\|g\\|t\\|F` |
| `synergy\\|P\\|Q\\|o` | a column, 1 where `o` gets the points of both |
| limit_t, s_t | what a payer may spend in a year, the reserve taken off; what it carries over |
| V_o, m_o | a town's value; how often it counts |
"""

TITLES = {
    "objective": "Objective",
    "one": "`one[P,o]`: one way at most",
    "must": "`must[P,o]`: what is demanded",
    "join": "`join[z,o]`: only what runs can be joined",
    "participants": "`participants[z]`: enough towns",
    "cover": "`cover[z]`: what the region pays for absent towns",
    "capex": "`capex[o,t]`: capital money",
    "opex": "`opex[o,t]`: running money",
    "prefinancing": "`prefinancing[o,t]`: grants not yet received",
    "allocation": "`allocation[F]`: what a programme has",
    "effort": "`effort[o,t]`: people",
    "requires": "`requires[P,Q,o,t]`",
    "excludes": "`excludes[P,Q,o]`",
    "together": "`together[P,Q,o]`",
    "synergy": "`synergy[P,Q,o]`",
    "rule": "`rule[n,o]`: rules on groups",
    "keep": "`keep[n]`: the order of preference",
    "near": "`near[P|o|t|F]`: a plan that was there",
    "cut": "`cut[row,n]`: what the solver's tolerance let through",
    "price": "`price[o,n]`: what pricing proved",
    "choice": "`choice[o]`: known choices put together",
    "differs": "`differs`: another plan of the same value",
    "value": "`value`: the money that a town alone would lack",
    "better": "`better`: one unit more",
    "refused": "`refused`: an untrue answer",
    "leximin": "The fairest plan",
    "worth": "`worth[o]`: what a town keeps",
    "repair": "`closed[P,o]`, `rise`: what would mend a region that has no plan",
    "kept": "`kept[P,o,…]`: what officers decided",
}
"""Sections in the order of the page; those from ``keep`` on are made on the way."""


def page(cases: Sequence[Case]) -> str:
    """The page of the formulation: every case under the heading of its kind."""
    order = list(TITLES)
    ranked = sorted(cases, key=lambda case: order.index(case.section))
    sections = groupby(ranked, key=lambda case: case.section)
    told = (line for section, those in sections for line in _section(section, those))
    return "\n".join([INTRODUCTION, *told]).rstrip("\n") + "\n"


def _section(section: str, cases: Iterator[Case]) -> Iterator[str]:
    part = {"one": "The region", "keep": "Made on the way"}.get(section)
    if part:
        yield from (f"## {part}", "")
    yield from (f"{'##' if section == 'objective' else '###'} {TITLES[section]}", "")
    for case in cases:
        yield from (case.sentence, "", "```text", *written(case), "```", "")
