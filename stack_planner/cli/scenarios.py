"""The command ``scenarios``: whether today's plan holds if things turn out otherwise."""

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
    Verbose,
    asked_inputs,
    asked_limits,
    help_words,
)
from stack_planner.cli.ends import DONE, UNPROVEN, faults_told
from stack_planner.cli.voice import Voice
from stack_planner.words import LANGUAGES


@app.command(help=help_words("help.scenarios.command"))
def scenarios(  # noqa: PLR0913, PLR0917 — the options common to all, and its own
    stack: Stack = None,
    needs: Needs = None,
    file: Annotated[
        Path | None, typer.Option("--file", help=help_words("help.scenarios.file"))
    ] = None,
    output: Annotated[
        Path, typer.Option("-o", "--output", help=help_words("help.scenarios.output"))
    ] = Path("outputs"),
    time_limit: Annotated[
        float, typer.Option(min=0.1, help=help_words("help.scenarios.time_limit"))
    ] = 300,
    gap: Annotated[float, typer.Option(min=0, max=1, help=help_words("help.gap"))] = 0.001,
    jobs: Jobs = None,
    lang: Lang = LANGUAGES[0],
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=help_words("help.dry_run"))] = False,
    as_json: Json = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
    force: Force = False,
) -> None:
    """Says what becomes of the plan in each scenario, and what survives all of them."""
    from stack_planner import foreseeing  # noqa: PLC0415
    from stack_planner.standing import Subject  # noqa: PLC0415
    from stack_planner.telling.scenarios import scenarios_lines  # noqa: PLC0415
    from stack_planner.telling.scenarios_json import scenarios_json  # noqa: PLC0415

    voice = Voice(lang, as_json=as_json, quiet=quiet, verbose=verbose)
    limits = asked_limits(time_limit, jobs, gap)
    subject = Subject(asked_inputs(voice, stack, needs), limits, output)
    order = foreseeing.Order(subject, file, lang, force=force, writes=not dry_run)
    with faults_told(voice, "cli.scenarios_stopped"):
        found = foreseeing.foresee(order, voice.step)
    voice.say_standing(found.standing, output)
    voice.say_problems(found.problems)
    voice.show(scenarios_lines(found.scenarios, voice.words))
    if found.files and not quiet:
        voice.say(voice.words("cli.written", n=len(found.files), folder=str(output)))
    told = scenarios_json(found.scenarios, voice.words)
    voice.show_json({**told, "files": list(map(str, found.files))})
    proven = all(outcome.proven for outcome in found.scenarios.outcomes)
    raise typer.Exit(DONE if proven else UNPROVEN)
