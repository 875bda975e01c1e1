"""Answers on weights: whether each is one that its method knows, and whether none is missing.

What keeps a person's answers from being used is an error where the weights are taken from answers;
elsewhere, where it changes nothing, a warning.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING, Any

from stack_planner import columns as sheets_of
from stack_planner.checking.partly import as_far_as_known
from stack_planner.columns.choices import METHODS, word_of
from stack_planner.problems import Problem, Severity, at
from stack_planner.records import Method, WeightSource
from stack_planner.scoring.eliciting.ahp import LARGEST, places_told
from stack_planner.scoring.eliciting.answered import elicit, opinion
from stack_planner.scoring.eliciting.respondents import (
    BOUNDS,
    PAIRWISE,
    TOP_SWING,
    is_on_scale,
    respondents,
)
from stack_planner.words import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from stack_planner.records import Strategy, WeightAnswer
    from stack_planner.scoring.eliciting import Opinion
    from stack_planner.scoring.eliciting.bwm import Compared
    from stack_planner.scoring.eliciting.respondents import Respondent

MILDER = {
    Severity.ERROR: Severity.WARNING,
    Severity.WARNING: Severity.NOTICE,
    Severity.NOTICE: Severity.NOTICE,
}
DECIMAL = {"cs": ",", "en": "."}
NAMED = 5
"""Missing answers of a person that are named; of the others only how many."""


def check_answers(strategy: Strategy) -> Iterator[Problem]:
    """Everything that is wrong with answers on weights and with compared pairs of criteria."""
    used = strategy.settings.weight_source is WeightSource.ANSWERS
    found = chain(_rows(strategy), *(_person(respondent) for respondent in respondents(strategy)))
    yield from found if used else map(_milder, found)
    if used:
        yield from _used(strategy)
    if strategy.pairwise:
        pairs = _pairs(strategy)
        yield from map(_milder, pairs) if used else pairs


def _milder(problem: Problem) -> Problem:
    return replace(problem, severity=MILDER[problem.severity])


def _rows(strategy: Strategy) -> Iterator[Problem]:
    """What is wrong with answers by themselves."""
    for answer in strategy.rows("weight_answers"):
        yield from as_far_as_known(_value(answer, len(strategy.criteria)))
        yield from as_far_as_known(_against(answer))


def _value(answer: WeightAnswer, size: int) -> Iterator[Problem]:
    method, seen = answer.method, shown(answer.value)
    if not answer.value and method in {Method.DIRECT, Method.SWING}:
        yield at(answer.source, "value", "answer_zero", seen)
    elif not is_on_scale(answer):
        low, high = BOUNDS[method]
        told = _named(method) | {
            "low": f"1/{LARGEST}" if method is Method.AHP else shown(low),
            "high": str(high or size),
        }
        yield at(answer.source, "value", "answer_out_of_scale", seen, Severity.ERROR, **told)


def _against(answer: WeightAnswer) -> Iterator[Problem]:
    source, named = answer.source, _named(answer.method)
    if answer.method not in PAIRWISE:
        if answer.against is not None:
            seen = answer.against
            yield at(source, "against", "against_unused", seen, Severity.WARNING, **named)
    elif answer.against is None:
        yield at(source, "against", "against_missing", "", Severity.ERROR, **named)
    elif answer.against == answer.criterion:
        yield at(source, "against", "against_itself", answer.against)


def _named(*methods: Method) -> dict[str, str]:
    """The methods as each language calls them."""
    return {
        f"method_{lang}": ", ".join(word_of(method, METHODS, lang) for method in methods)
        for lang in LANGUAGES
    }


def _person(respondent: Respondent) -> Iterator[Problem]:
    """What is wrong with a person's answers as a whole."""
    if not respondent.methods:
        return
    if len(respondent.methods) > 1:
        yield _whole(respondent, "answers_two_methods", **_named(*respondent.methods))
        return
    for answer, first in respondent.repeated:
        yield at(answer.source, "criterion", "answer_twice", first=first.source.place("criterion"))
    yield from _extremes(respondent)
    if respondent.missing:
        yield _whole(respondent, "answer_missing", answers=_listed(respondent))
    if respondent.is_whole:
        yield from _swing(respondent)
        yield from _contradictions(opinion(respondent), respondent)


def _whole(respondent: Respondent, code: str, **details: str) -> Problem:
    """A problem with all answers of a person, told at the first of them."""
    first = min(
        (row.source for row in respondent.rows), key=lambda source: (source.file, source.row)
    )
    where = (first.file, first.sheet, first.cell("person"))
    return Problem(code, Severity.ERROR, *where, respondent.person, details)


def _listed(respondent: Respondent) -> str:
    """The missing answers, as ``K1, K3`` or ``K1 : K3; K2 : K3``."""
    missing = respondent.missing
    names = [f"{one} : {other}" if other else one for one, other in missing[:NAMED]]
    more = [f"… (+{len(missing) - NAMED})"] if len(missing) > NAMED else []
    return ("; " if missing[0][1] else ", ").join([*names, *more])


def _extremes(respondent: Respondent) -> Iterator[Problem]:
    """BWM: which criterion is the best one and which the worst, and what goes beyond them."""
    if respondent.method is not Method.BWM:
        return
    best, worst = respondent.best, respondent.worst
    if best is None:
        yield _whole(respondent, "bwm_no_best")
    if worst is None:
        yield _whole(respondent, "bwm_no_worst")
    if best is None or worst is None:
        return
    for answer in respondent.beside:
        where = (answer.source, "criterion", "bwm_beside", answer.criterion)
        yield at(*where, best=best, worst=worst)
    whole = respondent.places.get((best, worst))
    if whole is None or not is_on_scale(whole):
        return
    for answer in respondent.places.values():
        if is_on_scale(answer) and answer.value > whole.value:
            most = {"whole": shown(whole.value)}
            seen = shown(answer.value)
            yield at(answer.source, "value", "bwm_beyond", seen, Severity.WARNING, **most)


def _swing(respondent: Respondent) -> Iterator[Problem]:
    values = [answer.value for answer in respondent.answers]
    if respondent.method is Method.SWING and max(values) < TOP_SWING:
        first = max(respondent.answers, key=lambda answer: (answer.value, -answer.source.row))
        seen = shown(first.value)
        yield at(first.source, "value", "swing_without_100", seen, Severity.WARNING)


def _contradictions(found: Opinion, respondent: Respondent) -> Iterator[Problem]:
    """Answers of a person that contradict each other too much, at the one to look at first."""
    if found.is_consistent:
        return
    if found.compared:
        yield _far_apart(found, found.compared, respondent)
    elif found.entry:
        entry, told = found.entry, _entry(found)
        source = respondent.places[entry.row, entry.column].source
        seen = shown(entry.before)
        yield at(source, "value", "ahp_inconsistent", seen, Severity.WARNING, **told)
    else:
        whole = _whole(respondent, "ahp_inconsistent", **_entry(found))
        yield replace(whole, severity=Severity.WARNING)


def _far_apart(found: Opinion, compared: Compared, respondent: Respondent) -> Problem:
    """The criterion whose two comparisons agree least with that of the best and the worst."""
    code = found.apart[0]
    source, seen = respondent.places[compared.best, code].source, shown(compared.to_others[code])
    told = _numbers(ratio=found.ratio or 0.0) | {
        "criterion": code,
        "best": compared.best,
        "worst": compared.worst,
        "to_other": seen,
        "to_worst": shown(compared.to_worst[code]),
        "by_way": shown(compared.by_way(code)),
        "whole": shown(compared.whole),
    }
    return at(source, "value", "bwm_inconsistent", seen, Severity.WARNING, **told)


def _pairs(strategy: Strategy) -> Iterable[Problem]:
    """The sheet of compared pairs, if it contradicts itself too much."""
    matrix = elicit(strategy).matrix
    if matrix and not matrix.is_consistent:
        sheet = sheets_of.PAIRWISE.cs
        yield Problem("ahp_inconsistent", Severity.WARNING, sheet=sheet, details=_entry(matrix))


def _entry(found: Opinion) -> dict[str, str]:
    """How inconsistent compared pairs are, and the entry that would help most."""
    entry = found.entry
    told = {
        "row": entry.row if entry else "",
        "column": entry.column if entry else "",
        "before": shown(entry.before) if entry else "",
        "after": shown(entry.after) if entry else "",
    }
    return told | _numbers(ratio=found.ratio or 0.0, later=entry.ratio if entry else 0.0)


def _numbers(**ratios: float) -> dict[str, str]:
    """Ratios as each language writes them."""
    return {
        f"{name}_{lang}": f"{ratio:.{places_told(ratio)}f}".replace(".", DECIMAL[lang])
        for name, ratio in ratios.items()
        for lang in LANGUAGES
    }


def shown(value: Any) -> str:  # noqa: ANN401 — an int or a fraction
    """A judgement as it is written: a whole number, 1/7, or a decimal number."""
    if value.denominator != 1 and value.numerator == 1:
        return f"1/{value.denominator}"
    return f"{float(value):g}"


def _used(strategy: Strategy) -> Iterator[Problem]:
    """Whose answers the weights come from, or that there are none at all."""
    source = strategy.settings.sources.get("weight_source")
    place = (source.file, source.sheet, source.cell("value")) if source else ("", "", "")
    count = len(elicit(strategy).opinions)
    if count:
        yield Problem("answers_used", Severity.NOTICE, *place, details={"n": count})
    elif not strategy.rows("weight_answers"):
        yield Problem("answers_none", Severity.ERROR, *place)
