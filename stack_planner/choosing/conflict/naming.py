"""Every rule of a strategy by its name: demands, limits, joint projects, links, rules on groups."""

from __future__ import annotations

from collections import Counter
from math import ceil, floor
from typing import TYPE_CHECKING, Any

from stack_planner.choosing.conflict.ceilings import limited
from stack_planner.choosing.conflict.clauses import Clause, in_order
from stack_planner.choosing.conflict.demands import closures, demands
from stack_planner.choosing.linked import membership
from stack_planner.conflicts import NamedRule, Sort
from stack_planner.problems import Source
from stack_planner.records import REGION, Relation, RuleKind, Scope

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from stack_planner.choosing.conflict.clauses import Said
    from stack_planner.decided import Kept
    from stack_planner.records import Link, Project, Rule, Strategy

_LINKS = {
    Relation.REQUIRES: Sort.REQUIRES,
    Relation.EXCLUDES: Sort.EXCLUDES,
    Relation.TOGETHER: Sort.TOGETHER,
}


def make_clauses(said: Said, kept: Sequence[Kept] = ()) -> tuple[Clause, ...]:
    """All named rules that can be broken, in the order in which one is done without."""
    parts = (demands, closures, _limits, _joint, _links, _groups)
    rules = (clause for part in parts for clause in part(said))
    return in_order((*rules, *_kept(said, kept)))


def _kept(said: Said, kept: Sequence[Kept]) -> Iterator[Clause]:
    """What officers decided, each decision by itself, at its cell in the plan workbook."""
    for decision in kept:
        yield from said.clause(named_decision(decision, said.strategy), [f"kept[{decision.name}]"])


def named_decision(kept: Kept, strategy: Strategy) -> NamedRule:
    """An officer's decision as a rule."""
    about: dict[str, Any] = {"project": kept.project}
    if kept.payer != REGION:
        about["town"] = strategy.orp[kept.payer].name
    if kept.start is not None:
        about |= {"start": str(kept.start), "financing": kept.financing}
    wording = f"kept_{kept.matter}_{'yes' if kept.chosen else 'no'}"
    return NamedRule(Sort.KEPT, wording, kept.payer, kept.source, "decision", about)


def _limits(said: Said) -> Iterator[Clause]:
    for limit in limited(said.strategy, said.by_name):
        year = int(str(limit.rule.details.get("year", 0)))
        yield Clause(limit.rule, (limit.row,), limit.relief, size=-year)


def _joint(said: Said) -> Iterator[Clause]:
    """Enough participants of joint projects, and bounded cover of those that stay away."""
    for project in said.strategy.projects:
        if project.scope is Scope.JOINT:
            runs = [option.key for option in said.options(project.code, REGION)]
            participants = _participants(said, project)
            yield from said.clause(participants, [f"participants[{key}]" for key in runs])
            yield from said.clause(_cover(said, project), [f"cover[{key}]" for key in runs])


def _participants(said: Said, project: Project) -> NamedRule:
    """How many a joint project needs, and how many at most could join one and the same run."""
    least = project.min_participants
    joining = Counter(
        run
        for orp in said.strategy.takers(project)
        for run in {option.run for option in said.options(project.code, orp.code)}
    )
    possible = max(joining.values(), default=0)
    details: dict[str, Any] = {"project": project.code, "n": least, "possible": possible}
    column = "min_participants"
    return NamedRule(
        Sort.PARTICIPANTS, "participants", REGION, project.source, column, details, least
    )


def _cover(said: Said, project: Project) -> NamedRule:
    settings = said.strategy.settings
    source = settings.sources.get("max_cover", Source())
    details: dict[str, Any] = {"project": project.code, "cap": settings.max_cover}
    return NamedRule(Sort.COVER, "cover", REGION, source, "value", details)


def _links(said: Said) -> Iterator[Clause]:
    """Every link in every town; one that is given twice counts once."""
    members = membership(said.columns)
    links = {
        (link.first, link.relation, link.second): link
        for link in reversed(said.strategy.links)
        if link.relation is not Relation.SYNERGY
    }
    for _, link in sorted(links.items()):
        for orp in said.strategy.orps:
            starts = {
                place: sorted({_start(said, index) for index in members[code, orp.code]})
                for place, code in (("first", link.first), ("second", link.second))
            }
            place = f"{link.relation}[{link.first},{link.second},{orp.code}"
            names = [f"{place}]", *(f"{place},{year}]" for year in starts["first"])]
            yield from said.clause(_linked(said, link, orp.code, starts), names)


def _start(said: Said, index: int) -> int:
    option = said.columns[index].option
    return option.start if option else 0


def _linked(said: Said, link: Link, orp: str, starts: Mapping[str, Sequence[int]]) -> NamedRule:
    """A link in a town; of a requirement that comes late, or cannot be met at all, it says so."""
    details = {"first": link.first, "second": link.second, **said.town(orp)}
    wording, first, second = str(link.relation), starts["first"], starts["second"]
    if link.relation is Relation.REQUIRES and not second:
        wording = "requires_none"
    elif link.relation is Relation.REQUIRES and first and second[0] > first[0]:
        wording = "requires_late"
        details["year"] = str(second[0])
    return NamedRule(_LINKS[link.relation], wording, orp, link.source, "relation", details)


def _groups(said: Said) -> Iterator[Clause]:
    """Every rule on a group of projects in every town where it holds."""
    for number, rule in enumerate(said.strategy.rules, 1):
        for orp in said.strategy.orps:
            yield from said.clause(_grouped(said, rule, orp.code), [f"rule[{number},{orp.code}]"])


def _grouped(said: Said, rule: Rule, orp: str) -> NamedRule:
    """A rule in a town; one that counts projects has a whole number for its amount."""
    details: dict[str, Any] = {"group": "; ".join(rule.group), **said.town(orp)}
    bound = None
    if rule.kind in {RuleKind.SHARE_AT_MOST, RuleKind.SHARE_AT_LEAST}:
        details["share"] = rule.bound
    else:
        bound = floor(rule.bound) if rule.kind is RuleKind.AT_MOST else ceil(rule.bound)
        details["n"] = bound
    wording = str(rule.kind).replace(" ", "_")
    return NamedRule(Sort.RULE, wording, orp, rule.source, "bound", details, bound)
