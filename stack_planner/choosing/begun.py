"""What runs already is financed as the plan before had it.

What began before the first year has its contract and its grant, or none: another grant for it is
one that nobody applied for, and what is left of the region's grant is still to be paid.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from stack_planner.problems import Problem, Severity, at
from stack_planner.records import REGION
from stack_planner.results import option_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from stack_planner.records import Strategy
    from stack_planner.results import Option

Copy = tuple[str, str, int]
"""A project, its payer and the year in which it began."""


def financed_as_before(strategy: Strategy, options: Iterable[Option]) -> tuple[Option, ...]:
    """The options without those that would finance a running project otherwise than before.

    A town in a joint project is financed as its run is, if that is known. What the plan before did
    not have, or had in a way that is no longer possible, keeps all its ways.
    """
    begun = [o for o in options if o.start < strategy.settings.first_year]
    known: dict[Copy, set[str | None]] = {}
    for option in begun:
        if strategy.before & {_key(option), _key(option, granted=True)}:
            known.setdefault(_copy(option), set()).add(option.programme)
    granted = {_key(option) for option in begun if option.regional_grant}

    def stays(option: Option) -> bool:
        run = (option.project, REGION, option.start)
        ways = known.get(run, known.get(_copy(option), {option.programme}))
        return option.programme in ways and option.regional_grant == (_key(option) in granted)

    left_out = {option.key for option in begun if not stays(option)}
    return tuple(option for option in options if option.key not in left_out)


def told_of_running(
    strategy: Strategy, options: Iterable[Option], left: Sequence[Option]
) -> Iterator[Problem]:
    """A notice for every town's running project that another programme, or none, could finance."""
    stays = {(*_copy(option), option.programme) for option in left}
    changed = {_copy(o) for o in options if (*_copy(o), o.programme) not in stays}
    for option in left:
        position = strategy.position.get((option.payer, option.project))
        if position and _copy(option) in changed:
            seen = ", ".join([str(option.start), *filter(None, [option.programme])])
            where = (position.source, "year", "running_as_before")
            yield at(*where, seen, Severity.NOTICE, project=option.project)


def _copy(option: Option) -> Copy:
    return option.project, option.payer, option.start


def _key(option: Option, *, granted: bool = False) -> str:
    """The name of an option, with the region's grant or without it."""
    return option_key(*_copy(option), option.programme, granted=granted)
