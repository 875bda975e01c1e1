"""The model of a strategy: columns are options, rows are budgets and rules.

Rows whose names begin alike form one kind; ``docs/method.md`` says what each kind means. Rows of
one town come from its own options; those of the pool, of allocations, of joint projects and of
links to regional projects are shared.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from stack_planner.choosing.linked import link_rows, rule_rows, synergy_columns
from stack_planner.choosing.model import Column, Model, Row, Sense, essential, make_row
from stack_planner.records import REGION, CostKey, Scope
from stack_planner.results import Flow, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from stack_planner.records import Strategy
    from stack_planner.results import Option, Scores


def make_model(strategy: Strategy, scores: Scores, options: Sequence[Option]) -> Model:
    """The whole model of the region; columns and rows sorted by name."""
    columns = [
        Column(option.key, option.payer, _weight(option, scores), option) for option in options
    ]
    synergies = synergy_columns(strategy, scores, columns)
    columns = sorted([*columns, *synergies], key=lambda column: column.name)
    return Model(tuple(columns), essential(all_rows(strategy, columns)))


def all_rows(strategy: Strategy, columns: Sequence[Column]) -> list[Row]:
    """Every row that the strategy says, those that repeat another one or bind nothing as well."""
    return [
        *_choice_rows(strategy, columns),
        *_joint_rows(strategy, columns),
        *_money_rows(strategy, columns),
        *_allocation_rows(strategy, columns),
        *_effort_rows(strategy, columns),
        *link_rows(strategy, columns),
        *rule_rows(strategy, columns),
    ]


def _weight(option: Option, scores: Scores) -> int:
    """An option's part of the objective: what it gives its town, or all the towns it serves."""
    if option.payer != REGION:
        return scores.multipliers[option.payer] * option.value
    return sum(
        scores.multipliers[orp] * scores.values[option.project, orp] for orp in option.served
    )


def _choice_rows(strategy: Strategy, columns: Sequence[Column]) -> Iterator[Row]:
    """At most one option of a project and payer; exactly one where it is mandatory."""
    by_copy: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for index, column in enumerate(columns):
        if column.option:
            by_copy[column.option.project, column.option.payer].append(index)
    for code, payer in strategy.demanded:
        by_copy.setdefault((code, payer), [])
    for (code, payer), members in sorted(by_copy.items()):
        must = (code, payer) in strategy.demanded
        name = f"{'must' if must else 'one'}[{code},{payer}]"
        yield make_row(name, dict.fromkeys(members, 1), Sense.EQUAL if must else Sense.AT_MOST, 1)


def _joint_rows(strategy: Strategy, columns: Sequence[Column]) -> Iterator[Row]:
    """A town joins only what runs; a run has enough participants and bounded cover."""
    joining: defaultdict[tuple[str, int, str | None], list[int]] = defaultdict(list)
    for index, column in enumerate(columns):
        if column.option and column.block != REGION:
            joining[column.option.run].append(index)
    for index, column in enumerate(columns):
        option = column.option
        if option is None or option.payer != REGION:
            continue
        project = strategy.project[option.project]
        if project.scope is not Scope.JOINT:
            continue
        members = joining[option.run]
        for town in sorted({columns[i].block for i in members}):
            theirs = [i for i in members if columns[i].block == town]
            name = f"join[{option.key},{town}]"
            yield make_row(name, {**dict.fromkeys(theirs, 1), index: -1}, Sense.AT_MOST, 0)
        enough = {**dict.fromkeys(members, 1), index: -project.min_participants}
        yield make_row(f"participants[{option.key}]", enough, Sense.AT_LEAST, 0)
        yield from _cover_row(strategy, columns, index, members)


def _cover_row(
    strategy: Strategy, columns: Sequence[Column], run: int, members: Sequence[int]
) -> Iterator[Row]:
    """What the region pays for towns that stay away, at most a share of the joint part."""
    cap = strategy.settings.max_cover
    option = columns[run].option
    if option is None or cap == 1 or strategy.project[option.project].key is CostKey.REGION:
        return
    whole = option.total("gross")
    scale = cap.denominator
    terms = {i: -scale * sum(flow.gross for flow in _of(columns, i).share) for i in members}
    terms[run] = int(scale * whole * (1 - cap))
    yield make_row(f"cover[{option.key}]", terms, Sense.AT_MOST, 0)


def _of(columns: Sequence[Column], index: int) -> Option:
    option = columns[index].option
    assert option is not None  # noqa: S101 — only columns of options are ever asked
    return option


def _money_rows(strategy: Strategy, columns: Sequence[Column]) -> Iterator[Row]:
    for payer in (*(orp.code for orp in strategy.orps), REGION):
        accounts = list(_accounts(columns, payer))
        yield from (ceiling.row for ceiling in _ceilings_of_years(strategy, payer, accounts))
        yield from _bridge_rows(strategy, payer, accounts)
        yield from (ceiling.row for ceiling in _ceiling_after(strategy, payer, accounts))


@dataclass(frozen=True, slots=True)
class Ceiling:
    """What columns take from a payer's money of one kind until a year, in CZK: Σ terms ≤ bound."""

    payer: str
    kind: str
    year: int
    terms: Mapping[int, int]
    bound: int

    @property
    def name(self) -> str:
        """The name of its row."""
        return f"{self.kind}[{self.payer},{self.year}]"

    @property
    def row(self) -> Row:
        """It as a row of a model."""
        return make_row(self.name, self.terms, Sense.AT_MOST, self.bound)

    def over(self, chosen: Iterable[int]) -> int:
        """By how much a set of columns exceeds it; less than 0 where something is left."""
        return sum(self.terms.get(column, 0) for column in chosen) - self.bound


def ceilings(strategy: Strategy, payer: str, columns: Sequence[Column]) -> Iterator[Ceiling]:
    """All limits of a payer's money, of the years of the horizon and of the first one after it."""
    accounts = list(_accounts(columns, payer))
    yield from _ceilings_of_years(strategy, payer, accounts)
    yield from _ceiling_after(strategy, payer, accounts)


Account = tuple[int, "tuple[Flow, ...]", int]
"""A column's money on one payer's account: (column index, flows, +1 paid or −1 taken off)."""


def _accounts(columns: Sequence[Column], payer: str) -> Iterator[Account]:
    """Whatever moves a payer's money; the shares of towns that join are taken off the region."""
    for index, column in enumerate(columns):
        option = column.option
        if option is None:
            continue
        if option.payer == payer:
            yield index, option.flows, 1
        elif payer == REGION:
            yield index, option.share, -1
            yield index, _granted(option), 1


def _granted(option: Option) -> tuple[Flow, ...]:
    """The region's grant on a town's option as an expense of the region."""
    return tuple(Flow(flow.year, Kind.CAPEX, flow.region) for flow in option.flows if flow.region)


def _ceilings_of_years(
    strategy: Strategy, payer: str, accounts: Sequence[Account]
) -> Iterator[Ceiling]:
    for kind in ("capex", "opex"):
        yield from _ceilings_of(kind, strategy, payer, accounts)


def _ceilings_of(
    kind: str, strategy: Strategy, payer: str, accounts: Iterable[Account]
) -> Iterator[Ceiling]:
    """Paid less arriving grants within the limit; with carry-over summed from the first year.

    s ≥ 0 for what is left at each year's end is the same as that every such sum keeps its limit.
    A year without limit carries over without limit: nothing binds after it.
    """
    spent: defaultdict[int, defaultdict[int, int]] = defaultdict(lambda: defaultdict(int))
    for index, flows, sign in accounts:
        for year, amount in taken(strategy, payer, flows, kind):
            spent[year][index] += sign * amount
    carried: defaultdict[int, int] = defaultdict(int)
    limit_so_far = 0
    carries = strategy.settings.carry_over and payer != REGION
    for budget in strategy.limits(payer):
        limit = getattr(budget, kind)
        if limit is None and carries:
            return
        if limit is None:
            continue
        limit_so_far = strategy.usable(payer, limit) + (limit_so_far if carries else 0)
        if not carries:
            carried = defaultdict(int)
        for index, amount in spent[budget.year].items():
            carried[index] += amount
        yield Ceiling(payer, kind, budget.year, dict(carried), limit_so_far)


def taken(
    strategy: Strategy, payer: str, flows: Iterable[Flow], kind: str
) -> Iterator[tuple[int, int]]:
    """(year, CZK) that flows take from a limit, and give back where a grant arrives as income."""
    for flow in flows:
        if flow.is_capex != (kind == "capex"):
            continue
        paid = flow.gross - flow.region - flow.others
        bridges = bool(flow.grant) and strategy.bridges(payer, flow.year)
        yield flow.year, paid - flow.grant if bridges else paid
        if flow.grant and not bridges:
            yield flow.arrives, -flow.grant


def _bridge_rows(strategy: Strategy, payer: str, accounts: Sequence[Account]) -> Iterator[Row]:
    """Grants spent and not yet received at each year's end, within the ceiling."""
    for budget in strategy.limits(payer):
        ceiling = budget.prefinancing
        if ceiling is None:
            continue
        terms: defaultdict[int, int] = defaultdict(int)
        for index, flows, sign in accounts:
            for flow in flows:
                if flow.year <= budget.year < flow.arrives:
                    terms[index] += sign * flow.grant
        yield make_row(f"prefinancing[{payer},{budget.year}]", terms, Sense.AT_MOST, ceiling)


def _ceiling_after(
    strategy: Strategy, payer: str, accounts: Iterable[Account]
) -> Iterator[Ceiling]:
    """The full yearly running burden after the horizon within the last limit that was given."""
    given = [budget.opex for budget in strategy.limits(payer) if budget.opex is not None]
    if not given:
        return
    after = strategy.settings.last_year + 1
    terms: defaultdict[int, int] = defaultdict(int)
    for index, flows, sign in accounts:
        terms[index] += sign * sum(
            flow.gross for flow in flows if flow.year == after and not flow.is_capex
        )
    yield Ceiling(payer, "opex", after, terms, strategy.usable(payer, given[-1]))


def _allocation_rows(strategy: Strategy, columns: Sequence[Column]) -> Iterator[Row]:
    """Whole grants of all copies within what a programme has; a joint one counts by its run."""
    for programme in strategy.programmes:
        if programme.allocation is not None:
            terms = {
                index: sum(flow.grant for flow in column.option.flows)
                - sum(flow.grant for flow in column.option.share)
                for index, column in enumerate(columns)
                if column.option and column.option.programme == programme.code
            }
            name = f"allocation[{programme.code}]"
            yield make_row(name, terms, Sense.AT_MOST, programme.allocation)


def _effort_rows(strategy: Strategy, columns: Sequence[Column]) -> Iterator[Row]:
    """Person-days of a town's staff in the start year."""
    for (orp, year), budget in strategy.budget.items():
        if budget.effort is not None and year in strategy.settings.horizon:
            terms = {
                index: column.option.effort
                for index, column in enumerate(columns)
                if column.option and column.block == orp and column.option.start == year
            }
            yield make_row(f"effort[{orp},{year}]", terms, Sense.AT_MOST, budget.effort)
