"""The difference of two plans as lines for the screen and as JSON values."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from stack_planner.explaining.compare import PARTS, Pair, Turn

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from stack_planner.explaining.compare import Change, Difference, PayerDifference
    from stack_planner.returning import Way
    from stack_planner.words import Words

OWN = ("own_capex", "own_opex")


def compare_lines(difference: Difference, a: str, b: str, words: Words) -> Iterator[str]:
    """What differs, payer by payer: projects, then the years whose money differs."""
    yield f"{words('compare.title')}: {words('compare.plans', a=a, b=b)}"
    if difference.inputs:
        yield words("compare.inputs", files=", ".join(difference.inputs))
    if difference.lone_years:
        yield lone_years_line(difference, words)
    for key in ("only_before", "only_after"):
        names = getattr(difference, key)
        if names:
            yield words(f"compare.{key}", names=", ".join(names))
    if not difference.payers:
        yield words("compare.nothing_common")
        return
    if difference.is_none:
        yield words("compare.same")
        return
    for payer in difference.payers:
        yield from _payer_lines(payer, words)
    if len(difference.payers) > 1:
        yield words("compare.total", changes=_total(difference, words))


def lone_years_line(difference: Difference, words: Words) -> str:
    """That the money of years which only one plan has is not compared."""
    return words("compare.lone_years", years=", ".join(map(str, difference.lone_years)))


def payer_name(payer: PayerDifference, words: Words) -> str:
    """A town's name, or the region's."""
    named = bool(payer.payer) or payer.name != words("region.name")
    return payer.name if named else words("compare.region")


def signed(text: str, amount: Fraction | int) -> str:
    """A difference with its sign."""
    return text.replace("-", "−") if amount < 0 else f"+{text}"


def _payer_lines(payer: PayerDifference, words: Words) -> Iterator[str]:
    name = payer_name(payer, words)
    if payer.is_none:
        yield words("compare.payer_same", name=name)
        return
    value = payer.value[1] - payer.value[0] if payer.value else None
    pairs = {"own": payer.total(*OWN), "grant": payer.total("grant")}
    yield words("compare.payer", name=name, changes=_summed(payer.changes, value, pairs, words))
    for change in payer.changes:
        yield f"  {change_line(change, words)}"
    for year in payer.years:
        parts = [
            _amount_text(part, payer.money[part, year], words)
            for part in PARTS
            if payer.money[part, year].difference
        ]
        if parts:
            yield f"  {words('compare.year', year=str(year), parts='; '.join(parts))}"


def _total(difference: Difference, words: Words) -> str:
    payers = difference.payers
    towns = [payer.value for payer in payers if payer.payer]
    known = [pair for pair in towns if pair]
    whole = len(known) == len(towns)
    value = sum((after - before for before, after in known), Fraction(0)) if whole else None
    pairs = {
        key: Pair(
            sum(payer.total(*parts).before for payer in payers),
            sum(payer.total(*parts).after for payer in payers),
        )
        for key, parts in (("own", OWN), ("grant", ("grant",)))
    }
    return _summed([change for payer in payers for change in payer.changes], value, pairs, words)


def _summed(
    changes: Sequence[Change], value: Fraction | None, pairs: Mapping[str, Pair], words: Words
) -> str:
    """Counts of changes by kind, then the points and the money that differ."""
    counts = {turn: sum(change.turn is turn for change in changes) for turn in Turn}
    parts = [words(f"compare.count.{turn}", n=count) for turn, count in counts.items() if count]
    if value:
        text = signed(words.points(float(value)), value)
        parts.append(words("compare.value", difference=text))
    for key, pair in pairs.items():
        if pair.difference:
            text = signed(words.money(pair.difference), pair.difference)
            parts.append(words(f"compare.{key}", difference=text))
    return "; ".join(parts)


def change_line(change: Change, words: Words) -> str:
    """One change in a line."""
    worth = (
        words("compare.line.worth", points=words.points(float(change.worth)))
        if (change.worth is not None)
        else ""
    )
    return words(
        f"compare.line.{change.turn}",
        project=change.project,
        name=change.name,
        before=_way_text(change.before, words),
        after=_way_text(change.after, words),
        worth=worth,
        orp=change.orp,
    )


def _way_text(way: Way | None, words: Words) -> str:
    if way is None:
        return ""
    return words("compare.line.way", start=str(way.start), financing=way.financing)


def _amount_text(part: str, pair: Pair, words: Words) -> str:
    return words(
        "compare.amount",
        part=words(f"compare.part.{part}"),
        before=words.number(pair.before),
        after=words.number(pair.after),
        difference=signed(words.number(pair.difference), pair.difference),
    )


def compare_json(difference: Difference) -> dict[str, Any]:
    """What differs; money in CZK, values in points, null where they are not known."""
    return {
        "same": difference.is_none,
        "inputs": list(difference.inputs),
        "lone_years": list(difference.lone_years),
        "only_in_a": list(difference.only_before),
        "only_in_b": list(difference.only_after),
        "payers": [_payer_json(payer) for payer in difference.payers],
    }


def _payer_json(payer: PayerDifference) -> dict[str, Any]:
    return {
        "code": payer.payer,
        "name": payer.name,
        **{turn.value: _changes_json(payer, turn) for turn in Turn},
        "value": payer.value and {"a": float(payer.value[0]), "b": float(payer.value[1])},
        "money": [
            {
                "year": year,
                **{
                    part: {"a": payer.money[part, year].before, "b": payer.money[part, year].after}
                    for part in PARTS
                },
            }
            for year in payer.years
        ],
    }


def _changes_json(payer: PayerDifference, turn: Turn) -> list[dict[str, Any]]:
    return [
        {
            "project": change.project,
            "name": change.name,
            "a": _way_json(change.before),
            "b": _way_json(change.after),
            "value": None if change.worth is None else float(change.worth),
            **({"orp": change.orp} if change.orp else {}),
        }
        for change in payer.changes
        if change.turn is turn
    ]


def _way_json(way: Way | None) -> dict[str, Any] | None:
    if way is None:
        return None
    plus = "+region" if way.regional_grant else ""
    return {"start": way.start, "financing": (way.programme or "own") + plus}
