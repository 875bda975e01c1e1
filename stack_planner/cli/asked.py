"""What a person asks for: the language, the options common to all commands, the input files."""

from __future__ import annotations

import sys
import time
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from stack_planner.cli.ends import USAGE
from stack_planner.words import LANGUAGES, load

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stack_planner.choosing.solve import Limits
    from stack_planner.cli.voice import Voice
    from stack_planner.planning import Inputs

FOLDER, STACK, NEEDS = Path("inputs"), "project_stack.xlsx", "municipal_needs.xlsx"


def asked_language(arguments: Sequence[str]) -> str:
    """The language that ``--lang`` asks for, read early so that the help speaks it too."""
    for place, argument in enumerate(arguments):
        name, _, value = argument.partition("=")
        if name == "--lang":
            asked = value or "".join(arguments[place + 1 : place + 2])
            return asked if asked in LANGUAGES else LANGUAGES[0]
    return LANGUAGES[0]


help_words = load(asked_language(sys.argv))

Stack = Annotated[Path | None, typer.Argument(help=help_words("help.stack"))]
Needs = Annotated[list[Path] | None, typer.Argument(help=help_words("help.needs"))]
Lang = Annotated[str, typer.Option("--lang", help=help_words("help.lang"))]
Json = Annotated[bool, typer.Option("--json", help=help_words("help.json"))]
Quiet = Annotated[bool, typer.Option("-q", "--quiet", help=help_words("help.quiet"))]
Verbose = Annotated[bool, typer.Option("-v", "--verbose", help=help_words("help.verbose"))]
TimeLimit = Annotated[float, typer.Option(min=0.1, help=help_words("help.time_limit"))]
Jobs = Annotated[int | None, typer.Option(min=1, help=help_words("help.jobs"))]
AskedOrps = Annotated[list[str] | None, typer.Option("--orp", help=help_words("help.asked_orps"))]
PlanFolder = Annotated[Path, typer.Option("-o", "--output", help=help_words("help.plan_folder"))]
Force = Annotated[bool, typer.Option("--force", help=help_words("help.force"))]


def asked_inputs(voice: Voice, stack: Path | None, needs: list[Path] | None) -> Inputs:
    """The files asked for, or those of the folder ``inputs``."""
    from stack_planner.planning import Inputs  # noqa: PLC0415

    for given, name in ((stack, STACK), (needs, NEEDS)):
        if given is None and not (FOLDER / name).exists():
            key = "cli.no_needs" if stack else "cli.no_inputs"
            voice.say(voice.words(key, file=name, stack=str(stack)))
            raise typer.Exit(USAGE)
    return Inputs(stack or FOLDER / STACK, needs or [FOLDER / NEEDS])


def asked_limits(time_limit: float, jobs: int | None, gap: float = 0.001) -> Limits:
    """How far to go: seconds from now, solves side by side, and the gap that is good enough."""
    from stack_planner.choosing.solve import Limits, processors  # noqa: PLC0415

    until = time.monotonic() + time_limit
    return Limits(until=until, gap=Fraction(str(gap)), jobs=jobs or processors())


def asked_day(voice: Voice, text: str) -> date:
    """The day that ``--on`` asks for, or else today: the one place that looks at the clock."""
    return read_day(voice, text, "--on") or date.today()  # noqa: DTZ011 — the user's own day


def read_day(voice: Voice, text: str, option: str) -> date | None:
    """The day that an option names, written as in a cell; None where nothing is given."""
    from stack_planner.reading.dates import parse_date  # noqa: PLC0415
    from stack_planner.reading.faults import FaultError  # noqa: PLC0415

    try:
        return parse_date(text) if text else None
    except FaultError:
        message = voice.words("cli.not_a_day", text=text)
        raise typer.BadParameter(message, param_hint=option) from None
