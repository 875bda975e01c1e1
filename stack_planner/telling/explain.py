"""Explanations of projects as paragraphs with a table, and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from stack_planner.conflicts import Sort
from stack_planner.records import REGION
from stack_planner.results import UNITS_PER_POINT
from stack_planner.telling.conflicts import rule_json, rule_name
from stack_planner.telling.names import financing_name, shown_table
from stack_planner.telling.problems import wrapped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from stack_planner.conflicts import NamedRule
    from stack_planner.explaining.admitting import Weighed
    from stack_planner.explaining.blocking import Bar
    from stack_planner.explaining.passport import Passport
    from stack_planner.records import Strategy
    from stack_planner.words import Words

RUNS = 2
"""From so many years on that follow each other they are told as a range."""


def explain_lines(
    code: str, strategy: Strategy, made: Sequence[Passport], words: Words
) -> Iterator[str]:
    """A paragraph for every town, then all of them in a table."""
    yield words("explain.title", project=code, name=strategy.project[code].name)
    for passport in made:
        town = strategy.orp[passport.orp].name
        text = paragraph(passport, words)
        yield from wrapped(words("explain.town", code=passport.orp, town=town, text=text), 0)
    rows = [tuple(words("explain.header").split("|")), *(_row(each, words) for each in made)]
    yield from shown_table(_without_empty(rows, words))
    yield from wrapped(words("explain.held"), 0)


def _row(passport: Passport, words: Words) -> tuple[str, ...]:
    nothing = words("explain.nothing")
    cells = (
        passport.orp,
        words("explain.yes" if passport.chosen else "explain.no"),
        *(points_told(units, words) for units in (passport.price, passport.replacement)),
        ", ".join(passport.displaced),
        ", ".join(passport.instead),
        words.money(passport.money.total) if passport.money else "",
        weight_told(passport.weight, words) if passport.weight else "",
        barred(passport, words),
    )
    return tuple(cell or nothing for cell in cells)


def _without_empty(rows: Sequence[tuple[str, ...]], words: Words) -> list[tuple[str, ...]]:
    """The table without columns that say nothing of any town."""
    nothing = words("explain.nothing")
    kept = [n for n in range(len(rows[0])) if any(row[n] != nothing for row in rows[1:])]
    return [tuple(row[n] for n in kept) for row in rows]


def points_told(units: int | None, words: Words) -> str:
    """Points of a value; with four places where two would show nothing."""
    if units is None:
        return ""
    places = 2 if not units or abs(units) * 100 >= UNITS_PER_POINT else 4
    return words.points(units / UNITS_PER_POINT, places)


def weight_told(weight: Weighed, words: Words) -> str:
    """A change of weight in short, as ``K8 6 % → 31,7 %``."""
    before, after = (words.percent(share, 2) for share in (weight.before, weight.after))
    return f"{weight.criterion} {before} → {after}"


def barred(passport: Passport, words: Words) -> str:
    """What keeps a project out that money does not bring in; empty for another one."""
    if not passport.proven:
        return words("explain.short.unproven")
    if passport.bar:
        return words(f"explain.short.{key_of(passport.bar)}")
    return rules_told(passport.blocks, words)


def key_of(bar: Bar) -> str:
    """The key of the words of a bar."""
    return bar.name.lower()


def why_told(passport: Passport, words: Words) -> str:
    """In one sentence why a project is not in the plan, or what keeps it there."""
    if passport.bar and passport.bar.is_outside:
        return words(f"explain.why.{key_of(passport.bar)}")
    if passport.chosen:
        return words(f"explain.why.{_hold(passport)}")
    if passport.forced:
        return words("explain.why.decided_out")
    if passport.price is None:
        return words("explain.why.unpaid" if passport.money else "explain.why.impossible")
    key = "explain.why.price" if passport.price else "explain.why.tie_out"
    return words(key, price=points_told(passport.price, words))


def _hold(passport: Passport) -> str:
    """What keeps a chosen project in the plan."""
    if passport.way and passport.way.payer == REGION:
        return "served"
    if passport.forced:
        return "duty"
    if passport.replacement is None:
        return "stays"
    return "loss" if passport.replacement else "tie_in"


def paragraph(passport: Passport, words: Words) -> str:
    """Everything of a project in one town, in sentences."""
    if passport.bar and passport.bar.is_outside:
        return words(f"explain.bar.{key_of(passport.bar)}")
    told = _staying if passport.chosen else _waiting
    sentences = [*told(passport, words)]
    if not passport.proven:
        sentences.append(words("explain.unproven"))
    return " ".join(sentences)


def _waiting(passport: Passport, words: Words) -> Iterator[str]:
    """Why a project is not in the plan, and what would bring it in."""
    yield words("explain.out")
    if passport.forced:
        yield words("explain.decided_out")
    if passport.best_with is None:
        yield words("explain.impossible")
    elif passport.tie:
        yield words("explain.tie_out", optimum=points_told(passport.optimum, words))
    else:
        yield words(
            "explain.price",
            with_it=points_told(passport.best_with, words),
            optimum=points_told(passport.optimum, words),
            price=points_told(passport.price, words),
        )
    yield from _listed("displaced", passport.displaced, words)
    yield from _listed("instead", passport.instead, words)
    if not passport.tie:
        yield from _helped(passport, words)


def _helped(passport: Passport, words: Words) -> Iterator[str]:
    """Outside money, what it cannot mend, and weights."""
    if passport.money:
        amount, years = (
            words.money(passport.money.total),
            amounts_told(passport.money.amounts, words),
        )
        yield words("explain.money", amount=amount, years=years)
    elif passport.bar:
        yield words("explain.synergy")
    elif passport.blocks:
        yield words("explain.blocked", rules=rules_told(passport.blocks, words))
    if passport.best_with is not None and (passport.weight or passport.proven):
        yield _weighed(passport.weight, words)


def amounts_told(amounts: Iterable[tuple[str, int, int]], words: Words) -> str:
    """Amounts by (kind, year, CZK), as ``investice 2028: 1 000 Kč``."""
    return ", ".join(
        words(
            "explain.years",
            kind=words(f"explain.kind.{kind}"),
            year=str(year),
            amount=words.money(amount),
        )
        for kind, year, amount in amounts
    )


def _weighed(weight: Weighed | None, words: Words) -> str:
    if weight is None:
        return words("explain.weight_none")
    if not weight.change:
        return words("explain.weight_same")
    before, after = (words.percent(share, 2) for share in (weight.before, weight.after))
    key = "explain.weight_up" if weight.change > 0 else "explain.weight_down"
    return words(key, criterion=weight.criterion, before=before, after=after)


def _staying(passport: Passport, words: Words) -> Iterator[str]:
    """Why a project is in the plan, and what would come without it."""
    way = passport.way
    if way is None or way.payer == REGION:
        yield words("explain.served")
        return
    yield words("explain.in", start=str(way.start), financing=financing_name(words, way))
    if passport.best_without is None:
        yield words("explain.stays_joint" if passport.bar else "explain.stays")
        return
    loss = passport.replacement or 0
    told = {
        "optimum": points_told(passport.optimum, words),
        "without": points_told(passport.best_without, words),
        "loss": points_told(loss, words),
        "gain": points_told(-loss, words),
    }
    if passport.forced:
        yield words("explain.duty" if loss < 0 else "explain.duty_free", **told)
    else:
        yield words("explain.loss" if loss else "explain.tie_in", **told)
    yield from _listed("instead_of", passport.instead, words)
    if not passport.instead:
        yield words("explain.nothing_instead")
    yield from _listed("leaves_too", passport.displaced, words)


def _listed(key: str, codes: Sequence[str], words: Words) -> Iterator[str]:
    """A sentence that names projects; none where there are none."""
    if codes:
        yield words(f"explain.{key}", n=len(codes), projects=joined(codes, words))


def joined(parts: Sequence[str], words: Words, last: str = "and") -> str:
    """Parts of a list as a sentence names them: commas, and a word before the last one."""
    return words(f"explain.{last}").join(filter(None, (", ".join(parts[:-1]), parts[-1])))


def rules_told(rules: Iterable[NamedRule], words: Words) -> str:
    """Rules by name; limits of a sort together, with the years they are of."""
    found: dict[str, list[int]] = {}
    for rule in rules:
        if rule.sort is Sort.ALLOCATION or not rule.sort.unit:
            found.setdefault(_named(rule, words), [])
        else:
            key = f"region_{rule.sort}" if rule.payer == REGION else str(rule.sort)
            found.setdefault(key, []).append(int(str(rule.details["year"])))
    return ", ".join(
        words(f"explain.sort.{key}", years=years_told(years)) if years else key
        for key, years in found.items()
    )


def _named(rule: NamedRule, words: Words) -> str:
    if rule.sort is Sort.ALLOCATION:
        return words("explain.sort.allocation", programme=rule.details["programme"])
    return rule_name(rule, words)


def years_told(years: Iterable[int]) -> str:
    """Years in order, those that follow each other as a range: ``2027–2029, 2031``."""
    runs: list[list[int]] = []
    for year in sorted(set(years)):
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) >= RUNS else f"{run[0]}" for run in runs)


def explain_json(code: str, made: Sequence[Passport], words: Words) -> dict[str, Any]:
    """The explanation with the fields that others rely on; ``docs/explain.md`` names them."""
    return {"project": code, "orps": [passport_json(each, words) for each in made]}


def passport_json(passport: Passport, words: Words) -> dict[str, Any]:
    """One passport; points and CZK, null where there is nothing to tell."""
    money, weight, chosen = passport.money, passport.weight, passport.chosen
    return {
        "code": passport.orp,
        "chosen": chosen,
        "tie": passport.tie,
        "mandatory": passport.forced,
        "optimum": _points(passport.optimum),
        "best_with": _points(passport.best_with),
        "best_without": _points(passport.best_without),
        "price_of_forcing_in": _points(passport.price),
        "points_missing": _points(passport.price),
        "own_cost_cut": cost_cut(passport),
        "own_cost_cut_by_year": [
            {"kind": kind, "year": year, "amount": amount}
            for kind, year, amount in (money.amounts if money else ())
        ],
        "displaced": [] if chosen else list(passport.displaced),
        "comes_along": [] if chosen else list(passport.instead),
        "weight": weight
        and {
            "criterion": weight.criterion,
            "before": float(weight.before),
            "after": float(weight.after),
            "exact": str(weight.after),
        },
        "blocked_by": _blocked(passport),
        "blocking_rules": [rule_json(rule, words) for rule in passport.blocks],
        "replacement_cost": _points(passport.replacement),
        "replaced_by": list(passport.instead) if chosen else [],
        "leaves_too": list(passport.displaced) if chosen else [],
        "proven": passport.proven,
    }


def _blocked(passport: Passport) -> list[str]:
    """Sorts of what blocks, in English words that stay as they are."""
    if passport.bar:
        return [passport.bar.value]
    return list(dict.fromkeys(str(rule.sort) for rule in passport.blocks))


def cost_cut(passport: Passport) -> int | None:
    """The money from outside that draws a project level; 0 where nothing is missing."""
    if passport.price == 0:
        return 0
    return passport.money.total if passport.money else None


def _points(units: int | None) -> float | None:
    return None if units is None else units / UNITS_PER_POINT
