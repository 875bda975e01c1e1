"""The command ``coverage``: problem spots, what goes to which office, what is held back and why."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from stack_planner.cli.app import app
from stack_planner.cli.asked import (
    FOLDER,
    NEEDS,
    STACK,
    Force,
    Json,
    Lang,
    Needs,
    Quiet,
    Stack,
    Verbose,
    asked_day,
    asked_inputs,
    help_words,
    read_day,
)
from stack_planner.cli.ends import FOREIGN, faults_told
from stack_planner.cli.voice import Voice
from stack_planner.words import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stack_planner.coverage import Handover
    from stack_planner.covering import Order
    from stack_planner.planning import Inputs


@app.command(help=help_words("help.coverage.command"))
def coverage(  # noqa: PLR0913, PLR0917 — the options common to all, and its own
    stack: Stack = None,
    needs: Needs = None,
    output: Annotated[
        Path, typer.Option("-o", "--output", help=help_words("help.coverage.output"))
    ] = Path("outputs"),
    on: Annotated[str, typer.Option("--on", help=help_words("help.coverage.on"))] = "",
    handed_over: Annotated[
        str, typer.Option("--handed-over", help=help_words("help.coverage.handed_over"))
    ] = "",
    when: Annotated[str, typer.Option("--date", help=help_words("help.coverage.date"))] = "",
    reference: Annotated[str, typer.Option("--ref", help=help_words("help.coverage.ref"))] = "",
    lang: Lang = LANGUAGES[0],
    *,
    as_json: Json = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
    force: Force = False,
) -> None:
    """Writes the register of problem spots and the drafts for both offices, keeps the record."""
    from stack_planner import covering  # noqa: PLC0415
    from stack_planner.telling.coverage import coverage_lines, sending_lines  # noqa: PLC0415
    from stack_planner.telling.coverage_json import coverage_json  # noqa: PLC0415

    voice = Voice(lang, as_json=as_json, quiet=quiet, verbose=verbose)
    day = asked_day(voice, on)
    handover = _handover(voice, handed_over, when, reference)
    inputs = _inputs(voice, stack, needs)
    order = covering.Order(inputs, output, day, lang, force, handover)
    with _completed_told(voice, order), faults_told(voice, "cli.coverage_stopped"):
        made = covering.cover(order, voice.step)
    voice.say_problems(made.problems)
    voice.show(coverage_lines(made, voice.words, everything=verbose))
    if not quiet:
        voice.say(voice.words("cli.written", n=len(made.files), folder=str(output)))
        for line in sending_lines(made, voice.words):
            voice.say(line)
    voice.show_json(coverage_json(made, voice.words))


@contextmanager
def _completed_told(voice: Voice, order: Order) -> Iterator[None]:
    """Says what a changed file may be: a draft that somebody completed, and perhaps sent."""
    try:
        yield
    except typer.Exit as ended:
        if ended.exit_code == FOREIGN and order.handover is None:
            voice.say(voice.words("cli.coverage_completed"))
        raise


def _inputs(voice: Voice, stack: Path | None, needs: list[Path] | None) -> Inputs:
    """The files asked for, as for every command; but there need be no stack where there is none."""
    from stack_planner.planning import Inputs  # noqa: PLC0415

    others = needs or [path for path in (FOLDER / NEEDS,) if path.exists()]
    if stack is not None or not others or (FOLDER / STACK).exists():
        return Inputs(stack, others) if stack else asked_inputs(voice, stack, needs)
    return Inputs(others[0], others[1:])


def _handover(voice: Voice, office: str, when: str, reference: str) -> Handover | None:
    """The handover that is to be recorded; it takes the office, the day and the number."""
    from stack_planner.coverage import Handover  # noqa: PLC0415
    from stack_planner.covering import OFFICES  # noqa: PLC0415

    if not (office or when or reference):
        return None
    day, number = read_day(voice, when, "--date"), " ".join(reference.split())
    if office and office.casefold() not in OFFICES:
        message = voice.words("cli.coverage_bad_office", text=office)
        raise typer.BadParameter(message, param_hint="--handed-over")
    if not office or day is None or not number:
        message = voice.words("cli.coverage_handover_whole")
        raise typer.BadParameter(message, param_hint="--handed-over")
    return Handover(OFFICES[office.casefold()], day, number)
