"""The pages that list every problem: printed from the words and from what spoiled inputs bring."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stack_planner.problems import Severity
from stack_planner.telling.ordering import RANK, Entry, in_order
from stack_planner.telling.problems import entry_lines
from stack_planner.words import load

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from stack_planner.problems import Problem

PAGES = {"en": "problems.md", "cs": "problems.cs.md"}

INTRODUCTIONS = {
    "en": """\
# Problems of the inputs

`stack-planner check` tells every problem of all input workbooks in one run. Each one has a place
(`file › sheet!cell`), a sentence, what was seen, what was expected, a fix, and a code that stays
the same in both languages and in `--json`. [Česky](problems.cs.md)

Inputs are read by their content, whatever their ending: `.xlsx`, `.xlsm`, `.xls`, `.xlsb`, `.ods`,
`.csv` and web pages that were saved as a workbook. Of a folder only files with an ending of a
workbook or of `.csv` and `.tsv` are read.

Every example below is what the program says of a small region that was spoiled for it; a test
prints this page again and compares it. Codes that begin with `import_` and `file_is_folder` are
told by `stack-planner import` alone, those that begin with `plan_` by `stack-planner review`,
which reads plans back, those that begin with `course_` by `stack-planner coverage`, which compares
with its own record, `horizon_unknown` by `template --per-orp`, `file_foreign` by whatever
writes files.

## Reading them

- An **error** stops the plan (exit code 3). A *warning* tells of something that is probably not
  meant, a *notice* of how something was read, or of what stands in for what was not said. The
  examples show how grave they are themselves; elsewhere a code may be graver or milder: a column
  that is not known is a *warning* where its heading is nearly right.
- The worst files and sheets come first. At most 20 entries are shown, then a count; `-v` shows all.
- Equal problems of one column are one entry with its cells (`C7, C9–C12 and 31 more`). In `--json`
  each stands by itself, in the same order, with the fields `severity`, `code`, `file`, `sheet`,
  `cell`, `seen`, `message`, `expected`, `fix` and `mend` (the value that is certain, or null).

## Marked and mended copies

The original workbooks are never changed. Copies go to `outputs/` or to `-o FOLDER`; a file there
that is not ours, or was changed since, is not replaced without `--force` (exit code 6).

- `check --mark` writes `<name>_marked.xlsx` of each workbook that has problems: cells with a fill
  and a comment, and a first sheet that lists the problems with links to their cells. Comments of
  the user's own stay in front of ours. A problem without a cell stands in the list only.
- `check --fix` writes `<name>_mended.xlsx` with only those cells changed whose meaning is certain
  (below: *certain mend*), lists them on a last sheet, on the screen and in `--json` (`fixed`), and
  checks the copies again (`remaining`). What is only likely, as the nearest word, is never written,
  and a formula is never replaced. With `--mark` too the mended copy is marked for what is left.

The copy keeps formats, formulas with their values, conditional formats, drop-down lists,
hyperlinks, tables and plain charts. The library that writes it (openpyxl) leaves out macros,
shapes and text boxes, form controls, slicers, sparklines, threads of comments, drop-down lists that
take their values from another sheet and, without Pillow, images; charts may lose some of their
look. What is missing is said below the list. Of other formats than `.xlsx` and `.xlsm`, and of very
large workbooks, the copy holds the values only.

## The codes
""",
    "cs": """\
# Problémy vstupů

`stack-planner check` vypíše v jednom běhu všechny problémy všech vstupních sešitů. Každý má místo
(`soubor › list!buňka`), větu, co tam je, co tam má být, nápravu a kód, který je v obou jazycích
i v `--json` stejný. [English](problems.md)

Vstupy se čtou podle obsahu, ať mají jakoukoli příponu: `.xlsx`, `.xlsm`, `.xls`, `.xlsb`, `.ods`,
`.csv` i webové stránky uložené jako sešit. Ze složky se čtou jen soubory s příponou sešitu,
`.csv` a `.tsv`.

Každý příklad níže vypsal program nad malým krajem, jehož vstupy jsme pro něj pokazili; test
stránku vypisuje znovu a porovnává. Kódy začínající `import_` a kód `file_is_folder` hlásí jen
`stack-planner import`, kódy začínající `plan_` příkaz `stack-planner review`, který čte plány
zpět, kódy začínající `course_` příkaz `stack-planner coverage`, který srovnává se svým záznamem,
`horizon_unknown` příkaz `template --per-orp` a `file_foreign` každý příkaz, který zapisuje
soubory.

## Jak je číst

- **Chyba** zastaví plán (kód 3). *Varování* říká, co asi není míněno, *upozornění*, jak se něco
  četlo nebo co se použije místo nevyplněného. Závažnost je ta z příkladu, jinde může být stejný
  kód závažnější i mírnější: neznámý sloupec je *varováním*, je-li jeho nadpis téměř správný.
- Nejhorší soubory a listy jsou první. Vypíše se nejvýše 20 položek, pak počet; vše vypíše `-v`.
- Stejné problémy jednoho sloupce tvoří jednu položku s buňkami (`C7, C9–C12 a ještě 31`).
  V `--json` stojí každý zvlášť, ve stejném pořadí, s poli `severity`, `code`, `file`, `sheet`,
  `cell`, `seen`, `message`, `expected`, `fix` a `mend` (jistá hodnota, nebo null).

## Označené a opravené kopie

Původní sešity se nikdy nemění. Kopie jdou do složky `outputs/`, nebo `-o SLOŽKA`; soubor, který
nevznikl tímto nástrojem nebo jej někdo změnil, se bez `--force` nepřepíše (kód 6).

- `check --mark` zapíše `<název>_označeno.xlsx` pro každý sešit s problémy: buňky mají výplň a
  komentář, první list vypisuje problémy s odkazy na buňky. Vlastní komentáře uživatele zůstanou
  před našimi. Problém bez buňky je jen v seznamu.
- `check --fix` zapíše `<název>_opraveno.xlsx`, kde jsou změněny jen buňky, jejichž význam je jistý
  (níže *jistá oprava*), vypíše je na posledním listu, na obrazovce i v `--json` (`fixed`) a kopie
  znovu zkontroluje (`remaining`). Co je jen pravděpodobné, jako nejbližší slovo, nezapisuje
  a vzorec nenahrazuje nikdy. Spolu s `--mark` je opravená kopie označena pro to, co zbývá.

Kopie zachová vzhled, vzorce s hodnotami, podmíněné formátování, rozevírací seznamy, odkazy,
tabulky a běžné grafy. Knihovna, která ji zapisuje (openpyxl), vynechá makra, tvary a textová pole,
ovládací prvky, průřezy, minigrafy, vlákna komentářů, rozevírací seznamy s hodnotami z jiného listu
a bez Pillow obrázky; grafy mohou ztratit část vzhledu. Co chybí, je napsáno pod seznamem. Z jiných
formátů než `.xlsx` a `.xlsm` a z velmi rozsáhlých sešitů jsou v kopii jen hodnoty.

## Kódy
""",
}
CERTAIN = {"en": "certain mend", "cs": "jistá oprava"}
SEVERITIES = {
    "en": {"error": "error", "warning": "warning", "notice": "notice"},
    "cs": {"error": "chyba", "warning": "varování", "notice": "upozornění"},
}


def codes() -> list[str]:
    """Every code that has a sentence, in the order of the words; those of ``import`` come last."""
    begins, ends = "problem.", ".what"
    every = [
        key.removeprefix(begins).removesuffix(ends)
        for key in load("cs").texts
        if key.startswith(begins) and key.endswith(ends)
    ]
    return sorted(every, key=lambda code: code.startswith("import_"))


def page(found: Mapping[str, Iterable[Problem]], lang: str) -> str:
    """The page of a language: each code with an example of it among the problems found."""
    sections = (line for code in codes() for line in _section(code, found[code], lang))
    return "\n".join([INTRODUCTIONS[lang], *sections]).rstrip("\n") + "\n"


def _section(code: str, problems: Iterable[Problem], lang: str) -> list[str]:
    those = [problem for problem in in_order(problems) if problem.code == code]
    severities = sorted({problem.severity for problem in those}, key=lambda each: RANK[each])
    marks = [SEVERITIES[lang][Severity(each)] for each in severities]
    if those[0].mend is not None:
        marks.append(CERTAIN[lang])
    lines = entry_lines(Entry((those[0],)), load(lang))
    return [f"### `{code}` · {', '.join(marks)}", "", "```text", *(x[2:] for x in lines), "```", ""]
