"""A step of the calculation, and amounts in the prices of a year."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator


class Step(NamedTuple):
    """One cell of the calculation; a heading has no formula."""

    name: str
    formula: str = ""
    why: str = ""


YEARS = (2027, 2028, 2029)
AFTER = 2030


def priced(name: str, amount: str, year: int, why: str) -> Step:
    """An amount of the inputs in the prices of a year."""
    text = f"{why}; zaokrouhleno na celé koruny"
    return Step(f"{name} {year}", f"=ROUND({amount}*{{ceny {year}}},0)", text)


def shared(
    name: str, amount: str, weights: dict[str, str], whole: str, among: str
) -> Iterator[Step]:
    """An amount in whole crowns in proportion to weights; the largest remainders get what is left.

    The parts are named by ``name`` and the key of the weight.
    """
    for key, weight in weights.items():
        yield Step(
            f"{name} přesně {key}",
            f"={amount}*{weight}/{whole}",
            f"poměrný díl; dělí se podle: {among}",
        )
    for key in weights:
        yield Step(f"{name} celé Kč {key}", f"=INT({{{name} přesně {key}}})", "celé koruny dolů")
    downs = "-".join(f"{{{name} celé Kč {key}}}" for key in weights)
    yield Step(f"{name} zbývá rozdělit", f"={amount}-{downs}", "koruny, které zaokrouhlením zbyly")
    for key in weights:
        part = f"{{{name} přesně {key}}}-{{{name} celé Kč {key}}}"
        yield Step(f"{name} zbytek {key}", f"={part}", "odříznutá část koruny")
    for key in weights:
        mine = f"{{{name} zbytek {key}}}"
        larger = "+".join(
            f"IF({{{name} zbytek {other}}}>{mine},1,0)" for other in weights if other != key
        )
        yield Step(
            f"{name} {key}",
            f"={{{name} celé Kč {key}}}+IF({larger}<{{{name} zbývá rozdělit}},1,0)",
            "zbylé koruny dostanou největší odříznuté části",
        )
