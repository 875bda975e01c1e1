"""The command ``score``: what projects are worth, and how well that is measured."""

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


@app.command(help=help_words("help.score"))
def score(  # noqa: PLR0913, PLR0917 — the options common to all, and its own
    stack: Stack = None,
    needs: Needs = None,
    orp: Annotated[
        list[str] | None, typer.Option("--orp", help=help_words("help.score_with.orp"))
    ] = None,
    output: PlanFolder = Path("outputs"),
    time_limit: TimeLimit = 300,
    jobs: Jobs = None,
    lang: Lang = LANGUAGES[0],
    *,
    hygiene: Annotated[
        bool, typer.Option("--hygiene", help=help_words("help.score_with.hygiene"))
    ] = False,
    as_json: Json = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
    _force: Force = False,
) -> None:
    """Lists the value of every project for every town, and judges how well it is measured."""
    from stack_planner import judging  # noqa: PLC0415
    from stack_planner.standing import Subject  # noqa: PLC0415
    from stack_planner.telling.quality import Hygiene  # noqa: PLC0415
    from stack_planner.telling.scores import score_json, score_lines  # noqa: PLC0415

    voice = Voice(lang, as_json=as_json, quiet=quiet, verbose=verbose)
    limits = asked_limits(time_limit, jobs)
    subject = Subject(asked_inputs(voice, stack, needs), limits, output, tuple(orp or ()))
    with faults_told(voice):
        made = judging.judge(subject, voice.step, with_plan=hygiene)
    if made.standing is None:
        voice.say_problems(made.problems)
    else:
        voice.say_standing(made.standing, output)
    told = Hygiene(made.strategy, made.scores, made.qualities, made.removals)
    voice.show(score_lines(told, made.agreements, subject.orps, voice.words))
    voice.show_json(score_json(told, made.agreements, subject.orps, made.problems, voice.words))
