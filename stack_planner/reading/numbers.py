"""Numbers as people write them: exact where the writing is plain, else a fault that proposes one.

Plain is Czech or technical writing: ``1 250 000,50``, ``−12``, ``0.85``. An amount with its unit, a
range, an estimate or thousands set off by dots is never taken silently.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from stack_planner.likeness import bare, word_set
from stack_planner.reading.faults import FaultError

LONGEST = 60
"""Characters of the longest text in which a number is looked for."""

MULTIPLES = {
    "tis": 1_000,
    "tisic": 1_000,
    "thousand": 1_000,
    "mil": 1_000_000,
    "mio": 1_000_000,
    "milion": 1_000_000,
    "miliony": 1_000_000,
    "milionu": 1_000_000,
    "million": 1_000_000,
    "mld": 1_000_000_000,
    "miliarda": 1_000_000_000,
    "miliardy": 1_000_000_000,
    "miliard": 1_000_000_000,
    "k": 1_000,
    "m": 1_000_000,
}
LETTERS = frozenset({"k", "m"})
"""Multiples that may as well be another unit."""

MONEY_UNITS = frozenset(
    {
        "kc",
        "czk",
        "koruna",
        "koruny",
        "korun",
        ",-",
        ",--",
        "kc vc. dph",
        "kc s dph",
        "kc vcetne dph",
    }
)
COUNT_UNITS = word_set(
    "rok roky roku let den dny dni dnu clovekoden clovekodny clovekodnu clovekodni md cd obyvatel "
    "obyv osob ks mest ucastniku years year days day people person-days inhabitants"
)
SHARE_UNITS = frozenset({"%", "procent", "procenta", "percent"})
NO_NUMBER = frozenset(
    {
        "-",
        "–",
        "—",
        "--",
        "x",
        "/",
        "?",
        "n/a",
        "na",
        "neni",
        "zadne",
        "zadna",
        "nic",
        "bez nakladu",
    }
    | {"none", "nothing", "nil", "nevime", "tbd", "doplnit"}
)
"""Words that stand where no number is given."""

_ABOUT = ("cca", "ca", "asi", "zhruba", "priblizne", "kolem", "okolo", "approx", "about", "~", "≈")
_BOUND = (
    *("max", "min", "do", "od", "nad", "pod", "az", "nejvyse", "aspon", "alespon"),
    *("<", ">", "≤", "≥", "up to", "at most", "at least", "from"),
)
_FOREIGN = re.compile(r"[€$£¤]|\b(eur|euro|usd|gbp|cad|pln|chf|huf)\b")
_WITHOUT_VAT = re.compile(r"bez dph|without vat|excl\.? vat")
_PLAIN = re.compile(r"[+-]?\d+(?:[.,]\d+)?(?:[eE][+-]?\d{1,2})?")
_ONE_DOT = re.compile(r"[+-]?[1-9]\d{0,2}[.]\d{3}")
_GROUPED = re.compile(r"[+-]?\d+(?: \d{3})*(?:[.,]\d+)?(?:[eE][+-]?\d{1,2})?")
_DOTTED = re.compile(r"[+-]?\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_COMMAED = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_WORDS = "|".join(sorted(MULTIPLES, key=len, reverse=True))
_AMOUNT = re.compile(rf"([+-]?\d[\d .,]*?)\s*(?:({_WORDS})(?![a-z])\.?)?\s*([^\d]*)")
_RANGE = re.compile(r"(?:od |from )?(\d.*?)\s*(?:–|—|-|\baz\b|\bdo\b|\bto\b)\s*(\d.*)")


@dataclass(frozen=True, slots=True)
class Amount:
    """A number read from free writing; ``is_clear`` where it can be read in one way only."""

    number: Fraction
    unit: str
    is_clear: bool
    has_multiple: bool = False


def parse_number(text: str, units: frozenset[str] = MONEY_UNITS) -> Fraction:
    """An exact number from Czech or technical writing, as ``1 250 000,50``.

    Args:
        text: what the cell holds.
        units: words after a number that change nothing, so that the number is certain.

    Raises:
        FaultError: not a plain number; where one is meant, it is proposed.
    """
    if text.isascii() and text.isdigit() and len(text) <= LONGEST:
        return Fraction(int(text))
    if len(text) > LONGEST:
        raise FaultError("not_a_number")
    spaced = " ".join(text.split()).replace("−", "-")
    plain = spaced.replace(" ", "")
    if not _PLAIN.fullmatch(plain) or not _GROUPED.fullmatch(spaced.replace("- ", "-")):
        raise _fault(spaced, units)
    if _ONE_DOT.fullmatch(plain) and " " not in spaced:
        raise _dots(plain)
    return Fraction(plain.replace(",", "."))


def refuse_one_comma(text: str) -> None:
    """Raises a fault where a whole number is due and three digits stand after one comma.

    Raises:
        FaultError: they may be thousands, as English writes them, or decimal places.
    """
    dotted = text.strip().replace(",", ".")
    if _ONE_DOT.fullmatch(dotted):
        raise _dots(dotted)


def names_foreign(text: str) -> bool:
    """Whether a text names another currency than the crown."""
    return bool(_FOREIGN.search(bare(text)))


def shown(number: Fraction) -> int | str:
    """A number as it may be written into a cell: whole, or with a decimal comma."""
    if number.denominator == 1:
        return int(number)
    return f"{Decimal(number.numerator) / number.denominator:f}".replace(".", ",")


def _dots(plain: str) -> FaultError:
    """Three digits after one dot: thousands, or decimal places."""
    details = {
        "proposed": shown(Fraction(plain.replace(".", ""))),
        "other": plain.replace(".", ","),
    }
    return FaultError("number_one_dot", details)


def _fault(spaced: str, units: frozenset[str]) -> FaultError:
    """What is wrong with a text that should be a number, and the number that it may mean."""
    text = bare(spaced)
    if text in NO_NUMBER:
        return FaultError("no_number")
    if names_foreign(text):
        return FaultError("number_foreign")
    if _WITHOUT_VAT.search(text):
        return FaultError("number_without_vat")
    return _range(text) or _qualified(text) or _with_unit(text, units)


def _range(text: str) -> FaultError | None:
    """Two numbers where one should be; the first one has the unit of the second."""
    found = _RANGE.fullmatch(text)
    low, high = (_amount(found[1]), _amount(found[2])) if found else (None, None)
    if low is None or high is None:
        return None
    factor = 1
    if high.has_multiple and not low.has_multiple and found:
        factor = MULTIPLES[_multiple(found[2])]
    return FaultError(
        "number_range", {"low": shown(low.number * factor), "high": shown(high.number)}
    )


def _qualified(text: str) -> FaultError | None:
    """An estimate or a bound: the number is proposed, an estimate's is certain."""
    for words, code in ((_ABOUT, "number_about"), (_BOUND, "number_bound")):
        for word in words:
            rest = text.removeprefix(word)
            if rest != text and not rest[:1].isalpha():
                amount = _amount(rest.lstrip(" .:="))
                if amount is None:
                    return None
                proposed = shown(amount.number)
                certain = code == "number_about" and amount.is_clear
                return FaultError(code, {"proposed": proposed}, proposed if certain else None)
    return None


def _with_unit(text: str, units: frozenset[str]) -> FaultError:
    amount = _amount(text)
    if amount is None:
        return FaultError("not_a_number")
    proposed = shown(amount.number)
    is_certain = amount.is_clear and (not amount.unit or amount.unit in units)
    code = "number_with_unit" if amount.unit or amount.has_multiple else "number_dots"
    return FaultError(code, {"proposed": proposed}, proposed if is_certain else None)


def _multiple(text: str) -> str:
    found = _AMOUNT.fullmatch(text)
    return (found[2] if found else "") or ""


def _amount(text: str) -> Amount | None:
    """A number with its multiple and unit, None where there is none at all.

    A unit of the multiple ``k`` or ``m`` may be another one, and three digits after a dot or comma
    may be thousands: then the number is not clear.
    """
    crowns = re.sub(r",\s?[-–=]+(?=\D*$)", "", text)
    found = _AMOUNT.fullmatch(crowns)
    spelled = _spelled(found[1].strip()) if found else None
    if found is None or spelled is None:
        return None
    number, is_clear = spelled
    unit = found[3].strip(" .") or (",-" if crowns != text else "")
    multiple = found[2] or ""
    is_clear = is_clear and multiple not in LETTERS
    return Amount(number * MULTIPLES.get(multiple, 1), unit, is_clear, bool(multiple))


def _spelled(written: str) -> tuple[Fraction, bool] | None:
    """A number without its unit, and whether it can be read in one way only."""
    plain = written.replace(" ", "")
    if _GROUPED.fullmatch(written):
        one_way = not re.search(r"^[+-]?[1-9]\d{0,2}[.,]\d{3}$", plain)
        if not one_way and "." in plain:
            return Fraction(plain.replace(".", "")), False
        return Fraction(plain.replace(",", ".")), one_way
    if _DOTTED.fullmatch(plain):
        return Fraction(plain.replace(".", "").replace(",", ".")), True
    if _COMMAED.fullmatch(plain):
        return Fraction(plain.replace(",", "")), True
    return None
