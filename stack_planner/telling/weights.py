"""Weights of criteria on the screen and as JSON: which count, and what people say of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from stack_planner.columns.choices import METHODS, word_of
from stack_planner.records import Method
from stack_planner.telling.explain import joined
from stack_planner.telling.names import shown_table
from stack_planner.telling.problems import wrapped
from stack_planner.telling.weighing import (
    bound_told,
    everybody,
    findings_told,
    nobody_told,
    origin_told,
    ratio_told,
    source_name,
    sources_of,
    who_told,
    worst_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from fractions import Fraction

    from stack_planner.explaining.weights import Weighing
    from stack_planner.records import Criterion
    from stack_planner.scoring.eliciting import Opinion
    from stack_planner.words import Words


def weight_lines(told: Weighing, words: Words) -> Iterator[str]:
    """What counts, all sources side by side, everybody's weights, the spread; how to collect."""
    yield words("weighing.title")
    for text in origin_told(told, words):
        yield from wrapped(text, 0)
    yield from shown_table(_sources(told, words))
    if told.opinions or told.elicited.matrix:
        yield ""
        yield words("weighing.people")
        yield from shown_table(_people(told, words))
    if told.spreads:
        yield ""
        yield words("weighing.spread")
        yield from shown_table(_spread(told, words))
    for text in findings_told(told, words):
        yield from wrapped(f"– {text}", 2)
    if not told.opinions:
        yield ""
        yield from _collecting(told, words)


def _sources(told: Weighing, words: Words) -> list[list[str]]:
    """A row for each criterion, a column for each source of weights that there is."""
    sources = sources_of(told)
    rows = [[words("weighing.criterion"), *(source_name(told, key, words) for key in sources)]]
    rows += [
        [_named(c, words), *(words.percent(weights[c.code]) for weights in sources.values())]
        for c in told.strategy.criteria
    ]
    return rows


def _named(criterion: Criterion, words: Words) -> str:
    return words("weighing.named", code=criterion.code, name=criterion.name)


def _people(told: Weighing, words: Words) -> list[list[str]]:
    """A row for each person and for the sheet of compared pairs, a column for each criterion."""
    codes = [criterion.code for criterion in told.strategy.criteria]
    rows = [[*words("weighing.people_header").split("|"), *codes]]
    for opinion in everybody(told):
        weights = [words.percent(opinion.weights[code]) for code in codes]
        method = word_of(opinion.method, METHODS, words.lang)
        ratio = ratio_told(opinion.ratio, words)
        rows.append([who_told(opinion, words), method, ratio, *weights])
    return rows


def _spread(told: Weighing, words: Words) -> list[list[str]]:
    rows = [words("weighing.spread_header").split("|")]
    for code, spread in told.spreads.items():
        bounds = [bound_told(bound, words) for bound in told.bounds[code]]
        ends = [
            words("weighing.end", weight=words.percent(weight), people=joined(people, words))
            for weight, people in ((spread.low, spread.lowest), (spread.high, spread.highest))
        ]
        rows.append([code, words.percent(spread.group), *ends, *bounds])
    return rows


def _collecting(told: Weighing, words: Words) -> Iterator[str]:
    """How weights are asked of people: the sheet, and the methods."""
    size = len(told.strategy.criteria)
    counts = {Method.AHP: size * (size - 1) // 2, Method.BWM: max(2 * size - 3, 0)}
    yield from wrapped(" ".join([nobody_told(told, words), words("weighing.collect")]), 0)
    for method in Method:
        name = word_of(method, METHODS, words.lang)
        asks = words("weighing.asks", n=counts.get(method, size))
        text = words(f"weighing.method.{method.name.lower()}", name=name, asks=asks)
        yield from wrapped(f"– {text}", 2)
    yield from wrapped(words("weighing.afterwards"), 0)


# JSON


def weights_json(told: Weighing, problems: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Everything at once; weights are shares of 1, bounds in the units of the column of weights."""
    found = told.elicited
    return {
        "source": str(told.origin),
        "consistency": told.consistency,
        "weights": [
            {
                "criterion": criterion.code,
                "name": criterion.name,
                "weight": float(told.used[criterion.code]),
                "stated": float(told.stated[criterion.code]) if told.stated else None,
            }
            for criterion in told.strategy.criteria
        ],
        "people": [_person(told, opinion) for opinion in told.opinions],
        "left_out": list(found.left_out),
        "group": [_group_json(told, code) for code in told.group],
        "matrix": _opinion_json(found.matrix) if found.matrix else None,
        "ranks": _weights(found.ranks) if found.ranks else None,
        "problems": list(problems),
    }


def _person(told: Weighing, opinion: Opinion) -> dict[str, Any]:
    from_group = float(opinion.distance(told.group))
    return {"person": opinion.person, **_opinion_json(opinion), "from_group": from_group}


def _opinion_json(opinion: Opinion) -> dict[str, Any]:
    entry = opinion.entry
    return {
        "method": str(opinion.method),
        "weights": _weights(opinion.weights),
        "consistency": opinion.ratio,
        "consistent": opinion.is_consistent,
        "contradictions": [
            {
                "criteria": [triad.first, triad.middle, triad.last],
                "steps": [float(step) for step in triad.steps],
                "by_way": float(triad.by_way),
                "direct": float(triad.direct),
            }
            for triad in worst_of(opinion)
        ],
        "entry": entry
        and {
            "criterion": entry.row,
            "against": entry.column,
            "before": float(entry.before),
            "after": float(entry.after),
            "consistency": entry.ratio,
        },
    }


def _weights(weights: Mapping[str, Fraction]) -> list[dict[str, Any]]:
    return [{"criterion": code, "weight": float(weight)} for code, weight in weights.items()]


def _group_json(told: Weighing, code: str) -> dict[str, Any]:
    """The group's weight of a criterion; how far people are apart is null of a single one."""
    spread, bounds = told.spreads.get(code), told.bounds.get(code)
    return {
        "criterion": code,
        "weight": float(told.group[code]),
        "low": spread and float(spread.low),
        "high": spread and float(spread.high),
        "lowest": list(spread.lowest) if spread else [],
        "highest": list(spread.highest) if spread else [],
        "variation": spread and spread.variation,
        "apart": bool(spread and spread.is_apart),
        "min": bounds and float(bounds[0]),
        "max": bounds and float(bounds[1]),
    }
