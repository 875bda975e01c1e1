"""Rows of the budget: what is spent, and who pays it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.cases.hand_calculated.budget_row import budget_row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.cases.hand_calculated.sheet import Line


def capital() -> Iterator[Line]:
    yield budget_row(
        "kap.celkem",
        "Kapitálové výdaje celkem",
        why="pořízení všech zařazených projektů",
        y2027="{P1 pořízení 2027}+{P5 pořízení 2027}",
        y2028="{P1 pořízení 2028}+{P2 pořízení 2028}+{P3 pořízení 2028}",
        y2029="0",
    )
    yield budget_row(
        "kap.dotace",
        "hradí dotace programů",
        why="dotace podle roku výdaje, i když přijde později",
        y2027="{P1 dotace pořízení 2027}",
        y2028="{P1 dotace pořízení 2028}",
        y2029="0",
    )
    yield budget_row(
        "kap.kraj", "hradí dotace kraje", "0", "dotace kraje na P2", y2028="{P2 dotace kraje 2028}"
    )
    yield budget_row(
        "kap.jiné",
        "hradí jiné zdroje",
        "0",
        "jiné zdroje na P2",
        y2028="{Stanoviska/1001 P2/Jiné zdroje}",
    )
    yield budget_row(
        "kap.vlastní",
        "hradí vlastní zdroje",
        "{kap.celkem @}-{kap.dotace @}-{kap.kraj @}-{kap.jiné @}",
        "co po dotacích zůstane městu",
    )
    yield budget_row(
        "kap.dph",
        "z toho DPH, kterou program neuznává",
        "0",
        "DPH z pořízení P1",
        y2027="{P1 DPH pořízení 2027}",
        y2028="{P1 DPH pořízení 2028}",
    )
    yield budget_row(
        "kap.smlouvy",
        "z toho již zasmluvněno (běžící projekty)",
        "0",
        "druhá splátka P5",
        y2027="{P5 pořízení 2027}",
    )


def current() -> Iterator[Line]:
    yield budget_row(
        "běž.celkem",
        "Běžné výdaje celkem (po úsporách)",
        "{běž.provoz @}+{běž.jednorázové @}+{běž.úspory @}",
        "součet tří řádků níže (úspory jsou záporné); rok 2030 je plné roční zatížení",
        after=True,
    )
    yield budget_row(
        "běž.provoz",
        "každoroční provoz",
        why="provoz toho, co je pořízeno; P2 má životnost jeden rok, v roce 2030 už nestojí nic",
        y2027="0",
        y2028="{P5 provoz 2028}",
        y2029="{P1 provoz 2029}+{P2 provoz 2029}+{P3 provoz 2029}+{P5 provoz 2029}",
        y2030="{P1 provoz 2030}+{P3 provoz 2030}+{P5 provoz 2030}",
    )
    yield budget_row(
        "běž.jednorázové", "jednorázové", "0", "P1", after=True, y2027="{P1 jednorázové 2027}"
    )
    yield budget_row(
        "běž.úspory",
        "úspory dosavadního provozu",
        "0",
        "P1",
        y2029="{P1 úspora 2029}",
        y2030="{P1 úspora 2030}",
    )
    yield budget_row(
        "běž.dotace",
        "hradí dotace programů",
        "0",
        "program platí i část jednorázových výdajů P1",
        after=True,
        y2027="{P1 dotace jednorázové 2027}",
    )
    yield budget_row(
        "běž.vlastní",
        "hradí vlastní zdroje",
        "{běž.celkem @}-{běž.dotace @}",
        "co po dotacích zůstane městu",
        after=True,
    )
    yield budget_row(
        "běž.dph",
        "z toho DPH, kterou program neuznává",
        "0",
        "DPH z jednorázových výdajů P1",
        after=True,
        y2027="{P1 DPH jednorázové 2027}",
    )
    yield budget_row(
        "běž.smlouvy",
        "z toho již zasmluvněno (běžící projekty)",
        "{P5 provoz @}",
        "provoz P5",
        after=True,
        y2027="0",
    )
