"""Scenarios side by side as paragraphs with tables: does today's plan hold, and what survives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stack_planner.explaining.compare import Turn
from stack_planner.records import REGION
from stack_planner.results import Status
from stack_planner.telling.conflicts import conflict_lines, repair_lines, rule_line
from stack_planner.telling.explain import joined
from stack_planner.telling.names import shown_table
from stack_planner.telling.problems import shortened, wrapped
from stack_planner.telling.supposed import (
    changes_told,
    copies_told,
    payer_told,
    worth_told,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from stack_planner.explaining.carried import Copy
    from stack_planner.explaining.outcome import Outcome
    from stack_planner.explaining.scenarios import Foreseen
    from stack_planner.words import Words

MOST_NAMED = 6
"""Projects that a sentence names; the workbook and the JSON have all of them."""

INDENT = 2


def scenarios_lines(found: Foreseen, words: Words) -> Iterator[str]:
    """All scenarios in a table, then each in a paragraph, then what survives them all."""
    yield from wrapped(verdict(found, words), 0)
    yield ""
    yield from shown_table([words("scenario.header").split("|"), *_rows(found, words)])
    for outcome in found.outcomes:
        yield ""
        name, changes = outcome.scenario.name, changes_told(outcome.scenario.changes, words)
        yield from wrapped(words("scenario.title", name=name, changes=changes), 0)
        yield from wrapped(paragraph(found, outcome, words), INDENT)
        yield from (" " * INDENT + line for line in _conflicts(outcome, words))
        yield from wrapped(" ".join(_after_repair(found, outcome, words)), INDENT)
    yield ""
    yield from wrapped(" ".join(survivors(found, words)), 0)
    yield from shown_table(list(_projects(found, words)))


def verdict(found: Foreseen, words: Words) -> str:
    """In how many scenarios today's plan holds, and in which it does not."""
    count = len(found.outcomes)
    failing = [o.scenario.name for o in found.outcomes if not o.today.holds]
    held = count - len(failing)
    if not failing:
        return words("scenario.verdict.all", n=count)
    names = ", ".join(words("scenario.quoted", name=name) for name in failing)
    if not held:
        return words("scenario.verdict.none", n=count)
    return words("scenario.verdict.some", n=held, count=count, names=names)


def _rows(found: Foreseen, words: Words) -> Iterator[tuple[str, ...]]:
    nothing = words("scenario.nothing")
    for number, outcome in enumerate(found.outcomes, 1):
        counts = [str(n) if outcome.choice else nothing for n in turned(found, outcome)]
        today = outcome.today
        yield (
            str(number),
            outcome.scenario.name,
            words("scenario.yes" if today.holds else "scenario.no"),
            words.number(today.missing) if today.missing else nothing,
            worth_told(today.value, outcome, words),
            best_told(outcome, words) or nothing,
            *counts,
            words(f"scenario.status.{status_of(outcome)}"),
        )


def status_of(outcome: Outcome) -> str:
    """The status of the best plan; of one that takes a repair first, that."""
    return "repaired" if outcome.repaired else outcome.status


def turned(found: Foreseen, outcome: Outcome) -> tuple[int, int, int]:
    """How many copies come, leave, and are done otherwise."""
    turns = [move.turn for move in found.moves(outcome)]
    added, dropped = turns.count(Turn.ADDED), turns.count(Turn.DROPPED)
    return added, dropped, len(turns) - added - dropped


def best_told(outcome: Outcome, words: Words) -> str:
    """What the best plan is worth; nothing where there is none."""
    choice = outcome.choice
    return worth_told(choice.proof.objective, outcome, words) if choice else ""


# One scenario


def paragraph(found: Foreseen, outcome: Outcome, words: Words) -> str:
    """Whether today's plan holds, what would be best instead, and how sure that is."""
    return " ".join(
        (
            *today_told(found, outcome, words),
            *_best_told(found, outcome, words),
            *_caveats(outcome, words),
        )
    )


def today_told(found: Foreseen, outcome: Outcome, words: Words) -> Iterator[str]:
    """What becomes of today's plan."""
    today = outcome.today
    if today.holds:
        yield words("scenario.holds", value=worth_told(today.value, outcome, words))
    else:
        yield words("scenario.fails", reasons=joined(list(_reasons(found, outcome, words)), words))
    if today.lost and today.rest_holds:
        yield words("scenario.rest_holds", value=worth_told(today.value, outcome, words))
    if today.unfunded:
        yield words("scenario.unfunded", projects=_some(found, today.unfunded, words))


def _reasons(found: Foreseen, outcome: Outcome, words: Words) -> Iterator[str]:
    today = outcome.today
    if today.short:
        payer = max(sorted(today.short), key=lambda code: today.short[code])
        yield words(
            "scenario.reason.money" if len(today.short) > 1 else "scenario.reason.money_of_one",
            missing=words.money(today.missing),
            payer=payer_told(payer, found.strategy, words),
            most=words.money(today.short[payer]),
        )
    if today.lost:
        yield words("scenario.reason.lost", projects=_some(found, today.lost, words))
    others = [rule for rule in today.broken if rule.sort.value not in {"capex", "opex"}]
    if others:
        yield words("scenario.reason.rules", n=len(others), first=rule_line(others[0], words))


def _some(found: Foreseen, copies: Iterable[Copy], words: Words) -> str:
    """Copies by project, the first ones of many."""
    told = copies_told(copies, found, words)
    if len(told) <= MOST_NAMED:
        return joined(told, words)
    more = words("scenario.more", n=len(told) - MOST_NAMED)
    return f"{', '.join(told[:MOST_NAMED])} {more}"


def _best_told(found: Foreseen, outcome: Outcome, words: Words) -> Iterator[str]:
    """What the best plan is worth, what it does otherwise, and how far it is proven."""
    if outcome.choice is None or outcome.repaired:
        yield _no_plan(outcome, words)
        return
    best = best_told(outcome, words)
    if outcome.is_best:
        yield words("scenario.stays_best")
    elif outcome.regret is not None:
        more = worth_told(outcome.regret, outcome, words)
        yield words("scenario.better", more=more, best=best)
    else:
        value = worth_told(outcome.today.value, outcome, words)
        yield words("scenario.instead", best=best, value=value)
    yield from _moved(found, outcome, words)
    yield _proof_told(outcome, words)


def _moved(found: Foreseen, outcome: Outcome, words: Words) -> Iterator[str]:
    moves = found.moves(outcome)
    for turn in (Turn.DROPPED, Turn.ADDED):
        copies = [(move.project, move.payer) for move in moves if move.turn is turn]
        if copies:
            yield words(f"scenario.{turn}", projects=_some(found, copies, words))
    others = turned(found, outcome)[2]
    if others:
        yield words("scenario.otherwise", n=others)


def _proof_told(outcome: Outcome, words: Words) -> str:
    assert outcome.choice  # noqa: S101 — asked only where there is a plan
    proof = outcome.choice.proof
    key = "feasible" if proof.status is Status.FEASIBLE else "certified"
    if proof.status is Status.OPTIMAL:
        return words("scenario.proof.optimal")
    return words(
        f"scenario.proof.{key}", more=worth_told(proof.bound - proof.objective, outcome, words)
    )


def _no_plan(outcome: Outcome, words: Words) -> str:
    if outcome.conflicts:
        return words("scenario.infeasible")
    if outcome.problems:
        codes = {problem.seen for problem in outcome.problems if problem.code == "no_option"}
        return words("scenario.impossible", projects=joined(sorted(codes), words))
    return words("scenario.open")


def _caveats(outcome: Outcome, words: Words) -> Iterator[str]:
    if outcome.other_weights:
        yield words("scenario.other_weights")
    if outcome.given_up:
        codes = sorted({kept.project for kept in outcome.given_up})
        yield words("scenario.given_up", projects=joined(codes, words))


def _conflicts(outcome: Outcome, words: Words) -> Iterator[str]:
    yield from conflict_lines(outcome.conflicts, words)
    if outcome.repair:
        yield words("repair.least" if outcome.repair.least else "repair.found")
        yield from (f"  – {line}" for line in repair_lines(outcome.repair, words))


def _after_repair(found: Foreseen, outcome: Outcome, words: Words) -> Iterator[str]:
    """What would be best once the limits are as high as the repair asks."""
    if outcome.repaired:
        yield words("scenario.after_repair", best=best_told(outcome, words))
        yield from _moved(found, outcome, words)
        yield _proof_told(outcome, words)


# What survives


def survivors(found: Foreseen, words: Words) -> Iterator[str]:
    """What is in every plan, what is in none, and which scenarios have no plan."""
    plans = len(found.plans)
    if found.certain:
        told = joined(copies_told(found.certain, found, words), words)
        yield words("scenario.certain", plans=plans, n=len(found.certain), projects=told)
    else:
        yield words("scenario.certain_none", plans=plans)
    if found.never:
        told = joined(copies_told(found.never, found, words), words)
        yield words("scenario.never", projects=told)
    for key, some in (
        ("with_repair", [o.scenario.name for o in found.outcomes if o.repaired]),
        ("without_plan", [o.scenario.name for o in found.outcomes if not o.choice]),
    ):
        if some:
            names = ", ".join(words("scenario.quoted", name=name) for name in some)
            yield words(f"scenario.{key}", n=len(some), names=names)


def _projects(found: Foreseen, words: Words) -> Iterator[tuple[str, ...]]:
    """By project in how many towns each plan has it; what only the region does is marked."""
    every = enumerate(found.outcomes, 1)
    numbers = [words("scenario.numbered", n=n) for n, outcome in every if outcome.choice]
    yield (*words("scenario.projects_header").split("|"), *numbers, words("scenario.always"))
    for code in dict.fromkeys(project for project, _ in found.copies):
        counts = [_cell(plan, code, words) for plan in found.plans]
        always = _cell(found.certain, code, words)
        yield (code, shortened(found.strategy.project[code].name), *counts, always)


def _cell(copies: Iterable[Copy], code: str, words: Words) -> str:
    payers = {payer for project, payer in copies if project == code}
    towns = payers - {REGION}
    if towns:
        return str(len(towns))
    return words("scenario.by_region" if payers else "scenario.nothing")
