"""The command ``brief``: what to know before the visit to a town, or the form for its minutes."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from stack_planner.cli.app import app
from stack_planner.cli.asked import (
    Force,
    Jobs,
    Json,
    Lang,
    Needs,
    Quiet,
    Stack,
    TimeLimit,
    Verbose,
    asked_day,
    asked_inputs,
    asked_limits,
    help_words,
)
from stack_planner.cli.ends import faults_told
from stack_planner.cli.voice import Voice
from stack_planner.words import LANGUAGES

OUTPUTS, MINUTES = Path("outputs"), Path("minutes")


@app.command(help=help_words("help.brief.command"))
def brief(  # noqa: PLR0913, PLR0917 — the options common to all, and its own
    stack: Stack = None,
    needs: Needs = None,
    orp: Annotated[list[str] | None, typer.Option("--orp", help=help_words("help.brief.orp"))] = (
        None
    ),
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help=help_words("help.brief.output"))
    ] = None,
    on: Annotated[str, typer.Option("--on", help=help_words("help.brief.on"))] = "",
    time_limit: TimeLimit = 300,
    jobs: Jobs = None,
    lang: Lang = LANGUAGES[0],
    *,
    minutes: Annotated[
        bool, typer.Option("--minutes", help=help_words("help.brief.minutes"))
    ] = False,
    as_json: Json = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
    force: Force = False,
) -> None:
    """Writes a brief for the visit to each town, or the form for its minutes."""
    from stack_planner import visiting  # noqa: PLC0415
    from stack_planner.standing import Subject  # noqa: PLC0415
    from stack_planner.telling.brief_json import brief_json, brief_lines  # noqa: PLC0415
    from stack_planner.workbook.writing import REGION_FILE  # noqa: PLC0415

    voice = Voice(lang, as_json=as_json, quiet=quiet, verbose=verbose)
    folder = output or (MINUTES if minutes else OUTPUTS)
    plan = folder if (folder / REGION_FILE).exists() else OUTPUTS
    inputs, limits = asked_inputs(voice, stack, needs), asked_limits(time_limit, jobs)
    subject = Subject(inputs, limits, plan, tuple(dict.fromkeys(orp or ())))
    visit = visiting.Visit(
        subject, folder, asked_day(voice, on), lang, minutes=minutes, force=force
    )
    with faults_told(voice, "cli.brief_stopped"):
        prepared = visiting.prepare(visit, voice.step)
    voice.say_standing(prepared.standing, plan)
    voice.show(brief_lines(prepared.briefs, voice.words))
    if not quiet:
        voice.say(voice.words("cli.written", n=len(prepared.files), folder=str(folder)))
    voice.show_json(
        {
            "on": visit.on.isoformat(),
            "plan_found": prepared.standing.found,
            "orps": [brief_json(each, voice.words) for each in prepared.briefs],
            "files": list(map(str, prepared.files)),
        }
    )
