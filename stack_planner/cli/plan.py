"""The command ``plan``: the main job."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
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
    asked_inputs,
    asked_limits,
    help_words,
)
from stack_planner.cli.ends import DONE, UNPROVEN, faults_told
from stack_planner.cli.voice import Voice
from stack_planner.words import LANGUAGES


class Format(StrEnum):
    """What is written: workbooks, or CSV files beside them."""

    XLSX = "xlsx"
    CSV = "csv"


@app.command(help=help_words("help.plan"))
def plan(  # noqa: PLR0913, PLR0917 — the options of the main job
    stack: Stack = None,
    needs: Needs = None,
    output: Annotated[Path, typer.Option("-o", "--output", help=help_words("help.output"))] = Path(
        "outputs"
    ),
    orp: Annotated[list[str] | None, typer.Option("--orp", help=help_words("help.orp"))] = None,
    near: Annotated[Path | None, typer.Option("--near", help=help_words("help.near"))] = None,
    time_limit: TimeLimit = 300,
    gap: Annotated[float, typer.Option(min=0, max=1, help=help_words("help.gap"))] = 0.001,
    jobs: Jobs = None,
    lang: Lang = LANGUAGES[0],
    *,
    verify: Annotated[bool, typer.Option("--verify", help=help_words("help.verify"))] = False,
    no_explain: Annotated[
        bool, typer.Option("--no-explain", help=help_words("help.explain.no_sheet"))
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=help_words("help.dry_run"))] = False,
    format_: Annotated[Format, typer.Option("--format", help=help_words("help.format"))] = (
        Format.XLSX
    ),
    public: Annotated[bool, typer.Option("--public", help=help_words("help.public"))] = False,
    as_json: Json = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
    force: Force = False,
) -> None:
    """Makes the plans and writes their workbooks."""
    from stack_planner import comparing, planning  # noqa: PLC0415
    from stack_planner.results import Status  # noqa: PLC0415
    from stack_planner.telling.plans import plan_json, plan_lines  # noqa: PLC0415
    from stack_planner.telling.proof import options_line  # noqa: PLC0415

    voice = Voice(lang, as_json=as_json, quiet=quiet, verbose=verbose)
    order = planning.Order(
        inputs=asked_inputs(voice, stack, needs),
        limits=asked_limits(time_limit, jobs, gap),
        folder=None if dry_run else output,
        orps=tuple(orp or ()),
        lang=lang,
        force=force,
        verify=verify,
        explain=not no_explain,
        public=public,
        csv=format_ is Format.CSV,
    )
    with faults_told(voice):
        if near is not None:
            order = replace(order, before=comparing.options_of(near))
        made, files = planning.plan(order, voice.step)
    voice.say_problems(made.problems)
    if verbose:
        voice.say(options_line(made, voice.words))
    voice.show(plan_lines(made, voice.words))
    if files and not quiet:
        voice.say(voice.words("cli.written", n=len(files), folder=str(output)))
        if public:
            voice.say(voice.words("public.told"))
    voice.show_json(plan_json(made, voice.seconds, map(str, files), voice.words))
    raise typer.Exit(UNPROVEN if made.proof.status is Status.FEASIBLE else DONE)
