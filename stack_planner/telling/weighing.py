"""What there is to say of weights in sentences: contradictions, where people differ, bounds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stack_planner.scoring.eliciting import ACCEPTED, places_told
from stack_planner.scoring.eliciting.ahp import Triad
from stack_planner.scoring.weights import Origin
from stack_planner.telling.explain import joined

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from fractions import Fraction

    from stack_planner.explaining.weights import Weighing
    from stack_planner.scoring.eliciting import Entry, Opinion, Spread
    from stack_planner.words import Words

MOST_TRIADS = 2
"""So many contradictions of one person are told; JSON has all."""

SOURCES = ("stated", "ranks", "matrix", "group")
COUNTING = {Origin.CRITERIA: "stated", Origin.PAIRWISE: "matrix", Origin.ANSWERS: "group"}
"""The source that the weights of an origin are those of."""


def sources_of(told: Weighing) -> dict[str, Mapping[str, Fraction]]:
    """The weights of every source that there is: the column, ranks, compared pairs, the group."""
    matrix = told.elicited.matrix
    found = (told.stated, told.elicited.ranks, matrix.weights if matrix else {}, told.group)
    return {key: weights for key, weights in zip(SOURCES, found, strict=True) if weights}


def source_name(told: Weighing, key: str, words: Words) -> str:
    """What a source is called, and whether it is the one that counts."""
    name = words(f"weighing.source.{key}")
    return words("weighing.counts", source=name) if COUNTING[told.origin] == key else name


def everybody(told: Weighing) -> tuple[Opinion, ...]:
    """The opinions of all people, then that of the sheet of compared pairs."""
    matrix = told.elicited.matrix
    return (*told.opinions, *([matrix] if matrix else []))


def who_told(opinion: Opinion, words: Words) -> str:
    """The person, or the sheet of compared pairs."""
    return opinion.person or words("weighing.sheet")


def ratio_told(ratio: float | None, words: Words) -> str:
    """A ratio of consistency; a dash where the method has none."""
    return words("weighing.none") if ratio is None else words.points(ratio, places_told(ratio))


def bound_told(bound: Fraction, words: Words) -> str:
    """A suggested bound as it is written into its column."""
    return words.decimal(float(bound))


def origin_told(told: Weighing, words: Words) -> Iterator[str]:
    """Which weights count, and what people's answers do as long as they do not."""
    count = len(told.opinions)
    ratio = ratio_told(told.consistency, words)
    yield words(f"weighing.origin.{told.origin}", n=count, ratio=ratio)
    if told.opinions and told.origin is not Origin.ANSWERS:
        yield words("weighing.waiting", n=count)


def nobody_told(told: Weighing, words: Words) -> str:
    """That nobody has answered at all, or nobody all that a method asks."""
    return words("weighing.nobody_wholly" if told.elicited.left_out else "weighing.nobody")


def findings_told(told: Weighing, words: Words) -> Iterator[str]:
    """What there is to say: contradictions, where people differ, what follows for the weights."""
    for opinion in everybody(told):
        yield from contradictions_told(opinion, words)
    if told.elicited.left_out:
        yield words("weighing.left_out", people=joined(told.elicited.left_out, words))
    if told.opinions:
        yield from _agreement(told, words)
        yield from _group(told, words)
    if told.bounds:
        yield from _bounds(told, words)


def contradictions_told(opinion: Opinion, words: Words) -> Iterator[str]:
    """How much somebody's comparisons disagree, which most, and what would help; none if little."""
    if opinion.is_consistent:
        return
    sentences = [
        words(
            "weighing.contradicts",
            who=who_told(opinion, words),
            ratio=ratio_told(opinion.ratio, words),
            accepted=ratio_told(ACCEPTED, words),
        ),
        *(_way(triad, words) for triad in worst_of(opinion)[:MOST_TRIADS]),
    ]
    if opinion.entry:
        sentences.append(_entry(opinion.entry, words))
    elif not opinion.compared:
        sentences.append(words("weighing.no_entry"))
    yield " ".join(sentences)


def worst_of(opinion: Opinion) -> list[Triad]:
    """The triads that disagree, most first; with BWM those of the best, another and the worst."""
    made = opinion.compared
    if made is None:
        return [*opinion.triads]
    return [
        Triad(
            made.best,
            code,
            made.worst,
            (made.to_others[code], made.to_worst[code]),
            made.whole,
        )
        for code in opinion.apart
    ]


def _way(triad: Triad, words: Words) -> str:
    one, other = (judgement_told(step, words) for step in triad.steps)
    return words(
        "weighing.triad",
        first=triad.first,
        middle=triad.middle,
        last=triad.last,
        one=one,
        other=other,
        by_way=judgement_told(triad.by_way, words),
        direct=judgement_told(triad.direct, words),
    )


def _entry(entry: Entry, words: Words) -> str:
    """The answer that would agree with the others, and whether that would be enough."""
    told = {
        "row": entry.row,
        "column": entry.column,
        "before": judgement_told(entry.before, words),
        "after": judgement_told(entry.after, words),
        "turned": judgement_told(1 / entry.after, words),
        "ratio": ratio_told(entry.ratio, words),
    }
    key = "entry" if entry.after >= 1 else "entry_turned"
    text = words(f"weighing.{key}", **told)
    return text if entry.ratio <= ACCEPTED else " ".join([text, words("weighing.not_enough")])


def judgement_told(value: Fraction, words: Words) -> str:
    """A judgement as it is written: a whole number, 1/7, or a decimal number."""
    if value.denominator != 1 and value.numerator == 1:
        return f"1/{value.denominator}"
    return words.decimal(float(value))


def _agreement(told: Weighing, words: Words) -> Iterator[str]:
    """On which criteria people differ much, the one that moves most weight first."""
    if not told.spreads:
        yield words("weighing.single")
        return
    contested = told.elicited.contested
    if not contested:
        yield words("weighing.agreed")
        return
    first, *others = (_ends(told, spread, words) for spread in contested)
    yield words("weighing.most", **first)
    if others:
        criteria = [words("weighing.between", **ends) for ends in others]
        yield words("weighing.also", n=len(others), criteria=joined(criteria, words))


def _ends(told: Weighing, spread: Spread, words: Words) -> dict[str, str]:
    return {
        "code": spread.criterion,
        "name": told.name(spread.criterion),
        "low": words.percent(spread.low),
        "high": words.percent(spread.high),
        "lowest": joined(spread.lowest, words),
        "highest": joined(spread.highest, words),
    }


def _group(told: Weighing, words: Words) -> Iterator[str]:
    """Who is furthest from the group, and how the group differs from the weights that count."""
    furthest = told.furthest
    if furthest and furthest.distance(told.group):
        share = words.percent(furthest.distance(told.group), 0)
        yield words("weighing.furthest", who=furthest.person, share=share)
    if told.origin is Origin.ANSWERS or not told.moved:
        return
    code = told.most_moved
    yield words(
        "weighing.moved",
        share=words.percent(told.moved, 0),
        code=code,
        name=told.name(code),
        group=words.percent(told.group[code]),
        used=words.percent(told.used[code]),
    )


def _bounds(told: Weighing, words: Words) -> Iterator[str]:
    yield words("weighing.bounds", total=bound_told(told.total, words))
    outside = [criterion.code for criterion in told.outside]
    if outside:
        yield words("weighing.outside", n=len(outside), codes=joined(outside, words))
