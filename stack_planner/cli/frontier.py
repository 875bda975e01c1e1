"""The command ``frontier``: what more money would buy in a town, and what goes first with less."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Annotated

import typer

from stack_planner.cli.app import app
from stack_planner.cli.asked import (
    AskedOrps,
    Force,
    Jobs,
    Json,
    Lang,
    Needs,
    PlanFolder,
    Quiet,
    Stack,
    TimeLimit,
    Verbose,
    asked_inputs,
    asked_limits,
    help_words,
)
from stack_planner.cli.ends import faults_told
from stack_planner.cli.voice import Voice
from stack_planner.words import LANGUAGES


@app.command(help=help_words("help.frontier.command"))
def frontier(  # noqa: PLR0913, PLR0917 — the options common to all, and its own
    stack: Stack = None,
    needs: Needs = None,
    orp: AskedOrps = None,
    to: Annotated[float, typer.Option(min=1, max=10, help=help_words("help.frontier.to"))] = 1.5,
    output: PlanFolder = Path("outputs"),
    time_limit: TimeLimit = 300,
    jobs: Jobs = None,
    lang: Lang = LANGUAGES[0],
    *,
    as_json: Json = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
    _force: Force = False,
) -> None:
    """Says what the best value of towns is at every budget."""
    from stack_planner import answering  # noqa: PLC0415
    from stack_planner.standing import Subject  # noqa: PLC0415
    from stack_planner.telling.frontier import frontier_json, frontier_lines  # noqa: PLC0415

    voice = Voice(lang, as_json=as_json, quiet=quiet, verbose=verbose)
    limits = asked_limits(time_limit, jobs)
    subject = Subject(asked_inputs(voice, stack, needs), limits, output, tuple(orp or ()))
    with faults_told(voice, "cli.frontier_stopped"):
        curves = answering.frontier(subject, Fraction(str(to)), voice.step)
    voice.say_standing(curves.standing, output)
    voice.show(frontier_lines(curves.frontiers, curves.standing.strategy, voice.words))
    voice.show_json(frontier_json(curves.frontiers, curves.standing.strategy))
