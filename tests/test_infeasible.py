# ruff: noqa: E501 — sentences stand here as they are said
"""A region that has no plan says why, in words with amounts and cells, and what would mend it.

All cases are the region of ``tests/small.py`` with a change or two. Its town 1001, Větší, has
800,000 CZK a year, 1002, Menší, has 450,000; the region has 500,000 in 2027 and nothing in 2028.
"""

from __future__ import annotations

from textwrap import dedent
from typing import TYPE_CHECKING

import pytest

from stack_planner.choosing.solve import Limits
from stack_planner.planning import Inputs, Order, plan
from stack_planner.problems import InfeasibleError
from stack_planner.telling.conflicts import infeasible_lines
from stack_planner.words import load
from tests.running import run
from tests.small import Tables, write_small

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def infeasible(folder: Path, change: Callable[[Tables], object]) -> InfeasibleError:
    """What is said of the small region, changed so that it has no plan."""
    inputs = write_small(folder, change) / "inputs"
    files = Inputs(inputs / "project_stack.xlsx", [inputs / "municipal_needs.xlsx"])
    with pytest.raises(InfeasibleError) as raised:
        plan(Order(files, Limits(), folder=None), lambda _: None)
    return raised.value


def lines(error: InfeasibleError, lang: str = "cs") -> list[str]:
    """All that is said, with plain spaces."""
    return [line.replace("\xa0", " ") for line in infeasible_lines(error, load(lang))]


def all_of(*changes: Callable[[Tables], object]) -> Callable[[Tables], object]:
    return lambda tables: [change(tables) for change in changes]


def must(orp: str, project: str, **more: object) -> Callable[[Tables], object]:
    return says(orp, project, "must", **more)


def says(orp: str, project: str, stance: str, **more: object) -> Callable[[Tables], object]:
    row = {"orp": orp, "project": project, "stance": stance, **more}
    return lambda tables: tables["positions"].append(row)


def link(first: str, relation: str, second: str) -> Callable[[Tables], object]:
    row = {"first": first, "relation": relation, "second": second}
    return lambda tables: tables["links"].append(row)


def rule(kind: str, group: str, bound: float, orp: str) -> Callable[[Tables], object]:
    row = {"kind": kind, "group": [group], "bound": bound, "orp": orp}
    return lambda tables: tables["rules"].append(row)


def project(code: str, **changes: object) -> Callable[[Tables], object]:
    return lambda tables: tables["projects"][int(code[1]) - 1].update(changes)


def budgets(orp: str, **changes: object) -> Callable[[Tables], object]:
    """Changes both years of a town."""
    return lambda tables: [row.update(changes) for row in tables["budgets"] if row["orp"] == orp]


def setting(key: str, value: object) -> Callable[[Tables], object]:
    def change(tables: Tables) -> None:
        rows = [row for row in tables["settings"] if row["key"] != key]
        tables["settings"] = [*rows, {"key": key, "value": value, "note": ""}]

    return change


CASES: dict[str, tuple[Callable[[Tables], object], str]] = {
    "a must above a year's capex": (
        must("1002", "P1", year=2027),
        """
        ORP Menší 2027: povinný projekt P1 stojí nejméně 700 000 Kč, limit investic je 450 000 Kč (municipal_needs.xlsx › Rozpočty!C4), chybí 250 000 Kč
          – ORP Menší: projekt P1 je povinný podle rozhodnutí města, zahájení v roce 2027 (municipal_needs.xlsx › Stanoviska!C2)
        Nejmenší celková náprava, s níž plán existuje:
          – ORP Menší 2027: limit investic: zvýšit o 250 000 Kč na 700 000 Kč (municipal_needs.xlsx › Rozpočty!C4)
        """,
    ),
    "two musts above a year's capex": (
        all_of(must("1001", "P1", year=2027), must("1001", "P2", year=2027)),
        """
        ORP Větší 2027: povinné projekty P1, P2 stojí nejméně 1 300 000 Kč, limit investic je 800 000 Kč (municipal_needs.xlsx › Rozpočty!C2), chybí 500 000 Kč
          – ORP Větší: projekt P1 je povinný podle rozhodnutí města, zahájení v roce 2027 (municipal_needs.xlsx › Stanoviska!C2)
          – ORP Větší: projekt P2 je povinný podle rozhodnutí města, zahájení v roce 2027 (municipal_needs.xlsx › Stanoviska!C3)
        Nejmenší celková náprava, s níž plán existuje:
          – ORP Větší 2027: limit investic: zvýšit o 500 000 Kč na 1 300 000 Kč (municipal_needs.xlsx › Rozpočty!C2)
        """,
    ),
    "a must above what the reserve leaves": (
        all_of(setting("rezerva [%]", 10), must("1002", "P1", year=2027)),
        """
        ORP Menší 2027: povinný projekt P1 stojí nejméně 700 000 Kč, limit investic po rezervě 10 % je 405 000 Kč (municipal_needs.xlsx › Rozpočty!C4), chybí 295 000 Kč
          – ORP Menší: projekt P1 je povinný podle rozhodnutí města, zahájení v roce 2027 (municipal_needs.xlsx › Stanoviska!C2)
        Nejmenší celková náprava, s níž plán existuje:
          – ORP Menší 2027: limit investic: zvýšit o 327 778 Kč na 777 778 Kč (municipal_needs.xlsx › Rozpočty!C4)
        """,
    ),
    "musts that exclude each other": (
        all_of(must("1001", "P1"), must("1001", "P2"), link("P1", "excludes", "P2")),
        """
        ORP Větší: tato pravidla nemohou platit současně:
          – ORP Větší: projekt P1 je povinný podle rozhodnutí města (municipal_needs.xlsx › Stanoviska!C2)
          – ORP Větší: projekt P2 je povinný podle rozhodnutí města (municipal_needs.xlsx › Stanoviska!C3)
          – ORP Větší: P1 a P2 se vylučují (project_stack.xlsx › Vazby!B2)
        Nejmenší celková náprava, s níž plán existuje:
          – ORP Větší: ustoupit od povinnosti projektu P1 (municipal_needs.xlsx › Stanoviska!C2)
        """,
    ),
    "a must requires what is refused": (
        all_of(must("1001", "P1"), link("P1", "requires", "P2"), says("1001", "P2", "refuses")),
        """
        ORP Větší: tato pravidla nemohou platit současně:
          – ORP Větší: projekt P1 je povinný podle rozhodnutí města (municipal_needs.xlsx › Stanoviska!C2)
          – ORP Větší: P1 vyžaduje P2 (project_stack.xlsx › Vazby!B2)
          – ORP Větší: město nechce projekt P2 (municipal_needs.xlsx › Stanoviska!C3)
        Nejmenší celková náprava, s níž plán existuje:
          – ORP Větší: připustit projekt P2 (municipal_needs.xlsx › Stanoviska!C3)
        """,
    ),
    "a must requires what is not open": (
        all_of(must("1001", "P1"), link("P1", "requires", "P2"), project("P2", only_orps=["1002"])),
        """
        ORP Větší: tato pravidla nemohou platit současně:
          – ORP Větší: projekt P1 je povinný podle rozhodnutí města (municipal_needs.xlsx › Stanoviska!C2)
          – ORP Větší: P1 vyžaduje P2 (project_stack.xlsx › Vazby!B2)
          – ORP Větší nemůže mít projekt P2 podle sloupce Pouze ORP (project_stack.xlsx › Projekty!E3)
        Nejmenší celková náprava, s níž plán existuje:
          – ORP Větší: ustoupit od povinnosti projektu P1 (municipal_needs.xlsx › Stanoviska!C2)
        """,
    ),
    "a must requires what starts later": (
        all_of(
            must("1001", "P1", year=2027),
            link("P1", "requires", "P2"),
            project("P2", earliest=2028),
        ),
        """
        ORP Větší: tato pravidla nemohou platit současně:
          – ORP Větší: projekt P1 je povinný podle rozhodnutí města, zahájení v roce 2027 (municipal_needs.xlsx › Stanoviska!C2)
          – ORP Větší: P1 vyžaduje P2, který lze zahájit nejdříve v roce 2028 (project_stack.xlsx › Vazby!B2)
        Nejmenší celková náprava, s níž plán existuje:
          – ORP Větší: ustoupit od povinnosti projektu P1 (municipal_needs.xlsx › Stanoviska!C2)
        """,
    ),
    "musts above the staff's capacity": (
        all_of(
            project("P1", effort=40),
            project("P2", effort=30),
            budgets("1001", capex=5_000_000),
            must("1001", "P1", year=2028),
            must("1001", "P2", year=2028),
        ),
        """
        ORP Větší 2028: povinné projekty P1, P2 potřebují nejméně 70 člověkodnů, kapacita úřadu je 50 člověkodnů (municipal_needs.xlsx › Rozpočty!F3), chybí 20 člověkodnů
          – ORP Větší: projekt P1 je povinný podle rozhodnutí města, zahájení v roce 2028 (municipal_needs.xlsx › Stanoviska!C2)
          – ORP Větší: projekt P2 je povinný podle rozhodnutí města, zahájení v roce 2028 (municipal_needs.xlsx › Stanoviska!C3)
        Nejmenší celková náprava, s níž plán existuje:
          – ORP Větší 2028: kapacita úřadu: zvýšit o 20 člověkodnů na 70 člověkodnů (municipal_needs.xlsx › Rozpočty!F3)
        """,
    ),
    "running costs after the horizon": (
        all_of(project("P1", opex=130_000), must("1001", "P1", year=2028)),
        """
        ORP Větší 2029: provoz povinného projektu P1 po konci období stojí nejméně 130 000 Kč ročně, poslední limit běžných výdajů je 100 000 Kč (municipal_needs.xlsx › Rozpočty!D3), chybí 30 000 Kč
          – ORP Větší: projekt P1 je povinný podle rozhodnutí města, zahájení v roce 2028 (municipal_needs.xlsx › Stanoviska!C2)
        Nejmenší celková náprava, s níž plán existuje:
          – ORP Větší 2028: limit běžných výdajů: zvýšit o 30 000 Kč na 130 000 Kč (municipal_needs.xlsx › Rozpočty!D3)
        """,
    ),
    "a must above the running limit": (
        all_of(project("P1", one_off=130_000), must("1001", "P1", year=2028)),
        """
        ORP Větší 2028: povinný projekt P1 stojí na běžných výdajích nejméně 130 000 Kč, limit je 100 000 Kč (municipal_needs.xlsx › Rozpočty!D3), chybí 30 000 Kč
          – ORP Větší: projekt P1 je povinný podle rozhodnutí města, zahájení v roce 2028 (municipal_needs.xlsx › Stanoviska!C2)
        Nejmenší celková náprava, s níž plán existuje:
          – ORP Větší 2028: limit běžných výdajů: zvýšit o 30 000 Kč na 130 000 Kč (municipal_needs.xlsx › Rozpočty!D3)
        """,
    ),
    "the pool is too small for a legal duty": (
        all_of(project("P4", must_start_by=2027), lambda t: t["pool"][0].update(capex=200_000)),
        """
        Kraj 2027: povinný projekt P4 stojí nejméně 300 000 Kč, limit investic je 200 000 Kč (project_stack.xlsx › Rozpočet kraje!B2), chybí 100 000 Kč
          – Kraj: projekt P4 je povinný ze zákona, zahájit do roku 2027 (project_stack.xlsx › Projekty!M5)
        Nejmenší celková náprava, s níž plán existuje:
          – Kraj 2027: limit investic: zvýšit o 100 000 Kč na 300 000 Kč (project_stack.xlsx › Rozpočet kraje!B2)
        """,
    ),
    "there is no pool": (
        all_of(project("P4", must_start_by=2027), lambda t: t.update(pool=[])),
        """
        Kraj 2027: povinný projekt P4 stojí nejméně 300 000 Kč, limit investic je 0 Kč, chybí 300 000 Kč
          – Kraj: projekt P4 je povinný ze zákona, zahájit do roku 2027 (project_stack.xlsx › Projekty!M5)
        Nejmenší celková náprava, s níž plán existuje:
          – Kraj 2027: limit investic: zvýšit o 300 000 Kč na 300 000 Kč
          – Kraj 2028: limit běžných výdajů: zvýšit o 20 000 Kč na 20 000 Kč
        """,
    ),
    "a must needs a grant that is used up": (
        all_of(
            must("1002", "P2", year=2027),
            budgets("1002", prefinancing=1_000_000),
            lambda t: t["programmes"][0].update(allocation=200_000),
        ),
        """
        Tato pravidla nemohou platit současně:
          – ORP Menší: projekt P2 je povinný podle rozhodnutí města, zahájení v roce 2027 (municipal_needs.xlsx › Stanoviska!C2)
          – ORP Menší 2027: limit investic je 450 000 Kč (municipal_needs.xlsx › Rozpočty!C4), potřeba je nejméně 600 000 Kč; samo by stačilo zvýšení o 150 000 Kč
          – Program F: alokace je 200 000 Kč (project_stack.xlsx › Programy!G2), potřeba je nejméně 300 000 Kč; samo by stačilo zvýšení o 100 000 Kč
        Nejmenší celková náprava, s níž plán existuje:
          – Program F: alokace: zvýšit o 100 000 Kč na 300 000 Kč (project_stack.xlsx › Programy!G2)
        """,
    ),
    "a rule above two years' capex": (
        rule("at least", "A", 1, "1002"),
        """
        ORP Menší: tato pravidla nemohou platit současně:
          – ORP Menší 2027: limit investic je 450 000 Kč (municipal_needs.xlsx › Rozpočty!C4), potřeba je nejméně 600 000 Kč; samo by stačilo zvýšení o 150 000 Kč
          – ORP Menší 2028: limit investic je 450 000 Kč (municipal_needs.xlsx › Rozpočty!C5), potřeba je nejméně 600 000 Kč; samo by stačilo zvýšení o 150 000 Kč
          – ORP Menší: alespoň 1 z A (project_stack.xlsx › Pravidla!C2)
        Nejmenší celková náprava, s níž plán existuje:
          – ORP Menší 2027: limit investic: zvýšit o 150 000 Kč na 600 000 Kč (municipal_needs.xlsx › Rozpočty!C4)
        """,
    ),
    "a rule of more than there are": (
        rule("at least", "A", 3, "1001"),
        """
        Nelze splnit: ORP Větší: alespoň 3 z A (project_stack.xlsx › Pravidla!C2)
        Nejmenší celková náprava, s níž plán existuje:
          – ustoupit od pravidla „ORP Větší: alespoň 3 z A“ (project_stack.xlsx › Pravidla!C2)
        """,
    ),
    "a share against a must": (
        all_of(must("1001", "P1"), rule("share at most", "A", 60, "1001")),
        """
        ORP Větší: tato pravidla nemohou platit současně:
          – ORP Větší: projekt P1 je povinný podle rozhodnutí města (municipal_needs.xlsx › Stanoviska!C2)
          – ORP Větší: podíl A nejvýše 60 % kapitálových výdajů (project_stack.xlsx › Pravidla!C2)
        Nejmenší celková náprava, s níž plán existuje:
          – ORP Větší: ustoupit od povinnosti projektu P1 (municipal_needs.xlsx › Stanoviska!C2)
        """,
    ),
    "refusals leave too few participants": (
        all_of(must("1001", "P3"), says("1002", "P3", "refuses")),
        """
        Tato pravidla nemohou platit současně:
          – ORP Větší: projekt P3 je povinný podle rozhodnutí města (municipal_needs.xlsx › Stanoviska!C2)
          – Společný projekt P3 potřebuje aspoň 2 účastníky, najednou jich může mít nejvýše 1 (project_stack.xlsx › Projekty!AC4)
          – ORP Menší: město nechce projekt P3 (municipal_needs.xlsx › Stanoviska!C3)
        Nejmenší celková náprava, s níž plán existuje:
          – ORP Větší: ustoupit od povinnosti projektu P3 (municipal_needs.xlsx › Stanoviska!C2)
        """,
    ),
    "there are too few towns": (
        all_of(must("1001", "P3"), project("P3", min_participants=3)),
        """
        Tato pravidla nemohou platit současně:
          – ORP Větší: projekt P3 je povinný podle rozhodnutí města (municipal_needs.xlsx › Stanoviska!C2)
          – Společný projekt P3 potřebuje aspoň 3 účastníky, najednou jich může mít nejvýše 2 (project_stack.xlsx › Projekty!AC4)
        Nejmenší celková náprava, s níž plán existuje:
          – ORP Větší: ustoupit od povinnosti projektu P3 (municipal_needs.xlsx › Stanoviska!C2)
        """,
    ),
    "a must goes together with what is refused": (
        all_of(must("1001", "P1"), link("P1", "together", "P2"), says("1001", "P2", "refuses")),
        """
        ORP Větší: tato pravidla nemohou platit současně:
          – ORP Větší: projekt P1 je povinný podle rozhodnutí města (municipal_needs.xlsx › Stanoviska!C2)
          – ORP Větší: P1 a P2 jen společně (project_stack.xlsx › Vazby!B2)
          – ORP Větší: město nechce projekt P2 (municipal_needs.xlsx › Stanoviska!C3)
        Nejmenší celková náprava, s níž plán existuje:
          – ORP Větší: připustit projekt P2 (municipal_needs.xlsx › Stanoviska!C3)
        """,
    ),
    "a must needs a grant that may not be waited for": (
        all_of(must("1002", "P2", year=2027), budgets("1002", prefinancing=100_000)),
        """
        ORP Menší: tato pravidla nemohou platit současně:
          – ORP Menší: projekt P2 je povinný podle rozhodnutí města, zahájení v roce 2027 (municipal_needs.xlsx › Stanoviska!C2)
          – ORP Menší 2027: limit investic je 450 000 Kč (municipal_needs.xlsx › Rozpočty!C4), potřeba je nejméně 600 000 Kč; samo by stačilo zvýšení o 150 000 Kč
          – ORP Menší 2027: strop předfinancování je 100 000 Kč (municipal_needs.xlsx › Rozpočty!E4), potřeba je nejméně 300 000 Kč; samo by stačilo zvýšení o 200 000 Kč
        Nejmenší celková náprava, s níž plán existuje:
          – ORP Menší 2027: limit investic: zvýšit o 150 000 Kč na 600 000 Kč (municipal_needs.xlsx › Rozpočty!C4)
        """,
    ),
    "musts above what is carried over": (
        all_of(setting("převod úspor", "ano"), must("1002", "P1"), must("1002", "P2")),
        """
        ORP Menší 2027–2028 (s převodem): povinné projekty P1, P2 stojí nejméně 1 000 000 Kč, limit investic je 900 000 Kč (municipal_needs.xlsx › Rozpočty!C5), chybí 100 000 Kč
          – ORP Menší: projekt P1 je povinný podle rozhodnutí města (municipal_needs.xlsx › Stanoviska!C2)
          – ORP Menší: projekt P2 je povinný podle rozhodnutí města (municipal_needs.xlsx › Stanoviska!C3)
        Nejmenší celková náprava, s níž plán existuje:
          – ORP Menší 2027: limit investic: zvýšit o 150 000 Kč na 600 000 Kč (municipal_needs.xlsx › Rozpočty!C4)
        """,
    ),
    "a legal duty to start above a year's capex": (
        project("P1", must_start_by=2027),
        """
        ORP Menší 2027: povinný projekt P1 stojí nejméně 700 000 Kč, limit investic je 450 000 Kč (municipal_needs.xlsx › Rozpočty!C4), chybí 250 000 Kč
          – ORP Menší: projekt P1 je povinný ze zákona, zahájit do roku 2027 (project_stack.xlsx › Projekty!M2)
        Nejmenší celková náprava, s níž plán existuje:
          – ORP Menší 2027: limit investic: zvýšit o 250 000 Kč na 700 000 Kč (municipal_needs.xlsx › Rozpočty!C4)
        """,
    ),
    "a legal duty to finish above a year's capex": (
        all_of(project("P1", must_finish_by=2028, duration=2), budgets("1002", capex=300_000)),
        """
        ORP Menší 2027: povinný projekt P1 stojí nejméně 350 000 Kč, limit investic je 300 000 Kč (municipal_needs.xlsx › Rozpočty!C4), chybí 50 000 Kč
          – ORP Menší: projekt P1 je povinný ze zákona, dokončit do roku 2028 (project_stack.xlsx › Projekty!N2)
        Nejmenší celková náprava, s níž plán existuje:
          – ORP Menší 2027: limit investic: zvýšit o 50 000 Kč na 350 000 Kč (municipal_needs.xlsx › Rozpočty!C4)
          – ORP Menší 2028: limit investic: zvýšit o 50 000 Kč na 350 000 Kč (municipal_needs.xlsx › Rozpočty!C5)
        """,
    ),
    "the region may not cover a town that cannot pay": (
        all_of(
            must("1001", "P3"),
            project("P3", min_participants=1),
            budgets("1002", capex=50_000),
            setting("nejvýše za nezúčastněné [%]", 10),
        ),
        """
        Tato pravidla nemohou platit současně:
          – ORP Větší: projekt P3 je povinný podle rozhodnutí města (municipal_needs.xlsx › Stanoviska!C2)
          – ORP Menší 2027: limit investic je 50 000 Kč (municipal_needs.xlsx › Rozpočty!C4), potřeba je nejméně 100 000 Kč; samo by stačilo zvýšení o 50 000 Kč
          – ORP Menší 2028: limit investic je 50 000 Kč (municipal_needs.xlsx › Rozpočty!C5), potřeba je nejméně 100 000 Kč; samo by stačilo zvýšení o 50 000 Kč
          – Společný projekt P3: za nezúčastněná města kraj hradí nejvýše 10 % společné části (project_stack.xlsx › Nastavení!B4)
        Nejmenší celková náprava, s níž plán existuje:
          – ORP Menší 2028: limit investic: zvýšit o 50 000 Kč na 100 000 Kč (municipal_needs.xlsx › Rozpočty!C5)
        """,
    ),
    "a must in a year that is not open": (
        all_of(must("1001", "P1", year=2028), project("P1", latest=2027)),
        """
        Nelze splnit: ORP Větší: povinný projekt P1 nelze zahájit v roce 2028, možné roky zahájení: 2027 (municipal_needs.xlsx › Stanoviska!D2)
        Nejmenší celková náprava, s níž plán existuje:
          – ORP Větší: ustoupit od povinnosti projektu P1 (municipal_needs.xlsx › Stanoviska!D2)
        """,
    ),
    "a must that may never start": (
        all_of(must("1001", "P1"), project("P1", earliest=2029)),
        """
        Nelze splnit: ORP Větší: povinný projekt P1 nelze zahájit v žádném roce období, lhůty to vylučují (project_stack.xlsx › Projekty!O2)
        Nejmenší celková náprava, s níž plán existuje:
          – ORP Větší: ustoupit od povinnosti projektu P1 (project_stack.xlsx › Projekty!O2)
        """,
    ),
    "a must that would end after the horizon": (
        all_of(must("1001", "P1"), project("P1", duration=3)),
        """
        Nelze splnit: ORP Větší: povinný projekt P1 nelze provést, jeho výdaje by padly až po roce 2028 (project_stack.xlsx › Projekty!Q2)
        Nejmenší celková náprava, s níž plán existuje:
          – ORP Větší: ustoupit od povinnosti projektu P1 (project_stack.xlsx › Projekty!Q2)
        """,
    ),
    "towns demand a joint project in different years": (
        all_of(must("1001", "P3", year=2027), must("1002", "P3", year=2028)),
        """
        Tato pravidla nemohou platit současně:
          – ORP Větší: projekt P3 je povinný podle rozhodnutí města, zahájení v roce 2027 (municipal_needs.xlsx › Stanoviska!C2)
          – Společný projekt P3 potřebuje aspoň 2 účastníky, najednou jich může mít nejvýše 1 (project_stack.xlsx › Projekty!AC4)
        Nejmenší celková náprava, s níž plán existuje:
          – ORP Větší: ustoupit od povinnosti projektu P3 (municipal_needs.xlsx › Stanoviska!C2)
          – ORP Menší: ustoupit od povinnosti projektu P3 (municipal_needs.xlsx › Stanoviska!C3)
        """,
    ),
    "a joint and a regional project above the pool": (
        all_of(project("P4", must_start_by=2027), must("1001", "P3"), project("P3", key="region")),
        """
        Tato pravidla nemohou platit současně:
          – Kraj: projekt P4 je povinný ze zákona, zahájit do roku 2027 (project_stack.xlsx › Projekty!M5)
          – ORP Větší: projekt P3 je povinný podle rozhodnutí města (municipal_needs.xlsx › Stanoviska!C2)
          – Kraj 2027: limit investic je 500 000 Kč (project_stack.xlsx › Rozpočet kraje!B2), potřeba je nejméně 700 000 Kč; samo by stačilo zvýšení o 200 000 Kč
          – Kraj 2028: limit investic je 0 Kč (project_stack.xlsx › Rozpočet kraje!B3), potřeba je nejméně 400 000 Kč; samo by stačilo zvýšení o 400 000 Kč
        Nejmenší celková náprava, s níž plán existuje:
          – Kraj 2027: limit investic: zvýšit o 200 000 Kč na 700 000 Kč (project_stack.xlsx › Rozpočet kraje!B2)
        """,
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_what_is_in_conflict_and_what_mends_it_is_said(tmp_path: Path, case: str) -> None:
    change, said = CASES[case]
    error = infeasible(tmp_path, change)
    assert "\n".join(lines(error)) == dedent(said).strip("\n")
    english = lines(error, "en")
    assert len(english) == len(lines(error))
    assert not set(english) & set(lines(error))


def test_english_says_the_same(tmp_path: Path) -> None:
    assert lines(infeasible(tmp_path, must("1002", "P1", year=2027)), "en") == [
        "ORP Menší 2027: the mandatory project P1 costs at least 700,000 CZK, the capital limit is 450,000 CZK (municipal_needs.xlsx › Rozpočty!C4), short by 250,000 CZK",
        "  – ORP Menší: project P1 is mandatory by the town's decision, starting in 2027 (municipal_needs.xlsx › Stanoviska!C2)",
        "The least repair of everything, with which there is a plan:",
        "  – ORP Menší 2027: capital limit: raise by 250,000 CZK to 700,000 CZK (municipal_needs.xlsx › Rozpočty!C4)",
    ]


def test_every_town_in_conflict_is_told(tmp_path: Path) -> None:
    """Menší would do P2 with its grant in 2027: the 300,000 that come back help P1 in 2028."""
    both = all_of(must("1001", "P1", year=2027), must("1001", "P2", year=2027))
    error = infeasible(tmp_path, all_of(both, must("1002", "P1", year=2028)))
    assert [{rule.payer for rule in conflict.rules} for conflict in error.conflicts] == [
        {"1001"},
        {"1002"},
    ]
    assert error.repair is not None
    assert [(more.rule.cell, more.by) for more in error.repair.raised] == [
        ("Rozpočty!C2", 500_000),
        ("Rozpočty!C4", 150_000),
    ]


# At the prompt


DEMAND = must("1002", "P1", year=2027)


def test_the_prompt_says_it_and_leaves_an_earlier_plan_as_it_was(tmp_path: Path) -> None:
    assert run(write_small(tmp_path), "plan").code == 0
    before = {file: file.read_bytes() for file in (tmp_path / "outputs").iterdir()}
    ended = run(write_small(tmp_path, DEMAND), "plan")
    assert ended.code == 4
    assert ended.out == ""
    said = ended.err.replace("\xa0", " ")
    assert (
        "limit investic je 450 000 Kč (municipal_needs.xlsx › Rozpočty!C4), chybí 250 000 Kč"
        in said
    )
    assert "výstupy zůstaly beze změny" in said
    assert {file: file.read_bytes() for file in (tmp_path / "outputs").iterdir()} == before


def test_json_holds_the_rules_and_the_repairs(tmp_path: Path) -> None:
    told = run(write_small(tmp_path, DEMAND), "plan", "--json", "-q").json
    assert told["status"] == "infeasible"
    (conflict,) = told["conflicts"]
    assert conflict["irreducible"]
    demand, limit = conflict["rules"]
    assert (demand["cell"], demand["amount"], demand["orp"]) == ("Stanoviska!C2", None, "1002")
    assert limit["name"] == "ORP Menší 2027: limit investic"
    assert limit["cell"] == "Rozpočty!C4"
    assert (limit["amount"], limit["needed"], limit["missing"]) == (450_000, 700_000, 250_000)
    (repair,) = told["repairs"]
    assert (repair["where"], repair["missing"], repair["to"]) == ("Rozpočty!C4", 250_000, 700_000)
    assert told["repair"] == {"least": True, "rules": 0, "czk": 250_000, "person_days": 0}
    assert {problem["severity"] for problem in told["problems"]} == {"notice"}
    assert told["files"] == []


def test_a_rule_to_be_given_up_is_in_the_json(tmp_path: Path) -> None:
    change = all_of(must("1001", "P1"), must("1001", "P2"), link("P1", "excludes", "P2"))
    told = run(write_small(tmp_path, change), "plan", "--json").json
    (repair,) = told["repairs"]
    assert (repair["where"], repair["kind"], repair["missing"]) == ("Stanoviska!C2", "must", None)
    assert (
        repair["what"]
        == "ORP Větší: ustoupit od povinnosti projektu P1 (municipal_needs.xlsx › Stanoviska!C2)"
    )
