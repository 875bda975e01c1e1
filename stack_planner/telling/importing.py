"""An adoption as sentences and as JSON: what was found, taken, left out, and how it adds up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from stack_planner.adopting.knowledge import FIELDS
from stack_planner.adopting.map_file import field_name
from stack_planner.telling.problems import problem_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from fractions import Fraction

    from stack_planner.adopting import Adopted
    from stack_planner.adopting.orders import LeftOut
    from stack_planner.words import Words

MOST_ROWS = 10
"""Rows left out that are told on the screen."""


def mapping_of(adopted: Adopted) -> dict[str, str]:
    """The Czech headings of the stack with the source's headings that fill them."""
    told = {field_name(name): " + ".join(said) for name, said in adopted.named.fields.items()}
    if adopted.named.split_code and "name" in adopted.named.fields:
        told = {field_name("code"): told[field_name("name")], **told}
    capex = field_name("capex")
    return told | {f"{capex} {year}": said for year, said in adopted.named.years.items()}


def reason_of(left: LeftOut, words: Words) -> str:
    """Why a row was left out."""
    return words(f"importing.reason.{left.reason}", text=left.text)


def money_told(amount: Fraction, adopted: Adopted, words: Words) -> str:
    """An exact amount with its decimals and currency."""
    return f"{words.decimal(_number(amount))} {adopted.tender.result or '?'}"


def adopted_lines(adopted: Adopted, words: Words) -> Iterator[str]:
    """What a person reads after an adoption."""
    first, sums = adopted.lists[0], adopted.sums
    key = "importing.blocks" if first.blocks else "importing.header"
    rows = ", ".join(map(str, first.header_rows))
    sheets = ", ".join(each.sheet for each in adopted.lists)
    yield words(
        key, **{"file": first.file, "sheet": sheets} | ({} if first.blocks else {"row": rows})
    )
    yield words("importing.mapping")
    yield from _mapping_lines(adopted, words)
    if adopted.further:
        yield words("importing.kept", n=len(adopted.further))
    yield words(
        "importing.rows",
        rows_in=sums.rows_in,
        rows_out=sums.rows_out,
        left_out=len(adopted.left_out),
    )
    yield _money_line(adopted, words)
    yield from _factor_lines(adopted, words)
    yield from _left_lines(adopted, words)
    if adopted.other_sheets:
        others = ", ".join(f"{name} ({n})" for name, n in adopted.other_sheets)
        yield words("importing.others", sheets=others)


def _mapping_lines(adopted: Adopted, words: Words) -> Iterator[str]:
    told = mapping_of(adopted)
    for field, heading in told.items():
        yield words("importing.mapped", field=field, heading=heading)
    for name in FIELDS:
        field = field_name(name)
        if field not in told and not (name == "capex" and adopted.named.years):
            yield words("importing.unmapped", field=field)
    yield words("importing.scope")


def _money_line(adopted: Adopted, words: Words) -> str:
    sums = adopted.sums

    def shown(key: str, amount: Fraction) -> str:
        return words(key, amount=money_told(amount, adopted, words)) if amount else ""

    return words(
        "importing.money",
        money_in=money_told(sums.money_in, adopted, words),
        money_out=money_told(sums.money_out, adopted, words),
        left=shown("importing.money_left", sums.money_left_out),
        rounding=shown("importing.rounding", sums.rounding),
    )


def _factor_lines(adopted: Adopted, words: Words) -> Iterator[str]:
    tender = adopted.tender
    if tender.unit != 1:
        yield words("importing.unit_note", unit=tender.unit)
    if tender.rate is not None:
        rate = words.decimal(float(tender.rate))
        yield words("importing.rate_note", rate=rate, currency=tender.currency or "?")


def _left_lines(adopted: Adopted, words: Words) -> Iterator[str]:
    if not adopted.left_out:
        return
    yield words("importing.left_header")
    for _, left in adopted.left_out[:MOST_ROWS]:
        reason = reason_of(left, words)
        shown = f"{reason}: {left.text}" if _adds(left) else reason
        yield words("importing.left_row", row=str(left.row), reason=shown)
    more = len(adopted.left_out) - MOST_ROWS
    if more > 0:
        yield words("importing.left_more", n=more)


def _adds(left: LeftOut) -> bool:
    """Whether the row's own text says more than its reason."""
    return bool(left.text) and left.reason not in {"repeat", "merged", "numbers"}


def adopted_json(adopted: Adopted, files: Iterable[str], words: Words) -> dict[str, Any]:
    """An adoption for programs: the fields of the contract and further ones."""
    first, sums, tender = adopted.lists[0], adopted.sums, adopted.tender
    return {
        "currency": tender.result or None,
        "source_currency": tender.currency or None,
        "unit": tender.unit,
        "rate": None if tender.rate is None else _number(tender.rate),
        "sheet": first.sheet,
        "sheets": [each.sheet for each in adopted.lists],
        "header_row": first.header_rows[0],
        "header_rows": list(first.header_rows),
        "blocks": first.blocks is not None,
        "mapping": mapping_of(adopted),
        "rows_in": sums.rows_in,
        "rows_out": sums.rows_out,
        "left_out": [
            {
                "row": left.row,
                "reason": reason_of(left, words),
                "code": left.reason.value,
                "sheet": sheet,
            }
            for sheet, left in adopted.left_out
        ],
        "money_in": _number(sums.money_in),
        "money_out": _number(sums.money_out),
        "money_left_out": _number(sums.money_left_out),
        "rounding": _number(sums.rounding),
        "other_sheets": [{"sheet": name, "rows": n} for name, n in adopted.other_sheets],
        "problems": [problem_json(problem, words) for problem in adopted.problems],
        "files": list(files),
    }


def _number(amount: Fraction) -> int | float:
    return int(amount) if amount.denominator == 1 else float(amount)
