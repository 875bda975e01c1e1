"""The command ``import``: adopts a project list that somebody else keeps."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from stack_planner.adopting.orders import Merging
from stack_planner.cli.app import app
from stack_planner.cli.asked import Force, Json, Lang, Quiet, Verbose, help_words
from stack_planner.cli.ends import PROBLEMS, faults_told
from stack_planner.cli.voice import Voice
from stack_planner.problems import ProblemsError
from stack_planner.words import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stack_planner.adopting.orders import Fields, FoundList, Order


@app.command("import", help=help_words("help.import.command"))
def import_(  # noqa: PLR0913, PLR0917 — what a person may state of a foreign list
    file: Annotated[Path, typer.Argument(help=help_words("help.import.file"))],
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help=help_words("help.import.output"))
    ] = None,
    mapping: Annotated[
        Path | None, typer.Option("--map", help=help_words("help.import.map"))
    ] = None,
    sheet: Annotated[str, typer.Option("--sheet", help=help_words("help.import.sheet"))] = "",
    rate: Annotated[str, typer.Option("--rate", help=help_words("help.import.rate"))] = "",
    currency: Annotated[
        str, typer.Option("--currency", help=help_words("help.import.currency"))
    ] = "",
    unit: Annotated[str, typer.Option("--unit", help=help_words("help.import.unit"))] = "",
    merge_rows: Annotated[
        Merging | None, typer.Option("--merge-rows", help=help_words("help.import.merge_rows"))
    ] = None,
    lang: Lang = LANGUAGES[0],
    *,
    all_sheets: Annotated[
        bool, typer.Option("--all-sheets", help=help_words("help.import.all_sheets"))
    ] = False,
    as_json: Json = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
    force: Force = False,
) -> None:
    """Adopts a foreign list of projects."""
    from stack_planner import importing  # noqa: PLC0415
    from stack_planner.adopting.orders import Order  # noqa: PLC0415
    from stack_planner.telling.importing import adopted_json, adopted_lines  # noqa: PLC0415

    voice = Voice(lang, as_json=as_json, quiet=quiet, verbose=verbose)
    stack = output or Path(f"{file.stem}_stack.xlsx")
    asks = not as_json and not quiet and sys.stdin.isatty() and sys.stderr.isatty()
    order = Order(
        path=file,
        sheet=sheet,
        currency=_currency(currency, voice),
        rate=_rate(rate, voice),
        unit=_unit(unit, voice),
        merging=merge_rows or Merging.NONE,
        all_sheets=all_sheets,
        confirm=(lambda found, fields: _confirmed(found, fields, voice)) if asks else None,
    )
    _refuse_output(file, stack, voice)
    with faults_told(voice), _problems_told(voice):
        order = _with_map(order, mapping, given=merge_rows is not None)
        adopted, files = importing.import_list(order, stack, lang, force=force)
    voice.say_problems(adopted.problems)
    voice.show(adopted_lines(adopted, voice.words))
    if not quiet:
        map_name = str(stack.with_name(importing.mapping_name(stack)))
        voice.say(voice.words("importing.written", stack=str(stack), map=map_name))
    voice.show_json(adopted_json(adopted, map(str, files), voice.words))


@contextmanager
def _problems_told(voice: Voice) -> Iterator[None]:
    """Problems of the source or of the mapping end the run; nothing is written."""
    from stack_planner.telling.plans import failure_json  # noqa: PLC0415

    try:
        yield
    except ProblemsError as error:
        voice.say_problems(error.problems)
        voice.say(voice.words("importing.stopped"))
        voice.show_json(failure_json("problems", voice.words, error.problems))
        raise typer.Exit(PROBLEMS) from None


def _with_map(order: Order, path: Path | None, *, given: bool) -> Order:
    """The order with what a mapping file states; what the person states wins."""
    from stack_planner.adopting.map_file import ordered  # noqa: PLC0415

    return ordered(order, path, merging_given=given) if path else order


def _refuse_output(file: Path, stack: Path, voice: Voice) -> None:
    if stack.suffix.lower() != ".xlsx":
        raise typer.BadParameter(voice.words("importing.bad_output"), param_hint="-o")
    if stack.resolve() == file.resolve():
        raise typer.BadParameter(voice.words("importing.output_is_source"), param_hint="-o")


def _currency(text: str, voice: Voice) -> str:
    from stack_planner.adopting.amounts import currency_of_word  # noqa: PLC0415
    from stack_planner.adopting.knowledge import stated  # noqa: PLC0415

    code = currency_of_word(text) if text else ""
    if text and not code:
        known = ", ".join(stated()["currencies"])
        message = voice.words("importing.bad_currency", text=text, known=known)
        raise typer.BadParameter(message, param_hint="--currency")
    return code


def _rate(text: str, voice: Voice) -> Fraction | None:
    if not text:
        return None
    try:
        rate = Fraction(text.replace(",", ".").replace(" ", ""))
    except (ValueError, ZeroDivisionError):
        rate = Fraction(0)
    if rate <= 0:
        raise typer.BadParameter(voice.words("importing.bad_rate", text=text), param_hint="--rate")
    return rate


def _unit(text: str, voice: Voice) -> int | None:
    from stack_planner.adopting.amounts import unit_of_word  # noqa: PLC0415

    if not text:
        return None
    if text in {"1", "1000", "1000000"}:
        return int(text)
    unit = unit_of_word(text)
    if unit == 1:
        raise typer.BadParameter(voice.words("importing.bad_unit", text=text), param_hint="--unit")
    return unit


def _confirmed(found: FoundList, fields: Fields, voice: Voice) -> Fields:
    """The proposal as a person at the terminal confirms or changes it, field by field."""
    from stack_planner.adopting.confirming import changed, place_of, shown, uncertain  # noqa: PLC0415
    from stack_planner.adopting.map_file import field_name  # noqa: PLC0415

    for name in uncertain(fields):
        proposal = shown(fields, found, name)
        question = voice.words("importing.ask", field=field_name(name))
        answer = _answered(found, question, proposal, voice)
        if answer != proposal:
            fields = changed(fields, name, place_of(found, answer))
    return fields


def _answered(found: FoundList, question: str, proposal: str, voice: Voice) -> str:
    """The proposal, a column of the list, or the sign for none: asked until it is one of them."""
    from stack_planner.adopting.confirming import NONE, nearest_heading, place_of  # noqa: PLC0415

    while True:
        answer = str(typer.prompt(question, default=proposal, err=True)).strip()
        if answer in {proposal, NONE} or place_of(found, answer) is not None:
            return answer
        near = nearest_heading(found, answer)
        voice.say(voice.words("importing.ask_again", nearest=near))
