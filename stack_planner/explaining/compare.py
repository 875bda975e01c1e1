"""What differs between two plans: projects, and money by payer and year."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from stack_planner.returning import OptionLine, PlanBook, PlanRow, Way


class Turn(StrEnum):
    """What became of a project, or of a town in a common one, from the first plan to the second."""

    ADDED = "added"
    DROPPED = "dropped"
    ENDED = "ended"  # it began before the years of the second plan, which does not have it any more
    MOVED = "moved"
    REFINANCED = "refinanced"
    JOINED = "joined"
    LEFT = "left"


PARTS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "own_capex": (("capex",), ("capex_grant", "region", "others")),
    "own_opex": (("opex",), ("opex_grant",)),
    "grant": (("capex_grant", "opex_grant"), ()),
    "region": (("region",), ()),
    "others": (("others",), ()),
}
"""What money is compared: the amounts of lines that each part adds, and those it takes away."""


@dataclass(frozen=True, slots=True)
class Change:
    """A project that the two plans treat differently; ``orp`` is the town that joined or left."""

    turn: Turn
    project: str
    name: str
    before: Way | None
    after: Way | None
    worth: Fraction | None = None
    orp: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """A number in the first plan and in the second."""

    before: int
    after: int

    @property
    def difference(self) -> int:
        """The second less the first."""
        return self.after - self.before


@dataclass(frozen=True)
class PayerDifference:
    """What differs for one payer; ``money`` is CZK by (part, year), the years that both plans have.

    What has ended before the second plan costs nothing there, so its running costs are in neither.
    ``value`` are points of the projects that are done in each plan, as the workbooks last
    calculated them, synergies and what has ended before the second one aside; None where one of
    them is not known.
    """

    payer: str
    name: str
    changes: tuple[Change, ...]
    money: Mapping[tuple[str, int], Pair]
    value: tuple[Fraction, Fraction] | None

    @property
    def years(self) -> tuple[int, ...]:
        """The years that both plans have."""
        return tuple(sorted({year for _, year in self.money}))

    def total(self, *parts: str) -> Pair:
        """Parts of the money over all years."""
        pairs = [pair for (part, _), pair in self.money.items() if part in parts]
        return Pair(sum(pair.before for pair in pairs), sum(pair.after for pair in pairs))

    @property
    def is_none(self) -> bool:
        """Whether nothing differs."""
        return not self.changes and not any(pair.difference for pair in self.money.values())


@dataclass(frozen=True)
class Difference:
    """Two plans side by side, the payers that both have; those that only one has, by name.

    ``inputs`` are the input files of which the two plans saw different bytes, ``lone_years`` those
    that only one of the plans has, whose money cannot be compared.
    """

    payers: tuple[PayerDifference, ...]
    only_before: tuple[str, ...] = ()
    only_after: tuple[str, ...] = ()
    inputs: tuple[str, ...] = ()
    lone_years: tuple[int, ...] = ()

    @property
    def is_none(self) -> bool:
        """Whether nothing differs."""
        same = all(payer.is_none for payer in self.payers)
        return same and not self.only_before and not self.only_after


def compare_plans(before: Sequence[PlanBook], after: Sequence[PlanBook]) -> Difference:
    """What differs between two plans, each one workbook or more, of different payers.

    What counts is what the officer decided, not what the solver proposed.
    """
    first, second = ({book.payer: book for book in books} for books in (before, after))
    both = sorted(first.keys() & second.keys(), key=lambda code: (not code, code))
    return Difference(
        payers=tuple(_payer(first[code], second[code]) for code in both),
        only_before=_names(first, second),
        only_after=_names(second, first),
        inputs=_inputs([(first[code], second[code]) for code in both]),
        lone_years=tuple(sorted({y for c in both for y in _lone(first[c], second[c])})),
    )


def _names(books: Mapping[str, PlanBook], others: Mapping[str, PlanBook]) -> tuple[str, ...]:
    return tuple(book.name or code for code, book in sorted(books.items()) if code not in others)


def _inputs(pairs: Sequence[tuple[PlanBook, PlanBook]]) -> tuple[str, ...]:
    """Input files of the same name whose digests differ, and those that only one plan had."""
    differing = (file for first, second in pairs for file in first.other_inputs(second.hashes))
    return tuple(sorted(set(differing)))


def _payer(before: PlanBook, after: PlanBook) -> PayerDifference:
    return PayerDifference(
        payer=after.payer,
        name=after.name or before.name or after.payer,
        changes=(*_projects(before, after), *_members(before, after)),
        money=_money(before, after),
        value=_value(before, after),
    )


def _projects(before: PlanBook, after: PlanBook) -> Iterator[Change]:
    """Changes of projects by kind and code; one that a plan does not know is not done in it."""
    changes = []
    for code in before.row.keys() | after.row.keys():
        first, second = before.row.get(code), after.row.get(code)
        ways = (first.decided if first else None, second.decided if second else None)
        turn = Turn.ENDED if _has_ended(code, before, after) else _turn(*ways)
        row = second or first
        if turn and row:
            changes.append(Change(turn, code, row.name, *ways, _worth(second, first)))
    order = list(Turn)
    yield from sorted(changes, key=lambda change: (order.index(change.turn), change.project))


def _has_ended(code: str, before: PlanBook, after: PlanBook) -> bool:
    """Whether a project of the first plan was begun before the second one, which has it no more."""
    row = before.row.get(code)
    years = _years(after)
    known = code in after.row or not years
    return bool(row and row.decided and not known and row.decided.start < min(years))


def _turn(before: Way | None, after: Way | None) -> Turn | None:
    if before is None or after is None:
        return None if before == after else Turn.ADDED if before is None else Turn.DROPPED
    if before.start != after.start:
        return Turn.MOVED
    return Turn.REFINANCED if before.financing_key != after.financing_key else None


def _worth(*rows: PlanRow | None) -> Fraction | None:
    return next((row.worth for row in rows if row and row.worth is not None), None)


def _members(before: PlanBook, after: PlanBook) -> Iterator[Change]:
    """Towns that joined or left projects that run in both plans."""
    first, second = (_joined(book) for book in (before, after))
    runs = {code for code, row in before.row.items() if row.decided} & {
        code for code, row in after.row.items() if row.decided
    }
    for turn, some in ((Turn.JOINED, second - first), (Turn.LEFT, first - second)):
        for code, orp in sorted(some):
            if code in runs:
                row = after.row[code]
                yield Change(turn, code, row.name, before.row[code].way, row.way, orp=orp)


def _joined(book: PlanBook) -> set[tuple[str, str]]:
    return {(member.project, member.orp) for member in book.members if member.decision}


def _money(before: PlanBook, after: PlanBook) -> dict[tuple[str, int], Pair]:
    years = (_years(before) | _years(after)) - _lone(before, after)
    lines = [line for line in before.chosen_lines() if not _has_ended(line.project, before, after)]
    return {
        (part, year): Pair(_amount(lines, part, year), _amount(after.chosen_lines(), part, year))
        for part in PARTS
        for year in sorted(years)
    }


def _years(book: PlanBook) -> set[int]:
    """The years of a plan; none where its workbook has no budget."""
    return {limit.year for limit in book.limits}


def _lone(before: PlanBook, after: PlanBook) -> set[int]:
    """The years that only one of two plans has, where both say which they have."""
    first, second = _years(before), _years(after)
    return first ^ second if first and second else set()


def _amount(lines: Iterable[OptionLine], part: str, year: int) -> int:
    plus, minus = PARTS[part]
    amounts = [line.amounts for line in lines if line.year == year]
    return sum(each.get(name, 0) for each in amounts for name in plus) - sum(
        each.get(name, 0) for each in amounts for name in minus
    )


def _value(before: PlanBook, after: PlanBook) -> tuple[Fraction, Fraction] | None:
    """The towns' points; the region's own projects give theirs to the towns."""
    done = [[row for row in book.rows if row.decided] for book in (before, after)]
    done[0] = [row for row in done[0] if not _has_ended(row.project, before, after)]
    if not after.payer or any(row.worth is None for rows in done for row in rows):
        return None
    first, second = (sum((row.worth or Fraction(0) for row in rows), Fraction(0)) for rows in done)
    return first, second
